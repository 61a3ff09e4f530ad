"""Write a customer concern down, as marketing or service enter it or as a return brings it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.ids import new_id

from ..references import queries as known
from . import rules
from .models import Entry


def enter_concern(session: Session, form: dict[str, Any]) -> Entry:
    """A concern entered by hand; customer and product have to be known here."""
    customer = known.customer(session, form["customer_id"])
    product = known.product(session, form["product_id"])
    received_at = form.get("received_at") or clock.now()
    rules.check_received(received_at, clock.now())
    rules.check_quantities(
        form["quantity_delivered"],
        form["quantity_complained"],
        {name: form[f"quantity_{name}"] for name in rules.FINDINGS},
    )
    named = {"product_code": product.code, "product_name": product.name}
    return _write(
        session, form | named | {"customer_name": customer.name, "received_at": received_at}
    )


def enter_returned_line(session: Session, returned: dict[str, Any], line: dict[str, Any]) -> Entry:
    """The concern that a returned line is, with customer, product and delivery in it already; what the
    customer said of it is read in the return."""
    concern = {
        "kind": "return",
        "channel": "customer",
        "phase": returned["phase"],
        "severity": returned["severity"],
        "customer_id": UUID(returned["customer_id"]),
        "customer_name": returned["customer_name"],
        "product_id": UUID(line["product_id"]),
        "product_code": line["product_code"],
        "product_name": line["product_name"],
        "delivery_id": UUID(line["delivery_id"]),
        "delivery_number": line["delivery_number"],
        "order_id": UUID(line["order_id"]),
        "return_id": UUID(returned["return_id"]),
        "return_number": returned["number"],
        "return_line_id": UUID(line["return_line_id"]),
        "credit_when": returned["credit_when"],
        "outcome": line["outcome"],
        "reason_code": returned["reason_code"],
        "quantity_complained": Decimal(line["quantity"]),
        "condition": line["condition"],
        "received_at": datetime.fromisoformat(returned["received_at"]),
    }
    return _write(session, concern)


def decide_outcomes(session: Session, lines: Iterable[dict[str, Any]], told: int) -> None:
    """Sales decided anew what becomes of returned lines; `told` numbers its words on the return, of
    which an older one that comes later changes nothing."""
    for line in lines:
        of_line = Entry.return_line_id == UUID(line["return_line_id"])
        newer = update(Entry).where(of_line, Entry.outcome_told < told)
        session.execute(newer.values(outcome=line["outcome"], outcome_told=told))


def count_findings(entry: Entry, items: Iterable[Any]) -> None:
    """Add judged pieces to what the concern's were found to be."""
    for item in items:
        name = FINDINGS.get(item.fault)
        if name:
            setattr(entry, name, (getattr(entry, name) or Decimal(0)) + item.quantity)


FINDINGS = {
    "confirmed": "quantity_confirmed",
    "no_fault": "quantity_no_trouble_found",
    "misuse": "quantity_misuse",
}
"""Where a concern counts the pieces of each fault; a commercial return is no finding."""


def _write(session: Session, concern: dict[str, Any]) -> Entry:
    entry = Entry(id=new_id(), version=1, created_at=clock.now(), **concern)
    session.add(entry)
    session.flush()
    return entry
