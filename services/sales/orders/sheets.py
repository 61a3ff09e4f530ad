"""Orders as a sheet: a row per line, the rows that name one order are one draft.

A row names its order by the number under which it goes out (No.); else by the one on the sheet that
it once came in from (Former no.); else by the customer's own number. A number that no order here has
is kept as the former number of the draft it becomes, so that the same file finds it again. Rows that
name nothing belong to the order above them, unless they say something of a head themselves.

A salesperson is named by his id, which goes out, or as old papers do by his name: sales knows the
names of who has written orders here (`people`), and refuses one that nobody or several bear. A new
order comes in as a draft; one that the sheet says to be past that is refused, not begun anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.data.database import lock
from chassis.web import fields
from paper.sheets.form import Entry, Form, Outcome, blaming

from ..errors import LineOfNothing, OrderPastDraft
from ..words import ORDER_STATUS
from . import plans, queries
from .commands import change_order, draft_order
from .meant import Here
from .named import Named
from .schemas import OrderIn, OrderLineIn
from .shown import ORDERS

LOCK = "orders/sheets"
"""Sheets of orders are written in turn: two of one file at once would draft each order twice."""
_EMPTIED = {"reference", "wished_on", "consignee_id", *plans.PLACE}
"""What an empty cell takes away; of the rest it says nothing."""
_CODES = ("product_code", "warehouse_code", "lot", "serials")
_OPEN = {"price", "tax_rate"}
"""What a line may leave to its product."""


class OrderLineSheet(OrderLineIn):
    """A line that names product and warehouse by their codes."""

    class Meta(fields.Schema.Meta):
        exclude = ("product_id", "warehouse_id")

    product_code = fields.code("商品编号", "Product code", required=True)
    warehouse_code = fields.code("仓库编号", "Warehouse code", allow_none=True, load_default=None)
    quantity = fields.quantity("数量", "Quantity", min="0", required=True)


class OrderSheet(OrderIn):
    """An order under its number, here or before, or under the one that its customer gave it."""

    class Meta(fields.Schema.Meta):
        exclude = ("customer_id",)

    number = fields.code("销售单号", "No.", allow_none=True, load_default=None)
    former_number = fields.code("原单号", "Former no.", allow_none=True, load_default=None)
    customer_code = fields.code("客户编号", "Customer code", required=True)
    salesperson_id: Any = fields.text(
        "销售员", "Salesperson", max=120, allow_none=True, load_default=None
    )
    status = fields.choice("状态", "Status", ORDER_STATUS, allow_none=True, load_default=None)
    lines = fields.many("明细", "Lines", OrderLineSheet, min=1, max=200, required=True)


def write_orders(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Draft the orders that are new; change drafts that the sheet says otherwise."""
    lock(session, [LOCK])
    here, named = Here(session, entries), Named(session, entries)
    outcomes: list[Outcome] = []
    for place, entry in enumerate(entries):
        with blaming(place):
            order_id = here.meant(entry, named.customer(entry))
            if order_id:
                outcomes.append(_change(session, order_id, entry, named))
            else:
                outcomes.append(_draft(session, entry, named))
    return outcomes


def _draft(session: Session, entry: Entry, named: Named) -> Outcome:
    if entry.told["status"] not in (None, "draft"):
        raise OrderPastDraft("/status", status=entry.told["status"])
    wanted = named.order(entry)
    _check_lines(wanted)
    draft_order(session, wanted)
    return "written"


def _change(session: Session, order_id: UUID, entry: Entry, named: Named) -> Outcome:
    order, lines = queries.order(session, order_id), queries.lines(session, order_id)
    wanted, now = named.order(entry, lines), plans.wanted_of(order, lines)
    said = {n for n in entry.given & now.keys() if wanted[n] is not None or n in _EMPTIED}
    said -= {"former_number", "lines"}
    if all(wanted[name] == now[name] for name in said) and _same(wanted["lines"], now["lines"]):
        return "unchanged"
    _check_lines(wanted)
    change_order(session, order.id, {n: wanted[n] for n in (*said, "lines")}, order.version)
    return "written"


def _same(wanted: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the lines are what the sheet says; what one leaves open its product has filled."""
    return len(wanted) == len(now) and all(
        line[name] == there[name] or (line[name] is None and name in _OPEN)
        for line, there in zip(wanted, now, strict=True)
        for name in plans.ASKED
    )


def _check_lines(wanted: Mapping[str, Any]) -> None:
    """A line of nothing goes out of an order that was amended; no draft has one."""
    for place, line in enumerate(wanted["lines"]):
        if not line["quantity"]:
            raise LineOfNothing(f"/lines/{place}/quantity")


SHEET = Form(
    "orders",
    needs="sales.order.import",
    zh="销售单",
    en="Orders",
    schema=OrderSheet,
    key="number",
    names=("former_number", "reference"),
    write=write_orders,
    lines=OrderLineSheet,
    codes=("customer_code", *(f"lines/{name}" for name in _CODES)),
    aliases={
        "reference": ("订单号", "客户单号", "PO no.", "Purchase order no."),
        "customer_code": ("客户代码", "Customer no."),
        "ordered_on": ("销售日期", "订单日期", "Order date"),
        "lines/product_code": ("商品代码", "货号", "Item no."),
        "lines/quantity": ("销售数量",),
        "lines/price": ("销售单价", "Unit price"),
        "lines/discount": ("行折扣", "Line discount"),
        "lines/lot": ("批号",),
        "gross": ("总共金额",),
        "net": ("不含税价",),
        "lines/tax": ("总共税额",),
        "lines/id": ("编号ID",),
    },
    shape=ORDERS,
    reads="sales.order.read",
    within=queries.in_scope,
    chunk=100,
)
