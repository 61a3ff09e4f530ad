"""The facts the quality service states, one builder each."""

from typing import Any
from uuid import UUID

from chassis.transport.contract import (
    DAY,
    DECIMAL,
    ID,
    TEXT,
    added,
    declare,
    many,
    one_of,
    optional,
)
from chassis.transport.fact import Fact

SEVERITIES = ("fatal", "serious", "general", "minor")
FAULTS = ("confirmed", "no_fault", "misuse", "commercial")
DISPOSITIONS = ("restock", "rework", "scrap", "to_supplier", "to_customer")
GROUNDS = ("sorted", "verified", "short_path", "no_fault", "waiver")
COSTS = ("scrap", "rework", "sorting", "fine", "claim", "replacement", "service", "recharge")

_A, _B, _C = (f"0197c2a0-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))

_CASE = {
    "case_id": ID,
    "number": TEXT,
    "customer_id": optional(ID),
    "product_id": ID,
    "return_id": optional(ID),
    "severity": one_of(*SEVERITIES),
    "status": TEXT,
}
_CASE_EXAMPLE = {
    "case_id": _A,
    "number": "QC-2026-000001",
    "customer_id": _B,
    "product_id": _C,
    "return_id": None,
    "severity": "general",
    "status": "opened",
}
CASE_OPENED = declare(
    "quality.case.opened.v1",
    subject="case",
    data=_CASE,
    example=_CASE_EXAMPLE,
    doc="A customer concern is being worked on; one case per return line.",
)
CASE_CONTAINED = declare(
    "quality.case.contained.v1",
    subject="case",
    data=_CASE,
    example=_CASE_EXAMPLE | {"status": "contained"},
    doc="The suspect goods of a case are known and held or answered for.",
)
CASE_CLOSED = declare(
    "quality.case.closed.v1",
    subject="case",
    data=_CASE,
    example=_CASE_EXAMPLE | {"status": "closed"},
    doc="A case is closed; its holds have ended.",
)

LOT_HOLD_REQUESTED = declare(
    "quality.lot.hold_requested.v1",
    subject="hold",
    data={
        "hold_id": ID,
        "case_id": ID,
        "case_number": TEXT,
        "product_id": ID,
        "lot_id": optional(ID),
        "lot": optional(TEXT),
        "batch": optional(TEXT),
    },
    example={
        "hold_id": _A,
        "case_id": _B,
        "case_number": "QC-2026-000001",
        "product_id": _C,
        "lot_id": _C,
        "lot": "L-A",
        "batch": None,
    },
    doc="A lot, or without a lot all stock of an untracked product, must not leave; with a batch, "
    "neither must the serial numbers that are still to come of it.",
)
LOT_HOLD_ENDED = declare(
    "quality.lot.hold_ended.v1",
    subject="hold",
    data={
        "hold_id": ID,
        "case_id": ID,
        "case_number": TEXT,
        "lot_id": optional(ID),
        "ground": one_of(*GROUNDS),
        "quantity": optional(DECIMAL),
        "ending_id": added(ID),
    },
    example={
        "hold_id": _A,
        "case_id": _B,
        "case_number": "QC-2026-000001",
        "lot_id": _C,
        "ground": "short_path",
        "quantity": None,
        "ending_id": _B,
    },
    doc="A hold ended on a ground, for a quantity or (null) for all that it still held.",
)

LOT_WAIVER_GRANTED = declare(
    "quality.lot.waiver_granted.v1",
    subject="hold",
    data={
        "waiver_id": ID,
        "hold_id": ID,
        "case_id": ID,
        "case_number": TEXT,
        "lot_id": optional(ID),
        "customer_id": ID,
        "quantity": DECIMAL,
        "expires_on": DAY,
    },
    example={
        "waiver_id": _C,
        "hold_id": _A,
        "case_id": _B,
        "case_number": "QC-2026-000001",
        "lot_id": _C,
        "customer_id": _B,
        "quantity": "20.000",
        "expires_on": "2026-06-30",
    },
    doc="A customer consented to take held pieces: so many, until that day, for his orders only.",
)

RETURN_DISPOSED = declare(
    "quality.return.disposed.v1",
    subject="return",
    data={
        "disposal_id": ID,
        "case_id": ID,
        "return_id": ID,
        "items": many(
            {
                "item_id": ID,
                "return_line_id": ID,
                "lot_id": optional(ID),
                "kind": one_of(*DISPOSITIONS),
                "fault": one_of(*FAULTS),
                "quantity": DECIMAL,
            }
        ),
    },
    example={
        "disposal_id": _A,
        "case_id": _B,
        "return_id": _C,
        "items": [
            {
                "item_id": _A,
                "return_line_id": _B,
                "lot_id": _C,
                "kind": "scrap",
                "fault": "confirmed",
                "quantity": "2.000",
            }
        ],
    },
    doc="The verdict on quarantined pieces of a return: what becomes of them and whose fault it is."
    " Its sequence is the nth of that return.",
)
COST_RECORDED = declare(
    "quality.cost.recorded.v1",
    subject="cost",
    data={
        "cost_id": ID,
        "case_id": ID,
        "case_number": TEXT,
        "customer_id": ID,
        "product_id": optional(ID),
        "kind": one_of(*COSTS),
        "amount": DECIMAL,
        "booked_on": DAY,
    },
    example={
        "cost_id": _A,
        "case_id": _B,
        "case_number": "QC-2026-000001",
        "customer_id": _C,
        "product_id": None,
        "kind": "scrap",
        "amount": "20.00",
        "booked_on": "2026-03-02",
    },
    doc="Poor quality cost this much on a customer's account; a recharge is negative.",
)


def case_opened(case: Any) -> Fact:
    return CASE_OPENED.fact(case.id, case.version, _case(case))


def case_contained(case: Any) -> Fact:
    return CASE_CONTAINED.fact(case.id, case.version, _case(case))


def case_closed(case: Any) -> Fact:
    return CASE_CLOSED.fact(case.id, case.version, _case(case))


def lot_hold_requested(hold: Any) -> Fact:
    return LOT_HOLD_REQUESTED.fact(
        hold.id,
        hold.version,
        _hold(hold) | {name: getattr(hold, name) for name in ("product_id", "lot", "batch")},
    )


def lot_hold_ended(hold: Any, ending: Any) -> Fact:
    how = {"ground": ending.ground, "quantity": ending.quantity, "ending_id": ending.id}
    return LOT_HOLD_ENDED.fact(hold.id, hold.version, _hold(hold) | how)


def lot_waiver_granted(hold: Any, ending: Any) -> Fact:
    how = {name: getattr(ending, name) for name in ("customer_id", "quantity", "expires_on")}
    return LOT_WAIVER_GRANTED.fact(
        hold.id, hold.version, _hold(hold) | {"waiver_id": ending.id} | how
    )


def return_disposed(return_id: UUID, nth: int, disposal_id: UUID, items: list[Any]) -> Fact:
    data = {
        "disposal_id": disposal_id,
        "case_id": items[0].case_id,
        "return_id": return_id,
        "items": [_item(item) for item in items],
    }
    return RETURN_DISPOSED.fact(return_id, nth, data)


def cost_recorded(cost: Any) -> Fact:
    names = [name for name in COST_RECORDED.data if name != "cost_id"]
    return COST_RECORDED.fact(
        cost.id, cost.version, {"cost_id": cost.id} | {name: getattr(cost, name) for name in names}
    )


def _case(case: Any) -> dict[str, Any]:
    names = [name for name in _CASE if name != "case_id"]
    return {"case_id": case.id} | {name: getattr(case, name) for name in names}


def _hold(hold: Any) -> dict[str, Any]:
    return {
        "hold_id": hold.id,
        "case_id": hold.case_id,
        "case_number": hold.case_number,
        "lot_id": hold.lot_id,
    }


def _item(item: Any) -> dict[str, Any]:
    return {
        "item_id": item.id,
        "return_line_id": item.return_line_id,
        "lot_id": item.lot_id,
        "kind": item.kind,
        "fault": item.fault,
        "quantity": item.quantity,
    }
