"""The rules of what is due: buckets of age, days sales outstanding, and the rating a customer earns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ..errors import AsOfAhead, PeriodWrong

CENT = Decimal("0.01")
BUCKETS = {"not_due": None, "d1_30": 30, "d31_60": 60, "d61_90": 90, "over_90": None}
"""bucket → its last day overdue; what is due on the day itself is not due."""

LONGEST = 366


def bucket(days_overdue: int) -> str:
    """The bucket of a receivable that is so many days overdue."""
    if days_overdue <= 0:
        return "not_due"
    for name in ("d1_30", "d31_60", "d61_90"):
        if days_overdue <= (BUCKETS[name] or 0):
            return name
    return "over_90"


def edges(as_of: date) -> dict[str, tuple[date | None, date | None]]:
    """Per bucket the first and last due date that fall into it."""
    return {
        "not_due": (as_of, None),
        "d1_30": (as_of - timedelta(30), as_of - timedelta(1)),
        "d31_60": (as_of - timedelta(60), as_of - timedelta(31)),
        "d61_90": (as_of - timedelta(90), as_of - timedelta(61)),
        "over_90": (None, as_of - timedelta(91)),
    }


def check_as_of(as_of: date | None, today: date) -> date:
    """The day asked for, today without one; refuses one that has not come."""
    if as_of and as_of > today:
        raise AsOfAhead("/as_of", day=as_of)
    return as_of or today


def check_period(first: date, last: date, today: date) -> int:
    """The number of days of a period, both ends included; refuses an upside-down or endless one."""
    days = (last - first).days + 1
    if not 1 <= days <= LONGEST:
        raise PeriodWrong("/to")
    if last > today:
        raise AsOfAhead("/to", day=last)
    return days


def days_sales_outstanding(open_amount: Decimal, sales: Decimal, days: int) -> Decimal | None:
    """Receivables at the end ÷ sales of the period × its days, 2 places; none where nothing was sold."""
    return (open_amount * days / sales).quantize(CENT, ROUND_HALF_UP) if sales > 0 else None


@dataclass(frozen=True, slots=True)
class Due:
    """A receivable that has fallen due, as it stood on the day in question.

    `lost` is what of it was written off as a bad debt: it is not open, and was not paid either, so
    that nothing of the kind has a `cleared_on`.
    """

    number: str
    due_on: date
    gross: Decimal
    open: Decimal
    cleared_on: date | None
    disputed: bool = False
    lost: Decimal = Decimal("0.00")

    @property
    def unpaid(self) -> Decimal:
        """What the customer has not paid, whether it is still asked for or not."""
        return self.open + self.lost

    def days_late(self, as_of: date) -> int:
        """Fully settled date, else the day in question, less the due date."""
        return ((self.cleared_on or as_of) - self.due_on).days

    def is_tail(self, limit: Decimal) -> bool:
        """Paid but for a trifle under the write-off limit."""
        return 0 < self.unpaid < self.gross and self.unpaid <= limit


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rating is proposed: a rule's code, and the receivables that meet it."""

    code: str
    numbers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rating a customer earns (none with fewer than two due), why, and what was not counted."""

    rating: str | None
    reasons: Sequence[Reason]
    counted: Sequence[Due]
    tails: Sequence[Due] = field(default=())
    disputed: Sequence[Due] = field(default=())


def propose_rating(dues: Iterable[Due], as_of: date, tail_limit: Decimal) -> Proposal:
    """C before B before A, over what has fallen due, by due date; tails and disputed ones don't count."""
    ordered = sorted(dues, key=lambda due: (due.due_on, due.number))
    disputed = [due for due in ordered if due.disputed]
    tails = [due for due in ordered if not due.disputed and due.is_tail(tail_limit)]
    left_out = {due.number for due in [*disputed, *tails]}
    counted = [due for due in ordered if due.number not in left_out]
    rating, reasons = _rate(counted, as_of)
    return Proposal(rating, reasons, counted, tails, disputed)


def _rate(counted: Sequence[Due], as_of: date) -> tuple[str | None, list[Reason]]:
    if len(counted) < 2:
        return None, [Reason("fewer_than_two_due", [due.number for due in counted])]
    very_late = [due for due in counted[-4:] if due.days_late(as_of) > 45]
    hopeless = [due for due in counted if due.unpaid and due.days_late(as_of) > 90]
    reasons = []
    if len(very_late) >= 3:
        reasons.append(_reason("three_of_last_four_over_45", very_late))
    if hopeless:
        reasons.append(_reason("one_over_90_overdue", hopeless))
    if reasons:
        return "C", reasons
    late = [due for due in counted[-6:] if due.days_late(as_of) > 15]
    if len(late) >= 2:
        return "B", [_reason("two_of_last_six_over_15", late)]
    return "A", [_reason("paid_on_time", counted[-6:])]


def _reason(code: str, dues: Iterable[Due]) -> Reason:
    return Reason(code, [due.number for due in dues])
