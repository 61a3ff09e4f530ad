"""Facts about transfers: goods left a warehouse, arrived in another, or came back."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from chassis.transport.contract import DECIMAL, ID, TEXT, declare, many, one_of
from chassis.transport.fact import Fact

from .parts import A, B, C, D, E
from .stock import STOCK_ADJUSTED

STOCK_TRANSFERRED = declare(
    "inventory.stock.transferred.v1",
    subject="transfer",
    data={
        "transfer_id": ID,
        "number": TEXT,
        "step": one_of("shipped", "received", "sent_back"),
        "status": TEXT,
        "from_id": ID,
        "to_id": ID,
        "lines": many(
            {"line_id": ID, "product_id": ID, "lot_id": ID, "lot": TEXT, "quantity": DECIMAL}
        ),
    },
    example={
        "transfer_id": A,
        "number": "TR-2026-000001",
        "step": "shipped",
        "status": "shipped",
        "from_id": B,
        "to_id": C,
        "lines": [{"line_id": E, "product_id": B, "lot_id": D, "lot": "L-A", "quantity": "6.000"}],
    },
    doc="Goods left a warehouse for another one, arrived there, or came back: one fact per go.",
)


def stock_transferred(transfer: Any, step: str, moved: Iterable[tuple[Any, Decimal]]) -> Fact:
    same = ("number", "status", "from_id", "to_id")
    names = ("line_id", "product_id", "lot_id", "lot")
    lines = [
        {name: getattr(piece, name) for name in names} | {"quantity": quantity}
        for piece, quantity in moved
    ]
    data = {"transfer_id": transfer.id, "step": step, "lines": lines}
    data |= {name: getattr(transfer, name) for name in same}
    return STOCK_TRANSFERRED.fact(transfer.id, transfer.version, data)


def transfer_written_off(loss: Any) -> Fact:
    """Pieces that never arrived are a count difference like any other."""
    data = {"adjustment_id": loss.id, "product_id": loss.product_id, "lot_id": loss.lot_id}
    data |= {"quantity": -loss.quantity, "value": loss.value}
    return STOCK_ADJUSTED.fact(loss.id, loss.version, data)
