"""`sifang demo`: the main job on temporary data and free ports, every step, fact and number shown."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from secrets import token_urlsafe

from .layout import ROOT, SERVICES, Plan, command
from .processes import NotReady, System
from .reconcile.command import Report as Comparison, reconcile
from .scenario.client import Unexpected, eventually
from .scenario.company import Company, gather
from .scenario.encore import (
    release_a_credit_hold,
    sell_more_than_there_is,
    sell_while_inventory_is_down,
)
from .scenario.facts import Watch
from .scenario.play import play
from .scenario.report import Report


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("sifang demo", description=__doc__)
    parser.add_argument(
        "--keep", action="store_true", help="keep data and logs and say where they are"
    )
    keep = parser.parse_args(arguments).keep
    directory = Path(tempfile.mkdtemp(prefix="sifang-demo-"))
    began = time.monotonic()
    code = 1
    try:
        with System(Plan(directory)) as system:
            code = perform(system.up())
    except (NotReady, Unexpected) as problem:
        print(f"\n✗ {problem}")
    finally:
        if keep or code:
            print(f"data and logs: {directory}")
        else:
            shutil.rmtree(directory, ignore_errors=True)
    print(f"{'成功 done' if code == 0 else '失败 failed'} · {time.monotonic() - began:.1f} s")
    return code


def perform(system: System) -> int:
    """Play on a running system whose databases we can watch; 0 when every number was right."""
    watch = Watch({service: system.plan.database_url(service) for service in SERVICES})
    report = Report(watch)
    try:
        show = play(company_of(system), report)
        sell_more_than_there_is(show)
        release_a_credit_hold(show)
        inventory = ("inventory-worker", "inventory-web")
        sell_while_inventory_is_down(
            show, lambda: system.kill(*inventory), lambda: system.start(*inventory)
        )
        compare_the_books(system, report)
        return report.end()
    finally:
        watch.close()


def compare_the_books(system: System, report: Report) -> None:
    """The self-check between the ledgers, once nothing is on its way any more."""
    report.step(
        "自检:四个服务的账相互核对", "Self-check: the services' books are held against each other"
    )
    urls = {service: system.plan.database_url(service) for service in SERVICES}

    def settled() -> Comparison | None:
        compared = reconcile(urls, ROOT / "contracts")
        return None if compared.in_flight else compared

    found = eventually("nothing is in flight", settled)
    report.equal("差异", "differences", [str(each) for each in found.differences], [])


def company_of(system: System) -> Company:
    """The demo users of a fresh system, all signed in."""
    password = token_urlsafe(12)
    system.job("gateway-seed", *command("gateway", "seed"), SIFANG_DEMO_PASSWORD=password)
    services = {service: system.url(service) for service in SERVICES}
    return gather(system.address, password, services)
