"""Orders as a sheet: a row per line, rows of one customer's order number are one draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.web import fields
from paper.sheets.form import Entry, Form, Outcome, blaming

from ..base import Record
from ..errors import CustomerUnknown, ProductUnknown
from ..references.models import Customer, Product
from . import plans, queries
from .commands import change_order, draft_order
from .models import Order
from .schemas import OrderIn, OrderLineIn
from .shown import ORDERS

_GIVEN = ("quantity", "price", "discount", "tax_rate", "lot")


class OrderLineSheet(OrderLineIn):
    """A line that names its product by code."""

    class Meta(fields.Schema.Meta):
        exclude = ("product_id", "warehouse_id")

    product_code = fields.text("商品编号", "Product code", max=40, required=True)


class OrderSheet(OrderIn):
    """An order under the number that its customer gave it."""

    class Meta(fields.Schema.Meta):
        exclude = ("customer_id", "salesperson_id", "currency")

    reference = fields.text("客户订单号", "Customer's order no.", max=60, required=True)
    customer_code = fields.text("客户编号", "Customer code", max=40, required=True)
    lines = fields.many("明细", "Lines", OrderLineSheet, min=1, max=200, required=True)


def write_orders(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Draft the orders that are new; change drafts that the sheet says otherwise."""
    customers = _by_code(session, Customer, {entry.told["customer_code"] for entry in entries})
    codes = {line["product_code"] for entry in entries for line in entry.told["lines"]}
    products = _by_code(session, Product, codes)
    outcomes = []
    for place, entry in enumerate(entries):
        with blaming(place):
            wanted = _wanted(entry, customers, products)
            outcomes.append(_write(session, entry, wanted))
    return outcomes


def _write(session: Session, entry: Entry, wanted: dict[str, Any]) -> Outcome:
    there = session.execute(
        select(Order.id).where(
            Order.reference == entry.key, Order.customer_id == wanted["customer_id"]
        )
    ).first()
    if there is None:
        draft_order(session, wanted)
        return "written"
    order = queries.order(session, there.id)
    if _says(entry, wanted, plans.wanted_of(order, queries.lines(session, order.id))):
        return "unchanged"
    given = {name: wanted[name] for name in entry.given if wanted.get(name) is not None}
    change_order(session, order.id, given, order.version)
    return "written"


def _says(entry: Entry, wanted: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the order is what the sheet says; what a line leaves open its product has filled."""
    names = entry.given & wanted.keys() - {"lines"}
    heads = all(wanted[name] in (None, now[name]) for name in names)
    return (
        heads
        and len(wanted["lines"]) == len(now["lines"])
        and all(map(_same, wanted["lines"], now["lines"]))
    )


def _same(wanted: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    if wanted["product_id"] != now["product_id"]:
        return False
    return all(wanted[name] in (None, now[name]) for name in _GIVEN)


def _wanted(
    entry: Entry, customers: Mapping[str, Record], products: Mapping[str, Record]
) -> dict[str, Any]:
    """The order as the API's form would say it."""
    told = dict(entry.told)
    code = told.pop("customer_code")
    if code not in customers:
        raise CustomerUnknown("/customer_code", customer_id=code)
    lines = []
    for place, line in enumerate(told["lines"]):
        product = products.get(line["product_code"])
        if product is None:
            pointer = f"/lines/{place}/product_code"
            raise ProductUnknown(pointer, product_id=line["product_code"])
        rest = {name: value for name, value in line.items() if name != "product_code"}
        lines.append({**rest, "product_id": product.id, "warehouse_id": None})
    told |= {"customer_id": customers[code].id, "salesperson_id": None, "currency": "CNY"}
    return told | {"lines": lines}


def _by_code(session: Session, kind: Any, codes: set[str]) -> dict[str, Record]:
    rows = session.execute(select(kind.id, kind.code).where(kind.code.in_(codes)))
    return {row.code: row for row in rows}


SHEET = Form(
    "orders",
    needs="sales.order.import",
    zh="销售单",
    en="Orders",
    schema=OrderSheet,
    key="reference",
    write=write_orders,
    lines=OrderLineSheet,
    codes=("customer_code", "lines/product_code", "lines/lot"),
    aliases={
        "reference": ("订单号", "客户单号", "PO no.", "Purchase order no."),
        "customer_code": ("客户代码", "Customer no."),
        "ordered_on": ("销售日期", "订单日期", "Order date"),
        "lines/product_code": ("商品代码", "货号", "Item no."),
        "lines/quantity": ("销售数量",),
        "lines/price": ("销售单价", "Unit price"),
        "lines/discount": ("行折扣", "Line discount"),
        "lines/lot": ("批号",),
    },
    shape=ORDERS,
    reads="sales.order.read",
    within=queries.in_scope,
    chunk=100,
)
