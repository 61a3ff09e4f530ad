"""Proposals and alerts as they go out, and what is said when they are ordered, with their labels."""

from typing import Any

from sqlalchemy.orm import Session

from chassis.principal import Principal
from chassis.web import fields
from chassis.web.shape import Shape

from ..limits import levels
from ..limits.models import Limit
from ..limits.schemas import PLACE
from ..offers.models import Offer
from ..offers.schemas import PRICE_MODE
from ..products.models import Product
from ..suppliers.models import Supplier
from ..warehouses.models import Warehouse
from .choosing import CHOSEN, FACTOR
from .rules import with_need

COST = "inventory.cost.read"


class _Level(fields.Schema):
    """Where stock of a product stands in a warehouse against its limits."""

    id = fields.ref("储备定额", "Limit")
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    unit = fields.text("单位", "Unit")
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code", filter=True)
    minimum = fields.quantity("最低储备", "Minimum stock", allow_none=True)
    maximum = fields.quantity("最高储备", "Maximum stock", allow_none=True)
    free = fields.quantity("可用", "Free")
    on_hand = fields.quantity("库存数量", "On hand")
    backordered = fields.quantity("缺货待发", "Back-ordered")
    on_order = fields.quantity("在途采购", "On order")
    projected = fields.quantity("预计可用", "Projected")


class ProposalOut(_Level):
    """What should be ordered of a product for a warehouse, and from whom."""

    below_since = fields.instant("低于最低储备自", "Below minimum since", allow_none=True)
    needed = fields.quantity("缺口数量", "Needed")
    supplier_id = fields.ref("建议供应商", "Proposed supplier", filter=True, allow_none=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", allow_none=True)
    preferred = fields.flag("首选", "Preferred", allow_none=True)
    purchase_unit = fields.text("采购单位", "Purchase unit", allow_none=True)
    quantity = fields.quantity("建议采购数量", "Quantity to order", allow_none=True)
    price = fields.price("采购价", "Price", needs=COST, allow_none=True)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE, allow_none=True)
    lead_days = fields.whole("供货周期(天)", "Lead time in days", allow_none=True)
    minimum_order = fields.quantity("最小订购量", "Minimum order", allow_none=True)
    pack = fields.quantity("包装数量", "Pack", allow_none=True)
    factor = fields.quantity("换算系数", "Factor")


class AlertOut(_Level):
    """Stock beyond its limits."""

    below = fields.flag("低于最低储备", "Below minimum", filter=True)
    above = fields.flag("超过最高储备", "Above maximum", filter=True)
    below_since = fields.instant("低于最低储备自", "Below minimum since", allow_none=True)
    above_since = fields.instant("超过最高储备自", "Above maximum since", allow_none=True)
    excess = fields.quantity("超储数量", "Excess", allow_none=True)


class Chosen(fields.Schema):
    """One proposal to be ordered, from another supplier if wished."""

    id = fields.ref("储备定额", "Limit", required=True)
    supplier_id = fields.ref("供应商", "Supplier", allow_none=True, load_default=None)


class Ordering(fields.Schema):
    """Which proposals to order; without any, all that have a supplier."""

    proposals = fields.many("补货建议", "Proposals", Chosen, min=1)
    remark = fields.text("备注", "Remark", max=2000, allow_none=True, load_default=None)


class MadeOut(fields.Schema):
    """An order that was written."""

    id = fields.ref("编号", "Id")
    number = fields.text("采购单号", "Number")
    supplier_id = fields.ref("供应商", "Supplier")
    warehouse_id = fields.ref("收货仓库", "Warehouse")
    lines = fields.whole("行数", "Lines")


class OrderedOut(fields.Schema):
    """The orders that were written for proposals, one per supplier and warehouse."""

    orders = fields.many("采购单", "Orders", MadeOut)
    left = fields.whole("无供应商的建议数", "Proposals left for want of a supplier")


_LEVEL = PLACE | {
    "unit": Product.unit,
    "free": levels.FREE,
    "on_hand": levels.ON_HAND,
    "backordered": levels.BACKORDERED,
    "on_order": levels.ON_ORDER,
    "projected": levels.PROJECTED,
}
_PLACES = Limit.__table__.join(Product).join(Warehouse)


class Proposals(Shape):
    """Proposals, each with how much to order: worked out of what its row says."""

    def add_children(
        self,
        session: Session,
        reader: Principal,
        things: list[dict[str, Any]],
        spelt: bool = False,
    ) -> None:
        for thing in things:
            thing.update(with_need(thing))


PROPOSALS = Proposals(
    ProposalOut,
    Limit,
    columns=_LEVEL
    | {
        "supplier_id": Offer.supplier_id,
        "supplier_name": Supplier.name,
        "preferred": Offer.preferred,
        "purchase_unit": Offer.unit,
        "price": Offer.price,
        "price_mode": Offer.price_mode,
        "lead_days": Offer.lead_days,
        "minimum_order": Offer.minimum_order,
        "pack": Offer.pack,
        "factor": FACTOR,
    },
    joined=_PLACES.outerjoin(Offer, Offer.id == CHOSEN).outerjoin(
        Supplier, Supplier.id == Offer.supplier_id
    ),
    given=("needed", "quantity"),
)
ALERTS = Shape(
    AlertOut,
    Limit,
    columns=_LEVEL
    | {
        "below": Limit.below_since.is_not(None),
        "above": Limit.above_since.is_not(None),
        "excess": levels.ON_HAND - Limit.maximum,
    },
    joined=_PLACES,
)
