"""Products as a sheet."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from paper.sheets.form import Entry, Form, Known, Outcome, upsert

from .commands import change_products, register_products, state
from .models import Product
from .queries import limits_of
from .schemas import PRODUCTS, NewProduct


def write_products(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Register the products that are new, change those that the sheet says otherwise."""
    codes = [entry.key for entry in entries]
    query = select(Product.__table__).where(Product.code.in_(codes))
    there = session.execute(query).mappings().all()
    limits = limits_of(session, [each["id"] for each in there])
    known = {p["code"]: Known(p["id"], p["version"], state(p) | limits[p["id"]]) for p in there}
    return upsert(session, entries, known, register_products, change_products)


SHEET = Form(
    "products",
    needs="inventory.product.import",
    zh="商品",
    en="Products",
    schema=NewProduct,
    key="code",
    write=write_products,
    codes=("barcode",),
    unique=("barcode",),
    aliases={
        "code": ("商品代码", "编号", "货号", "Item no.", "SKU"),
        "name": ("商品名称", "品名", "Product name", "Product"),
        "model": ("规格型号", "规格"),
        "barcode": ("条形码", "EAN"),
        "unit": ("计量单位", "Unit of measure"),
        "category": ("商品类别", "分类"),
        "description": ("商品说明", "备注"),
        "warranty": ("保修类型",),
        "warranty_months": ("保修期限", "质保期(月)"),
        "sale_price": ("销售单价", "售价"),
        "minimum": ("库存下限",),
        "maximum": ("库存上限",),
    },
    shape=PRODUCTS,
    reads="inventory.product.read",
)
