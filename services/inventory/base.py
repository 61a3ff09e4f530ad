"""The declarative base of the inventory service's tables, and words that its commands share."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from chassis.data.database import make_base

Base: Any = make_base()
Change = tuple[UUID, int, dict[str, Any]]
"""What is to change: its id, the version it was seen at, and what is to be different about it."""


def write_alike(things: Iterable[Any], names: Collection[str]) -> None:
    """Have the session write these columns of all the things, changed or not: it writes many rows in
    one statement only while they differ in the same columns."""
    for thing in things:
        for name in names:
            flag_modified(thing, name)
