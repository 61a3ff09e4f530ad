"""Rows written in bulk are stored as one by one, whatever they hold, on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, String, Table, Text, select
from sqlalchemy.exc import DBAPIError

from chassis.data import types
from chassis.data.bulk import insert_last, insert_rows, update_last, update_rows
from chassis.data.database import Database, lock
from chassis.ids import new_id

pytestmark = pytest.mark.both_databases

things = Table(
    "order",  # a word of SQL's own
    MetaData(),
    Column("id", types.Id, primary_key=True),
    Column("short", String(5)),
    Column("text", Text),
    Column("whole", Integer),
    Column("yes", Boolean),
    Column("amount", types.Money),
    Column("at", types.Instant),
    Column("day", types.Day),
    Column("list", types.Json),
    Column("raw", LargeBinary),
)
ODD = ["", "NULL", "null", "{a,b}", 'a"b\\c', "it's", "  x ", "换行\n制表\t", "%s %(x)s", "\\N"]


@pytest.fixture
def database(database_url):
    made = Database(database_url("bulk"))
    things.metadata.create_all(made.engine)
    yield made
    made.dispose()


def row(**changed):
    made = {
        "id": new_id(),
        "short": "a",
        "text": "文",
        "whole": -7,
        "yes": True,
        "amount": Decimal("-12.50"),
        "at": datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC),
        "day": date(2026, 2, 28),
        "list": [{"a": 'x"y\\', "b": None, "c": "中"}],
        "raw": b"\x00\xff\\",
    }
    return made | changed


def stored(database):
    with database.reading() as session:
        return [dict(each) for each in session.execute(select(things).order_by("id")).mappings()]


def test_every_kind_of_value_comes_back_as_it_went_in(database):
    empty = dict.fromkeys(row()) | {"id": new_id()}
    rows = [row(), empty, row(yes=False), *(row(text=text, list=[text]) for text in ODD)]
    with database.transaction() as session:
        insert_rows(session, things, rows)
    assert stored(database) == sorted(rows, key=lambda each: each["id"])


@pytest.mark.parametrize("at_once", [1, 20])
def test_every_kind_of_value_is_changed_to_what_was_given(database, at_once):
    empty = dict.fromkeys(row()) | {"id": new_id()}
    rows = [row(), empty, row(yes=False), *(row(text=text, list=[text]) for text in ODD)]
    with database.transaction() as session:
        insert_rows(session, things, [row(id=each["id"]) for each in rows])
        for first in range(0, len(rows), at_once):
            update_rows(session, things, rows[first : first + at_once])
    assert stored(database) == sorted(rows, key=lambda each: each["id"])


def test_rows_are_changed_by_their_key_and_no_others(database):
    rows = [row() for _ in range(3)]
    with database.transaction() as session:
        insert_rows(session, things, rows)
        changed = [
            {"id": each["id"], "amount": None, "text": text}
            for each, text in zip(rows[:2], ODD, strict=False)
        ]
        update_rows(session, things, changed)
    assert stored(database) == [rows[0] | changed[0], rows[1] | changed[1], rows[2]]


def test_no_rows_are_no_statement(database):
    with database.transaction() as session:
        insert_rows(session, things, [])
        update_rows(session, things, [])
    assert stored(database) == []


def test_a_decimal_with_too_many_places_is_refused_not_rounded(database):
    with pytest.raises(Exception, match="places"), database.transaction() as session:
        insert_rows(session, things, [row(), row(amount=Decimal("0.005"))])
    assert stored(database) == []


@pytest.mark.parametrize("many", [1, 2])
def test_a_change_to_what_a_column_cannot_hold_is_refused(database, many):
    rows = [row() for _ in range(many)]
    with database.transaction() as session:
        insert_rows(session, things, rows)
    wrong = [{"amount": Decimal("0.005")}, *([{"short": "abcdef"}] if database.is_postgres else [])]
    for changed in wrong:
        with pytest.raises(Exception, match=r"places|too long"), database.transaction() as session:
            update_rows(session, things, [{"id": each["id"]} | changed for each in rows])
    assert stored(database) == sorted(rows, key=lambda each: each["id"])


def test_a_text_that_is_too_long_is_refused_not_cut_off(database):
    if not database.is_postgres:
        pytest.skip("SQLite knows no lengths")
    with pytest.raises(DBAPIError), database.transaction() as session:
        insert_rows(session, things, [row(short="abcdef")])


def test_what_is_put_off_is_written_by_the_commit_and_read_by_nobody_before(database):
    first, second, third = row(), row(), row(short="c")
    with database.transaction() as session:
        insert_rows(session, things, [first])
        insert_last(session, things, [second])
        insert_last(session, things, [third])
        update_last(session, things, [{"id": first["id"], "short": "z"}])
        insert_last(session, things, [])
        assert [each.short for each in session.execute(select(things))] == ["a"]
    assert stored(database) == [first | {"short": "z"}, second, third]


def test_a_second_lock_sees_what_was_put_off_before_it(database):
    with database.transaction() as session:
        insert_last(session, things, [row()])
        lock(session, ["anything"])
        assert len(session.execute(select(things)).all()) == 1
    assert len(stored(database)) == 1


def test_what_is_put_off_is_forgotten_with_its_transaction(database):
    with pytest.raises(RuntimeError), database.transaction() as session:
        insert_last(session, things, [row()])
        raise RuntimeError
    assert stored(database) == []


def test_a_row_is_found_by_a_key_of_two_columns(database):
    rows = [row(whole=1), row(whole=2), row(short="b", whole=1)]
    with database.transaction() as session:
        insert_rows(session, things, rows)
        changes = [{"short": "a", "whole": 2, "text": "新"}]
        update_rows(session, things, changes, ("short", "whole"))
    assert [each["text"] for each in stored(database)] == ["文", "新", "文"]


def test_a_row_that_is_put_off_more_than_once_keeps_every_change(database):
    first, second = row(), row()
    with database.transaction() as session:
        insert_rows(session, things, [first])
        insert_last(session, things, [second])
        update_last(session, things, [{"id": second["id"], "text": "新"}])
        update_last(session, things, [{"id": first["id"], "short": "y"}])
        update_last(session, things, [{"id": first["id"], "short": "z"}])
        update_last(session, things, [{"id": first["id"], "whole": 9}])
    assert stored(database) == [first | {"short": "z", "whole": 9}, second | {"text": "新"}]
