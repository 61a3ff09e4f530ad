"""The HTTP door of receiving."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from ..purchasing.models import Receipt
from . import commands
from .schemas import RECEIPTS, NewReceipt

receipts = Door(
    "receipts",
    __name__,
    url_prefix="/receipts",
    zh="入库:按采购单分批收货",
    en="Receipts of purchase orders, in parts",
)


@receipts.get(
    "", needs="inventory.receipt.read", lists=RECEIPTS, zh="入库单列表", en="List receipts"
)
def list_receipts() -> Response:
    with reading() as session:
        return RECEIPTS.page(session)


@receipts.get(
    "/<uuid:receipt_id>",
    needs="inventory.receipt.read",
    gives=RECEIPTS,
    zh="入库单",
    en="A receipt",
)
def get_receipt(receipt_id: UUID) -> Response:
    with reading() as session:
        return reply(session, RECEIPTS.one(session, Receipt.id == receipt_id))


@receipts.post(
    "",
    needs="inventory.receipt.create",
    takes=NewReceipt,
    gives=RECEIPTS,
    keyed=True,
    status=201,
    zh="入库",
    en="Receive goods",
)
def receive_goods(body: dict) -> Response:
    with transaction() as session:
        receipt = commands.receive_goods(session, body)
        return reply(session, RECEIPTS.one(session, Receipt.id == receipt.id), 201)
