"""What hinders the closing of a month: questions over all nouns, each with whether it may be accepted."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chassis.transport.tables import inbox

from ..deliveries.models import Delivery
from ..deliveries.queries import in_transit_on
from ..errors import PeriodHindered
from ..openings.models import Opening
from ..orders.models import Order
from ..periods.rules import Span
from ..returns.models import Return, ReturnLine


class Check(NamedTuple):
    """A question about a period that counts what is still under way.

    What `blocks` must be settled first; the rest may be accepted by who closes, and the period keeps it.
    """

    code: str
    blocks: bool
    query: Callable[[date], Select[Any]]


def _facts(state: str) -> Callable[[date], Select[Any]]:
    """Effects that stand in the inbox; copies of others' things book nothing."""
    effects = ~inbox.c.handler.startswith("copy_", autoescape=True)
    query = select(func.count()).select_from(inbox).where(inbox.c.state == state, effects)
    return lambda _: query


def _orders(status: str) -> Callable[[date], Select[Any]]:
    orders = select(func.count()).select_from(Order).where(Order.status == status)
    return lambda until: orders.where(Order.ordered_on <= until)


def _in_transit(until: date) -> Select[Any]:
    return select(func.count()).select_from(Delivery).where(in_transit_on(until))


def _openings(until: date) -> Select[Any]:
    unsigned = select(func.count()).select_from(Opening).where(Opening.status == "asked")
    return unsigned.where(Opening.as_of <= until)


def _returns(until: date) -> Select[Any]:
    waiting = select(ReturnLine.id).where(
        ReturnLine.return_id == Return.id, ReturnLine.judged < ReturnLine.quantity
    )
    unjudged = select(func.count()).select_from(Return)
    unjudged = unjudged.where(Return.credit_when == "after_verdict", Return.booked_on <= until)
    return unjudged.where(waiting.exists())


CHECKS = (
    Check("facts_waiting", True, _facts("waiting")),
    Check("facts_dead", True, _facts("dead")),
    Check("orders_cancelling", True, _orders("cancelling")),
    Check("drafts", False, _orders("draft")),
    Check("in_transit", False, _in_transit),
    Check("openings_unsigned", False, _openings),
    Check("returns_unjudged", False, _returns),
)


def hindrances(session: Session, period: Span) -> list[dict[str, Any]]:
    """What is under way at the period's end, with how many of each and whether it blocks."""
    counted = [(x, session.scalar(x.query(period.ends_on)) or 0) for x in CHECKS]
    return [{"code": x.code, "blocks": x.blocks, "count": count} for x, count in counted if count]


def judge(period: Span, found: Iterable[dict[str, Any]], accepted: Iterable[str]) -> None:
    """Refuse to close over what blocks or was not accepted."""
    accepted = set(accepted)
    against = [x["code"] for x in found if x["blocks"] or x["code"] not in accepted]
    if against:
        raise PeriodHindered(name=period.name, codes=against)
