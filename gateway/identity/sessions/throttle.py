"""The memory of failed sign-ins; an attempt is counted before its password is looked at."""

from math import ceil

from sqlalchemy import update
from sqlalchemy.orm import Session

from chassis.clock import now
from chassis.data.database import lock

from ...errors import SignInThrottled
from ...models import Throttle
from . import rules


def count_attempt(session: Session, number: str, address: str) -> None:
    """Count one attempt as failed beforehand, so that many at once get no more tries than one by one.

    Raises SignInThrottled, counting nothing, while a pause lasts.
    """
    keys = rules.throttle_keys(number, address)
    lock(session, keys.values())
    rows = {kind: _row(session, key) for kind, key in keys.items()}
    _refuse_during_pause(list(rows.values()))
    for kind, row in rows.items():
        row.failures = rules.failures_still_counted(row.failures, row.last_at, now()) + 1
        row.last_at = now()
        row.blocked_until = now() + rules.pause(kind, row.failures)


def forgive(session: Session, number: str, address: str) -> None:
    """Forget the failures of an account after its right password came."""
    keys = list(rules.throttle_keys(number, address).values())
    lock(session, keys)
    clean = {"failures": 0, "blocked_until": now()}
    session.execute(update(Throttle).where(Throttle.key.in_(keys)).values(clean))


def _row(session: Session, key: str) -> Throttle:
    row = session.get(Throttle, key)
    if row is None:
        row = Throttle(key=key, failures=0, last_at=now(), blocked_until=now())
        session.add(row)
    return row


def _refuse_during_pause(rows: list[Throttle]) -> None:
    left = max((row.blocked_until - now()).total_seconds() for row in rows)
    # longer than any pause: the machine's clock was ahead and has been set back
    if 0 < left <= rules.LONGEST:
        raise SignInThrottled(seconds=ceil(left))
