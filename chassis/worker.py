"""A service's worker: relay, consumer, timers, jobs and the journal's seal in one process, a thread each."""

import random
import signal
import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from chassis import collector
from chassis.data import answers, journal
from chassis.data.database import Database, use
from chassis.failpoints import failpoint
from chassis.jobs.runner import Runner
from chassis.pace import Pace, Processors
from chassis.service import Service
from chassis.settings import Settings
from chassis.transport.bus import Delivery, open_bus, queue_of
from chassis.transport.contract import Published
from chassis.transport.failure import DatabaseAway, reason
from chassis.transport.hint import Hints
from chassis.transport.inbox import Inbox
from chassis.transport.relay import Relay
from chassis.transport.topology import families, read_subscriptions

WINDOW = 50
LOOK = 0.25
"""Seconds between two looks for due items and timers."""
TIDY = 60.0
SEAL = 2.0
HOUSE = 600.0
"""Seconds between two looks for changes that committed late and for answers nobody will ask for."""

log = structlog.get_logger(__name__)


def run(service: Service, settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; exits with 1 when a thread broke, for the supervisor to restart."""
    worker = Worker(service, settings)
    collector.spare()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stopping.set())
    worker.start()
    worker.stopping.wait()
    worker.stop()
    if worker.broken:
        raise SystemExit(1)


class Worker:
    """Everything a service does that nobody waits for.

    Killed at any moment it loses nothing: what it had published, handled or acked halfway is done
    again, to the same end.
    """

    def __init__(self, service: Service, settings: Settings) -> None:
        published = Published(settings.contracts_dir)
        published.require(service.lines_by_type)
        subscribed = families(read_subscriptions(settings.contracts_dir))
        bus = open_bus(settings.bus_url)
        self.stopping = threading.Event()
        self.broken = False
        self.database = Database(settings.database_url, master_key=settings.master_key)
        self._publisher = bus.publisher()
        self._subscriber = bus.subscriber(queue_of(service.name), 2 * WINDOW)
        self._hints = Hints(settings.hint)
        self.database.on_emitted = self._hints.wake
        self._relay = Relay(service.name, self.database, self._publisher, subscribed)
        self._inbox = Inbox(service, self.database, published)
        self._held: list[Delivery] = []
        processors = Processors()
        self._carrying = Pace(self.stopping, processors)
        self._consuming = Pace(self.stopping, processors)
        self._look_at = self._tidy_at = self._house_at = 0.0
        self._jobs = Runner(service, self.database, self.stopping)
        steps = [self._carry, self._consume, self._keep_house]
        steps += [self._work] if service.jobs else []
        self._threads = [self._thread(step) for step in steps]

    def start(self) -> None:
        self._subscriber.start()
        for thread in self._threads:
            thread.start()
        log.info("worker.started")

    def stop(self) -> None:
        """Finish the windows under way, give the rest back to the bus, and end."""
        self.stopping.set()
        self._hints.wake()
        for thread in self._threads:
            thread.join(timeout=30)
        self._subscriber.close()
        self._publisher.close()
        self._relay.close()
        self._jobs.close()
        self._hints.close()
        self.database.dispose()
        log.info("worker.stopped")

    def _thread(self, step: Callable[[], None]) -> threading.Thread:
        return threading.Thread(target=self._repeat, args=(step,), name=step.__name__.strip("_"))

    def _repeat(self, step: Callable[[], None]) -> None:
        """Do a step for ever. A database that is away makes it wait; any other error ends the process."""
        losses = 0
        with use(self.database):
            while not self.stopping.is_set():
                try:
                    step()
                    losses = 0
                except (DatabaseAway, SQLAlchemyError) as error:
                    losses += 1
                    log.warning("worker.database_away", step=step.__name__, reason=reason(error))
                    self.stopping.wait(
                        min(10.0, 0.1 * 2 ** min(losses, 10)) * random.uniform(0.5, 1)
                    )
                except Exception:
                    log.exception("worker.broke", step=step.__name__)
                    self.broken = True
                    self.stopping.set()

    def _carry(self) -> None:
        with self._carrying.window():
            pause = self._relay.round()
        if pause:
            self._hints.wait(pause)
            self._carrying.wait()

    def _consume(self) -> None:
        """One window, or a look at what is due. What can't be stored is held, un-acked, and tried again."""
        self._held = self._held or self._take()
        if self._held:
            with self._consuming.window():
                self._inbox.receive(self._held)
                self._subscriber.ack(self._held)
                failpoint("consumer.acked")
                self._held = []
        if self._inbox.released or time.monotonic() >= self._look_at:
            more = self._inbox.work_off()
            self._look_at = time.monotonic() + (0 if more else LOOK)
        if time.monotonic() >= self._tidy_at:
            self._inbox.tidy()
            self._tidy_at = time.monotonic() + TIDY

    def _work(self) -> None:
        self._jobs.step()

    def _take(self) -> list[Delivery]:
        """What waits; a window that is not full takes along what comes until it is its turn."""
        taken = self._subscriber.take(WINDOW, LOOK / 2)
        if 0 < len(taken) < WINDOW and self._consuming.wait():
            taken += self._subscriber.take(WINDOW - len(taken), 0)
        return taken

    def _keep_house(self) -> None:
        back = journal.LATE
        if time.monotonic() >= self._house_at:
            answers.prune(self.database)
            back, self._house_at = journal.LATEST, time.monotonic() + HOUSE
        while journal.seal(self.database, back=back) and not self.stopping.is_set():
            pass
        self.stopping.wait(SEAL)
