"""Questions about files: as a list, as one file, and what a command needs to know of them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, select, tuple_
from sqlalchemy.orm import Session, aliased

from chassis import clock
from chassis.data.clauses import last_name
from chassis.data.database import actor
from chassis.data.types import Day
from chassis.principal import Principal
from chassis.web.scope import within
from chassis.web.shape import Shape
from paper.signatures import history
from paper.signing import Form

from ..errors import CustomerNotFound
from ..secrecy.queries import unsealed
from ..secrecy.rules import readable
from .models import Customer, Likeness
from .schemas import CustomerListed, CustomerOut, FileFields

FORM = Form("customer.file")
"""填表人 (who keeps the file) → 审核人 (supervisor) → 复核人 (archivist)."""

OVERDUE = and_(
    Customer.filed_on.is_(None),
    Customer.archived_at.is_(None),
    Customer.due_on < bindparam("today", callable_=lambda: clock.today(), type_=Day),
)
_registered = aliased(Customer)
OWNER_NAME = last_name(
    Customer.owner_id, _registered.id, _registered.registered_by, _registered.registered_by_name
).scalar_subquery()
"""What the owner was called when he last registered a file; users are the gateway's, and whoever never
did is known here by id only."""
_COLUMNS = {"overdue": OVERDUE, "owner_name": OWNER_NAME}
CUSTOMERS = Shape(CustomerListed, Customer, columns=_COLUMNS)
FILE = Shape(CustomerOut, Customer, columns=_COLUMNS, given=("signatures",), thing="customer")

TEXT = tuple(FileFields().fields)
"""The fields people write."""
SECRET = tuple(name for name in TEXT if FILE.classes[name] == "secret")


def in_scope(reader: Principal) -> list[Any]:
    """A salesperson's own customers, everybody else's all of them."""
    return within(reader, "customer.file", Customer.owner_id, Customer.department)


def show_file(session: Session, customer_id: UUID) -> dict[str, Any]:
    """One file as the reader may see it; private fields seen are noted."""
    missing = CustomerNotFound(customer=customer_id)
    where = (Customer.id == customer_id, *in_scope(actor(session)))
    row = unsealed(session, customer_id, FILE.unnoted(session, *where, missing=missing), SECRET)
    subject = f"customer/{customer_id}"
    pending = unsealed(session, customer_id, row["pending"], SECRET)
    shown = disclosed(session, customer_id, row, row["owner_id"])
    shown["pending"] = disclosed(session, customer_id, pending, row["owner_id"])
    shown["signatures"] = signatures_of(session, subject, FORM)
    return shown


def disclosed(
    session: Session, customer_id: UUID, values: Mapping[str, Any], owner: UUID | None
) -> dict[str, Any]:
    """The file's values, or those of its waiting change, that the reader may see; noted as read."""
    shown = readable(actor(session), values, FILE.classes, owner)
    FILE.note_read(session, {customer_id: shown})
    return shown


def signatures_of(session: Session, subject: str, form: Form) -> list[dict[str, Any]]:
    """Every signature under a form, oldest first."""
    shown = ["process", "round", "step", "verdict", "signer", "signer_name", "comment", "signed_at"]
    rows = history(session, subject, form.kind)
    return [{name: row[name] for name in shown} for row in rows]


def hold_file(session: Session, customer_id: UUID) -> Customer:
    """The file to be changed, its row locked until the transaction ends."""
    query = select(Customer).where(Customer.id == customer_id, *in_scope(actor(session)))
    customer = session.scalar(query.with_for_update())
    if customer is None:
        raise CustomerNotFound(customer=customer_id)
    return customer


def look_alikes(
    session: Session, forms: Iterable[tuple[str, str]], but: UUID
) -> list[dict[str, Any]]:
    """Other files with one of these normal forms: their codes, and in what they are the same."""
    query = select(Customer.code, Likeness.kind).join(Customer)
    query = query.where(tuple_(Likeness.kind, Likeness.form).in_(list(forms)))
    rows = session.execute(query.where(Customer.id != but).order_by(Customer.code, Likeness.kind))
    same: dict[str, list[str]] = {}
    for code, kind in rows:
        same.setdefault(code, []).append(kind)
    return [{"code": code, "same": sorted(set(kinds))} for code, kinds in same.items()]
