"""Moving a customer's credit account, each time under its lock, and the holds beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import update_last, write_last
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import ZERO
from chassis.transport.fact import Fact

from ..errors import CreditHeld, CreditHoldNotFound, CreditHoldNotOpen, OwnOrderReleased
from . import queries
from .models import CreditAccount, CreditHold
from .rules import Standing, objection


@dataclass(frozen=True, slots=True)
class Claim:
    """What an order asks of its customer's credit.

    `amount` is its undelivered gross, `counted` what of it the account counts already when the
    order is on no hold; only an order that `was_held` can have one. One that is `kept` goes on as it
    was when it fails, so it stays counted: an amendment.
    """

    order_id: UUID
    number: str
    customer_id: UUID
    customer_name: str
    salesperson_id: UUID
    salesperson_name: str | None
    department: str
    amount: Decimal
    counted: Decimal
    was_held: bool
    kept: bool = False


def lock_accounts(session: Session, customer_ids: Iterable[UUID]) -> dict[UUID, CreditAccount]:
    """These customers' accounts, locked in one order until the transaction ends; made if missing."""
    write_last(session)  # an account that is looked at again shows what was done to it before
    ids = sorted(set(customer_ids))
    found = _lock(session, ids)
    missing = [id for id in ids if id not in found]
    if missing:
        open_accounts(session, missing)
        found = _lock(session, ids)
    return found


def open_accounts(session: Session, customer_ids: Iterable[UUID]) -> None:
    """Give customers that have none an account without a limit."""
    insert = pg_insert if session.info["database"].is_postgres else sqlite_insert
    zero = dict.fromkeys(("open_receivables", "unallocated", "advances", "undelivered"), ZERO)
    rows = [
        {"id": id, "version": 1, "created_at": clock.now(), "terms_version": 0, **zero}
        for id in sorted(set(customer_ids))
    ]
    session.execute(insert(CreditAccount).on_conflict_do_nothing(), rows)


def change_credit_terms(session: Session, fact: Fact) -> None:
    """Take over a customer's limit and rating as the customer service states them."""
    account = lock_accounts(session, [UUID(fact.data["customer_id"])]).popitem()[1]
    if account.terms_version >= fact.sequence:
        return
    limit = fact.data["limit"]
    account.limit = None if limit is None else Decimal(limit)
    account.rating = fact.data["rating"]
    account.terms_version = fact.sequence
    account.version += 1


def clear_order(session: Session, claim: Claim, verb: str) -> CreditHeld | None:
    """Check an order against its customer's credit and count it, or put it on hold.

    Returns the refusal of an order that may not pass; its hold is then recorded, so the caller
    commits before it refuses. A released hold lets its order pass up to the amount it was for.
    """
    account = lock_accounts(session, [claim.customer_id])[claim.customer_id]
    hold = _live_hold(session, claim)
    counted = claim.counted - _withheld(hold)
    standing = Standing(
        account.limit,
        account.rating,
        account.open_receivables,
        account.unallocated,
        account.advances,
        account.undelivered - counted,
        account.dunning_holds,
    )
    ground = objection(standing, claim.amount)
    if ground and not (hold and hold.status == "released" and claim.amount <= hold.amount):
        owed = ZERO if claim.kept else counted
        hold = _hold(session, hold, claim, verb, ground, standing, owed)
        _count(session, account, -owed)
        return _held(hold)
    if hold and hold.status == "open":
        _lapse(hold)
    _count(session, account, claim.amount - counted)
    return None


def drop_order(session: Session, claim: Claim) -> None:
    """Stop counting an order that is called off; its open hold lapses."""
    account = lock_accounts(session, [claim.customer_id])[claim.customer_id]
    hold = _live_hold(session, claim)
    _count(session, account, _withheld(hold) - claim.counted)
    if hold and hold.status == "open":
        _lapse(hold)


def lapse_hold(session: Session, claim: Claim) -> None:
    """Let a draft's hold lapse, open or released: the order is another customer's or salesperson's."""
    lock_accounts(session, [claim.customer_id])
    hold = _live_hold(session, claim)
    if hold:
        _lapse(hold)


def release_hold(session: Session, hold_id: UUID, reason: str) -> CreditHold:
    """Let a held order pass in spite of the credit rule; never by its own salesperson."""
    customer_id = session.scalar(select(CreditHold.customer_id).where(CreditHold.id == hold_id))
    if customer_id is None:
        raise CreditHoldNotFound()
    account = lock_accounts(session, [customer_id])[customer_id]
    hold = session.get_one(CreditHold, hold_id)
    who = actor(session)
    if hold.status != "open":
        raise CreditHoldNotOpen(number=hold.order_number)
    if who.id == hold.salesperson_id:
        raise OwnOrderReleased(number=hold.order_number)
    _count(session, account, hold.withheld)
    hold.status, hold.reason = "released", reason
    hold.released_by, hold.released_by_name = who.id, who.name
    hold.released_at = clock.now()
    hold.version += 1
    record(session, f"credit_hold/{hold.id}", {"status": "open"}, {"status": "released"}, reason)
    return hold


def _lock(session: Session, ids: list[UUID]) -> dict[UUID, CreditAccount]:
    return {account.id: account for account in session.scalars(_LOCKED, {"ids": ids})}


_LOCKED = (
    select(CreditAccount)
    .where(CreditAccount.id.in_(bindparam("ids", expanding=True)))
    .order_by(CreditAccount.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)


def _count(session: Session, account: CreditAccount, amount: Decimal) -> None:
    """Move what is undelivered, past the object: posting an order changes nothing else of it."""
    if amount:
        moved = {"undelivered": account.undelivered + amount, "version": account.version + 1}
        update_last(session, _ACCOUNT, [{"id": account.id, **moved}])


_ACCOUNT: Any = CreditAccount.__table__


def _live_hold(session: Session, claim: Claim) -> CreditHold | None:
    return queries.live_hold(session, claim.order_id) if claim.was_held else None


def _withheld(hold: CreditHold | None) -> Decimal:
    """What an open hold took out of the account."""
    return hold.withheld if hold and hold.status == "open" else ZERO


def _lapse(hold: CreditHold) -> None:
    hold.status = "lapsed"
    hold.version += 1


def _hold(
    session: Session,
    hold: CreditHold | None,
    claim: Claim,
    verb: str,
    ground: str,
    standing: Standing,
    withheld: Decimal,
) -> CreditHold:
    """The order's open hold, renewed with what stands against it now, or a new one."""
    if hold is None or hold.status != "open":
        hold = _new_hold(claim, withheld)
        session.add(hold)
    else:
        hold.version += 1
        hold.withheld += withheld
    hold.verb, hold.ground, hold.amount = verb, ground, claim.amount
    hold.exposure = standing.exposure(claim.amount)
    hold.limit, hold.rating = standing.limit, standing.rating
    record(session, f"credit_hold/{hold.id}", None, {"order": claim.number, "ground": ground})
    return hold


def _new_hold(claim: Claim, withheld: Decimal) -> CreditHold:
    return CreditHold(
        id=new_id(),
        version=1,
        created_at=clock.now(),
        order_id=claim.order_id,
        order_number=claim.number,
        customer_id=claim.customer_id,
        customer_name=claim.customer_name,
        salesperson_id=claim.salesperson_id,
        salesperson_name=claim.salesperson_name,
        department=claim.department,
        withheld=withheld,
        status="open",
    )


def _held(hold: CreditHold) -> CreditHeld:
    return CreditHeld(
        number=hold.order_number,
        ground=hold.ground,
        exposure=hold.exposure,
        limit=hold.limit or "0.00",
        hold_id=hold.id,
        verb=hold.verb,
    )
