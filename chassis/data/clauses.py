"""Pieces of statements."""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, literal, literal_column, select, tuple_

from .types import Id

_PLAIN = re.compile(r"[a-z_]+")
_LAST = UUID(int=2**128 - 1)


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


def last_name(person: Any, id: Any, whose: Any, name: Any) -> Select[Any]:
    """SELECT what a person is called by the newest row that is theirs and has a name; nothing without one.

    `id`, `whose` and `name` are columns of an alias, indexed by `(whose, id)`. The newest row up to the
    person's last possible one is the person's, or there is none. Asked by both columns only that
    index serves; by the person alone, PostgreSQL walks through everybody's rows to find that someone
    has none, where most people have many.
    """
    both = tuple_(whose, id) <= tuple_(person, literal(_LAST, Id))
    newest = (whose.desc(), id.desc())
    named = select(case((whose == person, name)))
    return named.where(both, name.is_not(None)).order_by(*newest).limit(1)
