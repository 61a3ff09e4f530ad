"""The tables of jobs, their files and their faults, and the step of a migration that makes them.

Only services that take jobs have them: their migrations call `create_job_tables`.
"""

from typing import Any

import sqlalchemy as sa

from chassis.data.tables import NAMING
from chassis.data.types import Id, Instant, Json

metadata = sa.MetaData(naming_convention=NAMING)
QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
STATES = (QUEUED, RUNNING, DONE, FAILED)

# `asker` is the person with the permissions of that moment; `position` is the last row that is
# committed; `run` names the process at work, so that one which was taken for dead can't go on.
jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("form", sa.String(60), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("phase", sa.String(10), nullable=False),
    sa.Column("asked_by", Id, nullable=False),
    sa.Column("asked_by_name", sa.String(120), nullable=False),
    sa.Column("asker", Json, nullable=False),
    sa.Column("told", Json, nullable=False),
    sa.Column("file_name", sa.String(200), nullable=False),
    sa.Column("content_hash", sa.String(64)),
    sa.Column("rows_read", sa.Integer, nullable=False),
    sa.Column("rows_written", sa.Integer, nullable=False),
    sa.Column("rows_unchanged", sa.Integer, nullable=False),
    sa.Column("faults", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("code", sa.String(60)),
    sa.Column("zh", sa.Text),
    sa.Column("en", sa.Text),
    sa.Column("run", Id),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("ended_at", Instant),
    sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name="state"),
    sa.Index("ix_jobs_asked_by", "asked_by", "id"),
    sa.Index(
        "ix_jobs_open",
        "id",
        postgresql_where=sa.text("state IN ('queued', 'running')"),
        sqlite_where=sa.text("state IN ('queued', 'running')"),
    ),
)

job_blobs = sa.Table(
    "job_blobs",
    metadata,
    sa.Column("job_id", Id, primary_key=True),
    sa.Column("name", sa.String(10), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

job_faults = sa.Table(
    "job_faults",
    metadata,
    sa.Column("job_id", Id, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("column", sa.String(3), nullable=False),
    sa.Column("heading", sa.String(200), nullable=False),
    sa.Column("code", sa.String(60), nullable=False),
    sa.Column("zh", sa.Text, nullable=False),
    sa.Column("en", sa.Text, nullable=False),
)


def create_job_tables(op: Any) -> None:
    """Make the tables as they were in the first release; a later change is a step of its own."""
    _create_jobs(op)
    op.create_table(
        "job_blobs",
        sa.Column("job_id", Id, nullable=False),
        sa.Column("name", sa.String(10), nullable=False),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("job_id", "name", "place", name="pk_job_blobs"),
    )
    op.create_table(
        "job_faults",
        sa.Column("job_id", Id, nullable=False),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("column", sa.String(3), nullable=False),
        sa.Column("heading", sa.String(200), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("zh", sa.Text, nullable=False),
        sa.Column("en", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("job_id", "place", name="pk_job_faults"),
    )


def _create_jobs(op: Any) -> None:
    op.create_table(
        "jobs",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("form", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("phase", sa.String(10), nullable=False),
        sa.Column("asked_by", Id, nullable=False),
        sa.Column("asked_by_name", sa.String(120), nullable=False),
        sa.Column("asker", Json, nullable=False),
        sa.Column("told", Json, nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("rows_read", sa.Integer, nullable=False),
        sa.Column("rows_written", sa.Integer, nullable=False),
        sa.Column("rows_unchanged", sa.Integer, nullable=False),
        sa.Column("faults", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("code", sa.String(60)),
        sa.Column("zh", sa.Text),
        sa.Column("en", sa.Text),
        sa.Column("run", Id),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("started_at", Instant),
        sa.Column("ended_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_jobs_state")
        ),
    )
    op.create_index("ix_jobs_asked_by", "jobs", ["asked_by", "id"])
    unfinished = sa.text("state IN ('queued', 'running')")
    op.create_index(
        "ix_jobs_open", "jobs", ["id"], postgresql_where=unfinished, sqlite_where=unfinished
    )
