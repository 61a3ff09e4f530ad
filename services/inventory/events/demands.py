"""Facts about what orders got: reserved, back-ordered, issued, or never to be filled."""

from datetime import date
from typing import Any

from chassis.transport.contract import (
    DAY,
    DECIMAL,
    ID,
    TEXT,
    WHOLE,
    declare,
    many,
    one_of,
    optional,
)
from chassis.transport.fact import Fact

from .parts import LOT, LOT_EXAMPLE, A, B, C, E, lots_of

STOCK_RESERVED = declare(
    "inventory.stock.reserved.v1",
    subject="order",
    data={
        "order_id": ID,
        "lines": many({"line_id": ID, "reserved": DECIMAL, "backordered": DECIMAL}),
        "cause": optional(
            {
                "code": TEXT,
                "lot": optional(TEXT),
                "case_id": optional(ID),
                "case_number": optional(TEXT),
            }
        ),
    },
    example={
        "order_id": A,
        "lines": [{"line_id": B, "reserved": "0.000", "backordered": "40.000"}],
        "cause": {"code": "lot_held", "lot": "L-A", "case_id": C, "case_number": "QC-2026-000001"},
    },
    doc="What an order has reserved and what it waits for, whole, and what changed it "
    "(order, receipt, lot_held, hold_ended, amended, cancelled, restocked, adjusted, returned_to_supplier, "
    "lot_expired, expiry_extended, expiry_corrected, inspected).",
)
STOCK_BACKORDERED = declare(
    "inventory.stock.backordered.v1",
    subject="order",
    data={"order_id": ID, "lines": many({"line_id": ID, "backordered": DECIMAL})},
    example={"order_id": A, "lines": [{"line_id": B, "backordered": "5.000"}]},
    doc="A posted order found too little stock; these lines wait for goods.",
)
STOCK_ISSUED = declare(
    "inventory.stock.issued.v1",
    subject="issue",
    data={
        "issue_id": ID,
        "order_id": ID,
        "kind": one_of("sale", "replacement"),
        "warehouse_id": ID,
        "issued_on": DAY,
        "lines": many(
            {
                "issue_line_id": ID,
                "line_id": ID,
                "product_id": ID,
                "quantity": DECIMAL,
                "cost": DECIMAL,
                "lots": many(LOT),
            }
        ),
    },
    example={
        "issue_id": A,
        "order_id": B,
        "kind": "sale",
        "warehouse_id": C,
        "issued_on": "2026-03-03",
        "lines": [
            {
                "issue_line_id": C,
                "line_id": E,
                "product_id": B,
                "quantity": "6.000",
                "cost": "60.00",
                "lots": [LOT_EXAMPLE],
            }
        ],
    },
    doc="Goods left for an order, in full or in part: lots and cost per line.",
)
STOCK_UNFILLED = declare(
    "inventory.stock.unfilled.v1",
    subject="order",
    data={"order_id": ID, "lines": many({"line_id": ID, "issued": DECIMAL, "cancelled": DECIMAL})},
    example={
        "order_id": A,
        "lines": [{"line_id": B, "issued": "15.000", "cancelled": "5.000"}],
    },
    doc="The answer to a posted order that is to be cancelled: what had gone, what will not go.",
)


STOCK_AMENDED = declare(
    "inventory.stock.amended.v1",
    subject="order",
    data={
        "order_id": ID,
        "revision": WHOLE,
        "lines": many({"line_id": ID, "ordered": DECIMAL, "issued": DECIMAL}),
    },
    example={
        "order_id": A,
        "revision": 2,
        "lines": [{"line_id": B, "ordered": "15.000", "issued": "15.000"}],
    },
    doc="The answer to a posted order that is to be amended: what had gone, which can only be returned.",
)


def stock_amended(demand: Any, revision: int) -> Fact:
    lines = [{"line_id": x.id, "ordered": x.ordered, "issued": x.issued} for x in demand.lines]
    data = {"order_id": demand.id, "revision": revision, "lines": lines}
    return STOCK_AMENDED.fact(demand.id, demand.version, data)


def stock_reserved(demand: Any, cause: dict[str, Any]) -> Fact:
    lines = [
        {"line_id": line.id, "reserved": line.reserved, "backordered": line.backordered}
        for line in demand.lines
    ]
    told = {name: cause.get(name) for name in ("code", "lot", "case_id", "case_number")}
    data = {"order_id": demand.id, "lines": lines, "cause": told}
    return STOCK_RESERVED.fact(demand.id, demand.version, data)


def stock_backordered(demand: Any) -> Fact:
    short = [
        {"line_id": line.id, "backordered": line.backordered}
        for line in demand.lines
        if line.backordered
    ]
    return STOCK_BACKORDERED.fact(
        demand.id, demand.version, {"order_id": demand.id, "lines": short}
    )


def stock_unfilled(demand: Any) -> Fact:
    lines = [
        {"line_id": line.id, "issued": line.issued, "cancelled": line.cancelled}
        for line in demand.lines
    ]
    return STOCK_UNFILLED.fact(demand.id, demand.version, {"order_id": demand.id, "lines": lines})


def stock_issued(issue: Any, issued_on: date) -> Fact:
    data = {
        "issue_id": issue.id,
        "order_id": issue.demand.id,
        "kind": issue.kind,
        "warehouse_id": issue.warehouse_id,
        "issued_on": issued_on,
        "lines": [
            {
                "issue_line_id": part.id,
                "line_id": part.line.id,
                "product_id": part.line.product_id,
                "quantity": part.quantity,
                "cost": part.cost,
                "lots": lots_of(part.takes),
            }
            for part in issue.parts
        ],
    }
    return STOCK_ISSUED.fact(issue.id, 1, data)
