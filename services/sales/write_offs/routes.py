"""The write-offs' doors, and that of their rules."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply
from chassis.web.shape import Shape

from ..errors import WriteOffNotFound
from ..settlements.queries import of_own_customers
from ..settlements.routes import with_customer
from . import commands
from .models import WriteOff, WriteOffRules
from .schemas import (
    ApproveIn,
    RecoverIn,
    RefuseIn,
    RulesChange,
    RulesOut,
    WriteOffIn,
    WriteOffOut,
)

WRITE_OFFS = Shape(WriteOffOut, WriteOff, joined=with_customer(WriteOff))
RULES = Shape(RulesOut, WriteOffRules)

write_offs = Door(
    "write_offs",
    __name__,
    url_prefix="/write-offs",
    zh="核销差额与坏账:一人申请,另一人批准",
    en="Tails and bad debts, asked by one and approved by another",
)
write_off_rules = Door(
    "write_off_rules",
    __name__,
    url_prefix="/write-off-rules",
    zh="尾差限额",
    en="The limit of a tail",
)


@write_offs.get(
    "",
    needs="sales.write_off.read",
    lists=WRITE_OFFS,
    zh="坏账与尾差核销列表",
    en="List write-offs",
)
def list_write_offs() -> Response:
    with reading() as session:
        return WRITE_OFFS.page(session, *of_own_customers(session, "sales.write_off"))


@write_offs.get(
    "/<uuid:write_off_id>",
    needs="sales.write_off.read",
    gives=WRITE_OFFS,
    zh="核销申请单",
    en="A write-off",
)
def show_write_off(write_off_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = of_own_customers(session, "sales.write_off")
        missing = WriteOffNotFound()
        return WRITE_OFFS.one(session, WriteOff.id == write_off_id, *seen, missing=missing)


@write_offs.post(
    "",
    needs="sales.write_off.ask",
    takes=WriteOffIn,
    gives=WRITE_OFFS,
    keyed=True,
    status=201,
    zh="申请核销损失",
    en="Ask for a write-off",
)
def ask_write_off(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return _told(session, commands.ask_write_off(session, body).id, 201)


@write_offs.post(
    "/<uuid:write_off_id>/approve",
    needs="sales.write_off.approve",
    takes=ApproveIn,
    gives=WRITE_OFFS,
    keyed=True,
    zh="批准核销损失",
    en="Approve a write-off",
)
def approve_write_off(body: dict[str, Any], write_off_id: UUID) -> Response:
    with transaction() as session:
        commands.approve_write_off(session, write_off_id, **body)
        return _told(session, write_off_id)


@write_offs.post(
    "/<uuid:write_off_id>/reject",
    needs="sales.write_off.approve",
    takes=RefuseIn,
    gives=WRITE_OFFS,
    zh="驳回核销损失",
    en="Reject a write-off",
)
def reject_write_off(body: dict[str, Any], write_off_id: UUID) -> Response:
    with transaction() as session:
        commands.reject_write_off(session, write_off_id, **body)
        return _told(session, write_off_id)


@write_offs.post(
    "/<uuid:write_off_id>/recover",
    needs="sales.write_off.recover",
    takes=RecoverIn,
    gives=WRITE_OFFS,
    keyed=True,
    zh="坏账收回",
    en="Recover a write-off",
)
def recover_write_off(body: dict[str, Any], write_off_id: UUID) -> Response:
    with transaction() as session:
        commands.recover_write_off(session, write_off_id, **body)
        return _told(session, write_off_id)


@write_off_rules.get(
    "", needs="sales.write_off.read", gives=RULES, zh="尾差限额", en="The limit of a tail"
)
def show_rules() -> dict[str, Any]:
    with reading() as session:
        return RULES.one(session)


@write_off_rules.patch(
    "",
    needs="sales.write_off.set_rules",
    takes=RulesChange,
    gives=RULES,
    zh="设定尾差限额",
    en="Set the limit of a tail",
)
def set_rules(body: dict[str, Any]) -> Response:
    with transaction() as session:
        commands.set_rules(session, body["tail_limit"], expected_version())
        session.flush()
        return reply(session, RULES.one(session))


def _told(session: Session, id: UUID, status: int = 200) -> Response:
    session.flush()
    return reply(session, WRITE_OFFS.known(session, id), status)
