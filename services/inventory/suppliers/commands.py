"""What is done to suppliers: register, change, archive, block; bank details take two people."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.data.vault import hold_keys
from chassis.errors import NotFound, StaleVersion, at_place
from chassis.ids import new_id

from ..base import Change, write_alike
from ..errors import BankApproverIsProposer, BankChangeNotPending, SupplierCodeTaken
from . import rules
from .models import Supplier
from .schemas import SUPPLIERS

BANK = ["bank", "account"]
FIELDS = [
    "code",
    "name",
    "contact",
    "phone",
    "fax",
    "email",
    "address",
    "tax_number",
    "products",
    "rating",
    "terms_kind",
    "terms_days",
    "tolerance",
    "remark",
]
_PENDING = ["pending_bank", "pending_account", "pending_by"]
_STATE = [*FIELDS, *BANK, *_PENDING, "status", "block_reason"]


def register_supplier(session: Session, told: dict[str, Any]) -> Supplier:
    """Enter a supplier under a code nobody else has."""
    return register_suppliers(session, [told])[0]


def register_suppliers(session: Session, all_told: Sequence[dict[str, Any]]) -> list[Supplier]:
    """Enter many suppliers in few statements; with more than one a refusal names its place first."""
    for place, told in enumerate(all_told):
        with at_place(place, all_told):
            rules.check(told)
    _refuse_any_taken(session, [told["code"] for told in all_told])
    made = [_new(told) for told in all_told]
    session.add_all(made)
    session.flush()
    _record(session, [(supplier, None) for supplier in made])
    return made


def change_supplier(
    session: Session, supplier_id: UUID, version: int, change: dict[str, Any]
) -> None:
    """Change what is said of a supplier, or move it in or out of the archive; other bank details
    are only proposed."""
    change_suppliers(session, [(supplier_id, version, change)])


def change_suppliers(session: Session, changes: Sequence[Change]) -> None:
    """Change many, each named once; with more than one a refusal names its place first."""
    wanted = Supplier.id.in_([supplier_id for supplier_id, _, _ in changes])
    query = select(Supplier).where(wanted).order_by(Supplier.id).with_for_update()
    fresh = session.scalars(query.execution_options(populate_existing=True))
    there, before = {each.id: each for each in fresh}, []
    for place, (supplier_id, version, change) in enumerate(changes):
        with at_place(place, changes):
            if supplier_id not in there:
                raise NotFound
            before.append(state(there[supplier_id]))
            _change(session, there[supplier_id], version, change)
    write_alike(there.values(), [*_STATE, "pending_at", "archived_at"])
    session.flush()
    changed = [there[supplier_id] for supplier_id, _, _ in changes]
    _record(session, list(zip(changed, before, strict=True)))


def block_supplier(session: Session, supplier_id: UUID, reason: str) -> Supplier:
    """No new orders go to this supplier; what was ordered may still be received."""
    return _turn(session, supplier_id, rules.BLOCK, reason)


def unblock_supplier(session: Session, supplier_id: UUID, reason: str) -> Supplier:
    """Orders may go to this supplier again."""
    return _turn(session, supplier_id, rules.UNBLOCK, reason)


def approve_bank(session: Session, supplier_id: UUID) -> Supplier:
    """Another person than the proposer found the new bank details right: they are in force."""
    supplier = _with_proposal(session, supplier_id)
    before = state(supplier)
    supplier.bank, supplier.account = supplier.pending_bank, supplier.pending_account
    _clear_proposal(supplier)
    return _touch(session, supplier, before)


def reject_bank(session: Session, supplier_id: UUID, reason: str) -> Supplier:
    """The proposed bank details are not taken over; those in force stay."""
    supplier = _with_proposal(session, supplier_id)
    before = state(supplier)
    _clear_proposal(supplier)
    return _touch(session, supplier, before, reason)


def state(supplier: Supplier) -> dict[str, Any]:
    """A supplier as the journal compares it."""
    told = {name: getattr(supplier, name) for name in _STATE}
    return told | {"archived": supplier.archived_at is not None}


def _new(told: dict[str, Any]) -> Supplier:
    said = {name: told.get(name) for name in [*FIELDS, *BANK, "block_reason"]}
    now = clock.now()
    made = {"id": new_id(), "version": 1, "created_at": now}
    made["status"] = rules.BLOCKED if said["block_reason"] else rules.ACTIVE
    return Supplier(**made, archived_at=now if told.get("archived") else None, **said)


def _change(session: Session, supplier: Supplier, version: int, change: dict[str, Any]) -> None:
    if supplier.version != version:
        raise StaleVersion(version=supplier.version)
    rules.check(state(supplier) | change)
    if "archived" in change:
        supplier.archived_at = clock.now() if change["archived"] else None
    _set(session, supplier, {name: change[name] for name in FIELDS if name in change})
    _propose_bank(session, supplier, {name: change[name] for name in BANK if name in change})
    supplier.version += 1


def _supplier(session: Session, supplier_id: UUID) -> Supplier:
    supplier = session.get(Supplier, supplier_id, with_for_update=True)
    if supplier is None:
        raise NotFound
    return supplier


def _turn(session: Session, supplier_id: UUID, verb: str, reason: str) -> Supplier:
    supplier = _supplier(session, supplier_id)
    before = state(supplier)
    status = rules.ARCHIVED if supplier.archived_at is not None else supplier.status
    supplier.status = rules.after(status, verb, supplier.name)
    supplier.block_reason = reason if verb == rules.BLOCK else None
    return _touch(session, supplier, before, reason)


def _propose_bank(session: Session, supplier: Supplier, change: dict[str, Any]) -> None:
    """Details as they are in force withdraw a proposal; the same proposal again stays whose it is."""
    if not change:
        return
    in_force = {name: getattr(supplier, name) for name in BANK}
    pending = {"bank": supplier.pending_bank, "account": supplier.pending_account}
    last = pending if supplier.pending_by else in_force
    wanted = last | change
    if wanted == in_force:
        _clear_proposal(supplier)
    elif wanted != last:
        supplier.pending_bank, supplier.pending_account = wanted["bank"], wanted["account"]
        proposer = actor(session)
        supplier.pending_by, supplier.pending_by_name = proposer.id, proposer.name
        supplier.pending_at = clock.now()


def _with_proposal(session: Session, supplier_id: UUID) -> Supplier:
    supplier = _supplier(session, supplier_id)
    if supplier.pending_by is None:
        raise BankChangeNotPending(name=supplier.name)
    if supplier.pending_by == actor(session).id:
        raise BankApproverIsProposer(name=supplier.name)
    return supplier


def _clear_proposal(supplier: Supplier) -> None:
    supplier.pending_bank = supplier.pending_account = None
    supplier.pending_by = supplier.pending_by_name = supplier.pending_at = None


def _touch(
    session: Session, supplier: Supplier, before: dict[str, Any], reason: str = ""
) -> Supplier:
    supplier.version += 1
    session.flush()
    _record(session, [(supplier, before)], reason)
    return supplier


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


def _record(
    session: Session,
    changes: Sequence[tuple[Supplier, dict[str, Any] | None]],
    reason: str = "",
) -> None:
    """Note what each was before; whom to call and where they are paid is sealed."""
    hold_keys(session, [supplier.id for supplier, _ in changes])
    for supplier, before in changes:
        thing, after = f"supplier/{supplier.id}", state(supplier)
        record(session, thing, before, after, reason, SUPPLIERS.classes, supplier.id)
