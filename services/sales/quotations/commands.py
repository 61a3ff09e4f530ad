"""What people do with quotations: draft, change, send, revise, accept into an order, decline, withdraw."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.errors import StaleVersion
from chassis.ids import new_id
from chassis.transport.timers import Timer, schedule, unschedule
from chassis.web.scope import reaches
from paper.series import next_number

from ..errors.quotations import QuotationNotFound
from ..orders import plans as orders
from ..orders.commands import draft_order
from . import rules
from .models import Quotation, QuotationLine

HEADS: Any = Quotation.__table__
LINES: Any = QuotationLine.__table__
EXPIRY = "expire_quotation"
HEAD = ["customer_id", "salesperson_id", "price_mode", "currency", "discount", "remark"]
LINE = ["product_id", "quantity", "price", "discount", "tax_rate", "remark"]
_KEPT = frozenset(LINES.c.keys())


def draft_quotation(session: Session, wanted: Mapping[str, Any]) -> UUID:
    """Write the first revision; its prices and tax rates come from the products where it states none."""
    head, lines = _plan(session, wanted, new_id())
    head |= {"first_id": head["id"], "revision": 1, **_written(session)}
    _told(session, head, None, _shown(head, lines))
    head["number"] = next_number(session, "QT", clock.today())
    insert_rows(session, LINES, lines)
    session.execute(insert(HEADS), [head])
    return head["id"]


def change_quotation(
    session: Session, quotation_id: UUID, changes: dict[str, Any], expected: int
) -> None:
    """Change a draft that is still at the expected version; given lines replace all lines."""
    quotation = _locked(session, quotation_id)
    if quotation.version != expected:
        raise StaleVersion(version=quotation.version)
    rules.next_status(quotation.number, quotation.status, "change")
    before = _wanted(session, quotation)
    head, lines = _plan(session, before | changes, quotation.id)
    session.execute(delete(LINES).where(LINES.c.quotation_id == quotation.id))
    insert_rows(session, LINES, lines)
    head["version"] = quotation.version + 1
    session.execute(update(HEADS).where(HEADS.c.id == quotation.id).values(head))
    _told(session, head, before, _shown(head, lines))


def send_quotation(session: Session, quotation_id: UUID) -> None:
    """Note that the customer has it; it expires by itself after its last day."""
    quotation = _step(session, quotation_id, "send")
    rules.check_validity(quotation.valid_until, clock.today())
    quotation.sent_at = clock.now()
    midnight = datetime.combine(quotation.valid_until + timedelta(days=1), time(), clock.zone())
    schedule(session, midnight, EXPIRY, str(quotation.id))


def accept_quotation(session: Session, quotation_id: UUID) -> None:
    """Make the order that the customer agreed to, as a draft at the quoted prices; once."""
    quotation = _step(session, quotation_id, "accept")
    rules.check_in_time(quotation.number, quotation.valid_until, clock.today())
    wish = _wanted(session, quotation) | {"ordered_on": None, "quotation_id": quotation.id}
    for line in wish["lines"]:
        line |= {"warehouse_id": None, "lot": None, "serials": None}
    order = draft_order(session, wish).head
    quotation.order_id, quotation.order_number = order["id"], order["number"]
    quotation.answered_at = clock.now()
    unschedule(session, EXPIRY, str(quotation.id))


def decline_quotation(session: Session, quotation_id: UUID, reason: str) -> None:
    """Note that the customer doesn't want it, and why."""
    quotation = _step(session, quotation_id, "decline", reason)
    quotation.decline_reason, quotation.answered_at = reason, clock.now()
    unschedule(session, EXPIRY, str(quotation.id))


def withdraw_quotation(session: Session, quotation_id: UUID, reason: str) -> None:
    """Take back what was quoted, or a draft that is not to be sent, and say why."""
    quotation = _step(session, quotation_id, "withdraw", reason)
    quotation.withdraw_reason = reason
    unschedule(session, EXPIRY, str(quotation.id))


def revise_quotation(session: Session, quotation_id: UUID, changes: dict[str, Any]) -> UUID:
    """Write the next revision as a draft; the present one stays readable as it was."""
    quotation = _step(session, quotation_id, "revise")
    unschedule(session, EXPIRY, str(quotation.id))
    before = _wanted(session, quotation)
    head, lines = _plan(session, before | changes, new_id())
    head |= {"first_id": quotation.first_id, "revision": quotation.revision + 1}
    head |= {"number": quotation.number, **_written(session)}
    insert_rows(session, LINES, lines)
    session.execute(insert(HEADS), [head])
    _told(session, head, before, _shown(head, lines))
    return head["id"]


def expire_quotation(session: Session, timer: Timer) -> None:
    """Let a quotation expire that nobody answered; a timer of one that was does nothing."""
    lock(session, [_key(timer.key)])
    quotation = session.get(Quotation, UUID(timer.key))
    due = quotation and quotation.valid_until < clock.today()
    if quotation is None or not due or "expire" not in rules.TRANSITIONS[quotation.status]:
        return
    record(session, _key(quotation.id), {"status": quotation.status}, {"status": "expired"})
    quotation.status, quotation.version = "expired", quotation.version + 1


def _key(quotation_id: UUID | str) -> str:
    return f"quotation/{quotation_id}"


def _locked(session: Session, quotation_id: UUID) -> Quotation:
    lock(session, [_key(quotation_id)])
    found = session.get(Quotation, quotation_id)
    who = actor(session)
    if found is None or not reaches(who, "sales.quotation", found.salesperson_id, found.department):
        raise QuotationNotFound()
    return found


def _step(session: Session, quotation_id: UUID, verb: str, reason: str = "") -> Quotation:
    quotation = _locked(session, quotation_id)
    before = quotation.status
    quotation.status = rules.next_status(quotation.number, before, verb)
    quotation.version += 1
    after = {"status": quotation.status}
    record(session, _key(quotation_id), {"status": before}, after, reason)
    return quotation


def _plan(
    session: Session, wanted: Mapping[str, Any], quotation_id: UUID
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The rows, checked and priced by the code that prices orders."""
    rules.check_validity(wanted["valid_until"], clock.today())
    wish = {**wanted, "ordered_on": None}
    wish["lines"] = [
        {"warehouse_id": None, "lot": None, "serials": None, **line} for line in wanted["lines"]
    ]
    order, lines = orders.plan_order(session, wish, actor(session), quotation_id)
    head = {name: value for name, value in order.items() if name in HEADS.c}
    head |= {"valid_until": wanted["valid_until"]}
    kept = [{name: x[name] for name in x if name in _KEPT} for x in lines]
    return head, [line | {"quotation_id": quotation_id} for line in kept]


def _written(session: Session) -> dict[str, Any]:
    dated = {"created_at": clock.now(), "quoted_on": clock.today()}
    who = {"operator_id": actor(session).id, "operator_name": actor(session).name}
    return {"version": 1, **who, **dated}


def _wanted(session: Session, quotation: Quotation) -> dict[str, Any]:
    """A quotation as its writer would have to wish it again."""
    rows = session.execute(
        select(*LINES.c).where(LINES.c.quotation_id == quotation.id).order_by(LINES.c.id)
    )
    lines = [{name: getattr(row, name) for name in LINE} for row in rows]
    head = {name: getattr(quotation, name) for name in (*HEAD, "department", "valid_until")}
    return head | {"lines": lines}


def _shown(head: Mapping[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
    names = (*HEAD, "valid_until", "net", "tax", "gross")
    amounts = {name: head[name] for name in names}
    return amounts | {"lines": [{name: line[name] for name in LINE} for line in lines]}


def _told(
    session: Session, head: Mapping[str, Any], before: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    record(session, _key(head["id"]), before, after)
