"""The gateway's commands: `python -m gateway web|migrate|seed|journal|keys|public-keys|admin-secret`."""

import argparse
import secrets
import sys
from collections.abc import Sequence
from typing import Any

from chassis import logs
from chassis.data import journal
from chassis.data.database import Database
from chassis.data.migrations import migrate
from chassis.settings import SettingMissing, given

from .settings import GatewaySettings
from .tokens import new_keys, public_keys


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the process's exit status."""
    told = _parser().parse_args(arguments)
    try:
        if told.command in _KEYS:
            print(_KEYS[told.command](given("signing_keys") or '{"keys": []}'))
            return 0
        settings = GatewaySettings.load()
        logs.configure(settings.chassis.log_level)
        return int(_RUN[told.command](settings) or 0)
    except SettingMissing as missing:
        print(missing, file=sys.stderr)
        return 2


def _web(settings: GatewaySettings) -> None:
    from .app import create_app
    from .server import serve

    serve(create_app(settings), settings.chassis)


def _migrate(settings: GatewaySettings) -> None:
    migrate("gateway", _database(settings))


def _seed(settings: GatewaySettings) -> None:
    from .seed import seed

    password = given("demo_password") or secrets.token_urlsafe(12)
    for number, name in seed(_database(settings), password):
        print(f"{number:<22} {password}  {name}")


def _journal(settings: GatewaySettings) -> int:
    return journal.command(_database(settings))


def _admin_secret(settings: GatewaySettings) -> None:
    from .identity.administrator.commands import new_secret

    with _database(settings).transaction() as session:
        secret = new_secret(session)
    print(secret)
    print("Good for one administrator within a day: POST /api/v1/administrator", file=sys.stderr)


_KEYS: dict[str, Any] = {"keys": new_keys, "public-keys": public_keys}
_RUN: dict[str, Any] = {
    "web": _web,
    "migrate": _migrate,
    "seed": _seed,
    "journal": _journal,
    "admin-secret": _admin_secret,
}


def _database(settings: GatewaySettings) -> Database:
    return Database(settings.chassis.database_url, 2, settings.chassis.master_key)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m gateway", description=__doc__)
    parser.add_argument("command", choices=[*_RUN, *_KEYS])
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
