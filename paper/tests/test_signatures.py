"""Signatures as stored: who signed what, round after round, each form kind on its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest

from chassis.principal import Context, Principal
from paper import errors, signatures
from paper.signatures import history, sign, standing, start
from paper.signing import Form

FORM, OTHER = Form("test.form"), Form("test.other")
ANNA, BORIS, CHEN, DORA = (UUID(int=n) for n in range(1, 5))
SUBJECT = "thing/1"


@pytest.fixture
def acting(database):
    """Run one call as a person, in a transaction of its own."""

    def run(person, verb, *args, **kwargs):
        context = Context(principal=Principal(person))
        with database.transaction(context) as session:
            return verb(session, SUBJECT, *args, **kwargs)

    return run


@pytest.mark.both_databases
def test_three_people_approve_a_form(acting):
    assert acting(ANNA, start, FORM).due == "examine"
    assert acting(BORIS, sign, FORM, "examine", True).due == "recheck"
    assert acting(CHEN, sign, FORM, "recheck", True, "fine").outcome == "approved"
    rows = acting(DORA, history, FORM.kind)
    assert [(row["step"], row["signer"], row["verdict"]) for row in rows] == [
        ("fill", ANNA, "signed"),
        ("examine", BORIS, "signed"),
        ("recheck", CHEN, "signed"),
    ]
    assert rows[2]["comment"] == "fine"
    assert all(row["signed_at"] for row in rows)


def test_a_rejected_form_is_submitted_again_and_keeps_its_earlier_round(acting):
    acting(ANNA, start, FORM)
    rejected = acting(BORIS, sign, FORM, "examine", False, "no address")
    assert (rejected.outcome, rejected.due) == ("rejected", None)
    again = acting(ANNA, start, FORM)
    assert (again.process, again.number, again.due) == (1, 2, "examine")
    acting(BORIS, sign, FORM, "examine", True)
    acting(CHEN, sign, FORM, "recheck", True)
    rows = acting(ANNA, history, FORM.kind)
    assert [row["verdict"] for row in rows] == ["signed", "rejected", "spared"] + ["signed"] * 3
    assert rows[1]["comment"] == "no address"
    assert rows[2]["signer"] is None


def test_who_filled_an_earlier_round_does_not_examine_its_correction(acting):
    acting(ANNA, start, FORM)
    acting(BORIS, sign, FORM, "examine", False, "no address")
    acting(DORA, start, FORM)
    with pytest.raises(errors.SamePersonTwice):
        acting(ANNA, sign, FORM, "examine", True)
    assert acting(BORIS, sign, FORM, "examine", True).due == "recheck"


def test_an_approved_form_starts_a_process_of_its_own_next_time(acting):
    for person in (ANNA, BORIS):
        acting(person, start, FORM)
        others = [p for p in (CHEN, DORA, ANNA, BORIS) if p != person]
        acting(others[0], sign, FORM, "examine", True)
        acting(others[1], sign, FORM, "recheck", True)
    assert acting(ANNA, standing, FORM.kind).process == 2
    assert acting(ANNA, standing, FORM.kind).fillers == {BORIS}


def test_a_refused_signature_changes_nothing(acting):
    acting(ANNA, start, FORM)
    before = acting(ANNA, history, FORM.kind)
    for person, step in ((ANNA, "examine"), (BORIS, "recheck")):
        with pytest.raises((errors.SamePersonTwice, errors.OtherStepDue)):
            acting(person, sign, FORM, step, True)
    with pytest.raises(errors.CommentMissing):
        acting(BORIS, sign, FORM, "examine", False)
    assert acting(ANNA, history, FORM.kind) == before


def test_forms_of_two_kinds_do_not_meet(acting):
    acting(ANNA, start, FORM)
    assert acting(ANNA, standing, OTHER.kind).outcome is None
    acting(BORIS, start, OTHER)
    assert acting(ANNA, standing, FORM.kind).fillers == {ANNA}


@pytest.mark.on_postgres
def test_two_who_sign_the_same_step_at_once_do_not_both_count(acting, monkeypatch):
    acting(ANNA, start, FORM)
    both_have_read = Barrier(2, timeout=20)

    def read_together(session, subject, kind):
        now = standing(session, subject, kind)
        both_have_read.wait()
        return now

    def examine(person):
        try:
            return acting(person, sign, FORM, "examine", True).due
        except errors.NothingToSign:
            return "refused"

    monkeypatch.setattr(signatures, "standing", read_together)
    with ThreadPoolExecutor(2) as together:
        answers = list(together.map(examine, (BORIS, CHEN)))
    assert sorted(answers) == ["recheck", "refused"]


@pytest.mark.both_databases
def test_the_first_migration_makes_the_tables_as_they_are_described(database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from paper.tables import metadata

    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
