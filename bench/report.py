"""What was measured against what has to be reached: a table for people, a file for the next run."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis import clock
from operations.processes import ROOT

RESULTS = ROOT / "bench-results"


@dataclass(frozen=True)
class Goal:
    """One line of the table: where we have to be, and where it is going."""

    label: str
    unit: str
    reach: float
    going: float | None
    at_most: bool = True

    def met(self, value: float) -> bool:
        return value <= self.reach if self.at_most else value >= self.reach

    def line(self, value: float) -> str:
        sign = "≤" if self.at_most else "≥"
        going = "" if self.going is None else f"{sign} {self.going:g}"
        verdict = "pass" if self.met(value) else "FAIL"
        reach = f"{sign} {self.reach:g}"
        return f"{self.label:<46}{value:>10.1f} {self.unit:<9}{reach:>8} {going:>8}  {verdict}"


GOALS = {
    "share": Goal("complete sales held, share of the limit", "%", 5, 25, at_most=False),
    "lag_p50": Goal("answer → stock moved at half of it, p50", "ms", 50, None),
    "lag_p99": Goal("answer → stock moved at half of it, p99", "ms", 500, 25),
    "first_page": Goal("list: first page of 50 orders with lines, p50", "ms", 15, None),
    "deep_page": Goal("list: deep page of 50 orders with lines, p50", "ms", 15, None),
    "reports": Goal("reports: the slowest of them, p95", "ms", 300, None),
    "drain": Goal("drain of waiting orders, stock moved", "orders/s", 300, 1000, at_most=False),
    "sheet": Goal("sheet of products checked and written", "rows/s", 833, 2000, at_most=False),
    "memory": Goal("memory of all Python processes idle (PSS)", "MB", 700, 300),
}


def values(found: Mapping[str, Any]) -> dict[str, float]:
    """The goals' values, in the units of the table."""
    best, half = found["best"], found["half"]
    return {
        "share": 100 * best["complete"] / found["limit"]["both"],
        "lag_p50": 1000 * half["lag_p50"],
        "lag_p99": 1000 * half["lag_p99"],
        "first_page": 1000 * found["pages"]["first"],
        "deep_page": 1000 * found["pages"]["deep"],
        "reports": 1000 * max(found["reports"].values()),
        "drain": found["drain"]["moved"],
        "sheet": found["sheets"]["rows_per_second"],
        "memory": found["memory"]["idle"],
    }


def table(found: Mapping[str, Any]) -> tuple[str, bool]:
    """The table, and whether every goal was met."""
    reached = values(found)
    met = all(goal.met(reached[name]) for name, goal in GOALS.items())
    head = f"{'':<46}{'measured':>10} {'':<9}{'reach':>8} {'going':>8}"
    lines = [goal.line(reached[name]) for name, goal in GOALS.items()]
    return "\n".join([head, *lines, "", *_remarks(found)]), met


def _remarks(found: Mapping[str, Any]) -> list[str]:
    limit, best, half = found["limit"], found["best"], found["half"]
    drain, memory, pages = found["drain"], found["memory"], found["pages"]
    sheets = found["sheets"]
    held = "held" if best["held"] else "NOT held"
    return [
        f"limit (pgbench): {limit['both']:.0f} sales/s, the mean of before and after the load;",
        *(_limit(when, limit[when]) for when in ("before", "after")),
        f"complete sales: {best['complete']:.1f}/s of 5 lines, {held} for {best['seconds']:.0f} s,"
        f" {best['backlog']} under way at the end",
        f"post: p50 {1000 * best['post_p50']:.1f} ms, p99 {1000 * best['post_p99']:.1f} ms at that rate;"
        f" p50 {1000 * half['post_p50']:.1f}, p99 {1000 * half['post_p99']:.1f} at half of it",
        f"drain: {found['scale']['drained']} orders, until delivered {drain['delivered']:.0f} orders/s;"
        f" the worker moved the first {drain['started']:.1f} s after its start",
        f"list: {found['scale']['listed']} orders, deep is behind {pages['depth']:.0f}",
        f"sheets: {sheets['rows']} rows in {sheets['seconds']:.1f} s, out again in"
        f" {sheets['export_seconds']:.1f} s; inventory's worker grew from {sheets['worker_mb_before']:.0f}"
        f" to {sheets['worker_mb_peak']:.0f} MB",
        *(
            f"report: {name}: p95 {1000 * seconds:.1f} ms"
            for name, seconds in found["reports"].items()
        ),
        f"memory: {memory['fresh']:.0f} MB before the first order, {memory['idle']:.0f} MB after the load",
    ]


def _limit(when: str, found: Mapping[str, float]) -> str:
    return (
        f"  {when}: {found['both']:.0f}; beside each other {found['sales_side']:.0f} ‖"
        f" {found['stock_side']:.0f}, alternating {found['alternating']:.0f}"
    )


def save(found: Mapping[str, Any]) -> Path:
    """Write everything that was found, with what it was found on."""
    RESULTS.mkdir(exist_ok=True)
    at = clock.now()
    told = {"at": at.isoformat(timespec="seconds"), "revision": _revision(), "machine": _machine()}
    file = RESULTS / f"{at:%Y%m%d-%H%M%S}.json"
    file.write_text(json.dumps(told | {"values": values(found)} | dict(found), indent=1))
    return file


def _machine() -> dict[str, Any]:
    return {
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def _revision() -> str:
    told = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    )
    return told.stdout.strip()
