"""PostgreSQL for tests: a server of our own that may be killed, or databases on somebody else's."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.servers import (
    LEDGER,
    Choice,
    Source,
    Unavailable,
    docker_answers,
    free_ports,
    listening,
    random_name,
)
from tests.support.started import Private, StartedContainer, StartedProcess

TUNED = ("fsync=off", "full_page_writes=off", "max_connections=300", "shared_buffers=128MB")
"""A killed process loses nothing without fsync: the operating system still has its pages."""


class Postgres:
    """A server on which databases can be made; `admin` is a URL of its `postgres` database."""

    private = False

    def __init__(self, admin: str, origin: str) -> None:
        self.admin = make_url(admin).set(drivername="postgresql+psycopg")
        self.origin = origin
        self.made: set[str] = set()
        self._models: dict[str, str] = {}

    def create(self, name: str = "", like: str = "template1") -> str:
        """A fresh database's URL: a copy of the one it is to be like, which nobody may be using.
        Its name is random unless one is given."""
        name = name or random_name()
        LEDGER.add(name, kind="database", url=self.url(self.admin.database or "postgres"))
        names = (sql.Identifier(each) for each in (name, like))
        self.run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        self.made.add(name)
        return self.url(name)

    def model(self, key: str, fill: Callable[[str], None]) -> str:
        """The name of a database to copy, made and filled at the first call with this key."""
        if self._models.get(key) not in self.made:
            url = self.create()
            fill(url)
            self._models[key] = str(make_url(url).database)
        return self._models[key]

    def drop(self, name: str) -> None:
        name = str(make_url(name).database) if "://" in name else name
        self.run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self.made.discard(name)
        LEDGER.remove(name)

    def url(self, database: str) -> str:
        return self.admin.set(database=database).render_as_string(hide_password=False)

    def run(self, statement: Any) -> None:
        plain = self.admin.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)

    def check(self) -> "Postgres":
        """Raise Unavailable unless a database can really be made and dropped here."""
        try:
            self.drop(self.create())
        except psycopg.Error as problem:
            raise Unavailable(str(problem).strip().splitlines()[0]) from problem
        return self

    def close(self) -> None:
        for name in list(self.made):
            self.drop(name)


class PrivatePostgres(Private, Postgres):
    """Started here, on a free port with data of its own; may be stopped and killed."""

    def _answers(self) -> None:
        self.run(sql.SQL("SELECT 1"))


class LocalPostgres(PrivatePostgres):
    def __init__(self, binaries: Path, settings: tuple[str, ...] = TUNED) -> None:
        port = free_ports(1)[0]
        super().__init__(f"postgresql://postgres@127.0.0.1:{port}/postgres", "local binaries")
        self.started = FastStopping("sifang-pg-", self._answers, **_unprivileged())
        data = self.started.directory / "data"
        _initialise(binaries, data)
        place = ["-D", data, "-p", str(port), "-k", self.started.directory, "-h", "127.0.0.1"]
        options = [word for setting in settings for word in ("-c", setting)]
        self.started.command = [binaries / "postgres", *place, *options]
        self.started.start()


class FastStopping(StartedProcess):
    """PostgreSQL's fast stop is SIGINT; on SIGTERM it waits for clients to leave."""

    def stop(self, how: int = signal.SIGINT) -> None:
        super().stop(how)


class DockerPostgres(PrivatePostgres):
    def __init__(self) -> None:
        port = free_ports(1)[0]
        super().__init__(f"postgresql://postgres:sifang@127.0.0.1:{port}/postgres", "Docker")
        image = os.environ.get("POSTGRES_IMAGE", "postgres:17")
        environ = {"POSTGRES_PASSWORD": "sifang"}
        self.started = StartedContainer(image, {5432: port}, environ, self._answers)


def _initialise(binaries: Path, data: Path) -> None:
    command = [binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"]
    options = ["--encoding=UTF8", "--locale=C"]
    done = subprocess.run([*command, *options], capture_output=True, cwd="/", **_unprivileged())
    if done.returncode:
        raise Unavailable(f"initdb: {done.stderr.decode().strip().splitlines()[-1]}")


def _unprivileged() -> dict[str, Any]:
    """postgres refuses to run as root: the options that make a child run as somebody else."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_name, "group": user.pw_gid, "extra_groups": []}


def binaries() -> Path | None:
    """The newest local PostgreSQL's bin directory."""
    places = ["/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin"]
    places += ["/usr/local/opt/postgresql*/bin", "/usr/pgsql-*/bin"]
    found = [path for place in places for path in Path("/").glob(place.lstrip("/"))]
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    whole = [path for path in found if (path / "initdb").exists() and (path / "postgres").exists()]
    return max(whole, key=str) if whole else None


def private() -> PrivatePostgres:
    """A server of our own, whatever else there is: local binaries, else Docker."""
    if found := binaries():
        return LocalPostgres(found)
    if docker_answers():
        return DockerPostgres()
    raise Unavailable("no PostgreSQL that may be killed: install postgresql or start Docker")


def sources() -> Choice:
    """Where a PostgreSQL may come from, in order."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    here = "postgresql://postgres@127.0.0.1:5432/postgres"
    return Choice(
        "PostgreSQL",
        [
            Source("TEST_DATABASE_URL", lambda: bool(given), lambda: _foreign(given)),
            Source("Docker", docker_answers, DockerPostgres),
            Source("local binaries, started privately", lambda: binaries() is not None, private),
            Source("server on 127.0.0.1:5432", lambda: listening(5432), lambda: _foreign(here)),
        ],
        "install postgresql or set TEST_DATABASE_URL",
    )


def _foreign(url: str) -> Postgres:
    return Postgres(url, "not ours").check()


def sweep(name: str, facts: dict[str, Any]) -> None:
    """Drop a database of a dead run, if its server is still there."""
    try:
        Postgres(facts["url"], "").drop(name)
    except psycopg.Error:
        return
