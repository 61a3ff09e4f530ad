"""The rules of grades and of risk: pure, on figures that the queries bring."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from ..margins.rules import rate

A_SHARE, B_SHARE = Decimal("0.80"), Decimal("0.95")
ZERO = Decimal("0.00")


def months_before(month: date, count: int) -> date:
    """The first day of the month that many before."""
    years, left = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, left + 1, 1)


@dataclass(frozen=True, slots=True)
class Graded:
    """A customer's net sales, the share of all that is reached with it, and the grade."""

    customer_id: UUID
    net: Decimal
    share: Decimal | None
    grade: str


def grade(nets: Mapping[UUID, Decimal]) -> list[Graded]:
    """Customers by net sales, the largest first, each with its grade.

    The cumulative share counts the customer itself: A up to 80 %, B up to 95 %, else C. The first
    is always A; equal ones share the better grade; who bought nothing net is D.
    """
    ranked = sorted(nets.items(), key=lambda pair: (-pair[1], pair[0]))
    whole = sum((net for _, net in ranked if net > 0), ZERO)
    reached, graded = ZERO, list[Graded]()
    for net, equals in groupby(ranked, key=lambda pair: pair[1]):
        ids = [customer_id for customer_id, _ in equals]
        if net <= 0:
            graded += [Graded(id, net, None, "D") for id in ids]
            continue
        letter = _letter((reached + net) / whole) if graded else "A"
        for id in ids:
            reached += net
            graded.append(Graded(id, net, rate(reached, whole), letter))
    return graded


def _letter(share: Decimal) -> str:
    if share <= A_SHARE:
        return "A"
    return "B" if share <= B_SHARE else "C"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one customer on the day that is looked at."""

    open_amount: Decimal = ZERO
    overdue: Decimal = ZERO
    last_ordered_on: date | None = None
    orders_before: int = 0
    net: tuple[Decimal, Decimal] = (ZERO, ZERO)
    margin: tuple[Decimal, Decimal] = (ZERO, ZERO)
    """The last half-year, and the one before it."""
    severe_cases: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a customer is at risk: the figure and the threshold it passed."""

    code: str
    figure: Any
    threshold: Any
    told: dict[str, Any] = field(default_factory=dict)


def reasons(standing: Standing, rule: Any, today: date) -> list[Reason]:
    """Every condition that is met; none means the customer is not at risk."""
    found = (
        _overdue(standing, rule),
        _silent(standing, rule, today),
        _thinner(standing, rule),
        _severe(standing, rule),
    )
    return [reason for reason in found if reason]


def _overdue(x: Standing, rule: Any) -> Reason | None:
    if not x.open_amount or x.overdue <= rule.overdue_share * x.open_amount:
        return None
    told = {"overdue": x.overdue, "receivable": x.open_amount}
    return Reason("overdue", rate(x.overdue, x.open_amount), rule.overdue_share, told)


def _silent(x: Standing, rule: Any, today: date) -> Reason | None:
    if x.last_ordered_on is None or x.orders_before < rule.orders_before:
        return None
    days = (today - x.last_ordered_on).days
    if days < rule.silent_days:
        return None
    return Reason("silent", days, rule.silent_days, {"orders_before": x.orders_before})


def _thinner(x: Standing, rule: Any) -> Reason | None:
    rates = [rate(margin, net) for margin, net in zip(x.margin, x.net, strict=True) if net > 0]
    if len(rates) < 2 or rates[0] is None or rates[1] is None:
        return None
    fallen = rates[1] - rates[0]
    told = {"rate": rates[0], "rate_before": rates[1]}
    return (
        Reason("margin", fallen, rule.margin_points, told) if fallen > rule.margin_points else None
    )


def _severe(x: Standing, rule: Any) -> Reason | None:
    if x.severe_cases < rule.severe_cases:
        return None
    return Reason("severe_cases", x.severe_cases, rule.severe_cases)
