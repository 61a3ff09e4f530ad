"""Document numbers: one gap-free series per kind and business year, "SO-2026-000001"."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

# The row stays locked until the transaction ends, so take the number last: a roll-back gives it
# back, and nobody else waits for longer than the commit.
_TAKE = text(
    "INSERT INTO series (kind, year, last) VALUES (:kind, :year, :count)"
    " ON CONFLICT (kind, year) DO UPDATE SET last = series.last + :count RETURNING last"
)


def next_number(session: Session, kind: str, day: date) -> str:
    """The next number of `kind` in the business year of `day`."""
    return next_numbers(session, kind, day, 1)[0]


def next_numbers(session: Session, kind: str, day: date, count: int) -> list[str]:
    """A block of `count` consecutive numbers, in order."""
    if count < 1:
        return []
    taken = {"kind": kind, "year": day.year, "count": count}
    last = session.execute(_TAKE, taken).scalar_one()
    return [f"{kind}-{day.year}-{number:06d}" for number in range(last - count + 1, last + 1)]
