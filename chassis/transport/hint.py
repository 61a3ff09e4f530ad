"""The hint after a commit: a datagram that wakes the relay. Losing every one costs latency only."""

import select
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import structlog

LOOK = 30.0
"""Seconds an address found by its name is used before it is looked up again."""

log = structlog.get_logger(__name__)


def address_of(hint: str) -> tuple[str, int]:
    """host:port as the sockets want it."""
    host, _, port = hint.rpartition(":")
    return host, int(port)


def hinter(hint: str) -> Callable[[], None] | None:
    """What a database calls after a commit that stored facts; None when nobody listens.

    It never waits and never raises, and may be made before a fork.
    """
    return Hinter(*address_of(hint)) if hint else None


class Hinter:
    """Sends hints to a listener whose name another thread looks up, now and then.

    A name server that is away would hold up every answer after its commit; so hints are lost
    instead until it has answered.
    """

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._address: tuple[str, int] | None = None
        self._look_at = 0.0
        self._sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._sender.setblocking(False)

    def __call__(self) -> None:
        if time.monotonic() >= self._look_at:
            self._look_at = time.monotonic() + LOOK
            with suppress(RuntimeError):  # a process that ends starts no thread any more
                threading.Thread(target=self._look, name="hint", daemon=True).start()
        if self._address:
            with suppress(OSError):
                self._sender.sendto(b"!", self._address)

    def _look(self) -> None:
        try:
            self._address = (socket.gethostbyname(self._host), self._port)
        except OSError:
            self._address = None


class Hints:
    """The relay's ear: hints of other processes by datagram, of this one through a pair."""

    def __init__(self, hint: str) -> None:
        own, self._voice = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._ears = [own]
        if hint:
            self._ears += _listening(address_of(hint))
        for each in (*self._ears, self._voice):
            each.setblocking(False)

    def wake(self) -> None:
        """A hint from this process."""
        with suppress(OSError):
            self._voice.send(b"!")

    def wait(self, timeout: float) -> None:
        """Return at the first hint, or after `timeout` seconds; forgets all hints that came."""
        ready, _, _ = select.select(self._ears, [], [], timeout)
        for ear in ready:
            with suppress(OSError):
                while ear.recv(16):
                    pass

    def close(self) -> None:
        for each in (*self._ears, self._voice):
            each.close()


def _listening(address: tuple[str, int]) -> list[socket.socket]:
    """An ear for other processes; without one (the port is taken) the relay just polls."""
    ear = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        ear.bind(address)
    except OSError as error:
        log.warning("hint.deaf", address=address, reason=str(error))
        ear.close()
        return []
    return [ear]
