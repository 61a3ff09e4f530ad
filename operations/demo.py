"""`sifang demo`: the main job on temporary data and free ports, every step, fact and number shown."""

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from secrets import token_urlsafe

from .processes import SERVICES, NotReady, Plan, System, command
from .scenario.client import Unexpected
from .scenario.company import Company, gather
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
        play(company_of(system), report)
        return report.end()
    finally:
        watch.close()


def company_of(system: System) -> Company:
    """The demo users of a fresh system, all signed in."""
    password = token_urlsafe(12)
    system.job("gateway-seed", *command("gateway", "seed"), SIFANG_DEMO_PASSWORD=password)
    services = {service: system.url(service) for service in SERVICES}
    return gather(system.address, password, services)
