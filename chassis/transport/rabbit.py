"""RabbitMQ as a bus: confirms in windows, acks in windows, nothing declared.

Publishing and consuming never share a connection: a broker under a memory alarm blocks the
connections that publish, while those that only consume go on and empty it.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from .bus import Delivery, Message, Outcome
from .link import BLOCKED, Link, properties
from .topology import Topology

CONNECT = 5.0
ANSWER = BLOCKED + 10.0


class RabbitBus:
    """The bus behind an `amqp(s)://` URL, whose topology a privileged user has loaded before."""

    def __init__(self, url: str) -> None:
        self.url = url

    def publisher(self) -> "RabbitPublisher":
        return RabbitPublisher(self.url)

    def subscriber(self, queue: str, prefetch: int = 100) -> "RabbitSubscriber":
        return RabbitSubscriber(self.url, queue, prefetch)


class Answers:
    """What the broker has said so far about a window of messages."""

    def __init__(self, size: int) -> None:
        self.outcomes: list[Outcome | None] = [None] * size
        self._open = size
        self.complete = threading.Event()

    def settle(self, index: int, outcome: Outcome) -> None:
        self.outcomes[index] = outcome
        self._open -= 1
        if not self._open:
            self.complete.set()


class RabbitPublisher(Link):
    """A publish-only connection; see `bus.Publisher`."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "publish")
        self._answers = Answers(0)
        self._tag = 0
        self._unanswered: OrderedDict[int, tuple[Answers, int]] = OrderedDict()
        self._returned: set[int] = set()

    def publish(self, window: Sequence[Message]) -> list[Outcome]:
        self.start()
        answers = self._answers = Answers(len(window))
        if not window or not self.wait_until_ready(CONNECT):
            return [Outcome.LOST] * len(window)
        if self.submit(lambda channel: self._send(channel, window, answers)):
            answers.complete.wait(ANSWER)
        return [outcome or Outcome.LOST for outcome in answers.outcomes]

    def opened(self, channel: Any) -> None:
        self.confirm(channel, self._answered, self._returned.add)

    def lost(self) -> None:
        self._tag = 0
        self._unanswered.clear()
        self._returned.clear()
        self._answers.complete.set()

    def _send(self, channel: Any, window: Sequence[Message], answers: Answers) -> None:
        for index, message in enumerate(window):
            self._tag += 1
            self._unanswered[self._tag] = (answers, index)
            channel.basic_publish(
                message.exchange,
                message.key,
                message.body,
                properties(message.id, self._tag),
                message.mandatory,
            )

    def _answered(self, tag: int, multiple: bool, taken: bool) -> None:
        for one in self._up_to(tag) if multiple else [tag]:
            if one in self._unanswered:
                answers, index = self._unanswered.pop(one)
                answers.settle(index, self._outcome(one, taken))

    def _up_to(self, tag: int) -> list[int]:
        return [one for one in self._unanswered if one <= tag or tag == 0]

    def _outcome(self, tag: int, taken: bool) -> Outcome:
        if tag in self._returned:
            self._returned.discard(tag)
            return Outcome.UNROUTABLE
        return Outcome.CONFIRMED if taken else Outcome.REFUSED


class RabbitSubscriber(Link):
    """A consume-only connection; see `bus.Subscriber`."""

    def __init__(self, url: str, queue: str, prefetch: int) -> None:
        super().__init__(url, f"consume {queue}")
        self._queue = queue
        self._prefetch = prefetch
        self._waiting: deque[Delivery] = deque()
        self._unacked: OrderedDict[int, None] = OrderedDict()

    def take(self, limit: int, timeout: float) -> list[Delivery]:
        with self.changed:
            self.changed.wait_for(lambda: self._waiting, timeout)
            return [self._waiting.popleft() for _ in range(min(limit, len(self._waiting)))]

    def ack(self, deliveries: Sequence[Delivery]) -> None:
        for generation, tags in _by_generation(deliveries):
            self.submit(partial(self._acknowledge, tags), generation)

    def nack(self, deliveries: Sequence[Delivery]) -> None:
        for generation, tags in _by_generation(deliveries):
            self.submit(partial(self._give_back, tags), generation)

    def opened(self, channel: Any) -> None:
        channel.basic_qos(
            prefetch_count=self._prefetch,
            callback=lambda _frame: channel.basic_consume(
                self._queue, self._received, callback=lambda _frame: self.ready(channel)
            ),
        )

    def lost(self) -> None:
        self._waiting.clear()
        self._unacked.clear()

    def _received(self, _channel: Any, method: Any, _properties: Any, body: bytes) -> None:
        with self.changed:
            self._unacked[method.delivery_tag] = None
            self._waiting.append(
                Delivery(
                    exchange=method.exchange,
                    key=method.routing_key,
                    body=body,
                    redelivered=method.redelivered,
                    tag=method.delivery_tag,
                    generation=self.generation,
                )
            )
            self.changed.notify_all()

    def _acknowledge(self, tags: Iterable[int], channel: Any) -> None:
        """Ack the oldest ones with one frame; what was taken first is normally acked first."""
        left = set(tags)
        oldest = 0
        while self._unacked and next(iter(self._unacked)) in left:
            oldest, _ = self._unacked.popitem(last=False)
            left.discard(oldest)
        if oldest:
            channel.basic_ack(oldest, multiple=True)
        for tag in left & self._unacked.keys():
            del self._unacked[tag]
            channel.basic_ack(tag)

    def _give_back(self, tags: Iterable[int], channel: Any) -> None:
        for tag in tags:
            if self._unacked.pop(tag, 0) is None:
                channel.basic_nack(tag, requeue=True)


def _by_generation(deliveries: Iterable[Delivery]) -> Iterable[tuple[int, list[int]]]:
    for generation, group in groupby(deliveries, key=lambda delivery: delivery.generation):
        yield generation, [delivery.tag for delivery in group]


class Declarer(Link):
    """A privileged user's connection that declares a topology and leaves."""

    def __init__(self, url: str, topology: Topology) -> None:
        super().__init__(url, "declare")
        self._topology = topology
        self.ended = threading.Event()
        self.declared = False

    def opened(self, channel: Any) -> None:
        quorum = {"x-queue-type": "quorum"}
        for exchange in self._topology.exchanges:
            channel.exchange_declare(exchange, "topic", durable=True)
        for queue in (name for pair in self._topology.queues for name in pair):
            channel.queue_declare(queue, durable=True, arguments=quorum)
        for exchange, pattern, queue in self._topology.bindings:
            channel.queue_bind(queue, exchange, pattern)
        channel.basic_qos(prefetch_count=1, callback=self._finish)  # answered after all of them

    def lost(self) -> None:
        self.ended.set()

    def _finish(self, _frame: Any) -> None:
        self.declared = True
        self.ended.set()


def declare(url: str, topology: Topology) -> None:
    """Declare what is missing; raises ConnectionError when the broker refuses or is away."""
    declarer = Declarer(url, topology)
    declarer.start()
    declarer.ended.wait(ANSWER)
    declarer.close()
    if not declarer.declared:
        raise ConnectionError("the broker did not take the topology; its log and ours say why")
