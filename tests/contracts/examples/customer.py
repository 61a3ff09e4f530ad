"""Customer files and credit."""

from tests.support.town import APPROVED

from .sent import Example, Sent, changing

EXAMPLES: dict[str, Example] = {
    "GET /customers": lambda w: Sent("salesperson", query={"sort": "code", "filing": "approved"}),
    "GET /customers/{customer_id}": lambda w: Sent(
        "salesperson", {"customer_id": w.approved_file()["id"]}, query={"reason": "visit"}
    ),
    "POST /customers": lambda w: Sent(
        "info_specialist", body={"type": "individual", "person_name": w.name("王"), "staff": None}
    ),
    "PATCH /customers/{customer_id}": lambda w: changing(
        "info_specialist", "customer_id", w.draft_file(), {"short_name": "X", "staff": 40}
    ),
    "POST /customers/{customer_id}/submit": lambda w: Sent(
        "info_specialist", {"customer_id": w.complete_file()["id"]}
    ),
    "POST /customers/{customer_id}/examine": lambda w: Sent(
        "info_supervisor", {"customer_id": w.submitted_file()["id"]}, APPROVED
    ),
    "POST /customers/{customer_id}/recheck": lambda w: Sent(
        "archivist", {"customer_id": w.examined_file()["id"]}, APPROVED
    ),
    "POST /customers/{customer_id}/archive": lambda w: Sent(
        "archivist", {"customer_id": w.approved_file()["id"]}, {"reason": "closed down"}
    ),
    "POST /customers/{customer_id}/credit-proposals": lambda w: Sent(
        "sales_manager", {"customer_id": w.approved_file()["id"]}, {"limit": "5000.00"}
    ),
    "GET /credit-proposals": lambda w: Sent("finance", query={"state": "approved"}),
    "GET /credit-proposals/{proposal_id}": lambda w: Sent(
        "finance", {"proposal_id": w.proposal()["id"]}
    ),
    "POST /credit-proposals/{proposal_id}/examine": lambda w: Sent(
        "info_supervisor", {"proposal_id": w.proposal()["id"]}, APPROVED
    ),
    "POST /credit-proposals/{proposal_id}/recheck": lambda w: Sent(
        "finance", {"proposal_id": w.examined_proposal()["id"]}, APPROVED
    ),
    "GET /journal": lambda w: Sent("auditor", query={"limit": 200}),
}
