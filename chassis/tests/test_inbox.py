"""What the inbox promises: every effect once, whatever is repeated, shuffled, poisoned or forged."""

import json
import random
import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from chassis import clock
from chassis.data.database import Database
from chassis.ids import new_id
from chassis.service import Line, Service, once
from chassis.tests.taker import (
    CHANGED,
    CLOSED,
    COUNTED,
    OPENED,
    SEALED,
    TAKER,
    Base,
    NoSuchThing,
    copies,
    database,
    effect,
    fact,
    failing,
    locked,
    make_due,
    rows,
    states,
    taker,
    url,
    values,
)
from chassis.transport import inbox_rows
from chassis.transport.bus import Delivery
from chassis.transport.contract import DECIMAL, WHOLE, Published, declare
from chassis.transport.failure import DatabaseAway
from chassis.transport.inbox import Inbox
from chassis.transport.tables import inbox, outbox
from tests.support.windows import delivery

pytestmark = pytest.mark.both_databases
__all__ = ["database", "taker", "url"]  # fixtures


def test_ten_shuffled_deliveries_of_everything_take_effect_once(taker, database):
    chosen = random.Random(7)
    subjects = [new_id() for _ in range(5)]
    facts = [fact(CHANGED, n, n, subjects[n % 5]) for n in range(1, 31)]
    facts += [fact(COUNTED, n) for n in range(20)]
    deliveries = [delivery(one, redelivered=chosen.random() < 0.3) for one in facts * 10]
    chosen.shuffle(deliveries)
    while deliveries:
        taker.receive(
            [deliveries.pop() for _ in range(min(len(deliveries), chosen.randint(1, 50)))]
        )
    assert sorted(row.value for row in rows(database, copies)) == [26, 27, 28, 29, 30]
    assert values(database, "count") == values(database, "count_many") == list(range(20))
    assert set(states(database)) == {"done"}
    assert len(rows(database, outbox)) == 30 + 20


def test_an_older_state_never_replaces_a_newer_one(taker, database):
    subject = new_id()
    for sequence in (3, 1, 5, 4, 5):
        taker.receive([delivery(fact(CHANGED, sequence, sequence, subject))])
    assert [row.value for row in rows(database, copies)] == [5]


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_chain_of_waiting_facts_ends_the_same_in_any_order(taker, database, shuffled):
    subjects = [new_id() for _ in range(4)]
    facts = [
        fact(type, n, subject=s)
        for n, s in enumerate(subjects)
        for type in (SEALED, CLOSED, OPENED)
    ]
    if shuffled:
        random.Random(3).shuffle(facts)
        for one in facts:
            taker.receive([delivery(one)])
            while taker.released:
                taker.work_off()
    else:
        taker.receive([delivery(one) for one in facts])
    for handler in ("open_case", "close_case", "seal_case"):
        assert values(database, handler) == [0, 1, 2, 3]
    assert set(states(database)) == {"done"}


def test_a_fact_waits_for_its_predecessor_and_dies_after_a_day(taker, database):
    taker.receive([delivery(fact(CLOSED))])
    assert states(database) == ["blocked"]
    taker.tidy()
    assert states(database) == ["blocked"]
    with database.transaction() as session:
        session.execute(update(inbox).values(received=clock.now() - timedelta(hours=25)))
    taker.tidy()
    assert states(database) == ["dead"]
    assert rows(database) == []


def test_a_fact_waits_behind_a_dead_predecessor_while_all_others_go_on(taker, database):
    subject = new_id()
    failing[13] = NoSuchThing(number=13)
    taker.receive(
        [delivery(fact(OPENED, 13, subject=subject)), delivery(fact(CLOSED, 2, subject=subject))]
    )
    taker.receive([delivery(fact(COUNTED, 3))])
    assert states(database, type=OPENED) == ["dead"]
    assert states(database, type=CLOSED) == ["blocked"]
    assert values(database, "count") == [3]


def test_one_poisoned_fact_of_a_window_spares_its_neighbours(taker, database):
    failing[5] = NoSuchThing(number=5)
    failing[6] = KeyError("bug")
    taker.receive([delivery(fact(COUNTED, n)) for n in range(10)])
    assert values(database, "count") == [0, 1, 2, 3, 4, 7, 8, 9]
    assert values(database, "count_many") == list(range(10))
    reasons = [row.reason for row in rows(database, inbox) if row.state == "dead"]
    assert sorted(reasons)[1] == "no_such_thing: There is no thing 5."
    assert sorted(reasons)[0].startswith("KeyError: 'bug' (in handle, ")


def test_a_transient_failure_waits_by_the_schedule_and_then_succeeds(taker, database):
    failing[5] = locked("40P01")
    taker.receive([delivery(fact(COUNTED, 5))])
    [row] = [row for row in rows(database, inbox) if row.state != "done"]
    assert (row.state, row.attempts) == ("waiting", 1)
    assert timedelta(seconds=1) < row.due - clock.now() <= timedelta(seconds=2)
    assert not taker.work_off()
    make_due(database)
    assert taker.work_off()
    assert states(database, handler="count") == ["waiting"]
    failing.clear()
    make_due(database)
    assert taker.work_off()
    assert values(database, "count") == [5]
    assert set(states(database)) == {"done"}


def test_a_failure_that_never_ends_is_dead_after_the_last_time(taker, database):
    failing[5] = locked("40001")
    taker.receive([delivery(fact(COUNTED, 5))])
    for _ in range(8):
        assert states(database, handler="count") == ["waiting"]
        make_due(database)
        taker.work_off()
    assert states(database, handler="count") == ["dead"]


def test_a_database_that_is_away_acks_nothing_and_loses_nothing(taker, database):
    failing[5] = locked("57P01")
    window = [delivery(fact(COUNTED, n)) for n in range(4, 7)]
    with pytest.raises(DatabaseAway):
        taker.receive(window)
    failing.clear()
    taker.receive(window)
    assert values(database, "count") == [4, 5, 6]


def test_the_same_id_with_other_content_is_dead_and_the_first_stands(taker, database):
    first = fact(COUNTED, 1)
    taker.receive([delivery(first)])
    other = delivery(first | {"data": {"value": 2}})
    taker.receive([other])
    taker.receive([other])
    assert values(database, "count") == [1]
    dead = [row for row in rows(database, inbox) if row.state == "dead"]
    assert {row.handler for row in dead} == {"count", "count_many"}
    assert all("other content" in row.reason and row.body == other.body for row in dead)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\x00\xff", "no fact"),
        (b"[1]", "no fact"),
        (b'{"specversion": "1.0", "type": "Wrong"}', "no fact"),
    ],
)
def test_what_is_no_fact_is_dead_with_its_raw_bytes(taker, database, body, reason):
    taker.receive([Delivery("maker.events", "x", body, False, 1, 1), delivery(fact(COUNTED, 1))])
    [dead] = [row for row in rows(database, inbox) if row.state == "dead"]
    assert (dead.body, dead.handler) == (body, "")
    assert dead.reason.startswith(reason)
    assert values(database, "count") == [1]


@pytest.mark.parametrize(
    "changes", [{"exchange": "other.events"}, {"exchange": ""}, {"exchange": "taker.events"}]
)
def test_a_forged_source_is_dead(taker, database, changes):
    taker.receive([delivery(fact(COUNTED, 1), **changes)])
    assert states(database) == ["dead"]
    assert rows(database) == []


def test_a_source_that_is_not_the_types_owner_is_dead(taker, database):
    taker.receive([delivery(fact(COUNTED, 1, source="other"))])
    assert states(database) == ["dead"]


def test_a_newer_version_is_parked_until_the_code_knows_it(taker, database):
    newer = fact(COUNTED.replace("v1", "v2"), 8)
    taker.receive([delivery(newer), delivery(newer)])
    assert states(database) == ["parked"]
    taker.tidy()
    taker.work_off()
    assert states(database) == ["parked"]
    lines = (*TAKER.lines, Line(newer["type"], once, effect("count_v2")))
    upgraded = Inbox(Service("taker", "chassis.tests", Base.metadata, lines), database)
    upgraded.tidy()
    assert upgraded.work_off()
    assert values(database, "count_v2") == [8]
    assert states(database) == ["done"]


def test_data_is_held_against_the_published_contract(database, tmp_path):
    (tmp_path / "events").mkdir()
    contract = declare(
        "maker.thing.weighed.v1",
        subject="thing",
        data={"value": WHOLE, "weight": DECIMAL},
        example={"value": 1, "weight": "1.5"},
        doc="A thing was weighed.",
    )
    (tmp_path / "events" / f"{contract.type}.json").write_text(json.dumps(contract.published()))
    weigher = Service(
        "taker", "x", Base.metadata, (Line(contract.type, once, effect("weigh")), TAKER.lines[0])
    )
    weigh = Inbox(weigher, database, Published(str(tmp_path)))
    good = {"value": 1, "weight": "2.5", "added_later": True}
    weigh.receive([delivery(fact(contract.type, data=good)), delivery(fact(contract.type))])
    assert values(database, "weigh") == [1]
    [dead] = [row for row in rows(database, inbox) if row.state == "dead"]
    assert '"weight" is a required property' in dead.reason
    weigh.receive([delivery(fact(CHANGED))])
    assert states(database, type=CHANGED) == ["parked"]


def test_a_redelivered_fact_that_never_ends_is_dead_at_the_fifth_attempt(taker, database):
    killer = delivery(fact(OPENED, 1), redelivered=True)
    with database.transaction() as session:
        [item] = taker._reader.read(killer)
        assert [inbox_rows.count(session, item) for _ in range(4)] == [1, 2, 3, 4]
    taker.receive([killer])
    assert states(database) == ["dead"]
    assert rows(database) == []


def test_a_claimed_item_whose_process_died_runs_again_but_not_for_ever(taker, database):
    failing[5] = locked("40P01")
    taker.receive([delivery(fact(OPENED, 5))])
    failing.clear()
    for _ in range(4):
        make_due(database)
        with database.transaction() as session:
            assert len(inbox_rows.claim(session)) == 1  # and here the process is killed
    make_due(database)
    taker.work_off()
    assert states(database) == ["dead"]


def test_what_a_handler_states_carries_the_chain_on(taker, database):
    cause = fact(CHANGED, 4)
    taker.receive([delivery(cause), *(delivery(fact(COUNTED, n)) for n in range(2))])
    stated = [json.loads(row.envelope) for row in rows(database, outbox)]
    [follower] = [one for one in stated if one["data"]["value"] == 4]
    assert follower["correlationid"] == cause["correlationid"]
    assert follower["causationid"] == cause["id"]
    assert len({one["causationid"] for one in stated}) == 3


def test_two_workers_with_the_same_shuffled_deliveries_do_everything_once(url, database):
    subjects = [new_id() for _ in range(6)]
    facts = [fact(CHANGED, n, n, subjects[n % 6]) for n in range(1, 61)]
    facts += [fact(COUNTED, n) for n in range(60)]
    facts += [
        fact(type, n, subject=s)
        for n, s in enumerate(subjects)
        for type in (OPENED, CLOSED, SEALED)
    ]
    errors: list[BaseException] = []

    def work(seed: int) -> None:
        own = Database(url)
        worker, chosen = Inbox(TAKER, own), random.Random(seed)
        deliveries = [delivery(one) for one in chosen.sample(facts, len(facts))]
        try:
            while deliveries:
                worker.receive([deliveries.pop() for _ in range(min(len(deliveries), 25))])
                worker.work_off()
            while worker.work_off():
                pass
        except BaseException as error:
            errors.append(error)
        own.dispose()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (1, 2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert errors == []
    last = Inbox(TAKER, database)
    make_due(database)
    while last.work_off():
        pass
    assert set(states(database)) == {"done"}
    assert values(database, "count") == values(database, "count_many") == list(range(60))
    assert values(database, "seal_case") == list(range(6))
    assert sorted(row.value for row in rows(database, copies)) == list(range(55, 61))
