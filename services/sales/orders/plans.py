"""What an order is to be: the wish of its writer, checked against the copies and priced, as rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import ZERO
from chassis.principal import Principal

from ..base import Record
from ..errors import (
    CustomerArchived,
    CustomerNotApproved,
    LotHeld,
    OrderDatedAhead,
    PriceMissing,
    ProductArchived,
    SalespersonForeign,
    WishedBeforeOrder,
)
from ..periods.commands import open_day
from ..references import queries as references
from ..tracking import serials_named
from ..writing import written
from . import people, rules
from .models import Order

Wish = Mapping[str, Any]

HEAD = [
    "customer_id",
    "salesperson_id",
    "ordered_on",
    "price_mode",
    "currency",
    "discount",
    "remark",
]
PLACE = ["delivery_address", "consignee", "consignee_phone"]
"""Where the goods go: confidential, stays in this service, leaves with the person."""
MORE = ["quotation_id", "wished_on", "reference", "former_number", "consignee_id", *PLACE]
"""What a wish may leave out."""
PIECES = ["reserved", "backordered", "delivered", "cancelled", "delivered_net", "cost"]
UNTOUCHED = dict.fromkeys(PIECES, ZERO) | {"return_line_id": None, "warranty_from": None}
UNMOVED = {"version": 1, "delivered_net": ZERO, "cost": ZERO, "was_held": False}
UNMOVED |= dict.fromkeys(("demand_version", "held_version", "whole_version"), 0)
SOLD = {"kind": "sale", "return_id": None, "return_number": None}
LINE = [
    "product_id",
    "warehouse_id",
    "lot",
    "serials",
    "quantity",
    "price",
    "discount",
    "tax_rate",
]
ASKED = [*LINE, "remark"]


def plan_order(
    session: Session, wanted: Wish, who: Principal, order_id: UUID | None = None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The rows of an order's head and lines, priced; refuses what can't be sold."""
    customer = references.customer(session, wanted["customer_id"])
    check_customer(customer)
    head: dict[str, Any] = {name: wanted[name] for name in HEAD}
    head |= {name: wanted.get(name) for name in MORE}
    head["reference"] = written(head["reference"])
    head |= {"id": order_id or new_id(), "department": wanted.get("department", who.department)}
    head |= {"customer_code": customer.code, "customer_name": customer.display_name}
    head |= {"status": "draft", "fulfilment": "none", "rate": Decimal(1), **SOLD}
    head |= {"revision": 1, "amending": False}
    head["salesperson_id"] = _salesperson(wanted["salesperson_id"], who)
    head["salesperson_name"] = people.name_of(session, head["salesperson_id"], who)
    head["ordered_on"] = check_day(session, wanted["ordered_on"])
    check_wished(head["wished_on"], head["ordered_on"])
    lines = plan_lines(session, wanted["lines"])
    return head | _price(head, lines), lines


def plan_lines(session: Session, wanted: Sequence[Wish], before: int = 0) -> list[dict[str, Any]]:
    """The rows of lines that follow so many others, without their amounts."""
    products = references.products(session, [line["product_id"] for line in wanted])
    codes = references.warehouse_codes(session, [line["warehouse_id"] for line in wanted])
    told = zip(wanted, products, codes, strict=True)
    return [_line(x, p, n, before) | {"warehouse_code": c} for n, (x, p, c) in enumerate(told)]


def check_customer(customer: Record, approved: bool = False) -> None:
    """Refuse an archived customer and, where goods are promised, one whose file isn't approved."""
    if customer.archived:
        raise CustomerArchived(code=customer.code)
    if approved and not customer.approved:
        raise CustomerNotApproved(code=customer.code)


def check_day(session: Session, wanted: date | None) -> date:
    """The day of an order that is written, or promised now; refuses one to come or in a closed month."""
    today = clock.today()
    if wanted is None or wanted == today:
        return today
    if wanted > today:
        raise OrderDatedAhead("/ordered_on", day=wanted, today=today)
    return open_day(session, wanted, "/ordered_on")


def check_wished(wished_on: date | None, ordered_on: date) -> None:
    """Refuse goods wished for a day before the order."""
    if wished_on and wished_on < ordered_on:
        raise WishedBeforeOrder("/wished_on", day=wished_on, ordered_on=ordered_on)


def check_lots(session: Session, lines: Sequence[Any], customer_id: UUID) -> None:
    """Refuse a line that names a lot which quality holds, with the case's number."""
    named = [(line.product_id, lot) for line in lines for lot in _named(line)]
    cases = references.holding_cases(session, named, customer_id)
    for place, line in enumerate(lines):
        for lot in _named(line):
            case = cases.get((line.product_id, lot))
            if case:
                pointer = f"/lines/{place}/{'serials' if line.serials else 'lot'}"
                raise LotHeld(pointer, lot=lot, product=line.product_code, case_number=case)


def _named(line: Record) -> list[str]:
    """The lots or serial numbers a line names."""
    return line.serials or ([line.lot] if line.lot else [])


def wanted_of(order: Order, lines: Sequence[Record]) -> dict[str, Any]:
    """A draft as its writer would have to wish it again."""
    head = {name: getattr(order, name) for name in (*HEAD, *MORE, "department")}
    return head | {"lines": [{name: getattr(line, name) for name in ASKED} for line in lines]}


def told(head: Wish, lines: Sequence[Wish]) -> dict[str, Any]:
    """What the journal keeps of an order."""
    amounts = {name: head[name] for name in (*HEAD, *MORE, "status", "net", "tax", "gross")}
    return amounts | {"lines": [{name: line[name] for name in ASKED} for line in lines]}


def note(
    session: Session, head: Wish, before: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    """Record a change of an order; where its goods go is sealed under the person's key."""
    thing = f"order/{head['id']}"
    if any(told.get(name) for told in (before or {}, after) for name in PLACE):
        person = head["consignee_id"] or head["customer_id"]
        record(session, thing, before, after, classes=_CLASSES, person=person)
    else:
        record(session, thing, before, after)


_CLASSES = dict.fromkeys(PLACE, "confidential")


def _salesperson(wanted: UUID | None, who: Principal) -> UUID:
    if wanted and wanted != who.id and who.scope("sales.order") == "own":
        raise SalespersonForeign("/salesperson_id")
    return wanted or who.id


def _line(wanted: Wish, product: Record, place: int, before: int) -> dict[str, Any]:
    if product.archived:
        raise ProductArchived(f"/lines/{place}/product_id", code=product.code)
    price = product.sale_price if wanted["price"] is None else wanted["price"]
    if price is None:
        raise PriceMissing(f"/lines/{place}/price", code=product.code)
    rate = product.tax_rate if wanted["tax_rate"] is None else wanted["tax_rate"]
    row = {name: wanted[name] for name in LINE}
    row |= {"id": new_id(), "line_no": before + place + 1, "price": price, "tax_rate": rate}
    row["lot"] = written(wanted["lot"])
    row["serials"] = serials_named(product, wanted["quantity"], wanted["serials"], place)
    row["remark"] = wanted.get("remark", "")
    return (
        row
        | UNTOUCHED
        | {
            "product_code": product.code,
            "product_name": product.name,
            "unit": product.unit,
        }
    )


def _price(head: Wish, lines: Sequence[dict[str, Any]]) -> dict[str, Decimal]:
    """Put amounts on the lines and return the head's totals."""
    wanted = [rules.Wanted(x["quantity"], x["price"], x["discount"], x["tax_rate"]) for x in lines]
    priced = rules.price_lines(head["price_mode"], wanted, head["discount"])
    for line, price in zip(lines, priced, strict=True):
        amounts = price.amounts
        line |= {"net": amounts.net, "tax": amounts.tax, "gross": amounts.gross}
        line |= {"order_id": head["id"], "order_discount": price.order_discount}
    total = rules.total(price.amounts for price in priced)
    return {"net": total.net, "tax": total.tax, "gross": total.gross}
