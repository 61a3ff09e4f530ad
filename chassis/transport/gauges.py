"""How much waits in a service's transport: numbers for people and for Prometheus."""

from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import Database

from .tables import inbox, outbox

OPEN_STATES = ("waiting", "running", "blocked", "parked", "dead", "discarded")


def measure(session: Session) -> dict[str, float]:
    """Outbox depth and age in seconds, and inbox rows per state that is not done."""
    unpublished = outbox.c.published.is_(None)
    depth, oldest = session.execute(
        select(func.count(), func.min(outbox.c.created)).where(unpublished)
    ).one()
    age = (clock.now() - oldest).total_seconds() if oldest else 0.0
    open_rows = select(inbox.c.state, func.count()).where(inbox.c.state != "done")
    numbers = {"outbox_depth": float(depth), "outbox_age_seconds": max(age, 0.0)}
    numbers |= {f"inbox_{state}": 0.0 for state in OPEN_STATES}
    for state, count in session.execute(open_rows.group_by(inbox.c.state)):
        numbers[f"inbox_{state}"] = float(count)
    return numbers


class Gauges:
    """The same numbers in a Prometheus registry, as they are at each scrape."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._depth = Gauge("sifang_outbox_depth", "Facts not yet on the bus", registry=registry)
        self._age = Gauge(
            "sifang_outbox_age_seconds", "Age of the oldest of them", registry=registry
        )
        self._inbox = Gauge(
            "sifang_inbox", "Facts not done, by state", ["state"], registry=registry
        )

    def refresh(self, database: Database) -> None:
        with database.reading() as session:
            numbers = measure(session)
        self._depth.set(numbers["outbox_depth"])
        self._age.set(numbers["outbox_age_seconds"])
        for state in OPEN_STATES:
            self._inbox.labels(state).set(numbers[f"inbox_{state}"])
