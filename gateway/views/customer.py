"""Customer 360 客户全景: everything the caller may see of one customer on one page."""

from typing import Any
from uuid import UUID

from chassis.errors import NotFound

from .parts import Question, Reader

RECENT = 20


def customer_view(reader: Reader, customer_id: UUID) -> dict[str, Any]:
    """The parts of the view by name; raises NotFound when the caller may not see the file."""
    parts = reader.ask(questions(str(customer_id)))
    if parts["file"].get("reason") == "not_found":
        raise NotFound
    return {"customer_id": customer_id, **parts}


def questions(customer: str) -> dict[str, Question]:
    """What is asked where."""
    of_customer = (("customer_id", customer),)
    recent = (*of_customer, ("limit", str(RECENT)))
    return {
        "file": Question("customer", f"/customers/{customer}"),
        "credit_account": Question("sales", f"/credit-accounts/{customer}"),
        "orders": Question("sales", "/orders", recent),
        "deliveries": Question("sales", "/deliveries", recent),
        "receivables": Question("sales", "/receivables", recent),
        "credit_notes": Question("sales", "/credit-notes", recent),
        "returns": Question("sales", "/returns", recent),
        "margin": Question("sales", "/reports/margins", of_customer),
        "cases": Question("quality", "/cases", recent),
        "quality_costs": Question("quality", "/costs", recent),
    }
