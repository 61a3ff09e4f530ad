"""The HTTP door of transfers and of losses on the way."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from . import commands, losses
from .models import Loss, Transfer
from .schemas import LOSSES, TRANSFERS, Came, GiveUp, NewLoss, NewTransfer, TransferChange

transfers = Door(
    "transfers",
    __name__,
    url_prefix="/transfers",
    zh="仓库间调拨",
    en="Transfers between warehouses",
)
transfer_losses = Door(
    "transfer_losses",
    __name__,
    url_prefix="/transfer-losses",
    zh="调拨差异:少收的申报与审批",
    en="Losses on transfers, proposed and decided",
)


@transfers.get(
    "", needs="inventory.transfer.read", lists=TRANSFERS, zh="调拨单列表", en="List transfers"
)
def list_transfers() -> Response:
    with reading() as session:
        return TRANSFERS.page(session)


@transfers.get(
    "/<uuid:transfer_id>",
    needs="inventory.transfer.read",
    gives=TRANSFERS,
    zh="调拨单",
    en="A transfer",
)
def get_transfer(transfer_id: UUID) -> Response:
    with reading() as session:
        return reply(session, TRANSFERS.one(session, Transfer.id == transfer_id))


@transfers.post(
    "",
    needs="inventory.transfer.create",
    takes=NewTransfer,
    gives=TRANSFERS,
    status=201,
    zh="新建调拨单",
    en="Draft a transfer",
)
def write_transfer(body: dict) -> Response:
    with transaction() as session:
        made = commands.write_transfer(session, body)
        return reply(session, TRANSFERS.one(session, Transfer.id == made.id), 201)


@transfers.patch(
    "/<uuid:transfer_id>",
    needs="inventory.transfer.change",
    takes=TransferChange,
    gives=TRANSFERS,
    zh="修改调拨单",
    en="Change a draft transfer",
)
def change_transfer(body: dict, transfer_id: UUID) -> Response:
    with transaction() as session:
        commands.change_transfer(session, transfer_id, expected_version(), body)
        return reply(session, TRANSFERS.one(session, Transfer.id == transfer_id))


@transfers.post(
    "/<uuid:transfer_id>/cancel",
    needs="inventory.transfer.cancel",
    takes=GiveUp,
    gives=TRANSFERS,
    zh="取消调拨单",
    en="Cancel a draft transfer",
)
def cancel_transfer(body: dict, transfer_id: UUID) -> Response:
    with transaction() as session:
        commands.cancel_transfer(session, transfer_id, body["reason"])
        return reply(session, TRANSFERS.one(session, Transfer.id == transfer_id))


@transfers.post(
    "/<uuid:transfer_id>/ship",
    needs="inventory.transfer.ship",
    gives=TRANSFERS,
    keyed=True,
    zh="调拨发出",
    en="Ship a transfer",
)
def ship_transfer(transfer_id: UUID) -> Response:
    with transaction() as session:
        commands.ship_transfer(session, transfer_id)
        return reply(session, TRANSFERS.one(session, Transfer.id == transfer_id))


@transfers.post(
    "/<uuid:transfer_id>/receive",
    needs="inventory.transfer.receive",
    takes=Came,
    gives=TRANSFERS,
    keyed=True,
    zh="调拨收货",
    en="Receive a transfer, whole or in part",
)
def receive_transfer(body: dict, transfer_id: UUID) -> Response:
    with transaction() as session:
        commands.receive_transfer(session, transfer_id, body)
        return reply(session, TRANSFERS.one(session, Transfer.id == transfer_id))


@transfers.post(
    "/<uuid:transfer_id>/send-back",
    needs="inventory.transfer.receive",
    takes=Came,
    gives=TRANSFERS,
    keyed=True,
    zh="调拨退回",
    en="Take goods on their way back to where they were shipped",
)
def send_back(body: dict, transfer_id: UUID) -> Response:
    with transaction() as session:
        commands.send_back(session, transfer_id, body)
        return reply(session, TRANSFERS.one(session, Transfer.id == transfer_id))


@transfers.post(
    "/<uuid:transfer_id>/losses",
    needs="inventory.transfer_loss.propose",
    takes=NewLoss,
    gives=TRANSFERS,
    status=201,
    zh="提出调拨损失",
    en="Propose to write off pieces that never arrived",
)
def propose_loss(body: dict, transfer_id: UUID) -> Response:
    with transaction() as session:
        losses.propose_loss(session, transfer_id, body)
        return reply(session, TRANSFERS.one(session, Transfer.id == transfer_id), 201)


@transfer_losses.post(
    "/<uuid:loss_id>/approve",
    needs="inventory.transfer_loss.approve",
    gives=LOSSES,
    keyed=True,
    zh="批准调拨损失",
    en="Approve a loss and write it off",
)
def approve_loss(loss_id: UUID) -> Response:
    with transaction() as session:
        losses.approve_loss(session, loss_id)
        return reply(session, LOSSES.one(session, Loss.id == loss_id))


@transfer_losses.post(
    "/<uuid:loss_id>/reject",
    needs="inventory.transfer_loss.approve",
    gives=LOSSES,
    zh="驳回调拨损失",
    en="Reject a loss",
)
def reject_loss(loss_id: UUID) -> Response:
    with transaction() as session:
        losses.reject_loss(session, loss_id)
        return reply(session, LOSSES.one(session, Loss.id == loss_id))
