"""What an error means: only what stops all facts counts as a database away, or one fact could stop all."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from chassis.transport.failure import Verdict, judge


@pytest.mark.parametrize(
    "text, verdict",
    [
        ("database is locked", Verdict.AWAY),
        ("database or disk is full", Verdict.AWAY),
        ("unable to open database file", Verdict.AWAY),
        ("no such table: x", Verdict.PERMANENT),
        ("Expression tree is too large (maximum depth 1000)", Verdict.TRANSIENT),
    ],
)
def test_of_sqlites_errors(text, verdict):
    assert judge(OperationalError("", {}, sqlite3.OperationalError(text))) is verdict


@pytest.mark.parametrize(
    "state, verdict",
    [
        ("53100", Verdict.AWAY),
        ("53300", Verdict.AWAY),
        ("53200", Verdict.TRANSIENT),
        ("40P01", Verdict.TRANSIENT),
        ("22003", Verdict.PERMANENT),
        (None, Verdict.AWAY),
    ],
)
def test_of_postgresqls_errors(state, verdict):
    fault = psycopg.OperationalError("x")
    fault.sqlstate = state
    assert judge(OperationalError("", {}, fault)) is verdict


def test_a_broken_constraint_stays_broken():
    assert judge(IntegrityError("", {}, sqlite3.IntegrityError("x"))) is Verdict.PERMANENT
