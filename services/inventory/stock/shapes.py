"""What stock looks like to a reader: its schemas put on its tables."""

from typing import Any

from sqlalchemy import and_, case, func, literal, select

from chassis.data.clauses import fixed
from chassis.data.types import Money, Quantity
from chassis.web.shape import Shape

from ..limits.levels import backordered_of, on_order_of
from ..limits.models import Limit
from ..products.models import Product
from ..warehouses.models import Warehouse
from .models import Balance, Issue, Layer, Lot, LotBalance, Movement, Pool
from .schemas import (
    IssueLineOut,
    IssueOut,
    LayerOut,
    LotDetailOut,
    LotOut,
    PlaceOut,
    ProductStockOut,
    StockOut,
)
from .slots import NIL, NONE

_ON_HAND = Balance.free + Balance.reserved + Balance.held + Balance.quarantined + Balance.between
_BACKORDERED, _ON_ORDER = backordered_of(Balance.__table__), on_order_of(Balance.__table__)
_PRODUCT = {"product_code": Product.code, "product_name": Product.name}

_LIMITED = and_(Limit.product_id == Balance.product_id, Limit.warehouse_id == Balance.warehouse_id)
_LIMITS = {
    "state": case(
        (fixed(0) == _ON_HAND, "none"),
        (Limit.below_since.is_not(None), "short"),
        (Limit.above_since.is_not(None), "over"),
        (Balance.free == fixed(0), "taken"),
        else_="normal",
    ),
    "minimum": Limit.minimum,
    "maximum": Limit.maximum,
    "remark": Limit.remark,
}

STOCK = Shape(
    StockOut,
    Balance,
    columns=_PRODUCT
    | _LIMITS
    | {
        "unit": Product.unit,
        "warehouse_code": Warehouse.code,
        "on_hand": _ON_HAND,
        "backordered": _BACKORDERED,
        "on_order": _ON_ORDER,
        "projected": Balance.free - _BACKORDERED + _ON_ORDER,
        "sale_price": Product.sale_price,
    },
    joined=Balance.__table__.join(Product).join(Warehouse).outerjoin(Limit, _LIMITED),
)
PLACES = Shape(
    PlaceOut,
    Balance,
    columns=_LIMITS | {"warehouse_code": Warehouse.code, "on_hand": _ON_HAND},
    joined=Balance.__table__.join(Warehouse).outerjoin(Limit, _LIMITED),
    given=("value",),
)


def _in_pool(name: str, kind: Any) -> Any:
    return func.coalesce(
        getattr(Pool, name), literal(NONE if kind is Quantity else NIL, kind), type_=kind
    )


_PIECES_OF_PRODUCT = ("free", "reserved", "held", "quarantined", "between")
PRODUCT_STOCK = Shape(
    ProductStockOut,
    Product,
    columns=_PRODUCT
    | {
        "product_id": Product.id,
        "quantity": _in_pool("quantity", Quantity),
        "value": _in_pool("value", Money),
        "average": Pool.last_average,
        "quarantine_quantity": _in_pool("quarantine_quantity", Quantity),
        "quarantine_value": _in_pool("quarantine_value", Money),
    },
    joined=Product.__table__.outerjoin(Pool),
    given=(*_PIECES_OF_PRODUCT, "on_hand", "layers", "warehouses"),
)
LAYERS = Shape(LayerOut, Layer)


def _pieces(name: str) -> Any:
    total = select(func.sum(getattr(LotBalance, name))).where(LotBalance.lot_id == Lot.id)
    none = literal(NONE, Quantity)
    return func.coalesce(total.scalar_subquery(), none, type_=Quantity)


_LOT = _PRODUCT | {
    "is_held": Lot.held,
    "first_in": Lot.created_at,
    **{name: _pieces(name) for name in ("available", "held", "quarantined", "between")},
}
LOTS = Shape(LotOut, Lot, columns=_LOT, joined=Lot.__table__.join(Product))
LOT = Shape(
    LotDetailOut,
    Lot,
    columns=_LOT,
    joined=Lot.__table__.join(Product),
    given=("balance", "holds", "waivers"),
)
ISSUES = Shape(
    IssueOut,
    Issue,
    columns={"warehouse_code": Warehouse.code},
    joined=Issue.__table__.join(Warehouse, Warehouse.id == Issue.warehouse_id),
    given=("lines",),
)
ISSUE_LINES = Shape(
    IssueLineOut,
    Movement,
    columns={
        "product_code": Product.code,
        "product_name": Product.name,
        "lot": Lot.number,
        "quantity": -Movement.quantity,
        "cost": -Movement.value,
    },
    joined=Movement.__table__.join(Product, Product.id == Movement.product_id).join(
        Lot, Lot.id == Movement.lot_id
    ),
)
