"""The journal: its rows stay as they are, its chain shows where not, private values go with their key."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from chassis import clock
from chassis.data import journal, vault
from chassis.data.tables import journal as journal_table, journal_seal
from chassis.ids import new_id
from chassis.tests.test_data import database

pytestmark = pytest.mark.both_databases
__all__ = ["database"]  # a fixture


def test_a_journal_row_says_what_differs_and_can_be_neither_changed_nor_removed(database):
    with database.transaction() as session:
        journal.record(
            session,
            "order/1",
            {"a": 1, "b": Decimal("2.00")},
            {"a": 1, "b": Decimal("3.00")},
            "why",
        )
    with database.reading() as session:
        row = session.execute(select(journal_table)).mappings().one()
    assert (row["changes"], row["reason"]) == ({"b": ["2.00", "3.00"]}, "why")
    for statement in ("UPDATE journal SET reason = 'x'", "DELETE FROM journal"):
        with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
            session.execute(text(statement))


def test_the_chain_shows_a_row_that_was_tampered_with(database, capsys):
    for n in range(5):
        with database.transaction() as session:
            journal.record(session, f"thing/{n}", None, {"n": n})
    assert journal.seal(database, limit=3) == 3
    assert journal.seal(database) == 2
    assert journal.seal(database) == 0
    with database.reading() as session:
        assert journal.broken_links(session) == []
    trigger = (
        "DROP TRIGGER journal_append_only ON journal"
        if database.is_postgres
        else "DROP TRIGGER journal_no_update"
    )
    with database.transaction() as session:
        third = session.scalar(
            select(journal_seal.c.journal_id).where(journal_seal.c.position == 3)
        )
        session.execute(text(trigger))
        session.execute(
            journal_table.update().where(journal_table.c.id == third).values(reason="x")
        )
    with database.reading() as session:
        assert journal.broken_links(session) == [3]
    assert journal.command(database) == 1
    assert capsys.readouterr().out.startswith("position 3: ")


def test_a_row_that_is_long_not_chained_is_told_of(database, capsys, monkeypatch):
    with database.transaction() as session:
        journal.record(session, "thing/1", None, {"n": 1})
    assert journal.command(database) == 0
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert journal.command(database) == 1
    assert "1 rows older than an hour are not chained" in capsys.readouterr().out


def journaled_at(database, monkeypatch, seconds):
    with monkeypatch.context() as moved, database.transaction() as session:
        present = clock.machine()
        moved.setattr(clock, "machine", lambda: present + seconds)
        moved.setattr("chassis.ids._last", 0)
        journal.record(session, f"parcel/{seconds}", None, {"a": 1})


def test_a_row_that_commits_late_is_chained_when_the_look_goes_back_far_enough(
    database, monkeypatch
):
    journaled_at(database, monkeypatch, 0)
    assert journal.seal(database) == 1
    journaled_at(database, monkeypatch, -600)
    assert journal.seal(database, back=journal.LATE) == 0
    assert journal.seal(database, back=journal.LATEST) == 1


def test_a_clock_that_was_a_day_ahead_leaves_no_row_unchained(database, monkeypatch):
    journaled_at(database, monkeypatch, 86_400)
    assert journal.seal(database) == 1
    journaled_at(database, monkeypatch, 0)
    assert journal.seal(database, back=journal.LATE) == 1
    with database.reading() as session:
        assert journal.broken_links(session) == []


def test_who_was_erased_before_anything_was_sealed_stays_erased(database):
    person = new_id()
    with database.transaction() as session:
        vault.erase(session, person)
    with pytest.raises(ValueError, match="was erased"), database.transaction() as session:
        vault.seal(session, person, "again")


def test_a_private_value_is_sealed_in_the_journal_and_gone_with_the_persons_key(database):
    person, classes = new_id(), {"phone": "confidential", "name": "internal"}
    with database.transaction() as session:
        after = {"phone": "13800000000", "name": "X"}
        journal.record(session, "customer/1", None, after, classes=classes, person=person)
    with database.transaction() as session:
        changes = session.scalar(select(journal_table.c.changes))
        assert changes["name"] == [None, "X"]
        assert "13800000000" not in str(changes)
        assert vault.open_sealed(session, person, changes["phone"]) == [None, "13800000000"]
        vault.erase(session, person)
    with database.reading() as session:
        assert vault.open_sealed(session, person, changes["phone"]) == vault.ERASED
    with pytest.raises(ValueError, match="erased"), database.transaction() as session:
        vault.seal(session, person, "again")
