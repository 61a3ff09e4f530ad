"""Cases, holds, costs."""

from typing import Any

from ..world import World
from .sent import Example, Sent

EXAMPLES: dict[str, Example] = {
    "GET /cases": lambda w: Sent("marketing", query={"status": "opened"}),
    "GET /cases/{case_id}": lambda w: Sent("quality_manager", {"case_id": w.closed_case()["id"]}),
    "POST /cases": lambda w: Sent("marketing", body=concern(w.delivery())),
    "POST /cases/{case_id}/contain": lambda w: Sent(
        "quality_engineer", {"case_id": w.case()["id"]}, {"locations": [location()]}
    ),
    "POST /cases/{case_id}/causes": lambda w: Sent(
        "quality_engineer",
        {"case_id": w.contained_case()["id"]},
        {"kind": "escape", "text": "not tested warm"},
    ),
    "POST /cases/{case_id}/reply": lambda w: Sent(
        "quality_engineer", {"case_id": w.analysed_case()["id"]}, {"text": "we replace them"}
    ),
    "POST /cases/{case_id}/verdict": lambda w: judging(w, w.replied_case()),
    "POST /cases/{case_id}/close": lambda w: Sent(
        "quality_manager", {"case_id": w.judged_case()["id"]}, {"summary": "cause found"}
    ),
    "GET /holds": lambda w: Sent("inspector", query={"status": "in_force"}),
    "GET /holds/{hold_id}": lambda w: Sent("inspector", {"hold_id": hold(w)}),
    "POST /holds/{hold_id}/end": lambda w: Sent(
        "quality_manager", {"hold_id": hold(w)}, {"ground": "no_fault", "reason": "all are good"}
    ),
    "GET /costs": lambda w: Sent("finance", query={"sort": "-amount"}),
    "GET /journal": lambda w: Sent("auditor"),
}


def concern(delivery: dict[str, Any]) -> dict[str, Any]:
    line = delivery["lines"][0]
    return {
        "kind": "complaint",
        "phase": "after_sales",
        "channel": "customer",
        "severity": "minor",
        "customer_id": delivery["customer_id"],
        "product_id": line["product_id"],
        "lot": line["lots"][0]["lot"],
        "quantity_complained": "2",
        "description": "scratched",
    }


def location() -> dict[str, Any]:
    return {"place": "transit", "answer": "none", "owner": "Zhu Jun", "effective": True}


def judging(w: World, case: dict[str, Any]) -> Sent:
    return Sent("quality_engineer", {"case_id": case["id"]}, w.verdict(case))


def hold(w: World) -> str:
    return w.contained_case()["holds"][0]["id"]
