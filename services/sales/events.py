"""The facts that sales states, one builder each."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chassis.transport.fact import Fact

from .contracts import (
    DELIVERY_RECORDED,
    ORDER_CANCELLED,
    ORDER_CANCELLING,
    ORDER_CONFIRMED,
    ORDER_POSTED,
)
from .contracts_amending import ORDER_AMENDED, ORDER_AMENDING
from .contracts_shipping import DELIVERY_REVERSED, DELIVERY_SHIPPED, DELIVERY_SIGNED_FOR
from .money_contracts import (
    PAYMENT_RECEIVED,
    PAYMENT_REVERSED,
    RECEIVABLE_OVERDUE,
    RECEIVABLE_SETTLED,
)
from .return_contracts import (
    CREDIT_NOTE_ISSUED,
    CREDIT_NOTE_REVERSED,
    RETURN_DECIDED,
    RETURN_RECEIVED,
)

Row = Mapping[str, Any]


def order_confirmed(order: Any, lines: Sequence[Any]) -> Fact:
    return ORDER_CONFIRMED.fact(order.id, order.version, _demand(order, lines))


def order_posted(order: Any, lines: Sequence[Any]) -> Fact:
    return ORDER_POSTED.fact(order.id, order.version, _demand(order, lines))


def order_amending(order: Any, asked: Sequence[tuple[Any, Any]]) -> Fact:
    """`asked` names each line with the quantity it is not to exceed."""
    lines = [
        {"line_id": line.id, "product_id": line.product_id, "quantity": quantity}
        for line, quantity in asked
    ]
    told = {"order_id": order.id, "number": order.number, "revision": order.revision + 1}
    return ORDER_AMENDING.fact(order.id, order.version, told | {"lines": lines})


def order_amended(order: Any, lines: Sequence[Any]) -> Fact:
    told = _demand(order, lines) | {"status": order.status, "revision": order.revision}
    return ORDER_AMENDED.fact(order.id, order.version, told)


def order_cancelling(order: Any, lines: Sequence[Any]) -> Fact:
    return ORDER_CANCELLING.fact(order.id, order.version, _demand(order, lines))


def order_cancelled(order: Any, lines: Sequence[Any]) -> Fact:
    return ORDER_CANCELLED.fact(order.id, order.version, _demand(order, lines))


def delivery_recorded(delivery: Row, lines: Sequence[Row]) -> Fact:
    head = {name: delivery[name] for name in _DELIVERY_HEAD}
    told = [{name: line[name] for name in _DELIVERY_LINE} for line in lines]
    for line, told_line in zip(lines, told, strict=True):
        told_line |= {"delivery_line_id": line["id"], "lots": _lots(line["lots"])}
        told_line["cost"] = line["cost"] if delivery["kind"] == "replacement" else None
    return DELIVERY_RECORDED.fact(
        delivery["id"], 1, {"delivery_id": delivery["id"], **head, "lines": told}
    )


def delivery_shipped(delivery: Any) -> Fact:
    return DELIVERY_SHIPPED.fact(delivery.id, delivery.version, _on_its_way(delivery))


def delivery_signed_for(delivery: Any, lines: Sequence[Any]) -> Fact:
    told = [
        {"delivery_line_id": x.id, "product_id": x.product_id, "quantity": x.signed} for x in lines
    ]
    data = _on_its_way(delivery) | {"lines": told}
    return DELIVERY_SIGNED_FOR.fact(delivery.id, delivery.version, data)


def delivery_reversed(delivery: Any) -> Fact:
    return DELIVERY_REVERSED.fact(delivery.id, delivery.version, _on_its_way(delivery))


def return_received(returned: Row, lines: Sequence[Row]) -> Fact:
    head = {name: returned[name] for name in _RETURN_HEAD}
    told = [{name: line[name] for name in _RETURN_LINE} for line in lines]
    for line, told_line in zip(lines, told, strict=True):
        told_line |= {"return_line_id": line["id"], "lots": _lots(line["lots"])}
        for lot, cost in zip(told_line["lots"], line["lot_costs"], strict=True):
            lot["cost"] = cost
    return RETURN_RECEIVED.fact(
        returned["id"], 1, {"return_id": returned["id"], **head, "lines": told}
    )


def return_decided(returned: Any, outcomes: Mapping[str, str]) -> Fact:
    lines = [{"return_line_id": id, "outcome": outcome} for id, outcome in outcomes.items()]
    return RETURN_DECIDED.fact(
        returned.id, returned.version, {"return_id": returned.id, "lines": lines}
    )


def credit_note_reversed(reversal: Row) -> Fact:
    data = {name: reversal[name] for name in CREDIT_NOTE_REVERSED.data if name in reversal}
    return CREDIT_NOTE_REVERSED.fact(
        reversal["id"], 1, {"credit_reversal_id": reversal["id"], **data}
    )


def credit_note_issued(note: Row) -> Fact:
    data = {name: note[name] for name in _CREDIT_NOTE}
    return CREDIT_NOTE_ISSUED.fact(note["id"], 1, {"credit_note_id": note["id"], **data})


def payment_received(payment: Any) -> Fact:
    return PAYMENT_RECEIVED.fact(payment.id, payment.version, _payment(payment))


def payment_reversed(payment: Any) -> Fact:
    data = {"reversed_on": payment.reversed_on, "kind": payment.reversal_kind}
    return PAYMENT_REVERSED.fact(payment.id, payment.version, _payment(payment) | data)


def receivable_settled(receivable: Any, day: date) -> Fact:
    data = _receivable(receivable) | {"settled_on": day}
    return RECEIVABLE_SETTLED.fact(receivable.id, receivable.version, data)


def receivable_overdue(receivable: Any) -> Fact:
    return RECEIVABLE_OVERDUE.fact(receivable.id, receivable.version, _receivable(receivable))


_DELIVERY_HEAD = [
    "number",
    "issue_id",
    "kind",
    "order_id",
    "order_number",
    "return_id",
    "customer_id",
    "customer_name",
    "delivered_on",
]
_DELIVERY_LINE = ["order_line_id", "product_id", "quantity", "return_line_id", "warranty_from"]
_RETURN_HEAD = [
    "number",
    "customer_id",
    "customer_name",
    "phase",
    "severity",
    "reason_code",
    "credit_when",
    "received_at",
]
_RETURN_LINE = [
    "product_id",
    "product_code",
    "product_name",
    "delivery_id",
    "delivery_number",
    "delivery_line_id",
    "issue_id",
    "issue_line_id",
    "order_id",
    "quantity",
    "condition",
    "outcome",
]
_CREDIT_NOTE = ["number", "customer_id", "return_id", "net", "tax", "gross", "currency"]


def _demand(order: Any, lines: Sequence[Any]) -> dict[str, Any]:
    return {
        "order_id": order.id,
        "number": order.number,
        "kind": order.kind,
        "customer_id": order.customer_id,
        "customer_name": order.customer_name,
        "salesperson_id": order.salesperson_id,
        "department": order.department,
        "queued_at": order.confirmed_at or order.posted_at,
        "lines": [
            {
                "line_id": line.id,
                "product_id": line.product_id,
                "warehouse_id": line.warehouse_id,
                "lot": line.lot,
                "serials": line.serials,
                "quantity": line.quantity,
            }
            for line in lines
        ],
    }


def _payment(payment: Any) -> dict[str, Any]:
    return {"payment_id": payment.id} | {name: getattr(payment, name) for name in _PAID}


_PAID = [
    "number",
    "customer_id",
    "method",
    "amount",
    "currency",
    "received_on",
    "matures_on",
]


def _receivable(receivable: Any) -> dict[str, Any]:
    return {"receivable_id": receivable.id} | {name: getattr(receivable, name) for name in _OWED}


_OWED = [
    "number",
    "customer_id",
    "delivery_id",
    "order_id",
    "due_on",
    "gross",
    "open",
    "currency",
]


def _on_its_way(delivery: Any) -> dict[str, Any]:
    copied = ("number", "order_id", "customer_id", "status", "shipped_on", "signed_on")
    return {"delivery_id": delivery.id} | {name: getattr(delivery, name) for name in copied}


def _lots(lots: Sequence[Row]) -> list[dict[str, Any]]:
    return [{name: lot[name] for name in ("lot_id", "lot", "quantity")} for lot in lots]
