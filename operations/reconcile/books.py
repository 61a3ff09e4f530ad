"""The services' databases as this check reads them: plain rows, exact numbers, ids in one spelling."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, create_engine, text

PLACES = {"_m": 2, "_q": 3}
"""A column named …_m is an amount, …_q a quantity: SQLite stores both as scaled integers."""

_ID = re.compile(r"[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")
Row = dict[str, Any]


class Books:
    """Opens each service's database for reading; nothing is ever written."""

    def __init__(self, urls: Mapping[str, str]) -> None:
        self._engines = {service: create_engine(url, pool_size=1) for service, url in urls.items()}

    def rows(self, service: str, sql: str) -> list[Row]:
        """The rows of one question to one service's database."""
        with self.open(service) as connection:
            found = connection.execute(text(sql)).mappings().all()
            scaled = connection.dialect.name == "sqlite"
        return [{name: _value(scaled, name, value) for name, value in row.items()} for row in found]

    def open(self, service: str) -> AbstractContextManager[Connection]:
        """A connection to one service's database."""
        return self._engines[service].connect()

    def close(self) -> None:
        for engine in self._engines.values():
            engine.dispose()


def _value(scaled: bool, name: str, value: Any) -> Any:
    places = PLACES.get(name[-2:])
    if places is not None:
        number = Decimal(value or 0)
        return (number.scaleb(-places) if scaled else number).normalize() + 0
    if _ID.fullmatch(str(value)):
        return str(value).replace("-", "").lower()
    return bool(value) if name.startswith("is_") else value
