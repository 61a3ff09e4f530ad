"""Questions to the kept totals: groups in their order, each with its place, and the totals of all."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import FunctionElement, Integer, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.data.types import Rate
from chassis.numbers import ZERO, money, quantity
from chassis.web.listing import ParameterWrong
from chassis.web.shape import seen_fields

from ..margins.models import NO_PRODUCT
from ..orders import people
from ..references.models import Customer, Product
from . import rules, totals
from .schemas import EarnedOut, RankedOut, RatedOut, RateOut

Asked = Mapping[str, Any]
Line = dict[str, Any]


def ranking(session: Session, asked: Asked, noun: str) -> dict[str, Any]:
    """Groups by what was sold net of credit notes, before and after quality cost."""
    seen = seen_fields(actor(session), RankedOut)
    told = _groups(session, asked, noun, seen, "quality_cost" in seen)
    return _answer(told, rules.earned, asked, seen, seen_fields(actor(session), EarnedOut))


def return_rates(session: Session, asked: Asked, noun: str) -> dict[str, Any]:
    """Groups by what of their deliveries came back."""
    seen = seen_fields(actor(session), RatedOut)
    told = _groups(session, asked, noun, seen, with_quality=False)
    return _answer(told, rules.returned, asked, seen, seen_fields(actor(session), RateOut))


def _groups(
    session: Session, asked: Asked, noun: str, seen: Iterable[str], with_quality: bool
) -> list[Line]:
    """The page of groups behind a place, each with the sums of all groups beside its own; the first
    group of all before them, which tells these sums where the page is empty."""
    rows = totals.moved(actor(session), asked, noun, with_quality)
    sums = [func.sum(rows.c[name]).label(name) for name in _ALL]
    grouped = select(rows.c.grouped_by, *sums).group_by(rows.c.grouped_by).subquery()
    order = _order(grouped.c, asked["sort"], seen)
    placed = select(
        *grouped.c,
        func.rank(type_=Integer).over(order_by=order).label("rank"),
        func.row_number().over(order_by=(*order, grouped.c.grouped_by)).label("place"),
        *(func.sum(grouped.c[name]).over().label(f"all_{name}") for name in _ALL),
    ).subquery()
    wanted = or_(placed.c.place > asked["after"], placed.c.place == 1)
    called = (
        [people.beside(placed.c.grouped_by).label("called")] if asked["by"] == "salesperson" else []
    )
    page = select(placed, *called).where(wanted).order_by(placed.c.place).limit(asked["limit"] + 2)
    found = session.execute(page).mappings().all()
    return _named(session, asked["by"], [dict(row) for row in found])


def _order(columns: Any, sort: str, seen: Iterable[str]) -> tuple[Any, ...]:
    """ORDER BY of a sort; groups of which it can't be said come last."""
    name = sort.removeprefix("-")
    if name not in seen:
        raise ParameterWrong(name="sort", why=f"can't sort by {name} / 不能按此字段排序")
    value = _SORTS[name](columns)
    return (value.is_(None), value.desc() if sort.startswith("-") else value.asc())


def _margin(c: Any) -> Any:
    return c.delivered_net - c.credited_net - c.delivered_cost + c.credited_cost


def _after_quality(c: Any) -> Any:
    return _margin(c) - c.quality_cost + c.recharged


def _net(c: Any) -> Any:
    return c.delivered_net - c.credited_net


_SORTS: dict[str, Any] = {
    "quantity": lambda c: c.delivered_quantity - c.returned_quantity + c.sent_back_quantity,
    "net": _net,
    "gross": lambda c: c.delivered_gross - c.credited_gross,
    "cost": lambda c: c.delivered_cost - c.credited_cost,
    "margin": _margin,
    "margin_rate": lambda c: ratio(_margin(c), _net(c)),
    "quality_cost": lambda c: c.quality_cost - c.recharged,
    "margin_after_quality": _after_quality,
    "rate_after_quality": lambda c: ratio(_after_quality(c), _net(c)),
    "delivered_quantity": lambda c: c.delivered_quantity,
    "returned_quantity": lambda c: c.returned_quantity,
    "quantity_rate": lambda c: ratio(c.returned_quantity, c.delivered_quantity),
    "delivered_net": lambda c: c.delivered_net,
    "returned_net": lambda c: c.returned_net,
    "amount_rate": lambda c: ratio(c.returned_net, c.delivered_net),
    "credited_net": lambda c: c.credited_net,
}


def _named(session: Session, by: str, groups: list[Line]) -> list[Line]:
    """Put on each group what it is called: the fields of the grouping, the others empty."""
    keys = [group["grouped_by"] for group in groups if group["grouped_by"]]
    known = _names(session, by, keys) if by in _THINGS else {}
    for group in groups:
        key = group["grouped_by"]
        group |= _UNNAMED | {f"{by}_id" if by in (*_THINGS, "salesperson") else by: _key(key)}
        if "called" in group:
            group["salesperson_name"] = group.pop("called")
        if by in _THINGS and key in known:
            group |= {f"{by}_code": known[key].code, f"{by}_name": known[key].name}
    return groups


def _key(key: Any) -> Any:
    if hasattr(key, "strftime"):
        return key.strftime("%Y-%m")
    return None if key == NO_PRODUCT else key


def _names(session: Session, by: str, keys: list[UUID]) -> dict[UUID, Any]:
    model, name = _THINGS[by]
    query = select(model.id, model.code, name.label("name")).where(model.id.in_(keys))
    return {row.id: row for row in session.execute(query)}


_THINGS: dict[str, tuple[Any, Any]] = {
    "customer": (Customer, Customer.display_name),
    "product": (Product, Product.name),
}
_UNNAMED = dict.fromkeys(
    """customer_id customer_code customer_name product_id product_code product_name
    salesperson_id salesperson_name department region month""".split()
)


def _answer(
    told: list[Line], measure: Any, asked: Asked, seen: Iterable[str], seen_totals: Iterable[str]
) -> dict[str, Any]:
    """The page, its totals and where the next one starts, without what the reader may not see."""
    behind = [group for group in told if group["place"] > asked["after"]]
    more, groups = len(behind) > asked["limit"], behind[: asked["limit"]]
    items = [group | measure(group) for group in groups]
    whole = {name: told[0][f"all_{name}"] if told else ZERO for name in _ALL}
    sums = measure({name: _NONE[name] + value for name, value in whole.items()})
    return {
        "items": [{name: item[name] for name in seen} for item in items],
        "totals": {name: sums[name] for name in seen_totals},
        "next": groups[-1]["place"] if more else None,
    }


_ALL = (*totals.MEASURES, *totals.SPENT)
_NONE = {name: quantity(0) if name.endswith("quantity") else money(0) for name in _ALL}
"""Nothing at all, with its places."""


class ratio(FunctionElement[Any]):
    """`ratio(part, whole)` in SQL, to order by; null of nothing."""

    type = Rate
    inherit_cache = True
    name = "ratio"


@compiles(ratio)
def _divide(element: Any, compiler: Any, **kw: Any) -> str:
    part, whole = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"(({part}) / nullif({whole}, 0))"


@compiles(ratio, "sqlite")
def _divide_scaled(element: Any, compiler: Any, **kw: Any) -> str:
    """Both are whole numbers there: the result counts millionths."""
    part, whole = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"(({part}) * 1000000 / nullif({whole}, 0))"
