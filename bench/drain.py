"""Catching up: posted orders wait in inventory's queue, then its worker starts."""

import json
import time
from contextlib import ExitStack
from random import Random
from uuid import uuid4

import psycopg

from bench import load
from bench.copies import Template
from bench.limit import plain
from bench.load import Market
from bench.site import Site
from bench.watch import DELIVERED, MOVED, Watch
from bench.wire import Wire
from operations.scenario.client import eventually

WORKER = "inventory-worker"


def measure(site: Site, market: Market, count: int) -> dict[str, float]:
    """Orders a second from the first window on, until stock has moved and until all is delivered."""
    site.system.stop(WORKER)
    Template(site.database("sales"), posted_order(market), market.products).post(count)
    eventually("the queue holds all orders", lambda: _unsent(site) == 0, patience=300)
    with ExitStack() as stack:
        moved = stack.enter_context(Watch(site.database("inventory"), MOVED, 0.02))
        delivered = stack.enter_context(Watch(site.database("sales"), DELIVERED, 0.02))
        began = time.monotonic()
        site.system.start(WORKER)
        if not delivered.wait_for(count + 1, patience=60):
            raise RuntimeError(f"{len(delivered.seen)} of {count + 1} orders were delivered")
        first = min(moved.seen.values())
        return {
            "started": round(first - began, 2),
            "moved": _pace(moved.seen, first, count + 1),
            "delivered": _pace(delivered.seen, first, count + 1),
        }


def _pace(seen: dict[str, float], first: float, count: int) -> float:
    """Orders a second after the first look that saw any; starting up is not draining."""
    later = sum(1 for at in seen.values() if at > first)
    return round(count * later / len(seen) / (max(seen.values()) - first), 1)


def posted_order(market: Market) -> str:
    """One order through the doors."""
    wire = Wire(market.address, market.tokens[0])
    draft = _posted(wire, load.order(Random(1), market))
    wire.close()
    return draft


def _posted(wire: Wire, body: dict) -> str:
    status, text = wire.post("/api/v1/sales/orders", json.dumps(body), str(uuid4()))
    if status != 201:
        raise RuntimeError(f"the order was refused: {status} {text[:500]!r}")
    order_id = json.loads(text)["id"]
    status, text = wire.post(f"/api/v1/sales/orders/{order_id}/post", "", str(uuid4()))
    if status != 200:
        raise RuntimeError(f"posting was refused: {status} {text[:500]!r}")
    return order_id


def _unsent(site: Site) -> int:
    with psycopg.connect(plain(site.database("sales"))) as connection:
        row = connection.execute("SELECT count(*) FROM outbox WHERE published IS NULL").fetchone()
        return row[0] if row else 0
