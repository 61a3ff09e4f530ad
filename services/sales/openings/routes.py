"""The door of the opening balances."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import OpeningNotFound
from . import commands, reversals
from .models import Opening, OpeningLine
from .schemas import (
    BookedLineOut,
    OpeningIn,
    OpeningOut,
    OpeningWithLinesOut,
    ReverseLinesIn,
    SendBackIn,
    SignIn,
)

OPENINGS = Shape(OpeningOut, Opening)
OPENING = Shape(
    OpeningWithLinesOut,
    Opening,
    children={"lines": (BookedLineOut, OpeningLine, OpeningLine.opening_id)},
)

openings = Door(
    "openings",
    __name__,
    url_prefix="/openings",
    zh="期初应收与预收:导入一次,由另一人签字",
    en="Opening receivables and advances, brought in once and signed by another",
)


@openings.get(
    "", needs="sales.opening.read", lists=OPENINGS, zh="期初余额列表", en="List opening balances"
)
def list_openings() -> Response:
    with reading() as session:
        return OPENINGS.page(session)


@openings.get(
    "/<uuid:opening_id>",
    needs="sales.opening.read",
    gives=OPENING,
    zh="期初余额",
    en="Opening balances",
)
def show_opening(opening_id: UUID) -> dict[str, Any]:
    with reading() as session:
        return OPENING.one(session, Opening.id == opening_id, missing=OpeningNotFound())


@openings.post(
    "",
    needs="sales.opening.ask",
    takes=OpeningIn,
    gives=OPENING,
    keyed=True,
    status=201,
    zh="录入期初余额",
    en="Record opening balances",
)
def propose_opening(body: dict[str, Any]) -> Response:
    with transaction() as session:
        opening = commands.propose_opening(session, body["as_of"], body["lines"])
        return _told(session, opening.id, 201)


@openings.post(
    "/<uuid:opening_id>/approve",
    needs="sales.opening.sign",
    takes=SignIn,
    gives=OPENINGS,
    keyed=True,
    zh="签字入账期初余额",
    en="Sign and book opening balances",
)
def sign_opening(body: dict[str, Any], opening_id: UUID) -> Response:
    with transaction() as session:
        commands.sign_opening(session, opening_id, **body)
        session.flush()
        return reply(session, OPENINGS.known(session, opening_id))


@openings.post(
    "/<uuid:opening_id>/reject",
    needs="sales.opening.sign",
    takes=SendBackIn,
    gives=OPENINGS,
    zh="退回期初余额",
    en="Send opening balances back",
)
def reject_opening(body: dict[str, Any], opening_id: UUID) -> Response:
    with transaction() as session:
        commands.reject_opening(session, opening_id, **body)
        session.flush()
        return reply(session, OPENINGS.known(session, opening_id))


@openings.post(
    "/<uuid:opening_id>/reverse",
    needs="sales.opening.reverse",
    takes=ReverseLinesIn,
    gives=OPENING,
    keyed=True,
    zh="冲销已签字的期初余额",
    en="Take signed opening balances back",
)
def reverse_opening(body: dict[str, Any], opening_id: UUID) -> Response:
    with transaction() as session:
        reversals.reverse_opening(session, opening_id, **body)
        return _told(session, opening_id, 200)


def _told(session: Session, id: UUID, status: int) -> Response:
    session.flush()
    return reply(session, OPENING.known(session, id), status)
