"""Rebuilding a service's copies of others' things from the producers' logs.

Two steps, because no service reads another's database: here the copies are emptied and what their
handlers remember is forgotten; then each producer re-sends its log with `replay --to … --rebuild`,
by a key that reaches `copy` lines only. Effects are never run again, not even new ones.
"""

import argparse
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, delete, text
from sqlalchemy.orm import Session

from chassis.data.database import Database
from chassis.data.journal import record
from chassis.service import Service

from .operator import operator
from .tables import inbox, latest_seen


def empty_copies(session: Session, service: Service, reason: str) -> list[str]:
    """Empty the copies in this transaction; returns the producers that must re-send their log."""
    _wait_for_windows(session)
    for copy in service.copies:
        session.execute(delete(_table(copy)))
    handlers = [line.handler for line in service.lines if line.kind == "copy"]
    for table in (latest_seen, inbox):
        session.execute(delete(table).where(table.c.handler.in_(handlers)))
    names = [_table(copy).name for copy in service.copies]
    record(session, f"copies/{service.name}", None, {"emptied": names}, reason)
    return sorted({line.producer for line in service.lines if line.kind == "copy"})


def command(service: Service, database: Database, arguments: Sequence[str]) -> int:
    """`rebuild --reason …`: empties the copies and says which commands fill them again."""
    parser = argparse.ArgumentParser("rebuild", description=__doc__)
    parser.add_argument("--reason", required=True, help="goes into the journal")
    told = parser.parse_args(arguments)
    with database.transaction(operator("rebuild", told.reason)) as session:
        producers = empty_copies(session, service, told.reason)
    print("The copies are empty. Fill them again with:")
    for producer in producers:
        print(f"  python -m chassis {producer} replay --to {service.name} --rebuild")
    return 0


def _wait_for_windows(session: Session) -> None:
    """No window may be half way: it could leave a copy whose fact is then counted twice."""
    if session.info["database"].is_postgres:
        session.execute(text("LOCK TABLE inbox IN EXCLUSIVE MODE"))


def _table(copy: Any) -> Table:
    """Of a mapped class its table."""
    return getattr(copy, "__table__", copy)
