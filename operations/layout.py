"""What a system consists of, and where one keeps its data and listens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("customer", "inventory", "sales", "quality")
STATE = ROOT / ".sifang" / "run"
APPS = ("gateway", *SERVICES)


@dataclass
class Plan:
    """Where a system keeps its data and listens. Everything has an embedded default."""

    directory: Path
    ports: Mapping[str, int] = field(default_factory=dict)
    """HTTP port per app; missing ones are free ports."""
    database: Callable[[str], str] | None = None
    """An app's name to its database URL; without it SQLite files in the directory."""
    bus: str = ""
    """The bus' URL; without it the SQLite bus in the directory."""
    environ: Mapping[str, str] = field(default_factory=dict)
    """Further settings for every process."""

    def database_url(self, app: str) -> str:
        if self.database:
            return self.database(app)
        return f"sqlite:///{self.directory / 'data' / app}.db"

    @property
    def bus_url(self) -> str:
        return self.bus or f"sqlite:///{self.directory / 'data' / 'bus'}.db"


def existing(state: Path) -> Plan:
    """The system that `make run` keeps in this folder; ends the command when there is none."""
    if not (state / "keys").is_dir():
        raise SystemExit(f"sifang: {state} holds no data; `make run` makes them")
    return Plan(state)


class NoUrl(ValueError):
    """What should name a server is no URL; one line says how one is written."""


def database_url(base: str) -> Callable[[str], str]:
    """An app's name to its database on the PostgreSQL server that `base` names."""
    try:
        server = make_url(base).set(drivername="postgresql+psycopg")
    except ArgumentError as problem:
        raise NoUrl(f"{base} is no URL: write postgresql+psycopg://user@host/") from problem
    return lambda app: server.set(database=f"sifang_{app}").render_as_string(hide_password=False)


def bus_url(told: str) -> str:
    """The bus as it was named, or nothing where it wasn't; raises NoUrl when no bus is written so."""
    if told and not told.startswith(("amqp://", "amqps://", "sqlite:///")):
        raise NoUrl(f"{told} names no bus: write amqp://user:password@host/vhost")
    return told


def command(app: str, kind: str) -> list[str]:
    """`python -m …` without the python: what an app's image runs."""
    return ["gateway", kind or "web"] if app == "gateway" else ["chassis", app, kind]
