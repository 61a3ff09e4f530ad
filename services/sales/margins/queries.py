"""Questions to the margins: what each customer's business earned, before and after quality cost."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select, union, union_all
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.data.types import Money
from chassis.principal import Principal
from chassis.web.scope import within

from ..base import Query, Record
from ..references.models import Customer
from .models import MarginTotal, QualityCost
from .rules import rate

_NOTHING = literal(Decimal("0.00"), Money)


def margins(
    session: Session,
    customer_id: UUID | None = None,
    product_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> list[dict[str, Any]]:
    """Per customer, by id: net and cost of deliveries less credit notes, and quality cost.

    At most `limit` customers, those behind `after`; a product narrows all amounts to it.
    """
    reader = actor(session)
    earned = _narrowed(_totals(reader), MarginTotal, customer_id, product_id, after)
    spent = _narrowed(_quality_costs(reader), QualityCost, customer_id, product_id, after)
    both = union_all(earned, spent).subquery()
    sums = (func.sum(both.c[name]).label(name) for name in ("net", "cost", "quality_cost"))
    customers = select(both.c.customer_id, *sums).group_by(both.c.customer_id)
    page = customers.order_by(both.c.customer_id).limit(limit).subquery()
    named = select(*page.c, Customer.code, Customer.display_name).outerjoin(
        Customer, Customer.id == page.c.customer_id
    )
    return [_line(row) for row in session.execute(named.order_by(page.c.customer_id))]


def _totals(reader: Principal) -> Query:
    """Kept totals within the reader's scope."""
    seen = within(reader, "sales.margin", None, MarginTotal.department)
    columns = (MarginTotal.customer_id, MarginTotal.net, MarginTotal.cost)
    return select(*columns, _NOTHING.label("quality_cost")).where(*seen)


def _quality_costs(reader: Principal) -> Query:
    """Quality cost of the customers that the reader's department keeps or has sold to."""
    nothing = (_NOTHING.label("net"), _NOTHING.label("cost"))
    query = select(QualityCost.customer_id, *nothing, QualityCost.amount)
    kept = within(reader, "sales.margin", None, Customer.department)
    sold = within(reader, "sales.margin", None, MarginTotal.department)
    if not kept:
        return query
    customers = union(
        select(Customer.id).where(*kept), select(MarginTotal.customer_id).where(*sold)
    )
    return query.where(QualityCost.customer_id.in_(customers))


def _narrowed(
    query: Query, model: Any, customer: UUID | None, product: UUID | None, after: UUID | None
) -> Query:
    if customer:
        query = query.where(model.customer_id == customer)
    if product:
        query = query.where(model.product_id == product)
    return query.where(model.customer_id > after) if after else query


def _line(row: Record) -> dict[str, Any]:
    margin = row.net - row.cost
    return {
        "customer_id": row.customer_id,
        "customer_code": row.code,
        "customer_name": row.display_name,
        "net": row.net,
        "cost": row.cost,
        "margin": margin,
        "margin_rate": rate(margin, row.net),
        "quality_cost": row.quality_cost,
        "margin_after_quality": margin - row.quality_cost,
        "rate_after_quality": rate(margin - row.quality_cost, row.net),
    }
