"""The tables every service keeps for its paper, and the step of a first migration that makes them."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

series = sa.Table(
    "series",
    metadata,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)


def create_paper_tables(op) -> None:
    """Make the tables as they were in the first release; a later change is a step of its own."""
    op.create_table(
        "series",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("year", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("kind", "year", name="pk_series"),
    )
