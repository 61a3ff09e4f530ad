"""The worker's thread for jobs: one at a time per service, taken up again where a dead process left it."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, delete, insert, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from chassis.data.bulk import write_last
from chassis.data.database import Database
from chassis.errors import Refusal
from chassis.ids import new_id
from chassis.principal import Context
from chassis.service import Service
from chassis.transport.leader import leader

from . import desk
from .tables import DONE, FAILED, job_faults, jobs

LOOK = 0.5
"""Seconds between two looks for a job."""
HOUSE = 3600.0
MOST_FAULTS = 1000
"""Faults that are kept of one job; more are counted."""
JOBS_LOCK = 0x5349_4641_4E4A

log = structlog.get_logger(__name__)


class Interrupted(Exception):
    """The worker stops, or another process has taken the job: leave it as it stands."""


class Runner:
    """Takes jobs up while this process leads; another worker's runner stands by.

    There is one at a time per service, so that imports can't starve what people do meanwhile, and a
    job found running is one whose process died: the lock of a living one would not be free.
    """

    def __init__(self, service: Service, database: Database, stopping: threading.Event) -> None:
        self._service, self._database, self._stopping = service, database, stopping
        self._leader = leader(database, "jobs", JOBS_LOCK)
        self._run = new_id()
        self._house_at = 0.0

    def step(self) -> None:
        """Work one job off, or wait a moment."""
        if self._leader.leads() and self.work_off():
            return
        self._stopping.wait(LOOK)

    def work_off(self) -> bool:
        """Work one job off; False when none waits."""
        if time.monotonic() >= self._house_at:
            desk.forget_old(self._database)
            self._house_at = time.monotonic() + HOUSE
        with self._database.reading() as session:
            job = desk.next_job(session)
        if job is None:
            return False
        context = Context(desk.asker_of(job), correlation=str(job.id))
        context.request["verb"] = f"{job.kind} {job.form}"
        with self._database.transaction(context) as session:
            taken = desk.take(session, job, self._run)
        if taken:
            self._do(Work(self._database, job, context, self._run, self._stopping))
        return True

    def close(self) -> None:
        self._leader.resign()

    def _do(self, work: "Work") -> None:
        try:
            self._service.jobs[work.job.kind](work)
        except Interrupted:
            log.info("job.interrupted", job=str(work.job.id))
        except (OperationalError, InterfaceError):
            raise  # the database is away: the job is taken up again when it is back
        except Refusal as refusal:
            work.fail(refusal)
        except Exception:
            log.exception("job.broke", job=str(work.job.id))
            work.fail(None)


class Work:
    """One job under way: its row as it was taken up, and the ways to note how far it is."""

    def __init__(
        self,
        database: Database,
        job: Row[Any],
        context: Context,
        run: UUID,
        stopping: threading.Event,
    ) -> None:
        self.database, self.job, self.context = database, job, context
        self._run, self._stopping = run, stopping
        self.faults: int = job.faults

    @contextmanager
    def step(self, **progress: Any) -> Iterator[Session]:
        """A transaction for the asker whose commit notes the progress, so that neither is without
        the other; raises Interrupted when the job is somebody else's by now."""
        if self._stopping.is_set():
            raise Interrupted
        with self.database.transaction(self.context) as session:
            self.note(session, **progress)
            yield session

    @contextmanager
    def trial(self) -> Iterator[Session]:
        """A transaction that is rolled back: what would be refused, and nothing else, comes of it."""
        if self._stopping.is_set():
            raise Interrupted
        try:
            with self.database.transaction(self.context) as session:
                session.info["trial"] = True
                yield session
                session.flush()
                write_last(session)
                raise _RollBack
        except _RollBack:
            pass

    def note(self, session: Session, **progress: Any) -> None:
        """Write progress in this transaction; also holds the job's row until it ends."""
        ours = update(jobs).where(jobs.c.id == self.job.id, jobs.c.run == self._run)
        changed = session.execute(ours.values(**(progress or {"run": self._run})))
        if changed.rowcount != 1:  # type: ignore[attr-defined]
            raise Interrupted

    def forget_faults(self, session: Session) -> None:
        """A check that begins again names its faults again."""
        session.execute(delete(job_faults).where(job_faults.c.job_id == self.job.id))
        self.faults = 0

    def blame(self, session: Session, faults: Sequence[dict[str, Any]]) -> None:
        """Keep faults (row, column, heading, code, zh, en), as many as there is room for."""
        kept = faults[: max(0, MOST_FAULTS - self.faults)]
        rows = [
            {"job_id": self.job.id, "place": self.faults + place, **fault}
            for place, fault in enumerate(kept)
        ]
        if rows:
            session.execute(insert(job_faults), rows)
        self.faults += len(faults)
        self.note(session, faults=self.faults)

    def done(self, session: Session, code: str = "", zh: str = "", en: str = "") -> None:
        """The job has reached its end, in this transaction."""
        desk.end(session, self.job.id, DONE, code, zh, en)

    def failed(self, session: Session, refusal: Refusal | None) -> None:
        """The job has failed, in this transaction; without a refusal by a fault of ours."""
        if refusal is None:
            desk.end(session, self.job.id, FAILED, "internal_error", *_BROKE)
            return
        said = (refusal.sentence("zh"), refusal.sentence("en"))
        desk.end(session, self.job.id, FAILED, refusal.code, *said)

    def fail(self, refusal: Refusal | None) -> None:
        """The job has failed."""
        with self.step() as session:
            self.failed(session, refusal)


class _RollBack(Exception):
    pass


_BROKE = (
    "服务内部错误,已按任务编号记录;请联系系统管理员。",
    "The service failed; the fault is logged under this job's id. Ask an administrator.",
)
