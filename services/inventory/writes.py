"""Writing many rows of one table in one statement, at the price of one.

PostgreSQL gets one array per column and a statement that never changes; SQLite takes the rows one by
one, it has no round trip to save. For hot paths: defaults of the models are not applied.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    String,
    Table,
    Text,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from chassis.data.types import Exact

Row = Mapping[str, Any]
_POSTGRES = postgresql.dialect()


def insert_rows(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns."""
    if not rows:
        return
    if session.info["database"].is_postgres:
        session.execute(_insert(table, tuple(rows[0])), _arrays(table, rows))
    else:
        session.execute(insert(table), list(rows))


def update_rows(session: Session, table: Table, rows: Sequence[Row], key: str = "id") -> None:
    """Set the columns that the rows name, each in the row its key names."""
    if not rows:
        return
    names = tuple(rows[0])
    if session.info["database"].is_postgres:
        session.execute(_update(table, names, key), _arrays(table, rows))
    else:
        session.execute(_update_one(table, names, key), [_renamed(row) for row in rows])


@cache
def _insert(table: Table, names: tuple[str, ...]) -> Any:
    return insert(table).from_select(names, select(_rows(table, names)), include_defaults=False)


@cache
def _update(table: Table, names: tuple[str, ...], key: str) -> Any:
    new = _rows(table, names)
    values = {name: new.c[name] for name in names if name != key}
    return update(table).where(table.c[key] == new.c[key]).values(values)


@cache
def _update_one(table: Table, names: tuple[str, ...], key: str) -> Any:
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names if name != key}
    return update(table).where(table.c[key] == bindparam(f"new_{key}")).values(values)


def _rows(table: Table, names: tuple[str, ...]) -> Any:
    arrays = [
        cast(bindparam(f"new_{name}", type_=_sent_as(table.c[name])), _array(table.c[name]))
        for name in names
    ]
    columns = [column(name, table.c[name].type) for name in names]
    return func.unnest(*arrays).table_valued(*columns, name="new_rows").render_derived()


def _array(of: Column[Any]) -> ARRAY[Any]:
    """Text goes without its length: a cast to VARCHAR(20) would cut off what an insert refuses."""
    return ARRAY(Text() if isinstance(of.type, String) else of.type)


def _sent_as(of: Column[Any]) -> Any:
    return Text() if isinstance(of.type, Uuid | Exact) else _array(of)


def _arrays(table: Table, rows: Sequence[Row]) -> dict[str, Any]:
    return {f"new_{name}": _values(table.c[name], [row[name] for row in rows]) for name in rows[0]}


def _values(of: Column[Any], values: list[Any]) -> Any:
    """Ids and decimals, most of what is written, go as PostgreSQL spells an array: that costs a
    third of having the driver adapt each one."""
    if isinstance(of.type, Uuid):
        return _spelt("NULL" if value is None else value.hex for value in values)
    if isinstance(of.type, Exact):
        exact = of.type.process_bind_param
        return _spelt("NULL" if value is None else str(exact(value, _POSTGRES)) for value in values)
    return values


def _spelt(values: Iterable[str]) -> str:
    return "{" + ",".join(values) + "}"


def _renamed(row: Row) -> dict[str, Any]:
    """Parameters of an UPDATE may not be called like columns."""
    return {f"new_{name}": value for name, value in row.items()}
