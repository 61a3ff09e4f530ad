"""What is done about purchase orders: write, change, check, amend, cancel. Receipts are in `receiving`."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion
from chassis.ids import new_id
from paper.series import next_number

from ..errors import (
    CheckerIsMaker,
    ExceedApproverIsMaker,
    ExcessWithinTolerance,
    ExpectedBeforeOrder,
    LineNotOpen,
    OrderedInFuture,
)
from ..limits.levels import review
from ..products.queries import product_named
from ..products.rules import refuse_part
from ..stock.shelf import lock_products
from ..suppliers.queries import supplier_to_order_from
from ..warehouses.queries import warehouse_named
from . import queries, rules
from .lines import make_lines, replace_lines
from .models import PurchaseOrder, PurchaseOrderLine
from .rules import AMEND, AWAIT, CANCEL, CANCEL_LINE, CHANGE, CHECK, DRAFT, EXCEED

HEAD = ("delivery_address", "supplier_reference", "expected_on", "remark")
TOLD = ("supplier_id", "ordered_on", "price_mode", "warehouse_id", *HEAD)
_STATE = (*TOLD, "status", "revision", "net", "tax", "gross", "checked_by", "cancel_reason")


def write_order(session: Session, told: dict[str, Any]) -> PurchaseOrder:
    """Write a draft to an active supplier, for products that are still kept; from now on its
    pieces are on order."""
    supplier_to_order_from(session, told["supplier_id"])
    lock_products(session, [line["product_id"] for line in told["lines"]])
    buyer = actor(session)
    order = PurchaseOrder(
        id=new_id(),
        version=1,
        revision=1,
        status=DRAFT,
        ordered_on=told.get("ordered_on") or clock.today(),
        warehouse_id=warehouse_named(session, told.get("warehouse_id")).id,
        buyer_id=buyer.id,
        buyer_name=buyer.name,
        makers=[str(buyer.id)],
        operator=buyer.id,
        operator_name=buyer.name,
        currency="CNY",
        rate=Decimal(1),
        created_at=clock.now(),
        **{name: told[name] for name in ("supplier_id", "price_mode")},
        **{name: told.get(name) for name in HEAD},
    )
    _refuse_wrong_days(order)
    lines = make_lines(session, order, told["lines"])
    order.number = next_number(session, "PO", clock.today())
    session.add(order)
    session.flush()
    session.add_all(lines)
    session.flush()
    review(session, [line.product_id for line in lines])
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
        supplier_to_order_from(session, change["supplier_id"])
    products = {line.product_id for line in queries.lines_of(session, order.id)}
    products |= {line["product_id"] for line in change.get("lines", ())}
    lock_products(session, products)
    before = _state(order)
    order.makers = sorted({*order.makers, str(actor(session).id)})
    if "warehouse_id" in change:
        change["warehouse_id"] = warehouse_named(session, change["warehouse_id"]).id
    for name in TOLD:
        setattr(order, name, change.get(name, getattr(order, name)))
    _refuse_wrong_days(order)
    if change.keys() & {"lines", "price_mode", "warehouse_id"}:
        replace_lines(session, order, change.get("lines"))
    review(session, products)
    return _touch(session, order, before, change)


def check_order(session: Session, order_id: UUID) -> PurchaseOrder:
    """Someone who wrote nothing of the order finds it right; from now on goods may be received."""
    order = queries.order_to_change(session, order_id)
    before, checker = _state(order), actor(session)
    if order.is_made_by(checker.id):
        raise CheckerIsMaker(number=order.number)
    order.status = rules.after(order.status, CHECK, order.number)
    supplier_to_order_from(session, order.supplier_id)
    order.checked_by, order.checked_by_name = checker.id, checker.name
    order.checked_at = clock.now()
    return _touch(session, order, before)


def amend_order(session: Session, order_id: UUID, reason: str) -> PurchaseOrder:
    """A checked order of which nothing came is a draft again: its next revision, to be checked anew."""
    order = queries.order_to_change(session, order_id)
    before = _state(order)
    order.status = rules.after(order.status, AMEND, order.number)
    order.checked_by = order.checked_by_name = order.checked_at = None
    order.makers = sorted({*order.makers, str(actor(session).id)})
    order.revision += 1
    return _touch(session, order, before, reason=reason)


def cancel_order(session: Session, order_id: UUID, reason: str) -> PurchaseOrder:
    """What was not received is not wanted any more."""
    order = queries.order_to_change(session, order_id)
    before = _state(order)
    order.status = rules.after(order.status, CANCEL, order.number)
    order.cancel_reason = reason
    lines = queries.lines_of(session, order.id)
    lock_products(session, {line.product_id for line in lines})
    for line in lines:
        _call_off(line, line.open)
    return _touch(session, order, before, reason=reason, moved=lines)


def cancel_line(
    session: Session, order_id: UUID, line_id: UUID, told: dict[str, Any]
) -> PurchaseOrder:
    """Of one line so many pieces are not wanted any more, all that are open unless said; when
    nothing is open any more the order is over."""
    order = queries.order_to_change(session, order_id)
    line, before = _line(session, order, line_id), _state(order)
    order.status = rules.after(order.status, CANCEL_LINE, order.number)
    lock_products(session, [line.product_id])
    quantity = told["quantity"] or line.open
    if not 0 < quantity <= line.open:
        raise LineNotOpen("/quantity", open=line.open)
    refuse_part(product_named(session, line.product_id), quantity, "/quantity")
    _call_off(line, quantity)
    if not any(each.open for each in queries.lines_of(session, order.id)):
        order.status = rules.after(order.status, CANCEL, order.number)
        order.cancel_reason = told["reason"]
    return _touch(session, order, before, reason=told["reason"], moved=[line])


def allow_excess(
    session: Session, order_id: UUID, line_id: UUID, told: dict[str, Any]
) -> PurchaseOrder:
    """Someone who wrote nothing of the order lets so many pieces more than ordered be received, at
    least those that the tolerance lets come anyway. Said again it is the new number, not one more."""
    order = queries.order_to_change(session, order_id)
    line, before = _line(session, order, line_id), _state(order)
    if order.is_made_by(actor(session).id):
        raise ExceedApproverIsMaker(number=order.number)
    order.status = rules.after(order.status, EXCEED, order.number)
    refuse_part(product_named(session, line.product_id), told["quantity"], "/quantity")
    tolerated = rules.most_allowed(line.pieces, line.tolerance) - line.pieces
    if told["quantity"] < tolerated:
        raise ExcessWithinTolerance("/quantity", tolerated=tolerated)
    was, line.allowed = line.allowed, _wanted(line) + told["quantity"]
    thing = f"purchase_order_line/{line.id}"
    record(session, thing, {"allowed": was}, {"allowed": line.allowed}, told["reason"])
    return _touch(session, order, before, reason=told["reason"])


def await_again(
    session: Session,
    order: PurchaseOrder,
    back: Iterable[tuple[PurchaseOrderLine, Decimal]],
    reason: str,
) -> None:
    """Pieces that went back are to be delivered once more: received net of them decides what is open,
    and an order that was over goes on. The caller has the order and the products locked."""
    before, moved = _state(order), []
    for line, quantity in back:
        line.to_replace += quantity
        line.allowed += quantity
        line.open = max(_wanted(line) - line.received, Decimal(0))
        moved.append(line)
    if any(line.open for line in moved):
        order.status = rules.after(order.status, AWAIT, order.number)
    _touch(session, order, before, reason=reason, moved=moved)


def _refuse_wrong_days(order: PurchaseOrder) -> None:
    today, ordered, expected = clock.today(), order.ordered_on, order.expected_on
    if ordered > today:
        raise OrderedInFuture("/ordered_on", day=ordered, today=today)
    if expected and expected < ordered:
        raise ExpectedBeforeOrder("/expected_on", day=expected, ordered_on=ordered)


def _line(session: Session, order: PurchaseOrder, line_id: UUID) -> PurchaseOrderLine:
    for line in queries.lines_of(session, order.id):
        if line.id == line_id:
            return line
    raise NotFound


def _wanted(line: PurchaseOrderLine) -> Decimal:
    """How many pieces of a line are to come in all."""
    return line.pieces + line.to_replace - line.cancelled


def _call_off(line: PurchaseOrderLine, quantity: Decimal) -> None:
    line.cancelled += quantity
    line.open -= quantity
    line.allowed -= quantity


def _touch(
    session: Session,
    order: PurchaseOrder,
    before: dict[str, Any],
    change: dict[str, Any] | None = None,
    reason: str = "",
    moved: list[PurchaseOrderLine] | None = None,
) -> PurchaseOrder:
    order.version += 1
    order.operator, order.operator_name = actor(session).id, actor(session).name
    session.flush()
    if moved:
        review(session, {line.product_id for line in moved})
    lines = {"lines": change["lines"]} if change and "lines" in change else {}
    record(session, _thing(order), before, _state(order) | lines, reason)
    return order


def _state(order: PurchaseOrder) -> dict[str, Any]:
    return {name: getattr(order, name) for name in _STATE}


def _thing(order: PurchaseOrder) -> str:
    return f"purchase_order/{order.id}"
