"""The bus as the chassis needs it: two small interfaces, and what every bus behind them guarantees.

A bus has one topic exchange per producer (`sales.events`), one durable queue per consumer
(`inventory.in`) and bindings with `*` (one word) and `#` (any words). It keeps what it confirmed
over a crash, delivers it at least once to every queue bound at that moment, and promises no order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Outcome(Enum):
    """What became of one published message."""

    CONFIRMED = "confirmed"
    """It is durable in every queue bound to its key; without `mandatory` that may be none."""
    UNROUTABLE = "unroutable"
    """It was mandatory and no queue is bound to its key; the bus keeps nothing of it."""
    REFUSED = "refused"
    """The bus would not take it now (a full queue); some of its queues may have it."""
    LOST = "lost"
    """The connection went before the answer: it may have arrived or not."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a producer hands to the bus; `id` is for people who look into a queue."""

    exchange: str
    key: str
    body: bytes
    mandatory: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message in a consumer's hands until it is acked, or its connection or lease is gone.

    `tag` means something only within its `generation`; the subscriber compares.
    """

    exchange: str
    key: str
    body: bytes
    redelivered: bool
    tag: int
    generation: int


class Publisher(Protocol):
    """The producing side; one thread at a time."""

    def publish(self, window: Sequence[Message]) -> list[Outcome]:
        """Send a window and wait for its answers, one outcome per message in the same order.

        Never raises for a bus that is away: the outcomes are LOST then. Returns within a bounded
        time (about 30 s) even when the bus blocks its publishers.
        """

    def close(self) -> None:
        """Give the connection back; a window under way ends as LOST."""


class Subscriber(Protocol):
    """The consuming side of one queue; one thread at a time."""

    def start(self) -> None:
        """Begin to receive, and go on after every loss of connection until `close`."""

    def take(self, limit: int, timeout: float) -> list[Delivery]:
        """What waits, at most `limit`; waits up to `timeout` seconds for the first one.

        Taken deliveries are hidden from other consumers of the queue. They come back, marked
        redelivered, when they are nacked, when this process dies, or (SQLite) the lease ends.
        """

    def ack(self, deliveries: Sequence[Delivery]) -> None:
        """They are dealt with. Deliveries of an earlier generation are left out: they come again."""

    def nack(self, deliveries: Sequence[Delivery]) -> None:
        """Back into the queue, marked redelivered; earlier generations are left out."""

    def close(self) -> None:
        """Stop; what was taken and not acked goes back into the queue."""


class Bus(Protocol):
    """A way to both sides. Opening one connects nothing yet."""

    def publisher(self) -> Publisher:
        """A new publishing side with a connection of its own."""

    def subscriber(self, queue: str, prefetch: int = 100) -> Subscriber:
        """A new consuming side holding at most `prefetch` un-acked deliveries."""


def exchange_of(service: str) -> str:
    """Where a service states its facts; only its own user may write there."""
    return f"{service}.events"


def queue_of(service: str) -> str:
    """Where a service receives others' facts; only its own user may read there."""
    return f"{service}.in"


def dead_queue_of(service: str) -> str:
    """The last net, for what the bus itself gave up on."""
    return f"{service}.dead"


def open_bus(url: str) -> Bus:
    """The bus behind `sqlite:///path` or `amqp(s)://…`."""
    if url.startswith("sqlite:"):
        from .sqlite_bus import SqliteBus

        return SqliteBus(url)
    if url.startswith(("amqp:", "amqps:")):
        from .rabbit import RabbitBus

        return RabbitBus(url)
    raise ValueError("SIFANG_BUS_URL is neither sqlite:///path nor amqp(s)://…")
