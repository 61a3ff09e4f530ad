"""The rules of dunning: which level so many days overdue reach, and that levels rise with the days."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ..errors import DunningLevelsCrossed


@dataclass(frozen=True, slots=True)
class Level:
    """A level, the days overdue from which it counts, and whether it holds new orders."""

    level: int
    days_overdue: int
    holds: bool


NONE = Level(0, 0, False)


def reached(levels: Iterable[Level], days: int) -> Level:
    """The highest level that so many days overdue reach."""
    fitting = [level for level in levels if level.days_overdue <= days]
    return max(fitting, key=lambda level: level.level, default=NONE)


def check_rising(levels: Iterable[Level]) -> None:
    """Refuse a higher level that would be reached earlier than a lower one."""
    by_level = sorted(levels, key=lambda level: level.level)
    for lower, higher in pairwise(by_level):
        if higher.days_overdue <= lower.days_overdue:
            raise DunningLevelsCrossed("/days_overdue", lower=lower.level, higher=higher.level)
