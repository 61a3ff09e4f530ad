"""What is done about proposals: they become purchase orders, each need once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock

from ..errors import NothingToOrder, ProposalWithoutSupplier
from ..offers.queries import offers_of
from ..products.queries import factor_of, product_named
from ..purchasing.commands import write_order
from ..purchasing.models import PurchaseOrder
from ..stock.shelf import lock_products
from . import queries, rules

Told = dict[str, Any]
Key = tuple[UUID, UUID, str]
"""Supplier, warehouse and price mode: what one order has one of."""


def order_proposals(session: Session, told: Told) -> Told:
    """Write the orders for what is short: one per supplier and warehouse, drafts to be checked.

    What is short is read again under the products' locks, where whatever was ordered meanwhile is
    on order; so of two who do this at once, the second finds nothing left of what the first took.
    """
    chosen = {each["id"]: each["supplier_id"] for each in told.get("proposals", ())}
    wanted = list(chosen) or None
    locked = queries.products_short(session, wanted)
    lock_products(session, locked)
    found = [each for each in queries.proposals(session, wanted) if each["product_id"] in locked]
    found = [_from_chosen(session, each, chosen.get(each["id"])) for each in found]
    orders, left = _grouped(found)
    if chosen and left:
        raise ProposalWithoutSupplier("/proposals", code=left[0]["code"])
    if not orders:
        raise NothingToOrder
    made = [_write(session, key, lines, told["remark"]) for key, lines in sorted(orders.items())]
    return {"orders": made, "left": len(left)}


def _from_chosen(session: Session, proposal: Told, supplier_id: UUID | None) -> Told:
    """The proposal as another supplier packs it, when one is named."""
    if supplier_id in (None, proposal["supplier_id"]):
        return proposal
    product = product_named(session, proposal["product_id"])
    offer = offers_of(session, supplier_id, [product.id]).get(product.id)
    if offer is None:
        raise ProposalWithoutSupplier("/proposals", code=product.code)
    names = ("supplier_id", "unit", "minimum_order", "pack", "lead_days", "price_mode")
    packed = {name: getattr(offer, name) for name in names}
    packed["factor"] = factor_of(session, product, offer.unit, "/proposals")
    return rules.with_need(proposal | packed)


def _grouped(found: list[Told]) -> tuple[dict[Key, list[Told]], list[Told]]:
    orders: dict[Key, list[Told]] = {}
    for each in found:
        if each["supplier_id"]:
            key = (each["supplier_id"], each["warehouse_id"], each["price_mode"])
            orders.setdefault(key, []).append(each)
    return orders, [each for each in found if not each["supplier_id"]]


def _write(session: Session, key: Key, lines: list[Told], remark: str | None) -> Told:
    supplier_id, warehouse_id, price_mode = key
    days = max(each["lead_days"] or 0 for each in lines)
    form = {
        "supplier_id": supplier_id,
        "warehouse_id": warehouse_id,
        "price_mode": price_mode,
        "expected_on": clock.today() + timedelta(days=days) if days else None,
        "remark": remark,
        "lines": [_line(each) for each in lines],
    }
    order = write_order(session, form)
    return _shown(order, len(lines))


def _line(proposal: Told) -> Told:
    quantity: Decimal = proposal["quantity"]
    return {"product_id": proposal["product_id"], "unit": proposal["unit"], "quantity": quantity}


def _shown(order: PurchaseOrder, lines: int) -> Told:
    names = ("id", "number", "supplier_id", "warehouse_id")
    return {name: getattr(order, name) for name in names} | {"lines": lines}
