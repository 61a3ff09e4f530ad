"""`make bench`: measure the limit, build a system, play, list, report, drain; print a table, write a file."""

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

from bench import drain, goods, limit, pages, report, reports, sheets, site, steps
from bench.copies import Template
from bench.load import Market
from bench.memory import proportional_mb
from bench.servers import postgres_server, rabbitmq_server
from bench.site import Site
from tests.servers import Unavailable


@dataclass(frozen=True)
class Scale:
    """How long and how much."""

    limit_seconds: int
    step_seconds: int
    tries: int
    listed: int
    drained: int
    sheet: int


FULL = Scale(
    limit_seconds=20, step_seconds=60, tries=5, listed=100_000, drained=10_000, sheet=50_000
)
QUICK = Scale(limit_seconds=5, step_seconds=10, tries=4, listed=10_000, drained=1_000, sheet=5_000)


def main() -> int:
    told = _parser().parse_args()
    scale = QUICK if told.quick else FULL
    try:
        found = run(scale, told.keep)
    except Unavailable as reason:
        print(f"make bench: {reason}", file=sys.stderr)
        return 2
    table, met = report.table(found)
    print(f"\n{table}\n\n{report.save(found)}")
    return 0 if met else 1


def run(scale: Scale, keep: bool) -> dict[str, Any]:
    """Measure everything, one after the other, on one site."""
    with ExitStack() as stack:
        postgres = stack.enter_context(postgres_server())
        rabbitmq = stack.enter_context(rabbitmq_server())
        found: dict[str, Any] = {"scale": asdict(scale)}
        before = _told("limit", lambda: limit.measure(postgres, scale.limit_seconds))
        here = stack.enter_context(site.built(postgres, rabbitmq, keep))
        market = goods.stock(here)
        fresh = _told("memory", proportional_mb)
        best, tried = _told(
            "load", lambda: steps.highest_held(here, market, scale.step_seconds, scale.tries)
        )
        after = _told("limit", lambda: limit.measure(postgres, scale.limit_seconds))
        found["limit"] = _limits(before, after)
        found |= {"best": _shown(best), "steps": [_shown(step) for step in tried]}
        return found | _measured(here, market, scale, best, fresh)


def _measured(
    here: Site, market: Market, scale: Scale, best: steps.Step, fresh: float
) -> dict[str, Any]:
    half = _told("lag", lambda: _half(here, market, best.complete / 2, scale))
    idle = _told("memory", proportional_mb)
    listed = _told("list", lambda: _listed(here, market, scale))
    answered = _told("reports", lambda: reports.measure(here, market))
    drained = _told("drain", lambda: drain.measure(here, market, scale.drained))
    return {
        "half": _shown(half),
        "memory": {"fresh": fresh, "idle": idle},
        "pages": listed,
        "reports": answered,
        "drain": drained,
        "sheets": _told("sheets", lambda: sheets.measure(here, scale.sheet)),
    }


def _limits(before: limit.Limit, after: limit.Limit) -> dict[str, Any]:
    """The limit a share is taken of: the mean of those before and after the load.

    A machine shared with others is faster in one minute than in the next.
    """
    told = {"before": before, "after": after}
    return {name: asdict(each) | {"both": each.both} for name, each in told.items()} | {
        "both": round((before.both + after.both) / 2, 1)
    }


def _half(here: Site, market: Market, rate: float, scale: Scale) -> steps.Step:
    return steps.step(here, market, round(rate, 1), scale.step_seconds, steps.FINE)


def _listed(here: Site, market: Market, scale: Scale) -> dict[str, float]:
    Template(here.database("sales"), drain.posted_order(market), market.products).fill(scale.listed)
    return pages.measure(here)


def _shown(step: steps.Step) -> dict[str, Any]:
    return asdict(step) | {"held": step.held}


def _told(what: str, measure: Callable[[], Any]) -> Any:
    found = measure()
    print(f"{what}: {_brief(found)}", flush=True)
    return found


def _brief(found: Any) -> str:
    return str(found[0] if isinstance(found, tuple) else found)[:300]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="10 s a step, fewer orders: a first look"
    )
    parser.add_argument("--keep", action="store_true", help="keep the processes' logs")
    return parser


if __name__ == "__main__":
    sys.exit(main())
