"""What the relay promises: every stated fact reaches the bus at least once, whatever happens to either."""

import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select, update

from chassis import clock
from chassis.data.database import Database
from chassis.data.tables import metadata as chassis_tables
from chassis.ids import new_id
from chassis.transport.bus import Message, Outcome
from chassis.transport.contract import WHOLE, ContractBroken, declare
from chassis.transport.fact import LIMIT, FactTooLarge, decode
from chassis.transport.hint import hinter
from chassis.transport.outbox import emit
from chassis.transport.relay import POLL, STANDBY, WINDOW, Relay
from chassis.transport.tables import outbox

pytestmark = pytest.mark.both_databases

MADE = declare(
    "relayer.thing.made.v1",
    subject="thing",
    data={"value": WHOLE},
    example={"value": 1},
    doc="Made.",
)


class FakeBus:
    """Remembers what it was given; answers what the test wants."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.answer: Outcome | None = Outcome.CONFIRMED
        self.refused: set[bytes] = set()

    def publish(self, window: Sequence[Message]) -> list[Outcome]:
        if self.answer is None:
            raise AssertionError("nothing was to be published")
        self.taken += window
        return [self.answer for _ in window]

    def close(self) -> None: ...


@pytest.fixture
def database(database_url) -> Any:
    database = Database(database_url("relayer"))
    import chassis.transport.tables  # noqa: F401

    chassis_tables.create_all(database.engine)
    yield database
    database.dispose()


@pytest.fixture
def bus() -> FakeBus:
    return FakeBus()


@pytest.fixture
def relay(database, bus) -> Any:
    relay = Relay("relayer", database, bus, frozenset({"relayer.thing.made"}))
    yield relay
    relay.close()


def state(database: Database, count: int) -> None:
    with database.transaction() as session:
        emit(session, *(MADE.fact(new_id(), 1, {"value": n}) for n in range(count)))


def unpublished(database: Database) -> list[Any]:
    with database.reading() as session:
        return list(session.execute(select(outbox).where(outbox.c.published.is_(None))))


def test_facts_leave_in_windows_and_are_marked(database, bus, relay):
    state(database, WINDOW + 5)
    assert relay.round() == 0
    assert relay.round() == POLL
    assert unpublished(database) == []
    assert [decode(message.body).data["value"] for message in bus.taken] == list(range(WINDOW + 5))
    assert {(m.exchange, m.key, m.mandatory) for m in bus.taken} == {
        ("relayer.events", MADE.type, True)
    }
    bus.answer = None
    assert relay.round() == POLL


def test_what_nobody_subscribes_to_is_published_plainly(database, bus):
    relay = Relay("relayer", database, bus, frozenset())
    state(database, 1)
    relay.round()
    relay.close()
    assert [message.mandatory for message in bus.taken] == [False]


def test_a_fact_of_a_rolled_back_transaction_is_never_stated(database, bus, relay):
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        emit(session, MADE.fact(new_id(), 1, {"value": 1}))
        raise ZeroDivisionError
    relay.round()
    assert bus.taken == []


@pytest.mark.parametrize("outcome", [Outcome.UNROUTABLE, Outcome.REFUSED])
def test_what_the_bus_does_not_take_is_tried_again_later_for_ever(database, bus, relay, outcome):
    state(database, 1)
    bus.answer = outcome
    for tried in range(1, 15):
        relay.round()
        [row] = unpublished(database)
        assert (row.attempts, row.last_error) == (tried, f"{outcome.value}: {MADE.type}")
        assert timedelta() < row.next_attempt - clock.now() <= timedelta(seconds=300)
        bus.answer = None
        relay.round()
        bus.answer = outcome
        with database.transaction() as session:
            session.execute(update(outbox).values(next_attempt=clock.now()))
    bus.answer = Outcome.CONFIRMED
    relay.round()
    assert unpublished(database) == []


def test_one_that_is_not_taken_does_not_hold_up_the_others(database, bus, relay):
    state(database, WINDOW)
    bus.answer = Outcome.UNROUTABLE
    relay.round()
    state(database, 3)
    bus.answer = Outcome.CONFIRMED
    relay.round()
    assert len(unpublished(database)) == WINDOW


def test_a_lost_connection_backs_off_and_marks_nothing(database, bus, relay):
    state(database, 1)
    bus.answer = Outcome.LOST
    pauses = [relay.round() for _ in range(12)]
    assert pauses[0] < 0.3 and pauses[-1] >= 4
    assert unpublished(database)[0].attempts == 0
    bus.answer = Outcome.CONFIRMED
    assert relay.round() == POLL


def test_one_relay_leads_and_the_other_takes_over(database, bus, relay):
    standby = Relay("relayer", database, bus, frozenset())
    assert relay.round() == POLL
    assert standby.round() == STANDBY
    relay.close()
    assert standby.round() == POLL
    standby.close()


def test_a_fact_that_breaks_its_contract_is_refused_where_it_is_stated(database):
    with pytest.raises(ContractBroken, match="value"), database.transaction() as session:
        emit(session, MADE.fact(new_id(), 1, {"value": "one"}))
    with pytest.raises(ContractBroken, match="extra"), database.transaction() as session:
        emit(session, MADE.fact(new_id(), 1, {"value": 1, "extra": 1}))


def test_a_fact_is_no_document(database):
    from chassis.transport.contract import TEXT

    told = declare(
        "relayer.thing.told.v1",
        subject="thing",
        data={"text": TEXT},
        example={"text": ""},
        doc="Told.",
    )
    with database.transaction() as session:
        emit(session, told.fact(new_id(), 1, {"text": "批" * (LIMIT // 3 - 300)}))
    with pytest.raises(FactTooLarge), database.transaction() as session:
        emit(session, told.fact(new_id(), 1, {"text": "批" * (LIMIT // 3)}))


def test_the_hint_comes_after_the_commit_and_only_for_facts(database):
    hints: list[int] = []
    database.on_emitted = lambda: hints.append(len(unpublished(database)))
    with database.transaction():
        pass
    state(database, 1)
    assert hints == [1]


def test_a_hint_is_never_held_up_by_a_name_server_and_arrives_once_it_answered(monkeypatch):
    answered = Event()
    monkeypatch.setattr(socket, "gethostbyname", lambda _: answered.wait(10) and "127.0.0.1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        ear.settimeout(0.05)
        hint = hinter(f"worker.test:{ear.getsockname()[1]}")
        began = time.monotonic()
        hint()
        assert time.monotonic() - began < 1
        answered.set()
        assert heard(ear, hint)


def heard(ear: socket.socket, hint: Callable[[], None]) -> bool:
    for _ in range(100):
        hint()
        with suppress(TimeoutError):
            return ear.recv(16) == b"!"
    return False
