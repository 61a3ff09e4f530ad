"""A file's contents as stored: in force and pending, secrets sealed, near-duplicates findable."""

from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from chassis.data.database import lock
from chassis.data.plain import plain
from chassis.data.vault import seal

from ..errors import NearDuplicate
from ..secrecy.queries import unsealed
from . import rules
from .models import Customer, Likeness
from .queries import SECRET, TEXT, look_alikes
from .schemas import FileFields


def in_force(session: Session, customer: Customer) -> dict[str, Any]:
    """What the file says, secrets opened."""
    values = {name: getattr(customer, name) for name in TEXT}
    return unsealed(session, customer.id, values, SECRET)


def contents(session: Session, customer: Customer) -> dict[str, Any]:
    """What the file will say once its change is signed."""
    change = unsealed(session, customer.id, customer.pending, SECRET)
    return in_force(session, customer) | FileFields().load(change)


def write(session: Session, customer: Customer, text: dict[str, Any]) -> None:
    """Make the file say this."""
    for name, value in _sealed(session, customer, text).items():
        setattr(customer, name, value)
    customer.display_name = rules.display_name(text)
    customer.missing = rules.missing(text, text["none"])


def propose(session: Session, customer: Customer, text: dict[str, Any]) -> bool:
    """Keep what differs from the edition in force as its change; whether anything does."""
    stands = plain(in_force(session, customer))
    change = {name: value for name, value in plain(text).items() if value != stands[name]}
    customer.pending = _sealed(session, customer, change)
    customer.missing = rules.missing(text, text["none"])
    return bool(change)


def bring_into_force(session: Session, customer: Customer) -> None:
    """The change becomes what the file says: its next edition."""
    text = contents(session, customer)
    write(session, customer, text)
    note_likenesses(session, customer, text)
    customer.edition += 1
    customer.pending, customer.makers = {}, []


def keep_apart(
    session: Session, customer: Customer, forms: set[tuple[str, str]], distinct: bool
) -> None:
    """Name the files this one looks like, unless someone looked and says it is another."""
    lock(session, [f"likeness/{kind}/{form}" for kind, form in forms])
    duplicates = [] if distinct else look_alikes(session, forms, but=customer.id)
    if duplicates:
        raise NearDuplicate(duplicates)


def note_likenesses(session: Session, customer: Customer, text: dict[str, Any]) -> None:
    """Let the next look-alike find this file."""
    session.execute(delete(Likeness).where(Likeness.customer_id == customer.id))
    forms = sorted(rules.likenesses(text))
    rows = [{"customer_id": customer.id, "kind": kind, "form": form} for kind, form in forms]
    if rows:
        session.execute(insert(Likeness), rows)


def _sealed(session: Session, customer: Customer, text: dict[str, Any]) -> dict[str, Any]:
    return {n: seal(session, customer.id, v) if n in SECRET else v for n, v in text.items()}
