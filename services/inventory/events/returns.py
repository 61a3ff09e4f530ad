"""Facts about returned goods: put in quarantine, and what became of them."""

from typing import Any
from uuid import UUID

from chassis.transport.contract import DECIMAL, ID, declare, many, one_of
from chassis.transport.fact import Fact

from .parts import LOT, LOT_EXAMPLE, A, B, C, D, E

RETURN_QUARANTINED = declare(
    "inventory.return.quarantined.v1",
    subject="return",
    data={
        "return_id": ID,
        "lines": many({"return_line_id": ID, "product_id": ID, "lots": many(LOT)}),
    },
    example={
        "return_id": A,
        "lines": [{"return_line_id": B, "product_id": C, "lots": [LOT_EXAMPLE]}],
    },
    doc="Returned goods are in quarantine, at the cost they were issued at.",
)
RETURN_DISPOSED = declare(
    "inventory.return.disposed.v1",
    subject="disposal",
    data={
        "disposal_id": ID,
        "return_id": ID,
        "case_id": ID,
        "items": many(
            {
                "item_id": ID,
                "return_line_id": ID,
                "lot_id": ID,
                "kind": one_of("restock", "rework", "scrap", "to_supplier", "to_customer"),
                "quantity": DECIMAL,
                "cost": DECIMAL,
            }
        ),
    },
    example={
        "disposal_id": A,
        "return_id": B,
        "case_id": C,
        "items": [
            {
                "item_id": E,
                "return_line_id": B,
                "lot_id": D,
                "kind": "scrap",
                "quantity": "2.000",
                "cost": "20.00",
            }
        ],
    },
    doc="Quarantined pieces left as the verdict says, at their own cost.",
)


def return_quarantined(return_id: UUID, lines: list[dict[str, Any]]) -> Fact:
    return RETURN_QUARANTINED.fact(return_id, 1, {"return_id": return_id, "lines": lines})


def return_disposed(disposal: dict[str, Any], items: list[dict[str, Any]]) -> Fact:
    ids = {name: disposal[name] for name in ("disposal_id", "return_id", "case_id")}
    names = ("item_id", "return_line_id", "lot_id", "kind", "quantity", "cost")
    items = [{name: item[name] for name in names} for item in items]
    return RETURN_DISPOSED.fact(ids["disposal_id"], 1, ids | {"items": items})
