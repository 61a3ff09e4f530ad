"""Questions to credit: the hold that stands for an order, and what a reader may see."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import within

from ..references.models import Customer
from .models import CreditHold

LIVE = ("open", "released")
_LIVE_HOLD = (
    select(CreditHold)
    .where(CreditHold.order_id == bindparam("order_id"), CreditHold.status.in_(LIVE))
    .order_by(CreditHold.id.desc())
    .limit(1)
    .execution_options(populate_existing=True)
)


def live_hold(session: Session, order_id: UUID) -> CreditHold | None:
    """The order's newest hold that is open or was released; only under the account's lock."""
    return session.scalars(_LIVE_HOLD, {"order_id": order_id}).first()


def holds_in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the holds of orders that the reader may see."""
    owner, department = CreditHold.salesperson_id, CreditHold.department
    return within(actor(session), "sales.credit_hold", owner, department)


def accounts_in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the accounts of customers that the reader may see."""
    owner, department = Customer.owner_id, Customer.department
    return within(actor(session), "sales.credit_account", owner, department)
