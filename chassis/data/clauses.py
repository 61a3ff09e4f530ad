"""Pieces of statements."""

import re
from typing import Any

from sqlalchemy import literal_column

_PLAIN = re.compile(r"[a-z_]+")


def fixed(value: str | int) -> Any:
    """A constant of a rule, written into the statement as it stands in an index's condition.

    A partial index serves only a statement that can be seen to ask for no more than it holds.
    PostgreSQL keeps the plan of a statement it has seen a few times for any parameters, and of a
    parameter it sees nothing: it would look through the whole table instead.
    """
    if isinstance(value, int):
        return literal_column(str(value))
    if not _PLAIN.fullmatch(value):
        raise ValueError(f"{value!r} is no word of a rule")
    return literal_column(f"'{value}'")
