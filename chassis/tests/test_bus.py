"""One conformance suite: every bus keeps what `chassis.transport.bus` promises."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest

from chassis.transport.bus import Bus, Delivery, Message, Outcome, open_bus
from chassis.transport.rabbit import declare
from chassis.transport.sqlite_bus import SqliteBus
from chassis.transport.topology import Topology, matches

CONFIRMED, UNROUTABLE, LOST = Outcome.CONFIRMED, Outcome.UNROUTABLE, Outcome.LOST
TOPOLOGY = Topology(
    exchanges=("sales.events", "quality.events"),
    queues=(("inventory.in", "inventory.dead"), ("quality.in", "quality.dead")),
    bindings=(
        ("sales.events", "sales.order.posted.*", "inventory.in"),
        ("sales.events", "sales.return.#", "inventory.in"),
        ("sales.events", "sales.return.received.v1", "quality.in"),
        ("quality.events", "#", "inventory.in"),
    ),
)


@pytest.fixture(params=["sqlite", "rabbitmq"])
def bus_url(request: pytest.FixtureRequest, tmp_path: Any) -> str:
    if request.param == "rabbitmq":
        url = request.getfixturevalue("amqp_url")()
        declare(url, TOPOLOGY)
        return url
    url = f"sqlite:///{tmp_path}/bus.db"
    SqliteBus(url).declare(TOPOLOGY)
    return url


@pytest.fixture
def bus(bus_url: str) -> Bus:
    return open_bus(bus_url)


@pytest.fixture
def opened(bus: Bus) -> Iterator[Callable[..., Any]]:
    """Opens a publisher, or a subscriber of a queue, and closes it after the test."""
    with ExitStack() as stack:

        def open_side(queue: str = "", prefetch: int = 100) -> Any:
            side = bus.subscriber(queue, prefetch) if queue else bus.publisher()
            stack.callback(side.close)
            if queue:
                side.start()
            return side

        yield open_side


def message(key: str, body: bytes = b"{}", exchange: str = "sales.events", **kw: Any) -> Message:
    return Message(exchange, key, body, **kw)


def collect(subscriber: Any, count: int, seconds: float = 5) -> list[Delivery]:
    """Takes until `count` deliveries came, or for so long."""
    got: list[Delivery] = []
    until = time.monotonic() + seconds
    while len(got) < count and time.monotonic() < until:
        got += subscriber.take(50, 0.2)
    return got


def bodies(deliveries: list[Delivery]) -> list[bytes]:
    return sorted(delivery.body for delivery in deliveries)


def test_a_confirmed_message_reaches_every_queue_bound_to_its_key(opened):
    publisher = opened()
    assert publisher.publish([message("sales.return.received.v1", b"one")]) == [CONFIRMED]
    for queue in ("inventory.in", "quality.in"):
        [delivery] = collect(opened(queue), 1)
        assert (delivery.exchange, delivery.key) == ("sales.events", "sales.return.received.v1")
        assert (delivery.body, delivery.redelivered) == (b"one", False)


def test_star_is_one_word_and_hash_is_any_number(opened):
    keys = ["sales.order.posted.v1", "sales.order.posted.v2", "sales.return.x.y.z", "sales.return"]
    window = [message(key, key.encode(), mandatory=True) for key in keys]
    window += [
        message("sales.order.posted", mandatory=True),
        message("sales.order", mandatory=True),
    ]
    assert opened().publish(window) == [CONFIRMED] * 4 + [UNROUTABLE] * 2
    assert bodies(collect(opened("inventory.in"), 4)) == sorted(key.encode() for key in keys)


def test_each_message_of_a_window_gets_its_own_outcome(opened):
    window = []
    for number in range(30):
        window.append(
            message("sales.order.posted.v1", b"%d" % number, mandatory=True, id=str(number))
        )
        window.append(message("sales.nobody.cares.v1", b"lost", mandatory=True))
        window.append(message("sales.nobody.cares.v1", b"plain"))
    outcomes = opened().publish(window)
    assert outcomes == [CONFIRMED, UNROUTABLE, CONFIRMED] * 30
    assert len(collect(opened("inventory.in"), 31, 2)) == 30


def test_an_empty_window_has_no_outcomes(opened):
    assert opened().publish([]) == []


def test_publishing_where_there_is_no_exchange_fails_and_harms_nothing_after(opened):
    publisher = opened()
    assert publisher.publish([message("sales.order.posted.v1", exchange="nowhere")]) == [LOST]
    assert publisher.publish([message("sales.order.posted.v1")]) == [CONFIRMED]


def test_what_was_not_acked_comes_back_marked_redelivered(opened, bus):
    opened().publish([message("sales.order.posted.v1", b"%d" % n) for n in range(10)])
    with closing(bus.subscriber("inventory.in")) as first:
        first.start()
        taken = collect(first, 10)
        assert not any(delivery.redelivered for delivery in taken)
        first.ack(taken[:4])
    again = collect(opened("inventory.in"), 6)
    assert bodies(again) == bodies(taken[4:])
    assert all(delivery.redelivered for delivery in again)


def test_a_nacked_message_comes_back_at_once(opened):
    opened().publish([message("sales.order.posted.v1")])
    subscriber = opened("inventory.in")
    subscriber.nack(collect(subscriber, 1))
    [again] = collect(subscriber, 1)
    assert again.redelivered
    subscriber.ack([again])
    assert subscriber.take(50, 0.3) == []


def test_acks_in_any_order_ack_just_those(opened, bus):
    opened().publish([message("sales.order.posted.v1", b"%d" % n) for n in range(9)])
    with closing(bus.subscriber("inventory.in")) as first:
        first.start()
        taken = collect(first, 9)
        first.ack([taken[8], taken[0], taken[4]])
        first.ack([taken[1], taken[2]])
        first.ack([taken[1]])  # twice does no harm
    assert bodies(collect(opened("inventory.in"), 4)) == [b"3", b"5", b"6", b"7"]


def test_acks_after_the_connection_is_gone_ack_nothing(opened, bus):
    opened().publish([message("sales.order.posted.v1")])
    with closing(bus.subscriber("inventory.in")) as first:
        first.start()
        stale = collect(first, 1)
    second = opened("inventory.in")
    collect(second, 1)
    first.ack(stale)
    second.close()
    assert len(collect(opened("inventory.in"), 1)) == 1


def test_consumers_of_one_queue_share_its_messages(opened):
    first, second = opened("inventory.in", 10), opened("inventory.in", 10)
    opened().publish([message("sales.order.posted.v1", b"%02d" % n) for n in range(40)])
    got: list[Delivery] = []
    until = time.monotonic() + 5
    while len(got) < 40 and time.monotonic() < until:
        for side in (first, second):
            taken = side.take(5, 0.05)
            side.ack(taken)
            got += taken
    assert bodies(got) == [b"%02d" % n for n in range(40)]


def test_no_more_than_the_prefetch_is_in_a_consumers_hands(opened):
    opened().publish([message("sales.order.posted.v1", b"%02d" % n) for n in range(30)])
    first = opened("inventory.in", 10)
    assert len(collect(first, 10)) == 10
    assert len(collect(opened("inventory.in", 50), 20)) == 20


def test_a_waiting_consumer_is_woken_promptly(opened):
    subscriber, publisher = opened("inventory.in"), opened()
    assert subscriber.take(1, 0.5) == []
    publisher.publish([message("sales.nobody.cares.v1")])
    publisher.publish([message("sales.order.posted.v1")])
    started = time.monotonic()
    assert len(subscriber.take(1, 5)) == 1
    assert time.monotonic() - started < 0.5


def test_bytes_and_unicode_pass_unchanged(opened):
    body = bytes(range(256)) * 900 + "批次".encode()
    opened().publish([message("sales.order.posted.v1", body)])
    assert [delivery.body for delivery in collect(opened("inventory.in"), 1)] == [body]


def test_declaring_again_keeps_what_waits(opened, bus_url, bus):
    opened().publish([message("sales.order.posted.v1")])
    bus.declare(TOPOLOGY) if isinstance(bus, SqliteBus) else declare(bus_url, TOPOLOGY)
    assert len(collect(opened("inventory.in"), 1)) == 1


@pytest.mark.parametrize(
    ("pattern", "key", "fits"),
    [
        ("a.*", "a.b", True),
        ("a.*", "a", False),
        ("a.*", "a.b.c", False),
        ("#", "", True),
        ("a.#", "a", True),
        ("a.#.c", "a.c", True),
        ("a.#.c", "a.b.b.c", True),
        ("a.#.c", "a.b", False),
        ("#.b.#", "a.b.c", True),
        ("*.#", "", True),
    ],
)
def test_bindings_match_as_the_topic_exchange_does(pattern, key, fits):
    assert matches(pattern, key) is fits


def test_a_backlog_is_taken_without_pauses(opened):
    publisher, subscriber = opened(), opened("inventory.in")
    assert subscriber.take(50, 0.3) == []
    publisher.publish([message("sales.order.posted.v1") for _ in range(500)])
    started, count = time.monotonic(), 0
    while count < 500:
        taken = subscriber.take(50, 2)
        subscriber.ack(taken)
        count += len(taken)
    assert time.monotonic() - started < 2
