"""Pure rules of purchasing: the states of a purchase order, its amounts, what a receipt is worth."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from chassis.numbers import MILLI, ZERO, money, part, unit

from ..errors import (
    OrderNotAmendable,
    OrderNotCancellable,
    OrderNotChecked,
    OrderNotDraft,
    OrderTooLarge,
)

MOST = Decimal("9999999999999.99")
DRAFT, CHECKED, RECEIVING = "draft", "checked", "receiving"
RECEIVED, CLOSED, CANCELLED = "received", "closed", "cancelled"
CHANGE, CHECK, RECEIVE, COMPLETE, CANCEL = "change", "check", "receive", "complete", "cancel"
AMEND, CANCEL_LINE, EXCEED, AWAIT = "amend", "cancel_line", "exceed", "await"
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
    CHECKED: {
        RECEIVE: RECEIVING,
        COMPLETE: RECEIVED,
        CANCEL: CANCELLED,
        AMEND: DRAFT,
        CANCEL_LINE: CHECKED,
        EXCEED: CHECKED,
    },
    RECEIVING: {
        RECEIVE: RECEIVING,
        COMPLETE: RECEIVED,
        CANCEL: CLOSED,
        CANCEL_LINE: RECEIVING,
        EXCEED: RECEIVING,
        AWAIT: RECEIVING,
    },
    # within what is allowed a late surplus may still come
    RECEIVED: {COMPLETE: RECEIVED, EXCEED: RECEIVED, AWAIT: RECEIVING},
    CLOSED: {AWAIT: RECEIVING},
    CANCELLED: {},
}
_REFUSALS = {
    CHANGE: OrderNotDraft,
    CHECK: OrderNotDraft,
    RECEIVE: OrderNotChecked,
    COMPLETE: OrderNotChecked,
    CANCEL: OrderNotCancellable,
    AMEND: OrderNotAmendable,
    CANCEL_LINE: OrderNotCancellable,
    EXCEED: OrderNotChecked,
    AWAIT: OrderNotChecked,
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


def received_amounts(line: Any, quantity: Decimal, mode: str) -> dict[str, Decimal]:
    """Net, tax and gross of the next pieces of an order line on receipt: those of all received with
    them less those of what came before, so that the parts of the ordered pieces add up to the line's
    whatever comes beyond them."""
    after, before = _worth(line, line.received + quantity, mode), _worth(line, line.received, mode)
    return {name: after[name] - before[name] for name in after}


def _worth(line: Any, received: Decimal, mode: str) -> dict[str, Decimal]:
    """Up to the ordered pieces their part of the line, those beyond at its unit price."""
    ordered = min(received, line.pieces)
    worth = part_of(line.net, line.tax, (line.pieces, ZERO, ordered), mode)
    if received > ordered:
        beyond = (received - ordered) / line.factor
        more = amounts(beyond, line.unit_price, line.tax_rate, mode)
        worth = {name: worth[name] + more[name] for name in worth}
    return worth


def part_of(
    net: Decimal, tax: Decimal, pieces: tuple[Decimal, Decimal, Decimal], mode: str
) -> dict[str, Decimal]:
    """Net, tax and gross of some pieces of a line: (of how many, how many went before, how many).
    Net is parted, and of tax and gross the one that the price mode reckons first."""
    parted = {"net": part(net, *pieces)}
    if mode == EXCLUDED:
        parted["tax"] = part(tax, *pieces)
        return parted | {"gross": parted["net"] + parted["tax"]}
    gross = part(net + tax, *pieces)
    return parted | {"tax": gross - parted["net"], "gross": gross}


def amounts_gone(
    line: Any, quantity: Decimal, mode: str, net: Decimal | None = None
) -> dict[str, Decimal]:
    """Net, tax and gross of the next pieces of a receipt line that go back or are scrapped: those of
    all that are gone with them less what earlier ones took, so that the last piece takes the rest.
    Pieces out of quarantine leave at the `net` they have there."""
    gone = line.returned + line.scrapped + quantity
    whole = part_of(line.value, line.tax, (line.quantity, ZERO, gone), mode)
    if net is None:
        net = max(whole["net"] - line.gone_value, ZERO)
    tax = whole["tax"] - line.gone_tax
    if mode == INCLUDED:
        tax = whole["gross"] - line.gone_value - line.gone_tax - net
    # an earlier part may have taken a cent more or less than by the pieces gone
    tax = min(max(tax, ZERO), line.tax - line.gone_tax)
    return {"net": net, "tax": tax, "gross": net + tax}


def most_allowed(pieces: Decimal, tolerance: Decimal) -> Decimal:
    """How many pieces may come of so many ordered ones: never more than the tolerance says."""
    return (pieces * (1 + tolerance)).quantize(MILLI, ROUND_DOWN)


def in_mode(price: Decimal, told: str, wanted: str, rate: Decimal) -> Decimal:
    """An offered price as an order in the other price mode has it."""
    if told == wanted:
        return price
    return unit(price / (1 + rate)) if wanted == EXCLUDED else unit(price * (1 + rate))
