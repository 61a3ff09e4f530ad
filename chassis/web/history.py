"""GET /journal: who changed or read what, when and why, in every service.

A reader sees no value there that he sees nowhere else: fields are judged by the routes of the
service that show one of that name, and by what the field itself asks for.
"""

from collections.abc import Iterable
from typing import Any

from marshmallow import fields as ma

from chassis.data.database import reading
from chassis.data.tables import journal
from chassis.principal import Principal

from . import fields
from .door import OPEN, Door
from .shape import Shape

HIDDEN = "[hidden]"
Way = tuple[frozenset[str], str]
"""The permissions and the clearance with which one may see a field."""


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


class History(Shape):
    """The journal as a shape, its values veiled where the reader may not see them."""

    def __init__(self, doors: Iterable[Door]) -> None:
        super().__init__(JournalOut, journal)
        self._ways: dict[str, set[Way]] = {}
        for door in doors:
            for needs, schema in door.shown:
                self._note(schema(), frozenset({needs} - {OPEN}))

    def add_children(
        self, session: Any, reader: Principal, things: list[dict[str, Any]], spelt: bool = False
    ) -> None:
        """Veil each line's changes, at any depth."""
        hidden = {name for name, ways in self._ways.items() if not _open(reader, ways)}
        for thing in things:
            thing["changes"] = _veiled(thing["changes"], hidden)

    def _note(self, schema: Any, needs: frozenset[str]) -> None:
        for name, field in schema.dump_fields.items():
            own = needs | ({field.metadata.get("needs")} - {None})
            self._ways.setdefault(name, set()).add((own, field.metadata.get("x-class", "public")))
            inner = field.inner if isinstance(field, ma.List) else field
            if isinstance(inner, ma.Nested):
                self._note(inner.schema, own)


def door(service: str, doors: Iterable[Door], prefix: str = "") -> Door:
    """The journal's door of one service, under the permission `<service>.journal.read`."""
    lines = History(doors)
    journal_door = Door(
        "journal",
        __name__,
        url_prefix=f"{prefix}/journal",
        zh="变更记录:谁在何时因何改动或查阅",
        en="Journal: who changed or read what, when and why",
    )

    @journal_door.get("", needs=f"{service}.journal.read", lists=lines, zh="变更记录", en="Journal")
    def list_journal():
        with reading() as session:
            return lines.page(session)

    return journal_door


def _open(reader: Principal, ways: set[Way]) -> bool:
    return any(
        all(map(reader.may, permissions)) and reader.sees(secrecy) for permissions, secrecy in ways
    )


def _veiled(value: Any, hidden: set[str]) -> Any:
    if isinstance(value, list):
        return [_veiled(each, hidden) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: HIDDEN if name in hidden else _veiled(each, hidden) for name, each in value.items()
    }
