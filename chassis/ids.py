"""Identity of things: UUIDv7, made in the application so that a thing has its name before it is stored."""

import os
import threading
from uuid import UUID

from chassis import clock

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562) larger than every one made before in this process.

    48 bits of milliseconds, then 12 + 62 bits of which the upper part counts up within one
    millisecond, so ids sort by creation and inserts stay at the right edge of an index.
    """
    global _last
    with _lock:
        stamp = (int(clock.machine() * 1000)) << 12
        _last = max(stamp, _last + 1)
        ticks = _last
    random = int.from_bytes(os.urandom(8), "big") >> 2
    high = (ticks >> 12) << 16 | 0x7000 | (ticks & 0xFFF)
    return UUID(int=high << 64 | 0b10 << 62 | random)
