"""The returns' door."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import ReturnNotFound
from . import commands, decisions, queries
from .models import Return, ReturnLine
from .schemas import DecideIn, ReturnIn, ReturnLineOut, ReturnOut

RETURNS = Shape(
    ReturnOut,
    Return,
    children={"lines": (ReturnLineOut, ReturnLine, ReturnLine.return_id)},
    columns={"credited": queries.credited(), "status": queries.status()},
)

returns = Door(
    "returns",
    __name__,
    url_prefix="/returns",
    zh="退货:登记与处理结果",
    en="Returns: what came back and what is to become of it",
)


@returns.get("", needs="sales.return.read", lists=RETURNS, zh="退货单列表", en="List returns")
def list_returns() -> Response:
    with reading() as session:
        return RETURNS.page(session, *queries.in_scope(session))


@returns.get(
    "/<uuid:return_id>", needs="sales.return.read", gives=RETURNS, zh="退货单", en="A return"
)
def show_return(return_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.in_scope(session)
        return RETURNS.one(session, Return.id == return_id, *seen, missing=ReturnNotFound())


@returns.post(
    "",
    needs="sales.return.create",
    takes=ReturnIn,
    gives=RETURNS,
    keyed=True,
    status=201,
    zh="登记退货",
    en="Receive a return",
)
def receive_return(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return_id = commands.receive_return(session, body)
        return reply(session, RETURNS.one(session, Return.id == return_id), status=201)


@returns.post(
    "/<uuid:return_id>/decide",
    needs="sales.return.decide",
    takes=DecideIn,
    gives=RETURNS,
    keyed=True,
    zh="变更退货处理结果",
    en="Decide what becomes of a return",
)
def decide_return(body: dict[str, Any], return_id: UUID) -> Response:
    with transaction() as session:
        decisions.decide_return(session, return_id, body)
        session.flush()
        return reply(session, RETURNS.one(session, Return.id == return_id))
