"""What is done on receipt: goods of a checked order come into stock and serve the queue."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..demands.commands import serve_queue
from ..errors import (
    LotExpiryDiffers,
    LotMissing,
    LotNotTracked,
    OrderLineUnknown,
    OverReceipt,
    QuantityUnitMissing,
    ReceivedBeforeOrder,
    ReceivedInFuture,
    ReceiverIsBuyer,
)
from ..holds.arrivals import hold_arrivals
from ..inspections.commands.arriving import await_inspection
from ..inspections.queries import plans_for
from ..limits.levels import review
from ..products.models import Product
from ..products.queries import factor_of, products_by_id
from ..products.rules import pieces
from ..purchasing import queries, rules
from ..purchasing.models import PurchaseOrder, PurchaseOrderLine, Receipt, ReceiptLine
from ..stock import rules as stock
from ..stock.commands import store
from ..stock.queries import lots_by_number
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import NONE, RECEIPT, UNTRACKED, Lot, Source
from ..suppliers.queries import supplier_named
from ..warehouses.queries import warehouse_named
from .serials import spread_out

Told = dict[str, Any]


def receive_goods(session: Session, told: Told) -> Receipt:
    """Take goods into stock at their part of the order line's net amount; more than is allowed of
    a line is refused. What is free of them then serves the queue; a held lot's stay held, and what
    has an inspection plan waits for its inspection in quarantine."""
    order = queries.order_to_change(session, told["purchase_order_id"])
    receipt = _receipt(session, order, told)
    lines = _received_lines(session, order, told["lines"])
    shelf = _open(session, lines)
    products = {line["ordered"].product_id for line in lines}
    plans = plans_for(session, order.supplier_id, products)
    lots = [_lot(shelf, line) for line in lines]
    hold_arrivals(session, shelf, lots)
    booked = [
        _book(shelf, receipt, line, lot, lot.product_id in plans)
        for line, lot in zip(lines, lots, strict=True)
    ]
    before, order.status = order.status, _status_after(session, order)
    order.version += 1
    serve_queue(session, shelf, {"code": "receipt"})
    receipt.number = next_number(session, "GR", clock.today())
    session.add(receipt)
    session.flush()
    store(session, shelf)
    session.add_all(booked)
    session.flush()
    planned = {key: (plan, shelf.tracking[key]) for key, plan in plans.items()}
    await_inspection(session, receipt, booked, planned, order.people())
    review(session, shelf.tracking)
    _say(session, order, receipt, booked, before)
    return receipt


def _receipt(session: Session, order: PurchaseOrder, told: Told) -> Receipt:
    keeper, today = actor(session), clock.today()
    if order.is_made_by(keeper.id):
        raise ReceiverIsBuyer(number=order.number)
    if order.status != rules.RECEIVED:
        rules.after(order.status, rules.RECEIVE, order.number)
    received_on = told.get("received_on") or today
    if received_on > today:
        raise ReceivedInFuture("/received_on", day=received_on)
    if received_on < order.ordered_on:
        raise ReceivedBeforeOrder(
            "/received_on", day=received_on, number=order.number, ordered_on=order.ordered_on
        )
    return Receipt(
        id=new_id(),
        version=1,
        purchase_order_id=order.id,
        supplier_id=order.supplier_id,
        warehouse_id=warehouse_named(session, told["warehouse_id"] or order.warehouse_id).id,
        received_on=received_on,
        delivery_note=told.get("delivery_note"),
        operator=keeper.id,
        operator_name=keeper.name,
        remark=told["remark"],
        created_at=clock.now(),
    )


def _received_lines(session: Session, order: PurchaseOrder, told: list[Told]) -> list[Told]:
    """The lines of a receipt with their order line, product and lot number, each found right."""
    ordered = {line.id: line for line in queries.lines_of(session, order.id)}
    products = products_by_id(session, [line.product_id for line in ordered.values()])
    found: list[Told] = []
    for place, line in enumerate(told):
        pointer = f"/lines/{place}"
        ours = ordered.get(line["order_line_id"])
        if ours is None:
            raise OrderLineUnknown(
                f"{pointer}/order_line_id", line=line["order_line_id"], number=order.number
            )
        line["lot"] = (line["lot"] or "").strip()
        product = products[ours.product_id]
        line |= _in_stock_units(session, product, ours, line, pointer)
        line |= {"ordered": ours, "mode": order.price_mode, "pointer": pointer}
        line["stock_unit"] = product.unit
        if product.tracking == "serial":  # written piece by piece
            line |= {"unit": None, "unit_quantity": None}
        for each in spread_out(session, product, line, pointer):
            _refuse_wrong_lot(product, each, pointer)
            found.append(each | {"lot": each["lot"] or UNTRACKED})
    return found


def _in_stock_units(
    session: Session, product: Product, ordered: PurchaseOrderLine, line: Told, pointer: str
) -> Told:
    """The quantity in stock units, and as the supplier's papers say it; it says its unit where the
    order counts in another one than the stock does."""
    unit, quantity = line.get("unit"), line["quantity"]
    if unit is None:
        if ordered.factor != 1:
            units = {"bought": ordered.unit, "stocked": product.unit}
            raise QuantityUnitMissing(f"{pointer}/unit", code=product.code, **units)
        return {"unit": None, "unit_quantity": None}
    factor = ordered.factor if unit == ordered.unit else None
    factor = factor or factor_of(session, product, unit, f"{pointer}/unit")
    converted = pieces(quantity, factor, f"{pointer}/quantity")
    return {"unit": unit, "unit_quantity": quantity, "quantity": converted}


def _refuse_wrong_lot(product: Product, line: Told, pointer: str) -> None:
    if product.tracking == "none" and (line["lot"] or line["expiry"]):
        raise LotNotTracked(f"{pointer}/lot", code=product.code)
    if product.tracking != "none" and line["lot"] in ("", UNTRACKED):
        raise LotMissing(f"{pointer}/lot", code=product.code)


def _open(session: Session, lines: list[Told]) -> Shelf:
    """The shelf of the products that came, with the lots that are there already."""
    named = [(line["ordered"].product_id, line["lot"]) for line in lines]
    products = {product_id for product_id, _ in named}
    lock_products(session, products)
    return open_shelf(session, products, lots_by_number(session, set(named)).values())


def _book(shelf: Shelf, receipt: Receipt, line: Told, lot: Lot, inspected: bool) -> ReceiptLine:
    ordered, quantity = line["ordered"], line["quantity"]
    worth = _receive(ordered, line)
    slot = shelf.slot(ordered.product_id, receipt.warehouse_id)
    line_id = new_id()
    source = Source("receipt", receipt.id, line_id, receipt.operator)
    take = stock.quarantine if inspected else stock.take_in
    waiting = quantity if inspected else NONE
    ordered.quarantined += waiting
    take(slot, shelf.here(slot, lot), quantity, worth["net"], RECEIPT, source)
    return ReceiptLine(
        id=line_id,
        receipt_id=receipt.id,
        order_line_id=ordered.id,
        product_id=ordered.product_id,
        lot_id=lot.id,
        lot=lot.number,
        batch=lot.batch,
        quantity=quantity,
        unit=line["unit"],
        unit_quantity=line["unit_quantity"],
        value=worth["net"],
        tax=worth["tax"],
        quarantined=waiting,
        expiry=lot.expiry,
    )


def _receive(ordered: PurchaseOrderLine, line: Told) -> dict[str, Decimal]:
    quantity, pointer = line["quantity"], line["pointer"]
    left = ordered.allowed - ordered.received
    if quantity > left:
        raise OverReceipt(f"{pointer}/quantity", left=max(left, NONE), unit=line["stock_unit"])
    worth = rules.received_amounts(ordered, quantity, line["mode"])
    ordered.received += quantity
    ordered.open = max(ordered.open - quantity, NONE)
    return worth


def _lot(shelf: Shelf, line: Told) -> Lot:
    lot = shelf.lot(line["ordered"].product_id, line["lot"], line["expiry"])
    lot.batch = line["batch"] or lot.batch
    if line["expiry"] and lot.expiry != line["expiry"]:
        raise LotExpiryDiffers(f"{line['pointer']}/expiry", lot=lot.number, expiry=lot.expiry)
    return lot


def _status_after(session: Session, order: PurchaseOrder) -> str:
    """Complete when nothing is left of any line; asked of the lines as they are in this session."""
    left = any(line.open for line in queries.lines_of(session, order.id))
    return rules.after(order.status, rules.RECEIVE if left else rules.COMPLETE, order.number)


def _say(
    session: Session,
    order: PurchaseOrder,
    receipt: Receipt,
    booked: list[ReceiptLine],
    before: str,
) -> None:
    names = ("product_id", "lot_id", "lot", "batch", "quantity", "expiry")
    lines = [
        {"receipt_line_id": line.id} | {name: getattr(line, name) for name in names}
        for line in booked
    ]
    told = {"number": receipt.number, "purchase_order": order.number, "lines": lines}
    record(session, f"receipt/{receipt.id}", None, told)
    if order.status != before:
        thing = f"purchase_order/{order.id}"
        record(session, thing, {"status": before}, {"status": order.status})
    supplier = supplier_named(session, order.supplier_id)
    emit(session, events.stock_received(receipt, supplier.name, lines))
