"""The facts that the customer service states: a customer's file and credit as they now stand.

They name people by id only; an individual customer's name is masked, and no free text travels.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chassis.transport.contract import (
    BOOL,
    DECIMAL,
    ID,
    TEXT,
    WHOLE,
    added,
    declare,
    one_of,
    optional,
)
from chassis.transport.fact import Fact

FILE = {
    "customer_id": ID,
    "code": TEXT,
    "display_name": TEXT,
    "type": one_of("individual", "enterprise", "government"),
    "category": one_of("key", "main", "ordinary", "potential"),
    "status": one_of("future", "present", "past", "archived"),
    "grade": optional(one_of("A", "B", "C", "D")),
    "region": optional(TEXT),
    "sales_region": added(optional(TEXT)),
    "owner_id": optional(ID),
    "department": optional(TEXT),
    "terms_kind": one_of("cash", "days", "month_end"),
    "terms_days": WHOLE,
    "return_credit": one_of("on_receipt", "after_verdict"),
    "approved": BOOL,
    "archived": BOOL,
}
_EXAMPLE = {
    "customer_id": "01980000-0000-7000-8000-000000000001",
    "code": "CU-2026-000001",
    "display_name": "华东汽配",
    "type": "enterprise",
    "category": "main",
    "status": "future",
    "grade": None,
    "region": "310000",
    "sales_region": "华东",
    "owner_id": "01980000-0000-7000-8000-0000000000a1",
    "department": "sales",
    "terms_kind": "days",
    "terms_days": 30,
    "return_credit": "on_receipt",
    "approved": True,
    "archived": False,
}

FILE_REGISTERED = declare(
    "customer.file.registered.v1",
    subject="customer",
    data=FILE,
    example=_EXAMPLE | {"approved": False},
    doc="A customer's file was opened; it may be quoted, not yet confirmed an order.",
)
FILE_APPROVED = declare(
    "customer.file.approved.v1",
    subject="customer",
    data=FILE,
    example=_EXAMPLE,
    doc="Three people signed the file for the first time.",
)
FILE_CHANGED = declare(
    "customer.file.changed.v1",
    subject="customer",
    data=FILE,
    example=_EXAMPLE | {"terms_days": 60},
    doc="What is in force about the customer changed: a signed change, or an edit before approval.",
)
FILE_ARCHIVED = declare(
    "customer.file.archived.v1",
    subject="customer",
    data=FILE,
    example=_EXAMPLE | {"status": "archived", "archived": True},
    doc="The file was closed; no new business with this customer.",
)
CREDIT_CHANGED = declare(
    "customer.credit.changed.v1",
    subject="customer",
    data={"customer_id": ID, "limit": optional(DECIMAL), "rating": optional(one_of("A", "B", "C"))},
    example={"customer_id": _EXAMPLE["customer_id"], "limit": "50000.00", "rating": "A"},
    doc="A limit or rating was signed; the sequence is the credit record's version.",
)


def state(customer: Any) -> dict[str, Any]:
    """The whole state of a file as others may know it."""
    same = {name: getattr(customer, name) for name in FILE if hasattr(customer, name)}
    return same | {
        "customer_id": customer.id,
        "approved": customer.edition > 0,
        "archived": customer.archived_at is not None,
    }


def file_registered(customer: Any) -> Fact:
    return FILE_REGISTERED.fact(customer.id, customer.version, state(customer))


def file_approved(customer: Any) -> Fact:
    return FILE_APPROVED.fact(customer.id, customer.version, state(customer))


def file_changed(customer: Any) -> Fact:
    return FILE_CHANGED.fact(customer.id, customer.version, state(customer))


def file_archived(customer: Any) -> Fact:
    return FILE_ARCHIVED.fact(customer.id, customer.version, state(customer))


def credit_changed(customer_id: UUID, version: int, credit: Mapping[str, Any]) -> Fact:
    return CREDIT_CHANGED.fact(customer_id, version, {"customer_id": customer_id, **credit})
