"""Facts about stock itself: goods received, used in the house, found more or fewer."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.transport.contract import DAY, DECIMAL, ID, TEXT, WHOLE, declare, many, optional
from chassis.transport.fact import Fact

from .parts import LOT, LOT_EXAMPLE, A, B, C, D, E, lots_of

STOCK_RECEIVED = declare(
    "inventory.stock.received.v1",
    subject="receipt",
    data={
        "receipt_id": ID,
        "number": TEXT,
        "purchase_order_id": optional(ID),
        "supplier_id": optional(ID),
        "supplier_name": optional(TEXT),
        "warehouse_id": ID,
        "received_on": DAY,
        "lines": many(
            {
                "receipt_line_id": ID,
                "product_id": ID,
                "lot_id": ID,
                "lot": TEXT,
                "batch": optional(TEXT),
                "quantity": DECIMAL,
                "expiry": optional(DAY),
            }
        ),
    },
    example={
        "receipt_id": A,
        "number": "GR-2026-000001",
        "purchase_order_id": B,
        "supplier_id": C,
        "supplier_name": "华东零部件 East Parts",
        "warehouse_id": C,
        "received_on": "2026-03-02",
        "lines": [
            {
                "receipt_line_id": E,
                "product_id": B,
                "lot_id": D,
                "lot": "L-A",
                "batch": None,
                "quantity": "500.000",
                "expiry": None,
            }
        ],
    },
    doc="Goods of a supplier were received into stock; without a supplier, opening balances signed.",
)
STOCK_USED = declare(
    "inventory.stock.used.v1",
    subject="issue",
    data={
        "issue_id": ID,
        "product_id": ID,
        "warehouse_id": ID,
        "quantity": DECIMAL,
        "cost": DECIMAL,
        "lots": many(LOT),
    },
    example={
        "issue_id": A,
        "product_id": B,
        "warehouse_id": C,
        "quantity": "6.000",
        "cost": "60.00",
        "lots": [LOT_EXAMPLE],
    },
    doc="Goods were issued for use in the house.",
)
STOCK_ADJUSTED = declare(
    "inventory.stock.adjusted.v1",
    subject="adjustment",
    data={
        "adjustment_id": ID,
        "product_id": ID,
        "lot_id": optional(ID),
        "quantity": DECIMAL,
        "value": DECIMAL,
    },
    example={
        "adjustment_id": A,
        "product_id": B,
        "lot_id": D,
        "quantity": "-2.000",
        "value": "-20.00",
    },
    doc="A count difference was approved and booked.",
)


def stock_received(receipt: Any, supplier_name: str, lines: list[dict[str, Any]]) -> Fact:
    same = ("number", "purchase_order_id", "supplier_id", "warehouse_id", "received_on")
    data = {"receipt_id": receipt.id, "supplier_name": supplier_name, "lines": lines}
    data |= {name: getattr(receipt, name) for name in same}
    return STOCK_RECEIVED.fact(receipt.id, receipt.version, data)


def stock_opened(opening: Any, received_on: date, number: int, lines: list[dict[str, Any]]) -> Fact:
    """Opening balances are the receipt of nobody; thousands of lines are several facts."""
    data = {"receipt_id": opening.id, "number": opening.number, "received_on": received_on}
    data |= {"purchase_order_id": None, "supplier_id": None, "supplier_name": None}
    data |= {"warehouse_id": opening.warehouse_id, "lines": lines}
    return STOCK_RECEIVED.fact(opening.id, number, data)


def stock_used(issue: Any, product_id: UUID, takes: list[Any]) -> Fact:
    data = {
        "issue_id": issue.id,
        "product_id": product_id,
        "warehouse_id": issue.warehouse_id,
        "quantity": sum(take.quantity for take in takes),
        "cost": sum(take.cost for take in takes),
        "lots": lots_of(takes),
    }
    return STOCK_USED.fact(issue.id, issue.version, data)


STOCKTAKE_APPROVED = declare(
    "inventory.stocktake.approved.v1",
    subject="stocktake",
    data={
        "stocktake_id": ID,
        "number": TEXT,
        "warehouse_id": ID,
        "lines": WHOLE,
        "surplus_lines": WHOLE,
        "shortage_lines": WHOLE,
        "surplus": DECIMAL,
        "shortage": DECIMAL,
        "booked_on": DAY,
    },
    example={
        "stocktake_id": A,
        "number": "ST-2026-000001",
        "warehouse_id": B,
        "lines": 120,
        "surplus_lines": 2,
        "shortage_lines": 3,
        "surplus": "84.00",
        "shortage": "-130.50",
        "booked_on": "2026-03-31",
    },
    doc="A stocktake was approved; each of its differences is stated as an adjustment.",
)


def stock_counted(line: dict[str, Any]) -> Fact:
    """A difference of a stocktake, under the id of its line."""
    data = {"adjustment_id": line["id"], "product_id": line["product_id"]}
    data |= {"lot_id": line["lot_id"], "quantity": line["difference"], "value": line["amount"]}
    return STOCK_ADJUSTED.fact(line["id"], 1, data)


def stocktake_approved(sheet: Any) -> Fact:
    same = ("number", "warehouse_id", "surplus_lines", "shortage_lines", "surplus", "shortage")
    data = {"stocktake_id": sheet.id, "lines": sheet.line_count, "booked_on": sheet.booked_on}
    data |= {name: getattr(sheet, name) for name in same}
    return STOCKTAKE_APPROVED.fact(sheet.id, sheet.version, data)


def stock_adjusted(adjustment: Any) -> Fact:
    same = ("product_id", "lot_id", "quantity", "value")
    data = {"adjustment_id": adjustment.id} | {name: getattr(adjustment, name) for name in same}
    return STOCK_ADJUSTED.fact(adjustment.id, adjustment.version, data)
