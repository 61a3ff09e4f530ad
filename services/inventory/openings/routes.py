"""The HTTP door of opening balances."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from . import commands
from .models import Opening
from .schemas import OPENING, OPENINGS, NewOpening, RejectReason

openings = Door(
    "openings",
    __name__,
    url_prefix="/openings",
    zh="期初库存:提出一次,由另一人签字",
    en="Opening balances, proposed once and signed by another",
)


@openings.get(
    "",
    needs="inventory.opening.read",
    lists=OPENINGS,
    zh="期初库存单列表",
    en="List opening balances",
)
def list_openings() -> Response:
    with reading() as session:
        return OPENINGS.page(session)


@openings.get(
    "/<uuid:opening_id>",
    needs="inventory.opening.read",
    gives=OPENING,
    zh="期初库存单",
    en="Opening balances of a warehouse",
)
def get_opening(opening_id: UUID) -> Response:
    with reading() as session:
        return reply(session, OPENING.one(session, Opening.id == opening_id))


@openings.post(
    "",
    needs="inventory.opening.propose",
    takes=NewOpening,
    gives=OPENING,
    status=201,
    zh="提出期初库存",
    en="Propose opening balances",
)
def propose_opening(body: dict) -> Response:
    with transaction() as session:
        made = commands.propose_opening(session, body)
        return reply(session, OPENING.one(session, Opening.id == made.id), 201)


@openings.post(
    "/<uuid:opening_id>/sign",
    needs="inventory.opening.sign",
    gives=OPENING,
    keyed=True,
    zh="签字并入账期初库存",
    en="Sign and book opening balances",
)
def sign_opening(opening_id: UUID) -> Response:
    with transaction() as session:
        commands.sign_opening(session, opening_id)
        return reply(session, OPENING.one(session, Opening.id == opening_id))


@openings.post(
    "/<uuid:opening_id>/reject",
    needs="inventory.opening.sign",
    takes=RejectReason,
    gives=OPENING,
    zh="退回期初库存",
    en="Reject opening balances",
)
def reject_opening(body: dict, opening_id: UUID) -> Response:
    with transaction() as session:
        commands.reject_opening(session, opening_id, body["reason"])
        return reply(session, OPENING.one(session, Opening.id == opening_id))
