"""Data scope: which rows of a noun a reader may see at all."""

from typing import Any

from sqlalchemy import false

from chassis.principal import Principal


def within(reader: Principal, noun: str, owner: Any, department: Any = None) -> list[Any]:
    """WHERE clauses for a reader's scope of `noun`: nothing for `all`, else by owner or department.

    A noun without a department column shows nothing to a reader of scope `department`.
    """
    scope = reader.scope(noun)
    if scope == "all":
        return []
    if scope == "own":
        return [owner == reader.id]
    return [department == reader.department] if department is not None else [false()]


def reaches(reader: Principal, noun: str, owner: Any, department: Any = None) -> bool:
    """Whether a reader's scope of `noun` covers one row: what `within` asks of many."""
    scope = reader.scope(noun)
    if scope == "all":
        return True
    return bool(owner == reader.id if scope == "own" else department == reader.department)
