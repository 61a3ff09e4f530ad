"""What a system consists of, and where one keeps its data and listens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("customer", "inventory", "sales", "quality")
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


def command(app: str, kind: str) -> list[str]:
    """`python -m …` without the python: what an app's image runs."""
    return ["gateway", kind or "web"] if app == "gateway" else ["chassis", app, kind]
