"""The list: a page of 50 orders with their lines, first and deep, among very many."""

import json
import time

from bench.site import Site
from bench.steps import quantile
from bench.wire import Wire

LIST = "/api/v1/sales/orders"
REPEATS = 100


def measure(site: Site) -> dict[str, float]:
    """p50 in seconds of the first page and of one behind nine tenths of all orders."""
    wire = Wire(site.system.address, site.company["sales_manager"].token)
    deep, depth = _deep(wire)
    found = {"first": _p50(wire, f"{LIST}?limit=50"), "deep": _p50(wire, f"{deep}&limit=50")}
    wire.close()
    return found | {"depth": depth}


def _p50(wire: Wire, path: str) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.monotonic()
        items = _page(wire, path)["items"]
        times.append(time.monotonic() - began)
        if len(items) != 50 or any(len(order["lines"]) != 5 for order in items):
            raise RuntimeError("the page does not hold 50 orders with their five lines")
    return quantile(times, 0.5)


def _deep(wire: Wire) -> tuple[str, int]:
    """The path of a page near the end, found as a client would: by following the cursors."""
    cursors: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = _page(wire, f"{LIST}?limit=200" + (f"&cursor={cursor}" if cursor else ""))
        cursor = page["next"]
        cursors += [cursor] if cursor else []
    chosen = int(len(cursors) * 0.9)
    return f"{LIST}?cursor={cursors[chosen]}", (chosen + 1) * 200


def _page(wire: Wire, path: str) -> dict:
    status, body, _ = wire.get(path)
    if status != 200:
        raise RuntimeError(f"GET {path}: {status} {body[:300]!r}")
    return json.loads(body)
