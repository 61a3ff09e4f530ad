"""Month closing's door."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import PeriodNotFound
from ..periods import commands as periods_commands, rules
from ..periods.models import Period
from . import checks, commands
from .schemas import CloseIn, HindranceQuery, HindrancesOut, PeriodOut, ReopenIn

PERIODS = Shape(PeriodOut, Period)

periods = Door(
    "periods",
    __name__,
    url_prefix="/periods",
    zh="会计期间:月结与反结账",
    en="Periods: month closing and re-opening",
)


@periods.get("", needs="sales.period.read", lists=PERIODS, zh="会计期间列表", en="List periods")
def list_periods() -> Response:
    with reading() as session:
        return PERIODS.page(session)


@periods.get(
    "/hindrances",
    needs="sales.period.read",
    query=HindranceQuery,
    gives=HindrancesOut,
    zh="结账检查",
    en="What hinders closing",
)
def show_hindrances(asked: dict[str, Any]) -> dict[str, Any]:
    period = rules.span(asked["period"])
    with reading() as session:
        return {"period": period.name, "items": checks.hindrances(session, period)}


@periods.get(
    "/<uuid:period_id>", needs="sales.period.read", gives=PERIODS, zh="会计期间", en="A period"
)
def show_period(period_id: UUID) -> dict[str, Any]:
    with reading() as session:
        return PERIODS.one(session, Period.id == period_id, missing=PeriodNotFound())


@periods.post(
    "",
    needs="sales.period.close",
    takes=CloseIn,
    gives=PERIODS,
    keyed=True,
    status=201,
    zh="结账",
    en="Close a month or a year",
)
def close_period(body: dict[str, Any]) -> Response:
    with transaction() as session:
        period = commands.close_books(session, **body)
        session.flush()
        return reply(session, PERIODS.known(session, period.id), 201)


@periods.post(
    "/<uuid:period_id>/reopen",
    needs="sales.period.reopen",
    takes=ReopenIn,
    gives=PERIODS,
    keyed=True,
    zh="反结账",
    en="Re-open a month",
)
def reopen_period(body: dict[str, Any], period_id: UUID) -> Response:
    with transaction() as session:
        periods_commands.reopen_period(session, period_id, **body)
        session.flush()
        return reply(session, PERIODS.known(session, period_id))
