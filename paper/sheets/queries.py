"""Questions about jobs: everybody sees his own, and nobody else's."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.errors import NotFound
from chassis.jobs.tables import DONE, job_faults, jobs

from .schemas import JOBS

FIRST = 100
_FAULT = ("row", "column", "heading", "code", "detail")


def mine(session: Session) -> Any:
    """The clause for the reader's own jobs."""
    return jobs.c.asked_by == actor(session).id


def job(session: Session, job_id: UUID, language: str) -> dict[str, Any]:
    """One's own job, with its first faults."""
    shown = JOBS[language].one(session, jobs.c.id == job_id, mine(session))
    row = session.execute(select(jobs).where(jobs.c.id == job_id)).one()
    shown["mode"] = row.told.get("mode")
    shown["same_as"] = _same_before(session, row)
    shown["first_faults"] = faults(session, job_id, language, FIRST)
    return shown


def state_of(session: Session, job_id: UUID) -> Any:
    """The row of one's own job; raises NotFound."""
    row = session.execute(select(jobs).where(jobs.c.id == job_id, mine(session))).first()
    if row is None:
        raise NotFound
    return row


def faults(session: Session, job_id: UUID, language: str, most: int) -> list[dict[str, Any]]:
    """What is wrong with the rows, in their order."""
    c = job_faults.c
    query = select(c.row, c.column, c.heading, c.code, c[language].label("detail"))
    query = query.where(c.job_id == job_id).order_by(c.row, c.place).limit(most)
    # by names of our own: those of columns called like words of SQL are no plain text to JSON
    return [dict(zip(_FAULT, row, strict=True)) for row in session.execute(query)]


def _same_before(session: Session, row: Any) -> UUID | None:
    """A job that brought the same content in before."""
    same = select(jobs.c.id).where(
        jobs.c.form == row.form,
        jobs.c.content_hash == row.content_hash,
        jobs.c.state == DONE,
        jobs.c.rows_written > 0,
        jobs.c.id < row.id,
    )
    return session.scalar(same.order_by(jobs.c.id.desc()).limit(1)) if row.content_hash else None
