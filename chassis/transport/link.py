"""A connection to RabbitMQ that lives in a thread of its own: the only module that imports pika.

pika is not thread-safe, and a slow handler in its loop misses heartbeats; so other threads hand
their calls to the I/O thread. BlockingConnection is going away and is not used.
"""

import random
import threading
from collections.abc import Callable
from typing import Any

import pika
import structlog
from pika.channel import Channel
from pika.exceptions import AMQPError

BLOCKED = 20.0
"""Seconds a broker under an alarm may block us before we call the connection lost."""
SLOWEST = 10.0
"""Longest pause between two attempts to connect, in seconds."""

log = structlog.get_logger(__name__)


class Link:
    """One connection with one channel, opened again whenever it is lost.

    `generation` counts the channels there have been: a delivery tag of an older one means nothing.
    A closed channel closes its connection, so there is one way to lose things and one to recover.
    """

    def __init__(self, url: str, purpose: str) -> None:
        self.generation = 0
        self.changed = threading.Condition()
        """Guards what the two threads share; notified when anything of it changes."""
        self._parameters = _parameters(url, purpose)
        self._log = log.bind(purpose=purpose)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"bus {purpose}", daemon=True)
        self._connection: pika.SelectConnection | None = None
        self._channel: Channel | None = None
        self._losses = 0

    def opened(self, channel: Channel) -> None:
        """In the I/O thread: prepare a new channel, then call `ready` with it."""
        raise NotImplementedError

    def lost(self) -> None:
        """In the I/O thread, lock held: forget everything that belonged to the channel."""
        raise NotImplementedError

    def start(self) -> None:
        """Connect, and reconnect from now on; does nothing the second time."""
        if not self._thread.is_alive() and not self._closing.is_set():
            self._thread.start()

    def close(self) -> None:
        """Send what was submitted, then leave."""
        self._closing.set()
        with self.changed:
            if self._connection:
                self._connection.ioloop.add_callback_threadsafe(self._leave)
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def wait_until_ready(self, timeout: float) -> bool:
        """Whether there is a channel to submit calls to."""
        with self.changed:
            return self.changed.wait_for(lambda: self._channel is not None, timeout)

    def submit(self, call: Callable[[Channel], Any], generation: int = 0) -> bool:
        """Hand a call to the I/O thread; False when its channel is gone (or there is none).

        A call that was accepted either runs or is followed by `lost`.
        """
        with self.changed:
            channel, connection = self._channel, self._connection
            if not channel or not connection or generation not in (0, self.generation):
                return False
            connection.ioloop.add_callback_threadsafe(lambda: self._guarded(call, channel))
            return True

    def ready(self, channel: Channel) -> None:
        """The channel can be used from now on."""
        with self.changed:
            self._channel, self._losses = channel, 0
            self.generation += 1
            self.changed.notify_all()
        self._log.info("bus.connected")

    def confirm(
        self,
        channel: Channel,
        answered: Callable[[int, bool, bool], None],
        returned: Callable[[int], None],
    ) -> None:
        """Make a channel answer each publishing, then call `ready`.

        `answered(tag, multiple, taken)` comes for every message; `returned(tag)` comes before it
        for a mandatory message that no queue wanted.
        """

        def on_answer(frame: Any) -> None:
            method = frame.method
            answered(method.delivery_tag, method.multiple, isinstance(method, pika.spec.Basic.Ack))

        channel.add_on_return_callback(
            lambda _c, _m, properties, _b: returned(int(properties.correlation_id))
        )
        channel.confirm_delivery(on_answer, callback=lambda _frame: self.ready(channel))

    def _run(self) -> None:
        while not self._closing.is_set():
            self._live()
            self._losses += 1
            delay = min(SLOWEST, 0.05 * 2 ** min(self._losses, 10))
            self._closing.wait(delay * random.uniform(0.5, 1))

    def _live(self) -> None:
        """One connection from its opening to its end."""
        connection = pika.SelectConnection(
            self._parameters,
            on_open_callback=self._connection_opened,
            on_open_error_callback=self._connection_ended,
            on_close_callback=self._connection_ended,
        )
        with self.changed:
            self._connection = connection
        try:
            connection.ioloop.start()
        except Exception:
            self._log.exception("bus.loop_broke")
        with self.changed:
            self._connection = self._channel = None
            self.lost()
            self.changed.notify_all()
        connection.ioloop.close()

    def _connection_opened(self, connection: pika.SelectConnection) -> None:
        connection.channel(on_open_callback=self._channel_opened)

    def _channel_opened(self, channel: Channel) -> None:
        channel.add_on_close_callback(self._channel_ended)
        channel.add_on_cancel_callback(lambda _frame: self._leave())
        self.opened(channel)

    def _channel_ended(self, _channel: Channel, reason: BaseException) -> None:
        if not self._closing.is_set():
            self._log.warning("bus.channel_closed", reason=str(reason))
        self._leave()

    def _connection_ended(self, connection: pika.SelectConnection, reason: BaseException) -> None:
        if not self._closing.is_set():
            self._log.warning("bus.lost", reason=str(reason) or repr(reason))
        connection.ioloop.stop()

    def _leave(self) -> None:
        connection = self._connection
        if connection and connection.is_open:
            connection.close()
        elif connection and not connection.is_closing:
            connection.ioloop.stop()

    def _guarded(self, call: Callable[[Channel], Any], channel: Channel) -> None:
        try:
            call(channel)
        except AMQPError as error:
            self._log.warning("bus.call_failed", reason=repr(error))
            self._leave()


def properties(id: str, tag: int) -> pika.BasicProperties:
    """Of a published fact: durable, recognisable to people by id and to us by tag."""
    return pika.BasicProperties(
        content_type="application/cloudevents+json",
        delivery_mode=pika.DeliveryMode.Persistent,
        message_id=id or None,
        correlation_id=str(tag),
    )


def _parameters(url: str, purpose: str) -> pika.URLParameters:
    """How we connect; what the URL itself says wins."""
    given = pika.URLParameters(url)
    given.client_properties = {
        "connection_name": f"sifang {purpose}",
        **(given.client_properties or {}),
    }
    if given.blocked_connection_timeout is None:
        given.blocked_connection_timeout = BLOCKED
    return given
