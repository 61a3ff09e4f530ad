"""How closely the windows of a busy thread follow each other.

Two facts in one window cost little more than one alone. Where processors are idle nobody gains by
waiting for the second; where they run out, waiting is what leaves them to those who answer people.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

REST = 0.15
"""So many times as long as a window took a thread rests when half of the processors' time is used."""
SHORTEST, LONGEST = 0.005, 0.25
"""Bounds of a rest, in seconds. A full window is followed at once."""
LOOK = 0.1
"""Seconds between two looks at the processors."""
BUSIEST = 0.02
"""A smaller idle share is counted as this one: nobody is to rest for ever."""


def rest(took: float, idle: float) -> float:
    """Seconds to rest after a window that took so many, when this share of the processors was idle.

    It grows as a queue before the processors would: with the share that is used over the one left.
    """
    return min(LONGEST, max(SHORTEST, REST * took * (1 - idle) / max(BUSIEST, idle)))


class Processors:
    """This machine's processors as Linux counts them; elsewhere half of them are taken for idle."""

    def __init__(self, counts: Path = Path("/proc/stat")) -> None:
        self._counts = counts
        self._looked_at = 0.0
        self._before = (0, 0)
        self._idle = 0.5

    def idle(self) -> float:
        """The share of their time that nobody used lately: the last looks, each half of the one after it."""
        if time.monotonic() - self._looked_at > LOOK:
            self._looked_at = time.monotonic()
            with suppress(OSError, ValueError):
                self._look()
        return self._idle

    def _look(self) -> None:
        # cpu user nice system idle iowait irq softirq steal …, in ticks since the machine began
        user, nice, system, idle, iowait, *others = map(int, self._line().split()[1:9])
        unused = idle + iowait
        counted = (unused, user + nice + system + unused + sum(others))
        more, of = (now - before for now, before in zip(counted, self._before, strict=True))
        if of > 0 and self._before != (0, 0):
            self._idle = (self._idle + more / of) / 2
        self._before = counted

    def _line(self) -> str:
        with self._counts.open() as lines:
            return lines.readline()


class Pace:
    """Keeps the windows of one thread apart."""

    def __init__(self, stopping: threading.Event, processors: Processors) -> None:
        self._stopping, self._processors = stopping, processors
        self._turn = 0.0

    def wait(self) -> bool:
        """Wait for the turn of the next window; False at once when the last one is long ago."""
        left = self._turn - time.monotonic()
        if left > 0:
            self._stopping.wait(left)
        return left > 0

    @contextmanager
    def window(self) -> Iterator[None]:
        """The work of one window, after which the thread rests."""
        began = time.monotonic()
        yield
        ended = time.monotonic()
        self._turn = ended + rest(ended - began, self._processors.idle())
