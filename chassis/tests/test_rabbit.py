"""What only a real broker can do to us: lost connections, stale tags, a publisher that recovers."""

import time
from contextlib import closing
from typing import Any

import pytest

from chassis.tests.test_bus import TOPOLOGY, collect, message
from chassis.transport.bus import Outcome, open_bus
from chassis.transport.rabbit import declare


@pytest.fixture
def bus(amqp_url) -> Any:
    url = amqp_url()
    declare(url, TOPOLOGY)
    return open_bus(url)


def break_connection(side: Any) -> None:
    """Close the connection under a side's feet and wait until it has another."""
    before = side.generation
    side.submit(lambda channel: channel.connection.close())
    until = time.monotonic() + 10
    while side.generation == before and time.monotonic() < until:
        time.sleep(0.02)


def test_a_stale_tag_is_never_used_on_a_new_channel(bus):
    with closing(bus.publisher()) as publisher, closing(bus.subscriber("inventory.in")) as side:
        side.start()
        publisher.publish([message("sales.order.posted.v1", b"one")])
        [stale] = collect(side, 1)
        break_connection(side)
        side.ack([stale])
        [again] = collect(side, 1)
        assert (again.body, again.redelivered) == (b"one", True)
        assert again.generation > stale.generation
        side.ack([again, stale])
        assert side.take(1, 0.3) == []


def test_what_waited_in_memory_is_dropped_with_its_connection(bus):
    with closing(bus.publisher()) as publisher, closing(bus.subscriber("inventory.in")) as side:
        side.start()
        publisher.publish([message("sales.order.posted.v1", b"%d" % n) for n in range(20)])
        assert len(side.take(5, 5)) > 0
        break_connection(side)
        taken = collect(side, 20)
        assert len({delivery.tag for delivery in taken}) == 20
        assert {delivery.generation for delivery in taken} == {side.generation}


def test_a_publisher_goes_on_after_a_lost_connection(bus):
    with closing(bus.publisher()) as publisher:
        assert publisher.publish([message("sales.order.posted.v1")]) == [Outcome.CONFIRMED]
        break_connection(publisher)
        assert publisher.publish([message("sales.order.posted.v1")]) == [Outcome.CONFIRMED]


def test_a_broker_that_is_not_there_loses_the_window_within_seconds():
    with closing(open_bus("amqp://guest:guest@127.0.0.1:1/").publisher()) as publisher:
        started = time.monotonic()
        assert publisher.publish([message("sales.order.posted.v1")]) == [Outcome.LOST]
        assert time.monotonic() - started < 10


def test_a_consumer_waits_for_a_queue_that_is_not_there_yet(amqp_url):
    url = amqp_url()
    bus = open_bus(url)
    with closing(bus.subscriber("inventory.in")) as side, closing(bus.publisher()) as publisher:
        side.start()
        assert side.take(1, 0.5) == []
        declare(url, TOPOLOGY)
        publisher.publish([message("sales.order.posted.v1")])
        assert len(collect(side, 1, 15)) == 1


def test_a_thousand_confirmed_in_windows_arrive(bus):
    with closing(bus.publisher()) as publisher, closing(bus.subscriber("inventory.in")) as side:
        side.start()
        for start in range(0, 1000, 200):
            window = [
                message("sales.order.posted.v1", b"%d" % n) for n in range(start, start + 200)
            ]
            assert publisher.publish(window) == [Outcome.CONFIRMED] * 200
        got = 0
        while taken := side.take(50, 2):
            side.ack(taken)
            got += len(taken)
        assert got == 1000
