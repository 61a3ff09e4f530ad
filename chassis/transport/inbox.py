"""The inbox: what a service does with what reaches it, once, whatever the bus repeats or shuffles."""

from collections.abc import Callable, Sequence
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from chassis.data.database import Database
from chassis.failpoints import failpoint
from chassis.service import Service

from . import inbox_rows as rows
from .backlog import Backlog
from .bus import Delivery
from .contract import Published
from .failure import DatabaseAway, reason
from .items import Item, Reader, Reject
from .lines import Lines
from .runner import Runner

log = structlog.get_logger(__name__)


class Inbox:
    """Handles windows of deliveries, and what the inbox itself has due.

    Each (handler, event id) takes effect once. One thread at a time; any number of processes.
    """

    def __init__(
        self, service: Service, database: Database, published: Published | None = None
    ) -> None:
        lines = Lines(service)
        self.database = database
        self._reader = Reader(service, published)
        self._runner = Runner(lines, database)
        self._backlog = Backlog(service, database, self._reader, lines, self._runner)

    @property
    def released(self) -> bool:
        """Whether something that had waited for the last windows is due now."""
        return self._runner.released

    def receive(self, deliveries: Sequence[Delivery]) -> None:
        """Handle a window. When this returns, all of it is done or stored and may be acked.

        Raises DatabaseAway when that could not be had: then nothing may be acked, and calling
        again with the same deliveries is safe.
        """
        rejects, again, fresh = self._sort(deliveries)
        failpoint("consumer.delivered")
        _guarded(lambda: self._handle(rejects, again, fresh))

    def work_off(self) -> bool:
        """Run some of what is due: waiting items, timers. True when there was something.

        Raises DatabaseAway like `receive`.
        """
        self._runner.released = False
        return _guarded(self._backlog.work_off)

    def tidy(self) -> None:
        """Now and then: bury who waited too long, wake what was parked and is known by now."""
        _guarded(self._backlog.tidy)

    def _sort(self, deliveries: Sequence[Delivery]) -> tuple[list[Reject], list[Item], list[Item]]:
        """Rejects; items that were delivered before; items that were not."""
        rejects: list[Reject] = []
        again: list[Item] = []
        fresh: list[Item] = []
        for delivery in deliveries:
            reading = self._reader.read(delivery)
            if isinstance(reading, Reject):
                rejects.append(reading)
            else:
                (again if delivery.redelivered else fresh).extend(reading)
        return rejects, again, fresh

    def _handle(self, rejects: list[Reject], again: list[Item], fresh: list[Item]) -> None:
        if rejects:
            self._set_aside(rejects)
        for item in again:
            self._runner.run_counted(item)
        if fresh:
            self._runner.run(fresh, rows.admit)

    def _set_aside(self, rejects: Sequence[Reject]) -> None:
        with self.database.transaction() as session:
            rows.reject(session, rejects)
        for one in rejects:
            exchange = one.delivery.exchange
            log.error(f"inbox.{one.state}", type=one.type, exchange=exchange, reason=one.reason)


def _guarded(step: Callable[[], Any]) -> Any:
    """Trouble with the database outside a handler means: later, and nothing may be acked."""
    try:
        return step()
    except SQLAlchemyError as error:
        raise DatabaseAway(reason(error)) from error
