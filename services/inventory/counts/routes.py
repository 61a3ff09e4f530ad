"""The HTTP door of adjustments."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from . import commands
from .models import Adjustment
from .schemas import ADJUSTMENTS, Approval, NewAdjustment

adjustments = Door("adjustments", __name__, url_prefix="/adjustments")


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
