"""The load: a process that creates and posts orders through the gateway at a given rate.

Open loop: order number n is due at n / rate whether or not the ones before it were answered, as
customers don't wait for each other. Times are CLOCK_MONOTONIC's, which all processes share.
"""

import itertools
import json
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any
from uuid import uuid4

from bench.wire import Wire

THREADS = 24
LATEST = 15.0
"""Seconds an order may be late in starting before the rest of the run is given up."""
ENDLESS = 0.0
"""As a rate: every thread starts its next order when the last one is answered."""


@dataclass(frozen=True)
class Market:
    """Who sells what to whom, and where the gateway is."""

    address: str
    tokens: Sequence[str]
    customers: Sequence[str]
    products: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sale:
    """One order as its client saw it; `posted` is 0 when it was refused or broke."""

    order_id: str
    line_id: str
    due: float
    asked: float
    posted: float
    problem: str = ""


@dataclass
class Run:
    """What is asked of the load process and what it brings back."""

    rate: float
    seconds: float
    began: float = 0.0
    sales: list[Sale] = field(default_factory=list)
    given_up: bool = False


def play(market: Market, rate: float, seconds: float, threads: int = THREADS) -> Run:
    """Run the load in a process of its own to its end and return what came of every order."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(
        target=_process, args=(there, market, Run(rate, seconds), threads), daemon=True
    )
    process.start()
    there.close()
    try:
        return here.recv()
    finally:
        process.join()


def _process(out: Connection, market: Market, run: Run, threads: int) -> None:
    out.send(_Load(market, run).play(threads))


class _Load:
    def __init__(self, market: Market, run: Run) -> None:
        self._market, self._run = market, run
        self._numbers = itertools.count()
        self._over = threading.Event()

    def play(self, threads: int) -> Run:
        pool = [threading.Thread(target=self._work, args=(n,)) for n in range(threads)]
        self._run.began = time.monotonic() + 0.2
        for thread in pool:
            thread.start()
        for thread in pool:
            thread.join()
        self._run.given_up = self._over.is_set()
        return self._run

    def _work(self, number: int) -> None:
        token = self._market.tokens[number % len(self._market.tokens)]
        wire = Wire(self._market.address, token)
        chance = random.Random(number)
        while not self._over.is_set() and (due := self._next_due()) is not None:
            late = time.monotonic() - due
            if late < 0:
                time.sleep(-late)
            if late > LATEST:
                self._over.set()
                break
            self._run.sales.append(self._sell(wire, chance, due))
        wire.close()

    def _next_due(self) -> float | None:
        """When the next order is due; None after the end."""
        run = self._run
        number = next(self._numbers)
        due = run.began + number / run.rate if run.rate else max(run.began, time.monotonic())
        return due if due < run.began + run.seconds else None

    def _sell(self, wire: Wire, chance: random.Random, due: float) -> Sale:
        body = json.dumps(order(chance, self._market))
        status, text = wire.post("/api/v1/sales/orders", body, str(uuid4()))
        if status != 201:
            return Sale("", "", due, 0, 0, f"create: {status} {text[:300]!r}")
        draft = json.loads(text)
        asked = time.monotonic()
        path = f"/api/v1/sales/orders/{draft['id']}/post"
        status, text = wire.post(path, "", str(uuid4()))
        answered = time.monotonic()
        line = draft["lines"][0]["id"]
        if status != 200:
            return Sale(draft["id"], line, due, asked, 0, f"post: {status} {text[:300]!r}")
        return Sale(draft["id"], line, due, asked, answered)


def order(chance: random.Random, market: Market) -> dict[str, Any]:
    """A body for POST /orders: five different products, three pieces at most of each."""
    products = chance.sample(market.products, 5)
    lines = [
        {"product_id": product, "quantity": str(chance.randint(1, 3)), "price": "16.00"}
        for product in products
    ]
    return {"customer_id": chance.choice(market.customers), "lines": lines}
