"""Watching what becomes of orders: reads the services' tables as they are committed."""

import threading
import time
from typing import LiteralString

import psycopg

from bench.limit import plain

MOVED: LiteralString = "SELECT id, order_line_id FROM movements WHERE id > %s AND order_line_id IS NOT NULL ORDER BY id"
"""Inventory's ledger: an order's stock is moved when its line is there."""
DELIVERED: LiteralString = "SELECT id, order_id FROM deliveries WHERE id > %s ORDER BY id"
"""Sales' deliveries: an order is complete when its delivery is written back."""


class Watch:
    """Notes when each new row of a query was first seen, by the id in its second column.

    Rows come with rising ids because one worker writes them; `seen` is late by `every` at most.
    """

    def __init__(self, url: str, query: LiteralString, every: float) -> None:
        self.seen: dict[str, float] = {}
        self._query, self._every = query, every
        self._connection = psycopg.connect(plain(url), autocommit=True, prepare_threshold=0)
        self._last = "00000000-0000-0000-0000-000000000000"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._take()
        self.seen.clear()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._connection.close()

    def wait_for(self, count: int, patience: float) -> bool:
        """Whether that many were seen before nothing new came for `patience` seconds."""
        before, since = -1, time.monotonic()
        while len(self.seen) < count:
            if len(self.seen) != before:
                before, since = len(self.seen), time.monotonic()
            elif time.monotonic() - since > patience:
                return False
            time.sleep(0.02)
        return True

    def _look(self) -> None:
        while not self._over.wait(self._every):
            self._take()

    def _take(self) -> None:
        rows = self._connection.execute(self._query, (self._last,)).fetchall()
        now = time.monotonic()
        for _, thing in rows:
            self.seen.setdefault(str(thing), now)
        if rows:
            self._last = rows[-1][0]
