"""gunicorn's threads, which stay with a busy connection for a moment instead of giving it back.

Handing a connection to the thread that waits for all of them and getting it back for the next
request was a sixth of what a request costs a service, and a quarter at the gateway.
"""

import select
from threading import Semaphore
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

STAY = 0.05
"""Seconds for which a thread waits for a connection's next request."""


class StayingThreads(ThreadWorker):
    """At most half of the threads wait so; the others always are there for who comes anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = Semaphore(self.cfg.threads // 2)

    def handle(self, conn: Any) -> Any:
        """Answer a request, and those that follow soon; true when the connection is to be kept."""
        kept = super().handle(conn)
        while kept is True and self.alive and self._follows(conn):
            kept = super().handle(conn)
        return kept

    def _follows(self, conn: Any) -> bool:
        """Whether another request comes; what came with the last one already is gunicorn's to see."""
        if conn.parser.unreader.buf.getvalue() or not self._places.acquire(blocking=False):
            return False
        try:
            poll = select.poll()
            poll.register(conn.sock, select.POLLIN)
            return bool(poll.poll(1000 * STAY))
        finally:
            self._places.release()
