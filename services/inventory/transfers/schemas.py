"""Transfers as they come in and go out, with their labels."""

from typing import Any

from sqlalchemy.orm import aliased

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.schemas import of_products
from ..warehouses.models import Warehouse
from .models import Arrival, Loss, Transfer, TransferLine, TransferPiece
from .rules import ARRIVAL, LOSS_STATUS, STATUS

COST = "inventory.cost.read"


class NewTransferLine(fields.Schema):
    """Goods that are to go."""

    product_id = fields.ref("商品", "Product", required=True)
    lot = fields.code("批次号", "Lot", max=60, allow_none=True, load_default=None)
    serials = fields.plain_list(
        "序列号",
        "Serial numbers",
        fields.code("序列号", "Serial number", max=60),
        allow_none=True,
        load_default=None,
    )
    quantity = fields.quantity("数量", "Quantity", required=True)


class NewTransfer(fields.Schema):
    """A transfer to be drafted."""

    from_id = fields.ref("调出仓库", "From warehouse", required=True)
    to_id = fields.ref("调入仓库", "To warehouse", required=True)
    reason = fields.text("调拨原因", "Reason", max=1000, allow_none=True, load_default=None)
    lines = fields.many("明细", "Lines", NewTransferLine, min=1, required=True)


class TransferChange(fields.Schema):
    """What is to be different about a draft; fields left out stay."""

    from_id = fields.ref("调出仓库", "From warehouse")
    to_id = fields.ref("调入仓库", "To warehouse")
    reason = fields.text("调拨原因", "Reason", max=1000, allow_none=True)
    lines = fields.many("明细", "Lines", NewTransferLine, min=1)


class GiveUp(fields.Schema):
    """Why a draft is given up."""

    reason = fields.text("原因", "Reason", max=1000, required=True)


class CameLine(fields.Schema):
    """Pieces of a line, of one of its lots or of all in their order."""

    line_id = fields.ref("调拨单行", "Transfer line", required=True)
    lot = fields.code("批次号", "Lot", max=60, allow_none=True, load_default=None)
    quantity = fields.quantity("数量", "Quantity", required=True)


class Came(fields.Schema):
    """What arrived or came back; without lines everything that is on its way."""

    lines = fields.many("明细", "Lines", CameLine, min=1, allow_none=True, load_default=None)
    remark = fields.text("备注", "Remark", max=1000, allow_none=True, load_default=None)


class NewLoss(CameLine):
    """Pieces that never arrived."""

    reason = fields.text("原因", "Reason", max=1000, required=True)


class TransferLineOut(fields.Schema):
    """What is to go."""

    id = fields.ref("编号", "Id")
    line_no = fields.whole("行号", "Line no.")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    unit = fields.text("单位", "Unit")
    lots = fields.plain_list("指定批次", "Named lots", fields.text("批次号", "Lot number"))
    quantity = fields.quantity("数量", "Quantity")


class TransferPieceOut(fields.Schema):
    """What was shipped of one lot and what became of it; the rest is still on its way."""

    line_id = fields.ref("调拨单行", "Transfer line")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    lot_id = fields.ref("批次", "Lot")
    lot = fields.text("批次号", "Lot number")
    shipped = fields.quantity("已发", "Shipped")
    received = fields.quantity("已收", "Received")
    sent_back = fields.quantity("已退回", "Sent back")
    written_off = fields.quantity("已核销", "Written off")
    between = fields.quantity("调拨在途", "Between warehouses")
    value = fields.money("金额", "Value", needs=COST)


class ArrivalOut(fields.Schema):
    """Pieces that came in or back in one go, and who took them."""

    kind = fields.choice("类型", "Kind", ARRIVAL)
    lot = fields.text("批次号", "Lot number")
    quantity = fields.quantity("数量", "Quantity")
    remark = fields.text("备注", "Remark", allow_none=True)
    operator = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name")
    at = fields.instant("时间", "At")


class LossOut(fields.Schema):
    """Pieces that never arrived; their value is for those who may see cost."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    status = fields.choice("状态", "Status", LOSS_STATUS)
    transfer_id = fields.ref("调拨单", "Transfer")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    lot_id = fields.ref("批次", "Lot")
    lot = fields.text("批次号", "Lot number")
    quantity = fields.quantity("数量", "Quantity")
    value = fields.money("金额", "Value", min=None, needs=COST, allow_none=True)
    reason = fields.text("原因", "Reason")
    proposed_by = fields.ref("提出人", "Proposed by")
    proposed_by_name = fields.text("提出人姓名", "Proposer's name")
    decided_by = fields.ref("审批人", "Decided by", allow_none=True)
    decided_by_name = fields.text("审批人姓名", "Decider's name", allow_none=True)
    decided_at = fields.instant("审批时间", "Decided at", allow_none=True)
    created_at = fields.instant("提出时间", "Proposed at")


class TransferOut(fields.Schema):
    """A transfer with its lines, what was shipped, each arrival and the losses."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("调拨单号", "Number", sort=True, filter=True, search=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    from_id = fields.ref("调出仓库", "From warehouse", filter=True)
    from_code = fields.text("调出仓库编号", "From, code")
    to_id = fields.ref("调入仓库", "To warehouse", filter=True)
    to_code = fields.text("调入仓库编号", "To, code")
    reason = fields.text("调拨原因", "Reason", allow_none=True)
    made_by = fields.ref("制单人", "Made by", filter=True)
    made_by_name = fields.text("制单人姓名", "Maker's name")
    shipped_by = fields.ref("发货人", "Shipped by", allow_none=True)
    shipped_by_name = fields.text("发货人姓名", "Shipper's name", allow_none=True)
    shipped_at = fields.instant("发出时间", "Shipped at", sort=True, filter=True, allow_none=True)
    settled_at = fields.instant("完结时间", "Settled at", allow_none=True)
    created_at = fields.instant("制单时间", "Made at", sort=True)
    lines = fields.many("明细", "Lines", TransferLineOut)
    pieces = fields.many("发出批次", "Shipped lots", TransferPieceOut)
    arrivals = fields.many("收货记录", "Arrivals", ArrivalOut)
    losses = fields.many("损失", "Losses", LossOut)


_FROM: Any = aliased(Warehouse)
_TO: Any = aliased(Warehouse)
TRANSFERS = Shape(
    TransferOut,
    Transfer,
    children={
        "lines": (TransferLineOut, TransferLine, TransferLine.transfer_id),
        "pieces": (
            TransferPieceOut,
            TransferPiece,
            TransferPiece.transfer_id,
            of_products(TransferPiece),
        ),
        "arrivals": (ArrivalOut, Arrival, Arrival.transfer_id),
        "losses": (LossOut, Loss, Loss.transfer_id, of_products(Loss)),
    },
    columns={"from_code": _FROM.code, "to_code": _TO.code},
    joined=Transfer.__table__.join(_FROM, _FROM.id == Transfer.from_id).join(
        _TO, _TO.id == Transfer.to_id
    ),
)
LOSSES = Shape(LossOut, Loss, **of_products(Loss))
