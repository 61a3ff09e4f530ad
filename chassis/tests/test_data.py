"""Exact values, the transaction, locks, the journal's chain and the vault, on SQLite and PostgreSQL."""

import traceback
from datetime import UTC, datetime
from decimal import Decimal
from threading import Event, Thread

import pytest
from hypothesis import given, strategies as st
from sqlalchemy import Column, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.sql import quoted_name

from chassis.data import journal, types
from chassis.data.database import Database, lock
from chassis.data.migrations import create_chassis_tables
from chassis.data.plain import to_json
from chassis.data.tables import journal as journal_table, stored_answer
from chassis.ids import new_id
from chassis.numbers import CENT, money, part, spread, unit
from chassis.transport.failure import reason
from tests.support.door import MASTER_KEY

pytestmark = pytest.mark.both_databases

exact = Table(
    "exact",
    MetaData(),
    Column("id", types.Id, primary_key=True),
    Column("amount", types.Money),
    Column("price", types.UnitPrice),
    Column("pieces", types.Quantity),
    Column("at", types.Instant),
)


class Op:
    """As much of Alembic's `op` as the chassis' first migration uses."""

    def __init__(self, connection):
        self.connection = connection

    def get_bind(self):
        return self.connection

    def execute(self, statement):
        self.connection.execute(text(statement))


@pytest.fixture
def database(database_url):
    made = Database(database_url("chassis"), master_key=MASTER_KEY)
    with made.engine.begin() as connection:
        create_chassis_tables(Op(connection))
        exact.metadata.create_all(connection)
    yield made
    made.dispose()


@pytest.mark.parametrize("route", ["secret", None])
def test_an_error_shows_no_value_of_the_statement_or_the_row(database, route):
    row = {"actor": new_id(), "route": route, "key": "secret", "body_hash": "", "at": MOMENT}
    with pytest.raises(DBAPIError) as raised, database.transaction() as session:
        session.execute(insert(stored_answer), [row, row])
    told = "".join(traceback.format_exception(raised.value)) + reason(raised.value)
    assert "stored_answer" in told and "secret" not in told


MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def test_numbers_and_instants_come_back_as_they_went_and_sum_exactly(database):
    at = datetime(2026, 2, 28, 23, 59, 59, 123456, tzinfo=UTC)
    row = {
        "amount": Decimal("9999999999999999.99"),
        "price": Decimal("0.000001"),
        "pieces": Decimal("-0.001"),
        "at": at,
    }
    with database.transaction() as session:
        session.execute(
            insert(exact),
            [{"id": new_id(), **row}, {"id": new_id(), **row, "amount": Decimal("-0.10")}],
        )
    with database.reading() as session:
        found = session.execute(select(exact).where(exact.c.amount > 1)).mappings().one()
        assert {name: found[name] for name in row} == row
        assert session.scalar(select(func.sum(exact.c.amount))) == Decimal("9999999999999999.89")


@pytest.mark.parametrize(
    "bad",
    [{"amount": Decimal("0.001")}, {"price": Decimal("0.0000001")}, {"at": datetime(2026, 1, 1)}],  # noqa: DTZ001
)
def test_a_value_that_would_lose_something_is_an_error_never_rounded(database, bad):
    with pytest.raises(StatementError), database.transaction() as session:
        session.execute(insert(exact), {"id": new_id(), **bad})


def test_a_block_that_raises_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.execute(insert(exact), {"id": new_id()})
        journal.record(session, "thing/1", None, {"a": 1})
        raise RuntimeError
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(exact)) == 0
        assert session.scalar(select(func.count()).select_from(journal_table)) == 0


def test_two_that_lock_the_same_names_in_any_order_follow_each_other(postgres_url):
    database, inside, steps = Database(postgres_url()), Event(), []

    def second():
        with database.transaction() as session:
            inside.set()
            lock(session, ["b", "a"])
            steps.append("second")

    with database.transaction() as session:
        lock(session, ["a", "b"])
        other = Thread(target=second)
        other.start()
        inside.wait()
        steps.append("first")
    other.join()
    assert steps == ["first", "second"]
    database.dispose()


def test_ids_made_one_after_another_sort_so_and_never_repeat():
    ids = [new_id() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert {i.version for i in ids} == {7}


def test_half_a_cent_rounds_away_from_zero_and_floats_are_refused():
    assert [money(x) for x in ("0.005", "-0.005", "2.675")] == [
        Decimal("0.01"),
        Decimal("-0.01"),
        Decimal("2.68"),
    ]
    assert unit("10.5714285714") == Decimal("10.571429")
    with pytest.raises(TypeError):
        money(0.1)


cents = st.integers(-(10**12), 10**12).map(lambda n: n * CENT)


@given(cents, st.lists(st.integers(1, 10**6), min_size=1, max_size=9))
def test_parts_of_a_line_always_add_up_to_the_line(total, pieces):
    whole, before, taken = Decimal(sum(pieces)), Decimal(0), []
    for n in map(Decimal, pieces):
        taken.append(part(total, whole, before, n))
        before += n
    assert sum(taken) == total


@given(cents, st.lists(st.integers(0, 10**6).map(Decimal), min_size=1, max_size=9))
def test_shares_add_up_and_none_is_a_cent_off_its_exact_share(total, weights):
    shares = spread(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    exact_shares = [total * w / whole if whole else total / len(weights) for w in weights]
    assert all(abs(s - x) < CENT for s, x in zip(shares, exact_shares, strict=True))


def test_a_row_that_bears_sqlalchemys_own_names_of_its_columns_goes_into_json():
    row = {
        quoted_name("limit", quote=None): Decimal("1.50"),
        "at": datetime(2026, 1, 2, tzinfo=UTC),
    }
    assert to_json({"items": [row]}) == b'{"items":[{"limit":"1.50","at":"2026-01-02T00:00:00Z"}]}'
