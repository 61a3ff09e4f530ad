"""Opening a cancelled order again: it is promised anew, as a confirmation would."""

from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.journal import record
from chassis.numbers import ZERO
from chassis.transport.outbox import emit

from .. import events
from ..credit.commands import clear_order
from ..errors import CreditHeld
from ..references import queries as references
from . import plans, queries, rules, terms, versions
from .amending import lines_of, locked
from .commands import claim_of, order_key
from .wishes import as_it_were


def reopen_order(session: Session, order_id: UUID, reason: str) -> CreditHeld | None:
    """Promise a cancelled order again, with a new place in the queue; what was delivered stays so."""
    order = locked(session, order_id)
    before, after = order.status, rules.next_status(order.number, order.status, "reopen")
    lines = lines_of(session, order_id)
    rules.check_landed(order.number, lines)
    customer = references.customer(session, order.customer_id)
    plans.check_customer(customer, approved=True)
    plans.check_lots(session, lines, order.customer_id)
    whole = [as_it_were(line, {"cancelled": ZERO}) for line in lines]
    amount = sum((terms.undelivered(order.price_mode, line) for line in whole), ZERO)
    held = clear_order(session, claim_of(order, before, amount), "reopen")
    if held:
        order.was_held = True
        return held
    version = versions.ask(session, order, lines, "reopened", reason)
    for line in lines:
        line.cancelled = ZERO
    order.status, order.confirmed_at, order.posted_at = after, clock.now(), None
    order.terms_kind, order.terms_days = customer.terms_kind, customer.terms_days
    order.cancel_reason = None
    order.version += 1
    session.flush()
    versions.take_force(session, order, version, queries.lines(session, order.id))
    emit(session, events.order_confirmed(order, lines))
    record(session, order_key(order_id), {"status": before}, {"status": after}, reason)
    return None
