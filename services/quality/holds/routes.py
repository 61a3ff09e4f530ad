"""HTTP door of holds."""

from uuid import UUID

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from . import commands
from .models import Hold
from .queries import HOLDS
from .schemas import HoldEndIn

holds = Door(
    "holds",
    __name__,
    url_prefix="/holds",
    zh="冻结:对批次的冻结、让步与解除",
    en="Holds on lots, waivers, and how they end",
)


@holds.get("", needs="quality.hold.read", lists=HOLDS, zh="冻结列表", en="Holds")
def list_holds():
    with reading() as session:
        return HOLDS.page(session)


@holds.get("/<uuid:hold_id>", needs="quality.hold.read", gives=HOLDS, zh="冻结", en="A hold")
def read_hold(hold_id: UUID):
    with reading() as session:
        return reply(session, HOLDS.one(session, Hold.id == hold_id))


@holds.post(
    "/<uuid:hold_id>/end",
    needs="quality.hold.end",
    takes=HoldEndIn,
    gives=HOLDS,
    keyed=True,
    zh="解除冻结",
    en="End a hold",
)
def end_hold(body: dict, hold_id: UUID):
    with transaction() as session:
        hold = commands.end_hold(session, hold_id, body)
        return reply(session, HOLDS.one(session, Hold.id == hold.id))
