"""Demo data of the quality service: none that it could write first.

A concern needs a customer and a product, and a case a return; all three become known here by the
facts of the other services' demo data. The clock and the 8D triggers come with the migrations.
"""

from chassis.data.database import Database


def seed(database: Database) -> None:
    """Write nothing; a concern is entered, or goods are returned, once the copies are here."""
