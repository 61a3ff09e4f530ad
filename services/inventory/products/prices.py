"""The sale price list as a sheet: products by their code, each with its price."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.web import fields
from paper.sheets.form import Entry, Form, Known, Outcome, upsert

from ..errors import ProductArchived, ProductUnknown
from .commands import change_products, register_products
from .models import Product
from .schemas import PRODUCTS


class PriceRow(fields.Schema):
    """A product's sale price; an empty one takes it off the list."""

    code = fields.code("商品编号", "Product code", required=True)
    sale_price = fields.price("销售价", "Sale price", required=True, allow_none=True)


def write_prices(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Change the products whose price is another."""
    codes = [entry.key for entry in entries]
    named = (Product.code, Product.id, Product.version, Product.sale_price, Product.archived_at)
    rows = session.execute(select(*named).where(Product.code.in_(codes)))
    there = {row.code: row for row in rows}
    for place, entry in enumerate(entries):
        if entry.key not in there:
            raise ProductUnknown(f"/{place}/code", product=entry.key)
        row = there[entry.key]
        if row.archived_at and row.sale_price != entry.told["sale_price"]:
            raise ProductArchived(f"/{place}/code", code=entry.key)
    known = {
        code: Known(row.id, row.version, {"sale_price": row.sale_price})
        for code, row in there.items()
    }
    return upsert(session, entries, known, register_products, change_products)


SHEET = Form(
    "sale-prices",
    needs="inventory.product.import",
    zh="销售价目表",
    en="Sale prices",
    schema=PriceRow,
    key="code",
    write=write_prices,
    aliases={
        "code": ("编号", "商品代码", "货号", "Item no.", "SKU"),
        "sale_price": ("销售单价", "售价", "单价", "Price"),
    },
    shape=PRODUCTS,
)
