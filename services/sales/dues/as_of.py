"""What was open on a day: the kept amounts of what was booked by then, and what later lines took of it.

Both are plain sums over an index, so a past day costs as many lines as were written since; only what
was cleared later, or never, can have been open. A thing may come in several rows; they add up.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, literal, select, union_all

from chassis.data.clauses import fixed
from chassis.data.types import Money

from ..receivables.models import Receivable
from ..settlements.models import SettlementLine, Source

_NOTHING = literal(0, Money)


def open_receivables(
    as_of: date, today: date, columns: Sequence[Any], where: Sequence[Any] = ()
) -> Any:
    """These columns of the receivables and, as `open`, what was open of them on a day."""
    return _open(Receivable, SettlementLine.receivable_id, as_of, today, (columns, where))


def open_sources(
    as_of: date, today: date, columns: Sequence[Any], where: Sequence[Any] = ()
) -> Any:
    """These columns of the sources and, as `open`, what was not used of them on a day."""
    return _open(Source, SettlementLine.source_id, as_of, today, (columns, where))


def open_then(model: Any, link: Any, as_of: date) -> Any:
    """An SQL expression: what was open of one thing on a day."""
    later = (
        select(func.sum(SettlementLine.amount))
        .where(link == model.id, SettlementLine.booked_on > as_of)
        .scalar_subquery()
    )
    return model.open + func.coalesce(later, _NOTHING)


def _open(model: Any, link: Any, as_of: date, today: date, asked: tuple[Any, Any]) -> Any:
    columns, where = asked
    kept = select(*columns, model.open.label("open")).where(model.open > fixed(0), *where)
    if as_of >= today:
        return kept.subquery()
    later = select(*columns, SettlementLine.amount.label("open")).join(model, model.id == link)
    later = later.where(SettlementLine.booked_on > as_of, model.booked_on <= as_of, *where)
    later = later.where(model.cleared_on.is_(None) | (model.cleared_on > as_of))
    return union_all(kept.where(model.booked_on <= as_of), later).subquery()
