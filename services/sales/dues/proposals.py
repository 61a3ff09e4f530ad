"""The ratings that customers earn, over all of them: a page looks at so many customers, whatever they owe."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import within

from ..base import Record
from ..credit.models import CreditAccount
from ..receivables.models import Receivable
from ..references.models import Customer
from ..write_offs.queries import tail_limit
from .behaviour import dues_of, owed_then, verdict
from .rules import Due, Proposal, propose_rating


def proposals(session: Session, asked: Mapping[str, Any], day: date) -> dict[str, Any]:
    """A page of customers of whom something has fallen due, by id, each with the rating it earns and why.

    With `changed` those whose rating in force is the same are left out, so a page may be short; `next`
    goes on behind the last customer that was looked at.
    """
    limit = tail_limit(session)
    found = _customers(session, asked, day)
    page = found[: asked["limit"]]
    dues = dues_of(session, [customer.id for customer in page], day)
    items = [_item(x, propose_rating(dues.get(x.id, ()), day, limit)) for x in page]
    return {
        "as_of": day,
        "items": [x for x in items if x["is_changed"] or not asked["changed"]],
        "next": page[-1].id if len(found) > len(page) else None,
    }


def _customers(session: Session, asked: Mapping[str, Any], day: date) -> list[Record]:
    """One more customer than the page has room for."""
    fallen_due = select(Receivable.id).where(
        Receivable.customer_id == Customer.id,
        Receivable.due_on <= day,
        Receivable.booked_on <= day,
        *owed_then(day),
    )
    seen = within(actor(session), "sales.payment_behaviour", Customer.owner_id, Customer.department)
    query = (
        select(Customer.id, Customer.code, Customer.display_name, CreditAccount.rating)
        .outerjoin(CreditAccount, CreditAccount.id == Customer.id)
        .where(Customer.archived.is_(False), fallen_due.exists(), *seen)
    )
    if asked["after"]:
        query = query.where(Customer.id > asked["after"])
    return list(session.execute(query.order_by(Customer.id).limit(asked["limit"] + 1)))


def _item(customer: Record, proposal: Proposal) -> dict[str, Any]:
    return {
        "customer_id": customer.id,
        "customer_code": customer.code,
        "customer_name": customer.display_name,
        "rating": customer.rating,
        **verdict(proposal),
        "is_changed": proposal.rating not in (None, customer.rating),
        "tails": _numbers(proposal.tails),
        "disputed": _numbers(proposal.disputed),
    }


def _numbers(dues: Iterable[Due]) -> list[str]:
    return [due.number for due in dues]
