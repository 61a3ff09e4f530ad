"""The tables every service keeps for its paper, and the step of a first migration that makes them."""

from typing import Any

import sqlalchemy as sa

from chassis.data.tables import NAMING
from chassis.data.types import Id, Instant

metadata = sa.MetaData(naming_convention=NAMING)

series = sa.Table(
    "series",
    metadata,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)

# One row per step of each round. A process is one way of a form to its approval; each rejection in
# it opens a next round. The second UNIQUE says in the database that nobody signs a round twice.
signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("process", sa.Integer, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("step", sa.String(20), nullable=False),
    sa.Column("verdict", sa.String(10), nullable=False),
    sa.Column("signer", Id),
    sa.Column("signer_name", sa.String(120), nullable=False),
    sa.Column("comment", sa.String(1000), nullable=False),
    sa.Column("signed_at", Instant),
    sa.UniqueConstraint("subject", "kind", "process", "round", "place", name="uq_signatures_place"),
    sa.UniqueConstraint(
        "subject", "kind", "process", "round", "signer", name="uq_signatures_signer"
    ),
    sa.CheckConstraint("verdict IN ('waiting', 'signed', 'rejected', 'spared')", name="verdict"),
)


def create_paper_tables(op: Any) -> None:
    """Make the tables as they were in the first release; a later change is a step of its own."""
    op.create_table(
        "series",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("year", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("kind", "year", name="pk_series"),
    )
    op.create_table(
        "signatures",
        sa.Column("id", Id, nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("process", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("signer", Id),
        sa.Column("signer_name", sa.String(120), nullable=False),
        sa.Column("comment", sa.String(1000), nullable=False),
        sa.Column("signed_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_signatures"),
        sa.UniqueConstraint(
            "subject", "kind", "process", "round", "place", name="uq_signatures_place"
        ),
        sa.UniqueConstraint(
            "subject", "kind", "process", "round", "signer", name="uq_signatures_signer"
        ),
        sa.CheckConstraint(
            "verdict IN ('waiting', 'signed', 'rejected', 'spared')",
            name=op.f("ck_signatures_verdict"),
        ),
    )
