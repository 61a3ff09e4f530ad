"""Which kept totals answer a report: the smallest grain that knows what is asked, in the reader's scope.

Quality cost lies apart, by customer and product. For the other groupings it is its customer's
owner's, department's or region's as they are now.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, literal, select, union_all

from chassis.data.types import Money, Quantity
from chassis.numbers import ZERO
from chassis.principal import Principal
from chassis.web.listing import ParameterWrong
from chassis.web.scope import within

from ..base import Query
from ..margins.models import CustomerTotal, Measures, ProductTotal, QualityTotal, SalesTotal
from ..references.models import Customer

Asked = Mapping[str, Any]
MEASURES = tuple(Measures.__annotations__)
SPENT = ("quality_cost", "recharged")
OF_CUSTOMERS = ("customer_id", "region", "category")
_NOTHING = {
    name: literal(ZERO.quantize(kind.step), kind)
    for name in (*MEASURES, *SPENT)
    for kind in [Quantity if name.endswith("quantity") else Money]
}
"""With its places, which PostgreSQL's sum keeps."""


def moved(reader: Principal, asked: Asked, noun: str, with_quality: bool) -> Any:
    """A subquery of all rows asked for: `grouped_by`, the measures, and what quality cost."""
    rows = [_sales(reader, asked, noun)]
    rows += [_quality(reader, asked, noun)] if with_quality else []
    return (union_all(*rows) if len(rows) > 1 else rows[0]).subquery()


def grain_of(asked: Asked) -> Any:
    """The smallest totals that know what is asked."""
    by_customer = asked["by"] in ("customer", "region") or any(asked[n] for n in OF_CUSTOMERS)
    by_product = asked["by"] == "product" or asked["product_id"]
    if by_product:
        return SalesTotal if by_customer else ProductTotal
    return CustomerTotal


def _sales(reader: Principal, asked: Asked, noun: str) -> Query:
    grain = grain_of(asked)
    seller = {"salesperson_id": grain.salesperson_id, "department": grain.department}
    query = select(
        _group(asked["by"], grain, seller).label("grouped_by"),
        *(getattr(grain, name).label(name) for name in MEASURES),
        *(_NOTHING[name].label(name) for name in SPENT),
    )
    return _narrowed(query, grain, seller, reader, asked, noun)


def _quality(reader: Principal, asked: Asked, noun: str) -> Query:
    seller = {"salesperson_id": Customer.owner_id, "department": Customer.department}
    query = select(
        _group(asked["by"], QualityTotal, seller).label("grouped_by"),
        *(_NOTHING[name].label(name) for name in MEASURES),
        QualityTotal.cost.label("quality_cost"),
        QualityTotal.recharged.label("recharged"),
    )
    return _narrowed(query, QualityTotal, seller, reader, asked, noun)


def _group(by: str, model: Any, seller: Mapping[str, Any]) -> Any:
    if by in ("salesperson", "department"):
        return seller["salesperson_id" if by == "salesperson" else by]
    columns = {"customer": "customer_id", "product": "product_id", "month": "month"}
    return Customer.reported_region if by == "region" else getattr(model, columns[by])


def _narrowed(
    query: Select[Any],
    model: Any,
    seller: Mapping[str, Any],
    reader: Principal,
    asked: Asked,
    noun: str,
) -> Query:
    """The rows of the period that fit the filters, within the reader's scope."""
    if model is QualityTotal or asked["by"] == "region" or asked["region"] or asked["category"]:
        query = query.outerjoin(Customer, Customer.id == model.customer_id)
    for name in ("customer_id", "product_id"):
        if asked[name]:
            query = query.where(getattr(model, name) == asked[name])
    for name, column in seller.items():
        if asked[name]:
            query = query.where(column == asked[name])
    for name, column in (("region", Customer.reported_region), ("category", Customer.category)):
        if asked[name]:
            query = query.where(column == asked[name])
    seen = within(reader, noun, seller["salesperson_id"], seller["department"])
    return query.where(*seen, *in_months(model.month, asked))


def in_months(column: Any, asked: Asked) -> list[Any]:
    """WHERE clauses: the months asked for, both ends included; refuses an end before the beginning."""
    since, until = (first_of(asked[name]) for name in ("since", "until"))
    if since and until and until < since:
        raise ParameterWrong(name="until", why=f"before {since:%Y-%m} / 早于起始月份 {since:%Y-%m}")
    return [*([column >= since] if since else []), *([column <= until] if until else [])]


def first_of(month: str | None) -> date | None:
    """The first day of a month written as 2026-03."""
    return date.fromisoformat(f"{month}-01") if month else None
