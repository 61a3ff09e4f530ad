"""The commands of one service: its two processes, its migrations, its dead letters, its copies, its log."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from chassis import logs
from chassis.data import journal
from chassis.data.database import Database
from chassis.data.migrations import migrate
from chassis.settings import SettingMissing, Settings


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the process's exit status."""
    told = _parser().parse_args(arguments)
    package = import_module(f"services.{told.service}")
    try:
        settings = Settings.load(told.service)
        logs.configure(settings.log_level)
        return _RUN[told.command](package, settings, told)
    except SettingMissing as missing:
        print(missing, file=sys.stderr)
        return 2


def _web(package: Any, settings: Settings, told: Any) -> int:
    from chassis.web.server import serve

    serve(package.create_app(settings), settings)
    return 0


def _worker(package: Any, settings: Settings, told: Any) -> int:
    from chassis.worker import run

    run(package.SERVICE, settings)
    return 0


def _migrate(package: Any, settings: Settings, told: Any) -> int:
    migrate(package.SERVICE.package, _database(settings))
    return 0


def _seed(package: Any, settings: Settings, told: Any) -> int:
    import_module(f"{package.__name__}.seed").seed(_database(settings))
    return 0


def _dead(package: Any, settings: Settings, told: Any) -> int:
    from chassis.transport import dead

    return dead.command(package.SERVICE, _database(settings), told.rest)


def _rebuild(package: Any, settings: Settings, told: Any) -> int:
    from chassis.transport import rebuild

    return rebuild.command(package.SERVICE, _database(settings), told.rest)


def _replay(package: Any, settings: Settings, told: Any) -> int:
    from chassis.transport import replay

    return replay.command(package.SERVICE, settings, told.rest)


def _journal(package: Any, settings: Settings, told: Any) -> int:
    return journal.command(_database(settings))


_RUN = {
    "web": _web,
    "worker": _worker,
    "migrate": _migrate,
    "seed": _seed,
    "dead": _dead,
    "rebuild": _rebuild,
    "replay": _replay,
    "journal": _journal,
}


def _database(settings: Settings) -> Database:
    return Database(settings.database_url, 2, settings.master_key)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m chassis", description="One service's processes and operator commands"
    )
    parser.add_argument("service", help="the name of its folder in services/")
    parser.add_argument("command", choices=_RUN)
    parser.add_argument(
        "rest",
        nargs=argparse.REMAINDER,
        help="what `dead`, `rebuild` and `replay` take; see their --help",
    )
    return parser
