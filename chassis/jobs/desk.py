"""Where jobs are asked for and taken up: one row each, which says how far it is."""

from datetime import timedelta
from typing import IO, Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.clauses import fixed
from chassis.data.database import Database, actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.principal import Principal

from . import files
from .tables import DONE, FAILED, QUEUED, RUNNING, job_blobs, job_faults, jobs

KEPT = timedelta(days=30)
ATTEMPTS = 5
"""A job that so many processes died of is given up."""


def ask(
    session: Session,
    kind: str,
    form: str,
    told: dict[str, Any],
    file: IO[bytes] | None = None,
    **named: Any,
) -> UUID:
    """Queue a job for the acting person, with what it is to read; `named` is of the table."""
    asker = actor(session)
    job_id = new_id()
    row = _EMPTY | {
        "id": job_id,
        "kind": kind,
        "form": form,
        "asked_by": asker.id,
        "asked_by_name": asker.name,
        "asker": _told_of(asker),
        "told": told,
        "created_at": clock.now(),
    }
    session.execute(insert(jobs).values(**row | named))
    if file:
        files.store(session, job_id, files.INPUT, file)
    asked = {"kind": kind, "form": form, **told, "file_name": named.get("file_name", "")}
    record(session, f"job/{job_id}", None, asked, told.get("reason") or "")
    return job_id


def next_job(session: Session) -> Row[Any] | None:
    """The job to work on: one that a process left unfinished, else the oldest that waits."""
    unfinished = select(jobs).where(jobs.c.state.in_((fixed(QUEUED), fixed(RUNNING))))
    rows = session.execute(unfinished.order_by(jobs.c.state.desc(), jobs.c.id).limit(1))
    return rows.first()


def take(session: Session, job: Row[Any], run: UUID) -> bool:
    """Begin or go on with a job; False when too many processes died of it, and it has failed."""
    attempts = job.attempts + (job.run != run)
    if attempts > ATTEMPTS:
        end(session, job.id, FAILED, "gave_up", *_GAVE_UP)
        return False
    values = {"state": RUNNING, "run": run, "attempts": attempts}
    started = {} if job.started_at else {"started_at": clock.now()}
    session.execute(update(jobs).where(jobs.c.id == job.id).values(**values, **started))
    return True


def end(
    session: Session, job_id: UUID, state: str, code: str = "", zh: str = "", en: str = ""
) -> None:
    """The job has come to its end, with the sentence that says why."""
    said = {"code": code or None, "zh": zh or None, "en": en or None}
    row = update(jobs).where(jobs.c.id == job_id)
    session.execute(row.values(state=state, ended_at=clock.now(), **said))
    record(session, f"job/{job_id}", {"state": RUNNING}, {"state": state, "code": code or None})


def forget_old(database: Database) -> None:
    """Files and faults of jobs that ended a month ago go; that they were asked for stays."""
    old = select(jobs.c.id).where(jobs.c.state.in_((DONE, FAILED)))
    old = old.where(jobs.c.ended_at < clock.now() - KEPT)
    with database.transaction() as session:
        for table in (job_blobs, job_faults):
            session.execute(delete(table).where(table.c.job_id.in_(old)))


def asker_of(job: Row[Any]) -> Principal:
    """Who asked, with what this person was allowed then."""
    told = job.asker
    return Principal(
        id=job.asked_by,
        name=job.asked_by_name,
        department=told["department"],
        roles=tuple(told["roles"]),
        permissions=frozenset(told["permissions"]),
        scopes=told["scopes"],
        clearance=told["clearance"],
    )


def _told_of(asker: Principal) -> dict[str, Any]:
    return {
        "department": asker.department,
        "roles": list(asker.roles),
        "permissions": sorted(asker.permissions),
        "scopes": dict(asker.scopes),
        "clearance": asker.clearance,
    }


_EMPTY = {
    "state": QUEUED,
    "phase": "",
    "file_name": "",
    "rows_read": 0,
    "rows_written": 0,
    "rows_unchanged": 0,
    "faults": 0,
    "position": 0,
    "attempts": 0,
}
_GAVE_UP = (
    "处理该任务的进程多次中断,任务已停止;请联系系统管理员。",
    "Several processes ended while they worked on this, so it was given up; ask an administrator.",
)
