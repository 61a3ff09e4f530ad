"""Writing many rows of one table in one statement, at the price of one.

PostgreSQL gets one array per column and a statement that never changes, handed to the driver as it
is: building and caching it in SQLAlchemy costs more than fifty rows. A change of one row names its
values without arrays: of an array PostgreSQL expects ten rows, and plans anew each time because
fewer come. SQLite takes the rows one by one, it has no round trip to save. For hot paths: defaults
of the models are not applied.

`insert_last` and `update_last` put off what nothing in the transaction reads any more; just before
the commit all of it goes to PostgreSQL as one statement, one round trip instead of five.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    Column,
    Date,
    LargeBinary,
    Result,
    String,
    Table,
    Uuid,
    bindparam,
    insert,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from .plain import to_json
from .types import Exact, Instant

Row = Mapping[str, Any]
_POSTGRES = postgresql.dialect()
_name = _POSTGRES.identifier_preparer.quote


def insert_rows(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns."""
    if not rows:
        return
    if session.info["database"].is_postgres:
        _send(session, _insertion(table, tuple(rows[0])), rows)
    else:
        session.execute(insert(table), list(rows))


def insert_new(session: Session, table: Table, rows: Sequence[Row]) -> set[tuple[Any, ...]]:
    """Insert the rows whose primary key is not there yet; returns these keys."""
    if session.info["database"].is_postgres:
        found = _send(session, _insertion_of_new(table, tuple(rows[0])), rows)
    else:
        found = session.execute(_insert_new_one(table), list(rows))
    return set(map(tuple, found))


def update_rows(
    session: Session, table: Table, rows: Sequence[Row], key: str | tuple[str, ...] = "id"
) -> None:
    """Set the columns that the rows name, each in the row its key (one column or several) names."""
    if not rows:
        return
    names = tuple(rows[0])
    if session.info["database"].is_postgres:
        _send(session, _Update(table, names, key).statement(rows), rows)
    else:
        session.execute(_update_one(table, names, key), [_renamed(row) for row in rows])


def add_rows(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows of totals; where one of the same primary key is there, add their numbers to it."""
    if not rows:
        return
    if session.info["database"].is_postgres:
        _send(session, _addition(table, tuple(rows[0])), rows)
    else:
        session.execute(_add_one(table, tuple(rows[0])), list(rows))


def insert_last(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """As `insert_rows`, just before the commit."""
    if rows:
        _put_off(session, _Insertion(table, tuple(rows[0])), rows)


def update_last(
    session: Session, table: Table, rows: Sequence[Row], key: str | tuple[str, ...] = "id"
) -> None:
    """As `update_rows`, just before the commit.

    One statement changes a row only once, so what was put off for one of the rows before, under the
    same key, is written now.
    """
    if _awaits(session, table, rows, _keys(key)):
        write_last(session)
    if rows:
        _put_off(session, _Update(table, tuple(rows[0]), key), rows)


def write_last(session: Session) -> None:
    """Write what was put off, in one statement."""
    writes, session.info["last"] = session.info["last"], {}
    if writes and session.info["database"].is_postgres:
        statements = tuple(write.statement(rows) for write, rows in writes.items())
        values = [_values(*each) for each in zip(statements, writes.values(), strict=True)]
        session.flush()  # what the rows refer to may still wait in the session
        session.connection().exec_driver_sql(_together(statements), tuple(chain(*values)))
        return
    for write, rows in writes.items():
        write.run(session, rows)


class _Insertion(NamedTuple):
    """Rows of these columns to be inserted into a table."""

    table: Table
    names: tuple[str, ...]

    def statement(self, _: Sequence[Row]) -> "_Statement":
        return _insertion(*self)

    def run(self, session: Session, rows: Sequence[Row]) -> None:
        insert_rows(session, self.table, rows)


class _Update(NamedTuple):
    """Rows of these columns to be changed in a table, where the key's columns fit."""

    table: Table
    names: tuple[str, ...]
    key: str | tuple[str, ...]

    def statement(self, rows: Sequence[Row]) -> "_Statement":
        return _change_of_one(*self) if len(rows) == 1 else _change(*self)

    def run(self, session: Session, rows: Sequence[Row]) -> None:
        update_rows(session, self.table, rows, self.key)


def _awaits(session: Session, table: Table, rows: Sequence[Row], keys: tuple[str, ...]) -> bool:
    """Whether something is put off for one of these rows."""
    named = {tuple(row[k] for k in keys) for row in rows}
    return any(
        write.table is table and any(tuple(row.get(k) for k in keys) in named for row in waiting)
        for write, waiting in session.info["last"].items()
    )


def _put_off(session: Session, write: _Insertion | _Update, rows: Sequence[Row]) -> None:
    session.info["last"].setdefault(write, []).extend(rows)


class Numbered(str):
    """SQL that calls its parameters $1, $2, … as PostgreSQL does.

    psycopg looks through a statement of more than fifty parameters for %s each time it is sent.
    """


@dataclass(frozen=True, slots=True, eq=False)
class _Statement:
    """SQL with one array per column, and the columns with how their values are spelt within one; of
    a `single` row the values themselves."""

    sql: str
    columns: tuple[tuple[str, Callable[[Any], str]], ...]
    single: bool = False


def _send(session: Session, statement: _Statement, rows: Sequence[Row]) -> Result[Any]:
    session.flush()  # what the rows refer to may still wait in the session
    values = tuple(_values(statement, rows))
    return session.connection().exec_driver_sql(_together((statement,)), values)


def _values(statement: _Statement, rows: Sequence[Row]) -> Sequence[str | None]:
    if statement.single:
        (row,) = rows
        return [None if row[n] is None else spell(row[n]) for n, spell in statement.columns]
    return [_spelt(spell, [row[name] for row in rows]) for name, spell in statement.columns]


@cache
def _together(statements: tuple[_Statement, ...]) -> Numbered:
    """Several writes as one; none of them sees what the others write."""
    *others, last = (statement.sql for statement in statements)
    named = ", ".join(f"w{number} AS ({sql})" for number, sql in enumerate(others))
    sql = f"WITH {named} {last}" if named else last
    numbers = count(1)
    return Numbered(re.sub(r"\?", lambda _: f"${next(numbers)}", sql))


def _spelt(spell: Callable[[Any], str], values: list[Any]) -> str:
    return "{" + ",".join(["NULL" if value is None else spell(value) for value in values]) + "}"


@cache
def _insertion(table: Table, names: tuple[str, ...]) -> _Statement:
    columns = ", ".join(map(_name, names))
    rows = _rows(table, names)
    sql = f"INSERT INTO {_name(table.name)} ({columns}) SELECT * FROM {rows}"
    return _Statement(sql, _spellers(table, names))


@cache
def _insertion_of_new(table: Table, names: tuple[str, ...]) -> _Statement:
    keys = ", ".join(_name(column.name) for column in table.primary_key)
    insertion = _insertion(table, names)
    new = f"{insertion.sql} ON CONFLICT DO NOTHING RETURNING {keys}"
    return _Statement(new, insertion.columns)


@cache
def _change(table: Table, names: tuple[str, ...], key: str | tuple[str, ...]) -> _Statement:
    keys, old = _keys(key), _name(table.name)
    pairs = ", ".join(f"{_name(n)} = fresh.{_name(n)}" for n in names if n not in keys)
    same = " AND ".join(f"{old}.{_name(k)} = fresh.{_name(k)}" for k in keys)
    sql = f"UPDATE {old} SET {pairs} FROM {_rows(table, names)} WHERE {same}"
    return _Statement(sql, _spellers(table, names))


@cache
def _change_of_one(table: Table, names: tuple[str, ...], key: str | tuple[str, ...]) -> _Statement:
    keys, old = _keys(key), _name(table.name)
    changed = tuple(name for name in names if name not in keys)
    pairs = ", ".join(f"{_name(n)} = ?::{_type_name(table.c[n])}" for n in changed)
    same = " AND ".join(f"{old}.{_name(k)} = ?::{_type_name(table.c[k])}" for k in keys)
    columns = tuple((name, _speller(table.c[name].type)) for name in (*changed, *keys))
    return _Statement(f"UPDATE {old} SET {pairs} WHERE {same}", columns, single=True)


@cache
def _addition(table: Table, names: tuple[str, ...]) -> _Statement:
    keys = [column.name for column in table.primary_key]
    old = _name(table.name)
    sums = [f"{_name(n)} = {old}.{_name(n)} + excluded.{_name(n)}" for n in names if n not in keys]
    conflict = f"ON CONFLICT ({', '.join(map(_name, keys))}) DO UPDATE SET {', '.join(sums)}"
    return _Statement(f"{_insertion(table, names).sql} {conflict}", _spellers(table, names))


def _rows(table: Table, names: tuple[str, ...]) -> str:
    arrays = ", ".join(f"?::{_type_name(table.c[name])}[]" for name in names)
    return f"unnest({arrays}) AS fresh ({', '.join(map(_name, names))})"


def _type_name(column: Column[Any]) -> str:
    """Text goes without its length: a cast to VARCHAR(20) would cut off what an insert refuses."""
    return "text" if isinstance(column.type, String) else column.type.compile(_POSTGRES)


def _spellers(table: Table, names: tuple[str, ...]) -> tuple[tuple[str, Callable[[Any], str]], ...]:
    return tuple((name, _speller_in_array(table.c[name].type)) for name in names)


def _speller_in_array(kind: Any) -> Callable[[Any], str]:
    spell = _speller(kind)
    if spell is _itself:
        return _quoted
    return (lambda value: _quoted(spell(value))) if isinstance(kind, _QUOTED) else spell


def _speller(kind: Any) -> Callable[[Any], str]:
    """How PostgreSQL spells a value of this type; the driver, adapting each value, takes three times
    as long."""
    if isinstance(kind, Exact):
        return lambda value: str(kind.checked(value))
    for family, spell in _SPELLERS.items():
        if isinstance(kind, family):
            return spell
    return str


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _itself(text: str) -> str:
    return text


_QUOTED = (JSON, LargeBinary)
_SPELLERS: dict[type, Callable[[Any], str]] = {
    Uuid: lambda value: value.hex,
    String: _itself,
    JSON: lambda value: to_json(value).decode(),
    Instant: lambda value: value.isoformat(),
    Date: lambda value: value.isoformat(),
    LargeBinary: lambda value: "\\x" + value.hex(),
}


@cache
def _insert_new_one(table: Table) -> Any:
    return sqlite.insert(table).on_conflict_do_nothing().returning(*table.primary_key)


@cache
def _update_one(table: Table, names: tuple[str, ...], key: str | tuple[str, ...]) -> Any:
    keys = _keys(key)
    values: dict[str, Any] = {n: bindparam(f"new_{n}") for n in names if n not in keys}
    return update(table).where(*(table.c[k] == bindparam(f"new_{k}") for k in keys)).values(values)


def _keys(key: str | tuple[str, ...]) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


@cache
def _add_one(table: Table, names: tuple[str, ...]) -> Any:
    statement, keys = sqlite.insert(table), [column.name for column in table.primary_key]
    sums = {n: table.c[n] + statement.excluded[n] for n in names if n not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=sums)


def _renamed(row: Row) -> dict[str, Any]:
    """Parameters of an UPDATE may not be called like columns."""
    return {f"new_{name}": value for name, value in row.items()}
