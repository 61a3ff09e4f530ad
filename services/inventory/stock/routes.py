"""The HTTP door of stock, lots and use in the house."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from . import commands, views
from .schemas import NewUse
from .shapes import ISSUES, LOT, LOTS, PRODUCT_STOCK, STOCK

stock = Door(
    "stock",
    __name__,
    url_prefix="/stock",
    zh="商品库存:可用、预留、冻结与隔离",
    en="Stock: free, reserved, held and quarantined",
)
lots = Door("lots", __name__, url_prefix="/lots", zh="批次", en="Lots")
issues = Door("issues", __name__, url_prefix="/issues", zh="领用出库", en="Issues for own use")


@stock.get("", needs="inventory.stock.read", lists=STOCK, zh="库存列表", en="List stock")
def list_stock() -> Response:
    with reading() as session:
        return STOCK.page(session)


@stock.get(
    "/<uuid:product_id>",
    needs="inventory.stock.read",
    gives=PRODUCT_STOCK,
    zh="商品库存",
    en="A product's stock",
)
def get_stock(product_id: UUID) -> Response:
    with reading() as session:
        return reply(session, views.product_stock(session, product_id))


@lots.get("", needs="inventory.lot.read", lists=LOTS, zh="批次列表", en="List lots")
def list_lots() -> Response:
    with reading() as session:
        return LOTS.page(session)


@lots.get("/<uuid:lot_id>", needs="inventory.lot.read", gives=LOT, zh="批次", en="A lot")
def get_lot(lot_id: UUID) -> Response:
    with reading() as session:
        return reply(session, views.lot_shown(session, lot_id))


@issues.post(
    "",
    needs="inventory.issue.create",
    takes=NewUse,
    gives=ISSUES,
    keyed=True,
    status=201,
    zh="领用出库",
    en="Issue goods for use in the house",
)
def use_stock(body: dict) -> Response:
    with transaction() as session:
        issue = commands.use_stock(session, body)
        return reply(session, views.issue_shown(session, issue.id), 201)
