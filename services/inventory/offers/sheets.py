"""Suppliers' price lists as a sheet: products and suppliers named by their codes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.web import fields
from paper.sheets.form import Entry, Form, Known, Outcome, upsert

from ..errors import ProductUnknown, SupplierUnknown
from ..products.models import Product
from ..suppliers.models import Supplier
from .commands import change_offers, enter_offers, lock_offers, state
from .models import Offer
from .schemas import OFFERS, OfferFields


class OfferRow(OfferFields):
    """What one supplier asks for one product. It stands in the list of what can be bought, so an
    archived offer is taken up again, unless the row says that it is archived."""

    product_code = fields.code("商品编号", "Product code", required=True)
    supplier_no = fields.code("供应商编号", "Supplier code", required=True)
    archived = fields.flag("已归档", "Archived", load_default=False)


def write_offers(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Enter the offers that are new, change those that the sheet says otherwise."""
    products = _by_code(session, Product, {entry.told["product_code"] for entry in entries})
    suppliers = _by_code(session, Supplier, {entry.told["supplier_no"] for entry in entries})
    named = [_named(place, entry, products, suppliers) for place, entry in enumerate(entries)]
    lock_offers(session, {entry.told["product_id"] for entry in named})
    return upsert(session, named, _known(session, named), enter_offers, change_offers)


def _named(
    place: int, entry: Entry, products: dict[str, UUID], suppliers: dict[str, UUID]
) -> Entry:
    """The entry with the ids that its codes mean, and a key that says both."""
    product, supplier = entry.told["product_code"], entry.told["supplier_no"]
    if product not in products:
        raise ProductUnknown(f"/{place}/product_code", product=product)
    if supplier not in suppliers:
        raise SupplierUnknown(f"/{place}/supplier_no", supplier=supplier)
    ids = {"product_id": products[product], "supplier_id": suppliers[supplier]}
    told = entry.told | ids
    told["preferred"] = told["preferred"] and not told["archived"]
    return replace(entry, key=_key(**ids), told=told, given=entry.given | {"archived"})


def _known(session: Session, entries: Sequence[Entry]) -> dict[str, Known]:
    """What these suppliers ask already; read under the products' locks."""
    products = {entry.told["product_id"] for entry in entries}
    suppliers = {entry.told["supplier_id"] for entry in entries}
    query = select(Offer).where(Offer.product_id.in_(products), Offer.supplier_id.in_(suppliers))
    return {
        _key(each.product_id, each.supplier_id): Known(each.id, each.version, state(each))
        for each in session.scalars(query)
    }


def _key(product_id: UUID, supplier_id: UUID) -> str:
    return f"{product_id}/{supplier_id}"


def _by_code(session: Session, kind: Any, codes: set[str]) -> dict[str, UUID]:
    rows = session.execute(select(kind.code, kind.id).where(kind.code.in_(codes)))
    return {row.code: row.id for row in rows}


SHEET = Form(
    "offers",
    needs="inventory.offer.import",
    zh="供货价目表",
    en="Suppliers' price lists",
    schema=OfferRow,
    key="product_code",
    beside=("supplier_no",),
    once=("preferred",),
    write=write_offers,
    codes=("supplier_no", "supplier_code"),
    aliases={
        "product_code": ("编号", "商品代码", "Item no.", "SKU"),
        "supplier_no": ("供应商代码", "供应商号", "Supplier no."),
        "supplier_code": ("供应商料号", "Supplier's item no."),
        "price": ("单价", "采购单价", "Purchase price", "Unit price"),
        "lead_days": ("交货期", "供货周期", "Lead time"),
        "minimum_order": ("最小起订量", "起订量", "MOQ"),
        "pack": ("包装数", "最小包装", "Pack size"),
        "tolerance": ("超收比例", "Tolerance"),
        "preferred": ("首选供应商",),
    },
    shape=OFFERS,
    reads="inventory.offer.read",
)
