"""Facts about incoming inspection: how a lot did, and what became of a rejected one."""

from collections.abc import Iterable
from typing import Any

from chassis import clock
from chassis.transport.contract import DAY, DECIMAL, ID, TEXT, WHOLE, declare, many, one_of
from chassis.transport.fact import Fact

from .parts import A, B, C, D, E

INSPECTION_COMPLETED = declare(
    "inventory.inspection.completed.v1",
    subject="inspection",
    data={
        "inspection_id": ID,
        "number": TEXT,
        "receipt_id": ID,
        "supplier_id": ID,
        "product_id": ID,
        "lots": many({"lot_id": ID, "lot": TEXT, "quantity": DECIMAL}),
        "quantity": DECIMAL,
        "severity": one_of("normal", "tightened", "reduced", "discontinued"),
        "sample_size": WHOLE,
        "accept": WHOLE,
        "reject": WHOLE,
        "defects_found": WHOLE,
        "defects": many({"code": TEXT, "quantity": WHOLE}),
        "result": one_of("accepted", "rejected"),
        "completed_on": DAY,
    },
    example={
        "inspection_id": A,
        "number": "IQ-2026-000001",
        "receipt_id": B,
        "supplier_id": C,
        "product_id": D,
        "lots": [{"lot_id": E, "lot": "L-A", "quantity": "500.000"}],
        "quantity": "500.000",
        "severity": "normal",
        "sample_size": 50,
        "accept": 1,
        "reject": 2,
        "defects_found": 2,
        "defects": [{"code": "CRACK", "quantity": 2}],
        "result": "rejected",
        "completed_on": "2026-03-02",
    },
    doc="A lot that arrived was inspected; how it did counts for its supplier.",
)
INSPECTION_DISPOSED = declare(
    "inventory.inspection.disposed.v1",
    subject="inspection",
    data={
        "inspection_id": ID,
        "disposal_id": ID,
        "supplier_id": ID,
        "product_id": ID,
        "kind": one_of("concede", "sort", "send_back", "scrap"),
        "quantity": DECIMAL,
        "cost": DECIMAL,
        "left": DECIMAL,
    },
    example={
        "inspection_id": A,
        "disposal_id": B,
        "supplier_id": C,
        "product_id": D,
        "kind": "send_back",
        "quantity": "480.000",
        "cost": "4800.00",
        "left": "20.000",
    },
    doc="Pieces of a rejected lot left quarantine at the receipt's cost.",
)


_TOLD = (
    "number",
    "receipt_id",
    "supplier_id",
    "product_id",
    "quantity",
    "severity",
    "sample_size",
    "accept",
    "reject",
    "defects_found",
)


def inspection_completed(
    inspection: Any, lots: Iterable[Any], defects: list[dict[str, Any]], accepted: bool
) -> Fact:
    data = {"inspection_id": inspection.id} | {name: getattr(inspection, name) for name in _TOLD}
    data["lots"] = [{"lot_id": x.lot_id, "lot": x.lot, "quantity": x.quantity} for x in lots]
    data["defects"] = [{"code": x["code"], "quantity": x["quantity"]} for x in defects]
    data["result"] = "accepted" if accepted else "rejected"
    data["completed_on"] = clock.day_of(inspection.completed_at)
    return INSPECTION_COMPLETED.fact(inspection.id, inspection.version, data)


def inspection_disposed(inspection: Any, disposal: Any) -> Fact:
    same = ("supplier_id", "product_id", "left")
    data = {"inspection_id": inspection.id, "disposal_id": disposal.id}
    data |= {name: getattr(inspection, name) for name in same}
    data |= {name: getattr(disposal, name) for name in ("kind", "quantity", "cost")}
    return INSPECTION_DISPOSED.fact(inspection.id, inspection.version, data)
