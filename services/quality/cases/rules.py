"""What a case may do in which state, and whether a short path is enough for it."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ..errors import (
    CaseClosed,
    CaseNotAnalysed,
    CaseNotContained,
    CaseNotReplied,
    LocationIncomplete,
)

OPENED, CONTAINED, ANALYSED = "opened", "contained", "analysed"
REPLIED, JUDGED, CLOSED = "replied", "judged", "closed"
SHORT, EIGHTD = "short", "eightd"

# (state, verb) → state. Containing, analysing and judging may be repeated: another lot turns up, a
# second cause is found, pieces are judged as they come off the bench. What is not here is refused.
TRANSITIONS = {
    (OPENED, "contain"): CONTAINED,
    (CONTAINED, "contain"): CONTAINED,
    (ANALYSED, "contain"): ANALYSED,
    (REPLIED, "contain"): REPLIED,
    (JUDGED, "contain"): JUDGED,
    (CONTAINED, "analyse"): ANALYSED,
    (ANALYSED, "analyse"): ANALYSED,
    (REPLIED, "analyse"): REPLIED,
    (JUDGED, "analyse"): JUDGED,
    (ANALYSED, "reply"): REPLIED,
    (REPLIED, "reply"): REPLIED,
    (JUDGED, "reply"): JUDGED,
    (CONTAINED, "judge"): CONTAINED,
    (ANALYSED, "judge"): ANALYSED,
    (REPLIED, "judge"): REPLIED,
    (REPLIED, "close"): CLOSED,
    (JUDGED, "close"): CLOSED,
}
# What a case lacks for any verb its state does not allow.
LACKING = {
    OPENED: CaseNotContained,
    CONTAINED: CaseNotAnalysed,
    ANALYSED: CaseNotReplied,
    CLOSED: CaseClosed,
}


def next_state(number: str, state: str, verb: str, all_judged: bool) -> str:
    """The state after a verb; a replied case whose last returned piece was judged is `judged`.

    A judged case that is judged again is left to the pieces: none of them is in quarantine.
    """
    if (state, verb) == (JUDGED, "judge"):
        return JUDGED
    if (state, verb) not in TRANSITIONS:
        raise LACKING[state](number=number)
    after = TRANSITIONS[state, verb]
    return JUDGED if after == REPLIED and all_judged else after


@dataclass(frozen=True)
class Trigger:
    """One reason for a full 8D as set: with a cost threshold, or the months a repeat counts."""

    code: str
    amount: Decimal | None = None
    months: int | None = None


@dataclass(frozen=True)
class Weight:
    """What the choice of path looks at."""

    phase: str
    severity: str
    repeated: bool
    demanded: bool
    cost: Decimal


def reasons_for_full_report(weight: Weight, triggers: Iterable[Trigger]) -> list[str]:
    """The triggers that apply; none means the short path (contain, cause, reply) is enough."""
    return [trigger.code for trigger in triggers if _applies(trigger, weight)]


def _applies(trigger: Trigger, weight: Weight) -> bool:
    return {
        "zero_km": weight.phase == "zero_km",
        "severe": weight.severity in ("fatal", "serious"),
        "repeat": weight.repeated,
        "customer_demand": weight.demanded,
        "cost": trigger.amount is not None and weight.cost > trigger.amount,
    }[trigger.code]


def check_location(index: int, location: dict) -> None:
    """A place was counted (bad ≤ sorted ≤ found) or holds none of the goods; it can't be both."""
    counts = [location[name] for name in ("found", "sorted", "bad")]
    if location["answer"] == "none":
        fine = all(count is None for count in counts)
    else:
        fine = None not in counts and counts[0] >= counts[1] >= counts[2]
    if not fine:
        raise LocationIncomplete(f"/locations/{index}")


def months_before(instant: datetime, months: int) -> datetime:
    """The same day of an earlier month, or that month's last day."""
    years, month = divmod(instant.year * 12 + instant.month - 1 - months, 12)
    last = monthrange(years, month + 1)[1]
    return instant.replace(year=years, month=month + 1, day=min(instant.day, last))


def lock_key(case_id: UUID, return_id: UUID | None) -> str:
    """Cases of one return share a lock: verdicts of all of them are counted together."""
    return f"return/{return_id}" if return_id else f"case/{case_id}"
