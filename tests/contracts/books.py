"""Everything that stands in a company's databases, so that a test can say that nothing was changed."""

from sqlalchemy import MetaData, select

from chassis.data.database import Database

from .world import World

NOTED = {"seen_at", "used_at"}
"""When somebody was last seen is noted whatever he asks for."""


def everything(world: World, service: str) -> dict[str, list[str]]:
    """Every row of every table, the chassis' own included, in writing."""
    return _rows(world.databases()[service])


def _rows(database: Database) -> dict[str, list[str]]:
    metadata = MetaData()
    metadata.reflect(database.engine)
    with database.reading() as session:
        return {
            table.name: sorted(
                repr(row)
                for row in session.execute(select(*(c for c in table.c if c.name not in NOTED)))
            )
            for table in metadata.sorted_tables
        }
