"""The HTTP door of adjustments."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from . import commands
from .models import Adjustment
from .schemas import ADJUSTMENTS, Approval, Comment, NewAdjustment

adjustments = Door(
    "adjustments",
    __name__,
    url_prefix="/adjustments",
    zh="库存调整:说明原因,超过限额须批准",
    en="Adjustments with their reason, approved above a limit",
)


@adjustments.get(
    "",
    needs="inventory.adjustment.read",
    lists=ADJUSTMENTS,
    zh="库存调整列表",
    en="List adjustments",
)
def list_adjustments() -> Response:
    with reading() as session:
        return ADJUSTMENTS.page(session)


@adjustments.get(
    "/<uuid:adjustment_id>",
    needs="inventory.adjustment.read",
    gives=ADJUSTMENTS,
    zh="库存调整",
    en="An adjustment",
)
def get_adjustment(adjustment_id: UUID) -> Response:
    with reading() as session:
        return reply(session, ADJUSTMENTS.one(session, Adjustment.id == adjustment_id))


@adjustments.post(
    "",
    needs="inventory.adjustment.propose",
    takes=NewAdjustment,
    gives=ADJUSTMENTS,
    status=201,
    zh="提出库存调整",
    en="Propose an adjustment",
)
def propose_adjustment(body: dict) -> Response:
    with transaction() as session:
        made = commands.propose_adjustment(session, body)
        return reply(session, ADJUSTMENTS.one(session, Adjustment.id == made.id), 201)


@adjustments.post(
    "/<uuid:adjustment_id>/approve",
    needs="inventory.adjustment.approve",
    takes=Approval,
    gives=ADJUSTMENTS,
    keyed=True,
    zh="批准库存调整",
    en="Approve and book an adjustment",
)
def approve_adjustment(body: dict, adjustment_id: UUID) -> Response:
    with transaction() as session:
        commands.approve_adjustment(session, adjustment_id, body["unit_cost"])
        return reply(session, ADJUSTMENTS.one(session, Adjustment.id == adjustment_id))


@adjustments.post(
    "/<uuid:adjustment_id>/book",
    needs="inventory.adjustment.book",
    gives=ADJUSTMENTS,
    keyed=True,
    zh="免批入账",
    en="Book one's own adjustment within the limit",
)
def book_adjustment(adjustment_id: UUID) -> Response:
    with transaction() as session:
        commands.book_adjustment(session, adjustment_id)
        return reply(session, ADJUSTMENTS.one(session, Adjustment.id == adjustment_id))


@adjustments.post(
    "/<uuid:adjustment_id>/reject",
    needs="inventory.adjustment.approve",
    takes=Comment,
    gives=ADJUSTMENTS,
    zh="驳回库存调整",
    en="Reject an adjustment",
)
def reject_adjustment(body: dict, adjustment_id: UUID) -> Response:
    with transaction() as session:
        commands.reject_adjustment(session, adjustment_id, body["comment"])
        return reply(session, ADJUSTMENTS.one(session, Adjustment.id == adjustment_id))


@adjustments.post(
    "/<uuid:adjustment_id>/withdraw",
    needs="inventory.adjustment.propose",
    takes=Comment,
    gives=ADJUSTMENTS,
    zh="撤回库存调整",
    en="Withdraw one's own adjustment",
)
def withdraw_adjustment(body: dict, adjustment_id: UUID) -> Response:
    with transaction() as session:
        commands.withdraw_adjustment(session, adjustment_id, body["comment"])
        return reply(session, ADJUSTMENTS.one(session, Adjustment.id == adjustment_id))
