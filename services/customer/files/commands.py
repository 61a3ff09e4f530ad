"""What is done with files: register, change, submit, examine, re-check, archive."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.data.plain import plain
from chassis.errors import StaleVersion
from chassis.ids import new_id
from chassis.transport.outbox import emit
from paper import signatures
from paper.series import next_number

from .. import events
from ..errors import OwnerNotYours
from . import rules
from .contents import bring_into_force, contents, keep_apart, note_likenesses, propose, write
from .models import Customer
from .queries import FILE, FORM, TEXT, hold_file


def register_customer(session: Session, values: dict[str, Any]) -> Customer:
    """Open a file; a salesperson's is his own, and it is to be filed within ten days."""
    distinct, text = _tidied(values)
    text = dict.fromkeys(TEXT) | {"needs": [], "none": []} | _owned(session, text)
    rules.check_file(text, text["none"], clock.today())
    customer = _blank_file(session)
    keep_apart(session, customer, rules.likenesses(text), distinct)
    write(session, customer, text)
    customer.code = next_number(session, "CU", clock.today())
    session.add(customer)
    session.flush()
    note_likenesses(session, customer, text)
    _record(session, customer, {})
    emit(session, events.file_registered(customer))
    return customer


def change_customer(
    session: Session, customer_id: UUID, version: int, values: dict[str, Any]
) -> Customer:
    """Change fields of a file; an approved file keeps its edition in force until the change is signed."""
    customer = hold_file(session, customer_id)
    if customer.version != version:
        raise StaleVersion(version=customer.version)
    filing = rules.after("change", customer.filing, customer.code)
    distinct, change = _tidied(values)
    _refuse_handing_over(session, customer, change)
    before = contents(session, customer)
    after = before | change
    rules.check_file(after, after["none"], clock.today())
    fresh = rules.likenesses(after) - rules.likenesses(before)
    keep_apart(session, customer, fresh, distinct)
    if plain(after) != plain(before):
        _save_change(session, customer, after, filing)
    return customer


def submit_customer(session: Session, customer_id: UUID) -> Customer:
    """The acting person signs as filler; the file waits for its examination."""
    customer = hold_file(session, customer_id)
    filing = rules.after("submit", customer.filing, customer.code)
    signatures.start(session, _subject(customer), FORM)
    before = _state(session, customer)
    complete = not rules.missing(before, before["none"])
    if complete and customer.filed_on is None:
        customer.filed_on = clock.today()
    _move(session, customer, filing, before)
    return customer


def examine_customer(
    session: Session, customer_id: UUID, approve: bool, comment: str = ""
) -> Customer:
    """The second signature, or a rejection that says what to correct."""
    customer = hold_file(session, customer_id)
    verb = "examine" if approve else "send_back_examined"
    filing = rules.after(verb, customer.filing, customer.code)
    _sign(session, customer, "examine", approve, comment)
    _move(session, customer, filing, _state(session, customer), comment)
    return customer


def recheck_customer(
    session: Session, customer_id: UUID, approve: bool, comment: str = ""
) -> Customer:
    """The third signature brings the file's next edition into force, or a rejection sends it back."""
    customer = hold_file(session, customer_id)
    verb = "recheck" if approve else "send_back_rechecked"
    filing = rules.after(verb, customer.filing, customer.code)
    _sign(session, customer, "recheck", approve, comment)
    before = _state(session, customer)
    if approve:
        bring_into_force(session, customer)
    _move(session, customer, filing, before, comment)
    if approve:
        first = customer.edition == 1
        emit(session, events.file_approved(customer) if first else events.file_changed(customer))
    return customer


def archive_customer(session: Session, customer_id: UUID, reason: str) -> Customer:
    """Close a file for good, with the reason; a change that was under way is dropped."""
    customer = hold_file(session, customer_id)
    filing = rules.after("archive", customer.filing, customer.code)
    before = _state(session, customer)
    customer.status, customer.pending = "archived", {}
    customer.archived_at, customer.archive_reason = clock.now(), reason
    _move(session, customer, filing, before, reason)
    emit(session, events.file_archived(customer))
    return customer


def _tidied(values: dict[str, Any]) -> tuple[bool, dict[str, Any]]:
    """(confirmed distinct, the fields): blanks around texts go, a blank text is an empty field."""
    text: dict[str, Any] = {
        name: v.strip() or None if isinstance(v, str) else v for name, v in values.items()
    }
    for name in ("needs", "none"):
        if name in text:
            text[name] = sorted(set(text[name]))
    return text.pop("confirmed_distinct", False), text


def _owned(session: Session, text: dict[str, Any]) -> dict[str, Any]:
    """Who keeps only his own customers registers them for himself."""
    person = actor(session)
    if person.scope("customer.file") != "own":
        return text
    if text.get("owner_id") not in (None, person.id):
        raise OwnerNotYours("/owner_id")
    return text | {"owner_id": person.id, "department": person.department}


def _refuse_handing_over(session: Session, customer: Customer, change: dict[str, Any]) -> None:
    if actor(session).scope("customer.file") != "own":
        return
    for name in ("owner_id", "department"):
        if name in change and change[name] != getattr(customer, name):
            raise OwnerNotYours(f"/{name}")


def _blank_file(session: Session) -> Customer:
    today = clock.today()
    return Customer(
        id=new_id(),
        version=1,
        status="future",
        filing="draft",
        edition=0,
        pending={},
        makers=[str(actor(session).id)],
        registered_by=actor(session).id,
        registered_by_name=actor(session).name,
        registered_on=today,
        due_on=rules.due_on(today),
        created_at=clock.now(),
    )


def _save_change(session: Session, customer: Customer, text: dict[str, Any], filing: str) -> None:
    """Before the first approval the file itself changes; after it, only what is pending does."""
    before, known = _state(session, customer), events.state(customer)
    customer.makers = sorted({*customer.makers, str(actor(session).id)})
    if customer.edition == 0:
        write(session, customer, text)
        note_likenesses(session, customer, text)
    elif not propose(session, customer, text):
        filing, customer.makers = rules.after("take_back", customer.filing, customer.code), []
    _move(session, customer, filing, before)
    if events.state(customer) != known:
        emit(session, events.file_changed(customer))


def _sign(session: Session, customer: Customer, step: str, approve: bool, comment: str) -> None:
    makers = {UUID(maker) for maker in customer.makers}
    signatures.sign(session, _subject(customer), FORM, step, approve, comment, barred=makers)


def _move(
    session: Session, customer: Customer, filing: str, before: dict[str, Any], reason: str = ""
) -> None:
    customer.filing = filing
    customer.version += 1
    session.flush()
    _record(session, customer, before, reason)


def _record(session: Session, customer: Customer, before: dict[str, Any], reason: str = "") -> None:
    after = _state(session, customer)
    record(session, _subject(customer), before, after, reason, FILE.classes, customer.id)


def _state(session: Session, customer: Customer) -> dict[str, Any]:
    """What the journal compares: the contents, and where the filing stands."""
    kept = ("code", "status", "filing", "edition", "filed_on", "archived_at")
    return contents(session, customer) | {name: getattr(customer, name) for name in kept}


def _subject(customer: Customer) -> str:
    return f"customer/{customer.id}"
