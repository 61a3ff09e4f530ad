"""The generated topology: who may write where, and what a broker makes of the definitions."""

import json
import time
import urllib.parse
from typing import Any
from urllib.parse import urlsplit

import pytest

from chassis.service import Line, Service, after, latest, once
from chassis.tests.taker import Base, copy_thing, effect
from chassis.tests.test_bus import collect, message
from chassis.transport.bus import Outcome, open_bus
from chassis.transport.topology import families, subscriptions_of, topology_of
from operations.definitions import definitions

POSTED, RETURNED = "sales.order.posted.v1", "sales.return.received.v1"
INVENTORY = Service(
    "inventory",
    "x",
    Base.metadata,
    (
        Line(POSTED, once, effect("issue")),
        Line(RETURNED, once, effect("quarantine")),
        Line("quality.return.disposed.v1", after(RETURNED), effect("dispose")),
    ),
)
SALES = Service(
    "sales", "x", Base.metadata, (Line("inventory.lot.held.v1", latest, copy_thing, kind="copy"),)
)
QUALITY = Service("quality", "x", Base.metadata)
SUBSCRIPTIONS = subscriptions_of((INVENTORY, SALES, QUALITY))


def test_subscriptions_say_type_handler_mode_and_kind():
    assert SUBSCRIPTIONS["sales"] == [
        {"type": "inventory.lot.held.v1", "handler": "copy_thing", "mode": "latest", "kind": "copy"}
    ]
    assert SUBSCRIPTIONS["inventory"][2]["after"] == RETURNED
    assert SUBSCRIPTIONS["quality"] == []


def test_every_service_has_its_exchange_and_queue_and_only_its_bindings():
    topology = topology_of(SUBSCRIPTIONS)
    assert topology.exchanges == ("inventory.events", "quality.events", "sales.events")
    assert ("quality.in", "quality.dead") in topology.queues
    assert ("sales.events", "sales.order.posted.*", "inventory.in") in topology.bindings
    assert ("sales.events", "to.inventory", "inventory.in") in topology.bindings
    assert not [binding for binding in topology.bindings if binding[2] == "quality.in"]


def test_newer_versions_of_a_type_are_routed_too():
    assert "sales.order.posted" in families(SUBSCRIPTIONS)


def test_definitions_without_passwords_hold_no_secret():
    made = definitions(SUBSCRIPTIONS)
    assert made["users"] == made["permissions"] == []
    assert {queue["arguments"]["x-queue-type"] for queue in made["queues"]} == {"quorum"}
    assert all(list(queue["arguments"]) == ["x-queue-type"] for queue in made["queues"])


@pytest.fixture
def broker(private_rabbitmq: Any) -> Any:
    """A broker of our own with the definitions loaded; gives each user's URL and the API."""
    url = urlsplit(private_rabbitmq.create())
    vhost = url.path.lstrip("/")
    passwords = {name: f"{name}-secret" for name in SUBSCRIPTIONS}
    made = definitions(SUBSCRIPTIONS, vhost, passwords)
    private_rabbitmq._api.ask("POST", "/api/definitions", made)

    def of(user: str) -> str:
        return f"amqp://{user}:{passwords[user]}@{url.hostname}:{url.port}/{vhost}"

    yield of, private_rabbitmq._api, vhost
    for user in passwords:
        private_rabbitmq._api.ask("DELETE", f"/api/users/{user}")


def published(url: str, exchange: str, key: str) -> Outcome:
    publisher = open_bus(url).publisher()
    try:
        return publisher.publish([message(key, exchange=exchange, mandatory=True)])[0]
    finally:
        publisher.close()


def taken(url: str, queue: str) -> int:
    subscriber = open_bus(url).subscriber(queue)
    subscriber.start()
    try:
        return len(collect(subscriber, 1, 2))
    finally:
        subscriber.close()


def policy_on(api: Any, queue: str) -> dict[str, Any]:
    """The policy in force; the management API learns of it after some seconds."""
    until = time.monotonic() + 30
    while "effective_policy_definition" not in (found := api.ask("GET", queue)):
        assert time.monotonic() < until
        time.sleep(0.2)
    return found["effective_policy_definition"]


def test_a_service_can_state_only_its_own_facts_and_read_only_its_own_queue(broker):
    url, api, vhost = broker
    assert published(url("sales"), "sales.events", POSTED) is Outcome.CONFIRMED
    assert published(url("sales"), "inventory.events", "inventory.lot.held.v1") is Outcome.LOST
    assert published(url("sales"), "", "inventory.in") is Outcome.LOST
    assert taken(url("sales"), "inventory.in") == 0
    assert taken(url("inventory"), "inventory.in") == 1
    for queue in ("inventory.in", "sales.in"):
        policy = policy_on(api, f"/api/queues/{vhost}/{queue}")
        assert policy["dead-letter-strategy"] == "at-least-once"
        assert (policy["delivery-limit"], policy["overflow"]) == (1000, "reject-publish")


def test_what_the_broker_gives_up_on_falls_into_the_last_net(broker):
    url, api, vhost = broker
    name = urllib.parse.quote("inventory.in")
    policy = api.ask("GET", f"/api/policies/{vhost}/{name}")
    policy["definition"] |= {"delivery-limit": 2}
    api.ask("PUT", f"/api/policies/{vhost}/{name}", policy)
    published(url("sales"), "sales.events", POSTED)
    subscriber = open_bus(url("inventory")).subscriber("inventory.in")
    subscriber.start()
    for _ in range(3):
        subscriber.nack(collect(subscriber, 1, 3))
    assert subscriber.take(1, 0.5) == []
    subscriber.close()
    read = {"count": 1, "ackmode": "ack_requeue_true", "encoding": "auto"}
    until = time.monotonic() + 10
    while not (caught := api.ask("POST", f"/api/queues/{vhost}/inventory.dead/get", read)):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert json.loads(caught[0]["payload"]) == {}
