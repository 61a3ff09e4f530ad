"""Keeping the copies: each takes a batch of facts and leaves the newest state of every subject."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from chassis import clock
from chassis.transport.fact import Fact

from .models import Case, Customer, Lot, Product, Warehouse


def copy_customers(session: Session, facts: list[Fact]) -> None:
    """Take over customers' files as their owner states them."""
    _copy(session, Customer, "customer_id", facts)


def copy_products(session: Session, facts: list[Fact]) -> None:
    """Take over products as inventory states them."""
    _copy(session, Product, "product_id", facts)


def copy_warehouses(session: Session, facts: list[Fact]) -> None:
    """Take over which warehouses there are."""
    _copy(session, Warehouse, "warehouse_id", facts)


def copy_lots(session: Session, facts: list[Fact]) -> None:
    """Take over which lots are held, by which cases."""
    _copy(session, Lot, "lot_id", facts)


def copy_cases(session: Session, facts: list[Fact]) -> None:
    """Take over how quality's cases stand."""
    _copy(session, Case, "case_id", facts)


def _copy(session: Session, model: Any, key: str, facts: Iterable[Fact]) -> None:
    """Insert or renew the rows; a row that is newer already stays."""
    newest: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: fact.sequence):
        newest[fact.subject] = fact
    table = model.__table__
    insert = pg_insert if session.info["database"].is_postgres else sqlite_insert
    statement = insert(table)
    renewed = {c.name: statement.excluded[c.name] for c in table.columns if c.name != "id"}
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_=renewed, where=table.c.version < statement.excluded.version
    )
    names = [c.name for c in table.columns if c.name not in ("id", "version", "copied_at")]
    session.execute(statement, [_row(names, key, fact) for fact in newest.values()])


def _row(names: Iterable[str], key: str, fact: Fact) -> Mapping[str, Any]:
    copied = {"id": UUID(fact.data[key]), "version": fact.sequence, "copied_at": clock.now()}
    return copied | {name: _typed(name, fact.data.get(name)) for name in names}


def _typed(name: str, value: Any) -> Any:
    """Ids travel as text."""
    return UUID(value) if value and name.endswith("_id") else value
