"""gunicorn's threads, which stay with a busy connection for a moment instead of giving it back.

Giving a connection back to the thread that watches all of them and being handed its next request
costs a service a sixth of a request, and the gateway a quarter.
"""

import select
from collections import deque
from threading import Semaphore
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

STAY = 0.05
"""Seconds for which a thread waits for a connection's next request."""


class StayingThreads(ThreadWorker):
    """Half of the threads may wait so, and none goes on with its connection while another's request
    has no thread: who asks much is served as long as nobody waits for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = Semaphore(self.cfg.threads // 2)
        # one entry a request that was queued: adding and taking are each one step for all threads
        self._queued: deque[None] = deque()

    def enqueue_req(self, conn: Any) -> None:
        """Give a connection's request to the next free thread."""
        self._queued.append(None)
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """Answer a request, and those that follow soon; true when the connection is to be kept."""
        self._queued.pop()
        kept = super().handle(conn)
        while kept is True and self._follows(conn):
            kept = super().handle(conn)
        return kept

    def _follows(self, conn: Any) -> bool:
        """Whether this thread has the connection's next request to answer; gunicorn looks itself for
        what was read with the last one."""
        if conn.parser.unreader.buf.getvalue() or not self._places.acquire(blocking=False):
            return False
        try:
            return self._is_free() and self._comes(conn.sock) and self._is_free()
        finally:
            self._places.release()

    def _is_free(self) -> bool:
        return self.alive and not self._queued

    @staticmethod
    def _comes(sock: Any) -> bool:
        poll = select.poll()
        poll.register(sock, select.POLLIN)
        return bool(poll.poll(1000 * STAY))
