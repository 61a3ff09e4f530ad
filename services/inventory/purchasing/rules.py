"""Pure rules of purchasing: the states of a purchase order, its amounts, what a receipt is worth."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from chassis.numbers import ZERO, money, part

from ..errors import OrderNotCancellable, OrderNotChecked, OrderNotDraft, OrderTooLarge

MOST = Decimal("9999999999999.99")
DRAFT, CHECKED, RECEIVING = "draft", "checked", "receiving"
RECEIVED, CLOSED, CANCELLED = "received", "closed", "cancelled"
CHANGE, CHECK, RECEIVE, COMPLETE, CANCEL = "change", "check", "receive", "complete", "cancel"
EXCLUDED, INCLUDED = "excluded", "included"

STATUS = {
    DRAFT: ("草稿", "Draft"),
    CHECKED: ("已核对", "Checked"),
    RECEIVING: ("部分入库", "Partly received"),
    RECEIVED: ("已入库", "Received"),
    CLOSED: ("已关闭", "Closed"),
    CANCELLED: ("已取消", "Cancelled"),
}
TRANSITIONS: dict[str, dict[str, str]] = {
    DRAFT: {CHANGE: DRAFT, CHECK: CHECKED, CANCEL: CANCELLED},
    CHECKED: {RECEIVE: RECEIVING, COMPLETE: RECEIVED, CANCEL: CANCELLED},
    RECEIVING: {RECEIVE: RECEIVING, COMPLETE: RECEIVED, CANCEL: CLOSED},
    RECEIVED: {},
    CLOSED: {},
    CANCELLED: {},
}
_REFUSALS = {
    CHANGE: OrderNotDraft,
    CHECK: OrderNotDraft,
    RECEIVE: OrderNotChecked,
    COMPLETE: OrderNotChecked,
    CANCEL: OrderNotCancellable,
}


def after(status: str, verb: str, number: str) -> str:
    """The status an order has after a verb; raises the verb's refusal where it is not allowed."""
    try:
        return TRANSITIONS[status][verb]
    except KeyError:
        zh, en = STATUS[status]
        raise _REFUSALS[verb](number=number, status=en.lower(), status_zh=zh) from None


def amounts(quantity: Decimal, price: Decimal, rate: Decimal, mode: str) -> dict[str, Decimal]:
    """Net, tax and gross of a line, whose price excludes or includes the tax."""
    if mode == EXCLUDED:
        net = money(quantity * price)
        tax = money(net * rate)
        return {"net": net, "tax": tax, "gross": net + tax}
    gross = money(quantity * price)
    net = money(gross / (1 + rate))
    return {"net": net, "tax": gross - net, "gross": gross}


def totals(lines: Sequence[Any]) -> dict[str, Decimal]:
    """A document's amounts: the sums of its rounded lines."""
    names = ("net", "tax", "gross")
    sums = {name: sum((getattr(line, name) for line in lines), ZERO) for name in names}
    if sums["gross"] > MOST:
        raise OrderTooLarge("/lines", most=MOST)
    return sums


def received_value(net: Decimal, ordered: Decimal, received: Decimal, quantity: Decimal) -> Decimal:
    """What a part of an order line is worth on receipt: its cumulative part of the line's net."""
    return part(net, ordered, received, quantity)
