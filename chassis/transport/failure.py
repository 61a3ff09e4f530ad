"""What an error in a handler means: try again when, or never."""

import re
import sqlite3
import traceback
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError

from chassis import clock
from chassis.errors import Refusal

SCHEDULE = tuple(
    timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 1800, 7200, 21600, 86400)
)
"""How long a fact waits after its first, second … transient failure; after the last it is dead."""


class DatabaseAway(ConnectionError):
    """The service's own database can't be reached: nothing may be acked, nothing was lost."""


class Verdict(Enum):
    """What is to be done about an error."""

    AWAY = "away"
    TRANSIENT = "transient"
    PERMANENT = "permanent"


def judge(error: BaseException) -> Verdict:
    """Whether the database is away, the moment was bad, or the fact can never be handled so."""
    if isinstance(error, DatabaseAway | TimeoutError):
        return Verdict.AWAY
    if isinstance(error, StaleDataError):
        return Verdict.TRANSIENT
    if isinstance(error, DBAPIError):
        return _judge_database(error)
    return Verdict.PERMANENT


def due_after(attempts: int) -> datetime | None:
    """When to try again after this many transient failures; None when it is enough."""
    return clock.now() + SCHEDULE[attempts - 1] if attempts <= len(SCHEDULE) else None


def reason(error: BaseException) -> str:
    """What to tell the people who look at dead letters; without the values of a statement."""
    if isinstance(error, Refusal):
        text = f"{error.code}: {error.sentence('en')}"
    elif isinstance(error, DBAPIError):
        text = f"{type(error.orig).__name__}: {error.orig}{_place(error)}"
    else:
        text = f"{type(error).__name__}: {error}{_place(error)}"
    return printable(text)


def printable(text: str) -> str:
    """Text that every database stores: without NUL and lone surrogates, of bounded length."""
    return text.replace("\0", "").encode(errors="replace").decode()[:1000]


def _judge_database(error: DBAPIError) -> Verdict:
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return Verdict.AWAY
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return next((verdict for form, verdict in _STATES if form.match(state)), Verdict.PERMANENT)
    if isinstance(error.orig, sqlite3.OperationalError):
        told = str(error.orig)
        return next((verdict for form, verdict in _TEXTS if form.match(told)), Verdict.TRANSIENT)
    return Verdict.AWAY if isinstance(error, OperationalError) else Verdict.PERMANENT


# What one fact may bring about by itself is never "away": away stops all others. If the database is
# in fact away, storing the fact as waiting will say so.
_STATES = (
    # deadlock, serialisation, lock, cancelled, memory or a limit of this statement
    (re.compile("40|55P03|57014|532|534"), Verdict.TRANSIENT),
    # connection, disk or connections used up, restart, standby
    (re.compile("08|53|57P|25006|28|3D"), Verdict.AWAY),
)
_TEXTS = (
    (re.compile("unable to open|disk I/O|database "), Verdict.AWAY),  # locked, full, malformed
    (re.compile("no such|near |ambiguous|too many|wrong|misuse|row value"), Verdict.PERMANENT),
)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    if not ours:
        return ""
    last = ours[-1]
    return f" (in {last.name}, {'/'.join(last.filename.split('/')[-3:])}:{last.lineno})"
