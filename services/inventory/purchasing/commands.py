"""What is done about purchase orders: write, change, check, cancel. Receipts are in `receiving`."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.errors import StaleVersion
from chassis.ids import new_id
from paper.series import next_number

from ..errors import CheckerIsMaker, ProductArchived, ProductUnknown, SupplierArchived
from ..products.queries import products_by_id
from ..suppliers.queries import supplier_named
from . import queries, rules
from .models import PurchaseOrder, PurchaseOrderLine
from .rules import CANCEL, CHANGE, CHECK, DRAFT

TOLD = ("supplier_id", "ordered_on", "price_mode", "remark")
_STATE = (*TOLD, "status", "net", "tax", "gross", "checked_by", "cancel_reason")


def write_order(session: Session, told: dict[str, Any]) -> PurchaseOrder:
    """Write a draft to an active supplier, for products that are still kept."""
    _refuse_archived_supplier(session, told["supplier_id"])
    buyer = actor(session)
    order = PurchaseOrder(
        id=new_id(),
        version=1,
        status=DRAFT,
        ordered_on=told.get("ordered_on") or clock.today(),
        buyer_id=buyer.id,
        buyer_name=buyer.name,
        makers=[str(buyer.id)],
        operator=buyer.id,
        currency="CNY",
        rate=Decimal(1),
        created_at=clock.now(),
        **{name: told[name] for name in ("supplier_id", "price_mode", "remark")},
    )
    lines = _lines(session, order, told["lines"])
    order.number = next_number(session, "PO", clock.today())
    session.add(order)
    session.flush()
    session.add_all(lines)
    record(session, _thing(order), None, _state(order) | {"lines": told["lines"]})
    return order


def change_order(
    session: Session, order_id: UUID, version: int, change: dict[str, Any]
) -> PurchaseOrder:
    """Change a draft; lines, if given, replace all its lines."""
    order = queries.order_to_change(session, order_id)
    if order.version != version:
        raise StaleVersion(version=order.version)
    order.status = rules.after(order.status, CHANGE, order.number)
    if "supplier_id" in change:
        _refuse_archived_supplier(session, change["supplier_id"])
    before = _state(order)
    order.makers = sorted({*order.makers, str(actor(session).id)})
    for name in TOLD:
        setattr(order, name, change.get(name, getattr(order, name)))
    if change.keys() & {"lines", "price_mode"}:
        _replace_lines(session, order, change.get("lines"))
    _touch(session, order, before, change)
    return order


def check_order(session: Session, order_id: UUID) -> PurchaseOrder:
    """Someone who wrote nothing of the order finds it right; from now on goods may be received."""
    order = queries.order_to_change(session, order_id)
    before, checker = _state(order), actor(session)
    if order.is_made_by(checker.id):
        raise CheckerIsMaker(number=order.number)
    order.status = rules.after(order.status, CHECK, order.number)
    order.checked_by, order.checked_at = checker.id, clock.now()
    _touch(session, order, before)
    return order


def cancel_order(session: Session, order_id: UUID, reason: str) -> PurchaseOrder:
    """What was not received is not wanted any more."""
    order = queries.order_to_change(session, order_id)
    before = _state(order)
    order.status = rules.after(order.status, CANCEL, order.number)
    order.cancel_reason = reason
    _touch(session, order, before, reason=reason)
    return order


def _lines(
    session: Session, order: PurchaseOrder, told: list[dict[str, Any]]
) -> list[PurchaseOrderLine]:
    products = products_by_id(session, [line["product_id"] for line in told])
    lines = []
    for place, line in enumerate(told):
        product = products.get(line["product_id"])
        pointer = f"/lines/{place}/product_id"
        if product is None:
            raise ProductUnknown(pointer, product=line["product_id"])
        if product.archived_at is not None:
            raise ProductArchived(pointer, code=product.code)
        rate = line.get("tax_rate", product.tax_rate)
        lines.append(_line(order, line, rate))
    for name, amount in rules.totals(lines).items():
        setattr(order, name, amount)
    return lines


def _line(order: PurchaseOrder, told: dict[str, Any], rate: Decimal) -> PurchaseOrderLine:
    quantity, price = told["quantity"], told["unit_price"]
    return PurchaseOrderLine(
        id=new_id(),
        order_id=order.id,
        product_id=told["product_id"],
        quantity=quantity,
        unit_price=price,
        tax_rate=rate,
        received=Decimal(0),
        **rules.amounts(quantity, price, rate, order.price_mode),
    )


def _replace_lines(
    session: Session, order: PurchaseOrder, told: list[dict[str, Any]] | None
) -> None:
    """New lines, or the same ones reckoned again in another price mode."""
    if told is None:
        names = ("product_id", "quantity", "unit_price", "tax_rate")
        known = queries.lines_of(session, order.id)
        told = [{name: getattr(line, name) for name in names} for line in known]
    lines = _lines(session, order, told)
    session.execute(delete(PurchaseOrderLine).where(PurchaseOrderLine.order_id == order.id))
    session.add_all(lines)


def _refuse_archived_supplier(session: Session, supplier_id: UUID) -> None:
    supplier = supplier_named(session, supplier_id)
    if supplier.archived_at is not None:
        raise SupplierArchived("/supplier_id", name=supplier.name)


def _touch(
    session: Session,
    order: PurchaseOrder,
    before: dict[str, Any],
    change: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    order.version += 1
    order.operator = actor(session).id
    session.flush()
    lines = {"lines": change["lines"]} if change and "lines" in change else {}
    record(session, _thing(order), before, _state(order) | lines, reason)


def _state(order: PurchaseOrder) -> dict[str, Any]:
    return {name: getattr(order, name) for name in _STATE}


def _thing(order: PurchaseOrder) -> str:
    return f"purchase_order/{order.id}"
