"""Holding a rate: what the system completes of it, how fast it answers, how far stock lags behind."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bench import load
from bench.load import Market, Run
from bench.site import Site
from bench.watch import DELIVERED, MOVED, Watch

COARSE, FINE = 0.2, 0.01
"""Seconds between looks: counting needs few, the lag is measured no finer than this."""
CLOSED_LOOP = 12
"""Clients of the first estimate, each with one order at a time."""
HELD = 0.97
BOUND = 1.0
"""Seconds' worth of orders that may be under way at the end of a held rate."""


@dataclass(frozen=True)
class Step:
    """One rate, as it went; seconds everywhere."""

    rate: float
    seconds: float
    complete: float
    """Orders a second whose delivery was written back while the step ran."""
    backlog: int
    """Orders due but not complete when it ended."""
    problems: tuple[str, ...]
    post_p50: float
    post_p99: float
    lag_p50: float
    lag_p99: float

    @property
    def held(self) -> bool:
        enough = self.complete >= HELD * self.rate
        return enough and not self.problems and self.backlog <= max(BOUND * self.rate, 20)


def step(site: Site, market: Market, rate: float, seconds: float, every: float = COARSE) -> Step:
    """Play a rate and wait until what it began is done."""
    with ExitStack() as stack:
        moved = stack.enter_context(Watch(site.database("inventory"), MOVED, every))
        delivered = stack.enter_context(Watch(site.database("sales"), DELIVERED, COARSE))
        threads = load.THREADS if rate else CLOSED_LOOP
        run = load.play(market, rate, seconds, threads)
        delivered.wait_for(sum(1 for sale in run.sales if sale.posted), patience=10)
        return _judge(run, moved.seen, delivered.seen)


def _judge(run: Run, moved: dict[str, float], delivered: dict[str, float]) -> Step:
    over = run.began + run.seconds
    due = len(run.sales) if not run.rate else int(run.rate * run.seconds)
    posted = [sale for sale in run.sales if sale.posted]
    complete = sum(1 for sale in posted if delivered.get(sale.order_id, over) < over)
    answers = [sale.posted - sale.asked for sale in posted]
    lags = [moved[sale.line_id] - sale.posted for sale in posted if sale.line_id in moved]
    return Step(
        rate=run.rate,
        seconds=run.seconds,
        complete=round(complete / run.seconds, 1),
        backlog=due - complete,
        problems=_problems(run, delivered),
        post_p50=quantile(answers, 0.5),
        post_p99=quantile(answers, 0.99),
        lag_p50=quantile(lags, 0.5),
        lag_p99=quantile(lags, 0.99),
    )


def _problems(run: Run, delivered: dict[str, float]) -> tuple[str, ...]:
    found = sorted({sale.problem for sale in run.sales if sale.problem})[:3]
    if run.given_up:
        found.append(f"orders started more than {load.LATEST:.0f} s late")
    lost = sum(1 for sale in run.sales if sale.posted and sale.order_id not in delivered)
    if lost:
        found.append(f"{lost} posted orders were not delivered")
    return tuple(found)


def highest_held(site: Site, market: Market, seconds: float, tries: int) -> tuple[Step, list[Step]]:
    """The highest rate that was held and every step that was tried, by closing in from both sides."""
    estimate = step(site, market, load.ENDLESS, min(seconds, 15)).complete
    rate, best, failed, steps = 0.9 * estimate, None, 0.0, []
    for _ in range(tries):
        tried = step(site, market, round(rate, 1), seconds)
        steps.append(tried)
        time.sleep(1)
        if tried.held:
            best = tried
            rate = (tried.rate + failed) / 2 if failed else tried.rate * 1.12
        else:
            failed = tried.rate
            rate = (best.rate + failed) / 2 if best else tried.rate * 0.85
        if best and failed and failed / best.rate < 1.06:
            break
    return best or steps[-1], steps


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which that part of them lies; not a number when there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")
