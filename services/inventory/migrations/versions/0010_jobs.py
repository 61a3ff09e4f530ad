"""Jobs with their files and faults: sheets in and out."""

from alembic import op

from chassis.jobs.tables import create_job_tables

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    create_job_tables(op)
