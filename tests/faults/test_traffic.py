"""Promises 2, 3, 5 and 6 on the running system: repeats, backlog, poison, one key fifty times."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random
from uuid import uuid4

import pytest

from bench.copies import Template
from chassis.ids import new_id
from chassis.transport.bus import Message, Outcome, open_bus
from operations.processes import ROOT, SERVICES
from operations.scenario.client import eventually

BACKLOG = 10_000


@pytest.fixture
def publisher(works):
    """A connection that may publish anything anywhere, as a broken or hostile producer would."""
    made = open_bus(works.system.plan.bus_url).publisher()
    yield made
    made.close()


def publish(publisher, *bodies, exchange="sales.events", key="sales.order.posted.v1"):
    window = [Message(exchange, key, body, mandatory=True) for body in bodies]
    assert set(publisher.publish(window)) == {Outcome.CONFIRMED}


def envelopes(works, service):
    return [
        row["envelope"].encode()
        for row in works.sql(service, "SELECT envelope FROM outbox ORDER BY id")
    ]


def effects(works):
    """What a doubled or lost effect would change."""
    counted = {
        "inventory": "SELECT (SELECT count(*) FROM movements) AS m, (SELECT sum(value) FROM pools) AS v",
        "sales": "SELECT (SELECT count(*) FROM deliveries) AS d, (SELECT sum(gross) FROM receivables) AS r",
        "quality": "SELECT (SELECT count(*) FROM cases) AS c, (SELECT count(*) FROM costs) AS q",
    }
    return {service: dict(works.sql(service, sql)[0]) for service, sql in counted.items()}


def dead(works, service, *words):
    """The operator's command, as typed."""
    argv = [sys.executable, "-m", "chassis", service, "dead", *words]
    environ = {**os.environ, **works.system.environ(service)}
    return subprocess.run(argv, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=60)


def stands(works, service, state, reason):
    """Wait until the service's inbox holds such an item; returns its event id."""
    sql = f"SELECT event_id FROM inbox WHERE state = '{state}' AND reason LIKE '%{reason}%'"
    rows = eventually(
        f"{state} in {service}: {reason}", lambda: works.sql(service, sql), patience=40
    )
    return str(rows[-1]["event_id"])


def test_every_message_ten_times_and_shuffled_by_two_relays_and_two_workers(works, publisher):
    with works.second_worker("inventory", "sales", "quality"):
        for _ in range(10):
            works.take_back(works.sell("3"), "1")
        works.settle()
        before = effects(works)
        shuffle = Random(7)
        for service in SERVICES:
            stated = [(json.loads(body)["type"], body) for body in envelopes(works, service)] * 10
            shuffle.shuffle(stated)
            for start in range(0, len(stated), 100):
                window = [
                    Message(f"{service}.events", *pair) for pair in stated[start : start + 100]
                ]
                assert Outcome.LOST not in publisher.publish(window)
        works.sell("1")  # queued behind all of them: when it is through, so are they
        works.settle()
    after = effects(works)
    assert after["quality"] == before["quality"]
    assert after["sales"]["d"] == before["sales"]["d"] + 1
    assert after["inventory"]["m"] == before["inventory"]["m"] + 1


def test_bytes_that_are_no_json_stop_nothing_and_are_shown(works, publisher):
    publish(publisher, b"\xff\x00 not json", b'{"almost": "a fact"}')
    works.sell("1")
    event = stands(works, "inventory", "dead", "no fact")
    assert event in dead(works, "inventory", "list").stdout
    assert "no fact" in dead(works, "inventory", "show", event).stdout
    for row in works.sql("inventory", "SELECT event_id FROM inbox WHERE state = 'dead'"):
        assert (
            dead(works, "inventory", "discard", str(row["event_id"]), "--reason", "test").returncode
            == 0
        )
    works.settle()


def test_a_forged_source_is_dead_and_has_no_effect(works, publisher):
    before = effects(works)
    genuine = json.loads(envelopes(works, "sales")[-1])
    forged = genuine | {"id": str(uuid4()), "type": "sales.order.posted.v1"}
    key = "quality.lot.hold_ended.v1"
    publish(publisher, json.dumps(forged).encode(), exchange="quality.events", key=key)
    event = stands(works, "inventory", "dead", "forged")
    assert event in dead(works, "inventory", "list").stdout
    assert "forged" in dead(works, "inventory", "show", event).stdout
    assert dead(works, "inventory", "discard", event, "--reason", "forged").returncode == 0
    works.settle()
    assert effects(works) == before


def test_an_unknown_newer_version_is_parked_and_others_go_on(works, publisher):
    newer = json.loads(next(e for e in envelopes(works, "sales") if b"sales.order.posted.v1" in e))
    newer |= {"id": str(uuid4()), "type": "sales.order.posted.v9"}
    publish(publisher, json.dumps(newer).encode(), key="sales.order.posted.v9")
    event = stands(works, "inventory", "parked", "not known")
    sold = works.sell("1")
    assert works.deliveries(sold)
    assert event in dead(works, "inventory", "list").stdout
    assert "not known" in dead(works, "inventory", "show", event).stdout
    assert dead(works, "inventory", "discard", event, "--reason", "test").returncode == 0
    works.settle()


def test_a_poison_fact_is_set_aside_with_its_reason_shown_and_stops_nothing(works, publisher):
    """A delivery's issue that names an order sales doesn't know, until it does."""
    before = works.stock()["free"]
    sold = works.sell("2")
    works.settle()
    issued = json.loads([e for e in envelopes(works, "inventory") if b"stock.issued.v1" in e][-1])
    poison = json.loads(json.dumps(issued))
    poison["id"] = str(new_id())
    poison["data"] |= {"issue_id": str(new_id()), "order_id": str(new_id())}
    publish(publisher, json.dumps(poison).encode(), exchange="inventory.events", key=poison["type"])
    event = stands(works, "sales", "dead", poison["data"]["issue_id"])
    assert len(works.deliveries(works.sell("1"))) == 1  # it stopped nothing
    assert event in dead(works, "sales", "list").stdout
    assert poison["data"]["issue_id"] in dead(works, "sales", "show", event).stdout
    again = dead(works, "sales", "replay", event, "--reason", "order restored")
    assert (again.returncode, "replay: 1" in again.stdout) == (0, True)
    stands(works, "sales", "dead", poison["data"]["issue_id"])  # it still can't be done
    assert len(works.deliveries(sold)) == 1
    for row in works.sql("sales", "SELECT event_id FROM inbox WHERE state = 'dead'"):
        dead(works, "sales", "discard", str(row["event_id"]), "--reason", "test")
    works.settle()
    assert before - works.stock()["free"] == 3


def test_a_fact_that_kills_its_process_is_dead_at_the_fifth_attempt_and_replayed_once(works):
    sold = works.draft("1")
    works.system.stop("inventory-worker")
    works.post(sold)
    for _ in range(8):
        if works.sql("inventory", "SELECT 1 FROM inbox WHERE state = 'dead'"):
            break
        works.system.start("inventory-worker", SIFANG_FAILPOINT="consumer.handled")
        eventually("it died, or set the fact aside", lambda: _died_or_dead(works), patience=60)
        works.system.stop("inventory-worker")
    event = stands(works, "inventory", "dead", "again and again")
    works.revive()
    assert works.deliveries(works.sell("1"))  # the service goes on
    before = works.stock()["free"]
    assert dead(works, "inventory", "replay", event, "--reason", "mended").returncode == 0
    works.settle()
    dead(works, "inventory", "replay", event, "--reason", "mended, once more")
    works.settle()
    assert (len(works.deliveries(sold)), before - works.stock()["free"]) == (1, 1)


def test_fifty_posts_with_one_key_have_one_effect_and_one_answer(works):
    before, order, key = works.stock()["free"], works.draft("1"), str(uuid4())
    seller, path = works.people["salesperson"], f"/api/v1/sales/orders/{order['id']}/post"
    with ThreadPoolExecutor(50) as crowd:
        answers = list(
            crowd.map(lambda _: seller.ask("POST", path, **{"Idempotency-Key": key}), range(50))
        )
    said = {json.dumps(answer.json, sort_keys=True) for answer in answers if answer.status == 200}
    assert len(said) == 1
    assert {answer.status for answer in answers} <= {200, 409, 503}
    again = seller.ask("POST", path, **{"Idempotency-Key": key})
    assert json.dumps(again.json, sort_keys=True) in said
    works.settle()
    assert before - works.stock()["free"] == 1


def test_ten_thousand_facts_wait_for_a_service_that_is_down_and_all_take_effect_once(works):
    works.receive("20000", "L-BACKLOG")
    works.settle()
    before, counted = works.stock()["free"], effects(works)
    draft = works.draft("1")
    works.system.kill("inventory-worker", "inventory-web")
    sold = works.people["salesperson"].post(f"/api/v1/sales/orders/{draft['id']}/post")
    template = Template(works.system.plan.database_url("sales"), sold["id"], [works.product["id"]])
    template.post(BACKLOG)
    unsent = "SELECT count(*) AS n FROM outbox WHERE published IS NULL"
    eventually("all are on the bus", lambda: works.sql("sales", unsent)[0]["n"] == 0, patience=120)
    works.revive()
    deliveries = "SELECT count(*) AS n FROM deliveries"
    want = counted["sales"]["d"] + 1 + BACKLOG
    eventually(
        "all are delivered", lambda: works.sql("sales", deliveries)[0]["n"] >= want, patience=240
    )
    works.settle(patience=120)
    assert before - works.stock()["free"] == 1 + BACKLOG
    assert effects(works)["sales"]["d"] == want


def _died_or_dead(works):
    gone = "inventory-worker" not in works.system.pids()
    return gone or works.sql("inventory", "SELECT 1 FROM inbox WHERE state = 'dead'")
