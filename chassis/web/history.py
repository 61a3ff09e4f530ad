"""GET /journal: who changed or read what, when and why, in every service."""

from chassis.data.database import reading
from chassis.data.tables import journal

from . import fields
from .door import Door
from .shape import Shape


class JournalOut(fields.Schema):
    """One line of the journal; sealed values stay sealed here."""

    id = fields.ref("编号", "Id")
    at = fields.instant("时间", "At", filter=True)
    actor = fields.ref("操作人", "Actor", filter=True)
    actor_name = fields.text("操作人姓名", "Actor's name")
    thing = fields.text("对象", "Thing", filter=True)
    verb = fields.text("动作", "Verb", filter=True)
    changes = fields.anything("变更", "Changes")
    reason = fields.text("原因", "Reason")
    correlation = fields.text("关联号", "Correlation", filter=True, allow_none=True)


JOURNAL = Shape(JournalOut, journal)


def door(service: str, prefix: str = "") -> Door:
    """The journal's door of one service, under the permission `<service>.journal.read`."""
    journal_door = Door("journal", __name__, url_prefix=f"{prefix}/journal")

    @journal_door.get(
        "", needs=f"{service}.journal.read", lists=JOURNAL, zh="变更记录", en="Journal"
    )
    def list_journal():
        with reading() as session:
            return JOURNAL.page(session)

    return journal_door
