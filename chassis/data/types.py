"""Column types that are exact on every database, SQLite included, from the first migration.

PostgreSQL stores NUMERIC and TIMESTAMPTZ. SQLite has neither: there decimals are scaled integers
and instants microseconds since 1970, so that sums, comparisons and CHECKs stay exact in SQL.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, Numeric, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NUMERIC = 1700
"""PostgreSQL's number of the type, as the driver names it."""


class Exact(TypeDecorator[Decimal]):
    """A decimal of fixed places; a value with more places is an error, never rounded here."""

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, places: int) -> None:
        self.precision, self.places = precision, places
        self.step = Decimal(1).scaleb(-places)
        super().__init__(precision, places)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(self.precision, self.places))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        exact = self.checked(value)
        return int(exact.scaleb(self.places)) if dialect.name == "sqlite" else exact

    def checked(self, value: Any) -> Decimal:
        """The value as a decimal; raises ValueError when it has more places."""
        exact = value if isinstance(value, Decimal) else Decimal(value)
        if exact.quantize(self.step) != exact:
            raise ValueError(f"{exact} has more than {self.places} places")
        return exact

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            # SUM and literals come back as int; scaleb keeps them exact
            return Decimal(int(value)).scaleb(-self.places)
        return value if isinstance(value, Decimal) else Decimal(value)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """None for PostgreSQL's NUMERIC, which arrives as Decimal: in a list each call per value counts."""
        if dialect.name == "postgresql" and coltype == _NUMERIC:
            return None
        return super().result_processor(dialect, coltype)

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        return self


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return (
            (value - _EPOCH) // _MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return _EPOCH + value * _MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        return self


Money = Exact(18, 2)
UnitPrice = Exact(18, 6)
Quantity = Exact(18, 3)
Rate = Exact(9, 6)
Day = Date()
Id = Uuid(as_uuid=True)
Json = JSON(none_as_null=True)
