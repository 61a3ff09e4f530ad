"""`sifang reconcile`: print what is in flight and every difference; exit 1 when there is one."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..layout import ROOT, SERVICES, STATE, database_url, existing
from . import buying, cash, reports, returns, sales, selling, stock, warehouse
from .books import Books
from .rules import Difference, Rule
from .transport import load_subscriptions, traffic

RULES: tuple[Rule, ...] = (
    *stock.RULES,
    *buying.RULES,
    *warehouse.RULES,
    *sales.RULES,
    *selling.RULES,
    *cash.RULES,
    *returns.RULES,
    *reports.RULES,
)


@dataclass(frozen=True)
class Report:
    in_flight: list[str]
    differences: list[Difference]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("sifang reconcile", description=__doc__)
    parser.add_argument(
        "--database", default="", help="the server of `make run DB=…`, or any of ours"
    )
    parser.add_argument("--state", type=Path, default=STATE, help="where `make run` keeps its data")
    told = parser.parse_args(arguments)
    named = database_url(told.database) if told.database else existing(told.state).database_url
    return show(reconcile({service: named(service) for service in SERVICES}, ROOT / "contracts"))


def reconcile(urls: Mapping[str, str], contracts: Path) -> Report:
    """Hold the four services' books against each other; `urls` maps service to database URL.

    While facts are in flight, differences they will settle are listed too: reconcile again when
    nothing is in flight before acting on one.
    """
    books = Books(urls)
    try:
        return compare(books, contracts)
    finally:
        books.close()


def compare(books: Books, contracts: Path) -> Report:
    """Ask every question of books that are open."""
    bus = traffic(books, load_subscriptions(contracts))
    differences = [found for rule in RULES for found in rule.differences(books)]
    return Report(bus.in_flight, bus.differences + differences)


def show(report: Report) -> int:
    """Print the report as a person reads it; returns the exit status."""
    print(f"{len(RULES) + 1} rules 条规则, {len(report.in_flight)} facts in flight 在途事实")
    for name in report.in_flight[:50]:
        print(f"  in flight 在途: {name}")
    for difference in report.differences:
        print(f"  DIFFERENCE 差异: {difference}")
    print(f"{len(report.differences)} differences 处差异")
    return 1 if report.differences else 0
