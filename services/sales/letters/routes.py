"""The door of the dunning letters."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import DunningLetterNotFound
from ..settlements.queries import of_own_customers
from ..settlements.routes import with_customer
from . import commands
from .models import DunningLetter
from .schemas import DropIn, DunningLetterOut, RunOut, SendIn

LETTERS = Shape(DunningLetterOut, DunningLetter, joined=with_customer(DunningLetter))

letters = Door(
    "dunning_letters",
    __name__,
    url_prefix="/dunning-letters",
    zh="催款函:建议与发送",
    en="Dunning letters, proposed and sent",
)


@letters.get("", needs="sales.dunning.read", lists=LETTERS, zh="催款函列表", en="List letters")
def list_letters() -> Response:
    with reading() as session:
        return LETTERS.page(session, *of_own_customers(session, "sales.dunning"))


@letters.get(
    "/<uuid:letter_id>", needs="sales.dunning.read", gives=LETTERS, zh="催款函", en="A letter"
)
def show_letter(letter_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = of_own_customers(session, "sales.dunning")
        missing = DunningLetterNotFound()
        return LETTERS.one(session, DunningLetter.id == letter_id, *seen, missing=missing)


@letters.post(
    "/propose",
    needs="sales.dunning.propose",
    gives=RunOut,
    zh="生成催款建议",
    en="Propose dunning letters",
)
def propose_letters() -> Response:
    with transaction() as session:
        return reply(session, commands.propose_letters(session))


@letters.post(
    "/<uuid:letter_id>/send",
    needs="sales.dunning.send",
    takes=SendIn,
    gives=LETTERS,
    zh="登记催款函已发送",
    en="Record a letter as sent",
)
def send_letter(body: dict[str, Any], letter_id: UUID) -> Response:
    with transaction() as session:
        commands.send_letter(session, letter_id, **body)
        return _told(session, letter_id)


@letters.post(
    "/<uuid:letter_id>/drop",
    needs="sales.dunning.send",
    takes=DropIn,
    gives=LETTERS,
    zh="不发送催款函",
    en="Drop a letter",
)
def drop_letter(body: dict[str, Any], letter_id: UUID) -> Response:
    with transaction() as session:
        commands.drop_letter(session, letter_id, **body)
        return _told(session, letter_id)


def _told(session: Session, id: UUID) -> Response:
    session.flush()
    return reply(session, LETTERS.known(session, id))
