"""Products as a sheet."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.web import fields
from paper.sheets.form import Entry, Form, Known, Outcome, Said, upsert

from .commands import change_products, register_products, state
from .models import Product
from .queries import limits_of, units_of_all
from .schemas import PRODUCTS, NewProduct, UnitFields


class ProductRow(NewProduct):
    """A product, a row for each of its further units if it has any."""

    archived = fields.flag("已归档", "Archived", load_default=False)


def write_products(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Register the products that are new, change those that the sheet says otherwise."""
    codes = [entry.key for entry in entries]
    query = select(Product.__table__).where(Product.code.in_(codes))
    there = session.execute(query).mappings().all()
    ids = [each["id"] for each in there]
    limits, units = limits_of(session, ids), units_of_all(session, ids)
    known = {
        p["code"]: Known(
            p["id"], p["version"], state(p) | limits[p["id"]] | {"units": units[p["id"]]}
        )
        for p in there
    }
    return upsert(session, entries, known, register_products, change_products)


def free_barcodes(session: Session, entries: Sequence[Entry], said: Said) -> None:
    """Products to which other rows of the sheet give another barcode give theirs up, where it is one
    that these rows take."""
    others = said.get("barcode", {})
    here = {entry.key for entry in entries}
    wanted = {entry.told.get("barcode") for entry in entries} - {None}
    query = select(Product.id, Product.version, Product.code, Product.barcode)
    owners = session.execute(query.where(Product.barcode.in_(wanted))) if others else ()
    moving = [
        (row.id, row.version, {"barcode": None})
        for row in owners
        if row.code not in here and others.get(row.code, row.barcode) != row.barcode
    ]
    if moving:
        change_products(session, moving)


SHEET = Form(
    "products",
    needs="inventory.product.import",
    zh="商品",
    en="Products",
    schema=ProductRow,
    key="code",
    write=write_products,
    make_way=free_barcodes,
    lines=UnitFields,
    under="units",
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
        "units/unit": ("换算单位", "包装单位", "Further unit"),
        "units/factor": ("换算率", "Pieces per unit"),
    },
    shape=PRODUCTS,
    reads="inventory.product.read",
)
