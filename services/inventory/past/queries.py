"""Questions about stock as of a day: products with their warehouses, and the total."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.data.database import actor

from ..stock.models import Balance
from ..stock.rules import shown_average
from ..stock.schemas import COST
from . import rules
from .shapes import in_stock, places_at, pools_at, stock_at

Row = dict[str, Any]


def stock_page(session: Session, day: date) -> Any:
    """A page of what was in stock at the end of a day, as a response."""
    return stock_at(day).page(
        session, in_stock(), fill=lambda rows: _add_warehouses(session, day, rows)
    )


def total(session: Session, day: date) -> Row:
    """What everything was worth at the end of a day."""
    pools = session.execute(pools_at(day)).mappings().all()
    return {"as_of": day} | rules.total(map(dict, pools), _places(session, day))


def _add_warehouses(session: Session, day: date, rows: list[Row]) -> None:
    """The page's decimals and ids may be text already (as the database spells them)."""
    places = _places(session, day, [UUID(str(row["product_id"])) for row in rows])
    may_see_cost = actor(session).may(COST)
    for row in rows:
        row["warehouses"] = places.get(UUID(str(row["product_id"])), [])
        if may_see_cost:
            rules.share(row, row["warehouses"])
            amounts = Decimal(row["quantity"]), Decimal(row["value"])
            row["average"] = shown_average(*amounts, None)


def _places(
    session: Session, day: date, product_ids: Iterable[UUID] | None = None
) -> dict[UUID, list[Row]]:
    query = places_at(day)
    if product_ids is not None:
        query = query.where(Balance.product_id.in_(list(product_ids)))
    places: dict[UUID, list[Row]] = {}
    for row in session.execute(query).mappings():
        place = dict(row)
        places.setdefault(place.pop("product_id"), []).append(place)
    return places
