"""What is done to suppliers: register, change, archive."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion, at_place
from chassis.ids import new_id

from ..errors import SupplierCodeTaken
from .models import Supplier

FIELDS = [
    "code",
    "name",
    "contact",
    "phone",
    "fax",
    "address",
    "bank",
    "account",
    "tax_number",
    "products",
    "rating",
    "remark",
]


def register_supplier(session: Session, told: dict[str, Any]) -> Supplier:
    """Enter a supplier under a code nobody else has."""
    return register_suppliers(session, [told])[0]


def register_suppliers(session: Session, all_told: Sequence[dict[str, Any]]) -> list[Supplier]:
    """Enter many suppliers in few statements; with more than one a refusal names its place first."""
    _refuse_any_taken(session, [told["code"] for told in all_told])
    made = [_new(told) for told in all_told]
    session.add_all(made)
    session.flush()
    for supplier in made:
        record(session, f"supplier/{supplier.id}", None, state(supplier))
    return made


def change_supplier(
    session: Session, supplier_id: UUID, version: int, change: dict[str, Any]
) -> Supplier:
    """Change what is said of a supplier, or move it in or out of the archive."""
    supplier = session.get(Supplier, supplier_id, with_for_update=True)
    if supplier is None:
        raise NotFound
    if supplier.version != version:
        raise StaleVersion(version=supplier.version)
    before = state(supplier)
    if "archived" in change:
        supplier.archived_at = clock.now() if change["archived"] else None
    _set(session, supplier, {name: change[name] for name in FIELDS if name in change})
    supplier.version += 1
    session.flush()
    record(session, f"supplier/{supplier.id}", before, state(supplier))
    return supplier


def state(supplier: Supplier) -> dict[str, Any]:
    """A supplier as the journal compares it."""
    told = {name: getattr(supplier, name) for name in FIELDS}
    return told | {"archived": supplier.archived_at is not None}


def _new(told: dict[str, Any]) -> Supplier:
    said = {name: told.get(name) for name in FIELDS}
    return Supplier(id=new_id(), version=1, created_at=clock.now(), archived_at=None, **said)


def _set(session: Session, supplier: Supplier, told: dict[str, Any]) -> None:
    if "code" in told:
        _refuse_taken(session, supplier.id, told["code"])
    for name, value in told.items():
        setattr(supplier, name, value)


def _refuse_any_taken(session: Session, codes: Sequence[str]) -> None:
    lock(session, [f"supplier-code/{code}" for code in codes])
    taken = set(session.scalars(select(Supplier.code).where(Supplier.code.in_(codes))))
    for place, code in enumerate(codes):
        with at_place(place, codes):
            if code in taken:
                raise SupplierCodeTaken("/code", code=code)
        taken.add(code)


def _refuse_taken(session: Session, supplier_id: UUID, code: str) -> None:
    lock(session, [f"supplier-code/{code}"])
    same = select(Supplier.id).where(Supplier.code == code, Supplier.id != supplier_id)
    if session.execute(same).first():
        raise SupplierCodeTaken("/code", code=code)
