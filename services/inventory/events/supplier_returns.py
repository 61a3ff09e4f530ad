"""Facts about goods that went back to their supplier."""

from typing import Any

from chassis.transport.contract import (
    BOOL,
    DAY,
    DECIMAL,
    ID,
    TEXT,
    added,
    declare,
    many,
    optional,
)
from chassis.transport.fact import Fact

from .parts import A, B, C, D, E

STOCK_RETURNED = declare(
    "inventory.stock.returned_to_supplier.v1",
    subject="supplier_return",
    data={
        "supplier_return_id": ID,
        "number": TEXT,
        "receipt_id": ID,
        "purchase_order_id": ID,
        "supplier_id": ID,
        "supplier_name": TEXT,
        "warehouse_id": ID,
        "case_number": optional(TEXT),
        "replacement": added(BOOL),
        "shipped_on": DAY,
        "lines": many(
            {
                "supplier_return_line_id": ID,
                "receipt_line_id": ID,
                "product_id": ID,
                "lot_id": ID,
                "lot": TEXT,
                "quantity": DECIMAL,
            }
        ),
    },
    example={
        "supplier_return_id": A,
        "number": "PR-2026-000001",
        "receipt_id": B,
        "purchase_order_id": C,
        "supplier_id": D,
        "supplier_name": "华东零部件 East Parts",
        "warehouse_id": E,
        "case_number": "QC-2026-000001",
        "replacement": True,
        "shipped_on": "2026-03-05",
        "lines": [
            {
                "supplier_return_line_id": A,
                "receipt_line_id": B,
                "product_id": C,
                "lot_id": D,
                "lot": "L-A",
                "quantity": "20.000",
            }
        ],
    },
    doc="Goods of a receipt were shipped back to their supplier from stock.",
)


def stock_returned_to_supplier(made: Any, supplier_name: str, lines: list[Any]) -> Fact:
    same = ("number", "receipt_id", "purchase_order_id", "supplier_id", "warehouse_id")
    names = ("receipt_line_id", "product_id", "lot_id", "lot", "quantity")
    data = {"supplier_return_id": made.id, "supplier_name": supplier_name}
    data |= {
        name: getattr(made, name) for name in (*same, "case_number", "replacement", "shipped_on")
    }
    data["lines"] = [
        {"supplier_return_line_id": line.id} | {name: getattr(line, name) for name in names}
        for line in lines
    ]
    return STOCK_RETURNED.fact(made.id, made.version, data)
