"""Finds a PostgreSQL and a RabbitMQ to test with, in a fixed order, and tidies up after itself.

The order: TEST_DATABASE_URL / TEST_AMQP_URL, Docker by testcontainers, local binaries started
privately on free ports, servers already listening that let us make databases and a virtual host.
A server that was not started here is never stopped, purged or reconfigured: in it only things
with random `sifang_test_` names are made, written down in a ledger first, and dropped after.
"""

import json
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psutil

PREFIX = "sifang_test_"
LEDGERS = Path(__file__).resolve().parent.parent / ".sifang" / "tests"


class Unavailable(Exception):
    """This source has no usable server; the message says why."""


class Server(Protocol):
    """What both kinds of server can do. `private` ones were started here and may be killed."""

    origin: str
    private: bool

    def create(self) -> str:
        """Make a fresh database or virtual host and return its URL."""

    def drop(self, name: str) -> None:
        """Drop what `create` made."""

    def close(self) -> None:
        """Drop all that is left; stop the server if it was started here."""


@dataclass(frozen=True)
class Source:
    """One place a server may come from: `present` is a quick look, `open` gets it or raises."""

    label: str
    present: Callable[[], bool]
    open: Callable[[], Any]


def random_name() -> str:
    return PREFIX + secrets.token_hex(6)


def free_ports(count: int, kind: int = socket.SOCK_STREAM) -> list[int]:
    """Different loopback ports nobody listens on now."""
    sockets = [socket.socket(socket.AF_INET, kind) for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def listening(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex((host, port)) == 0


def docker_answers() -> bool:
    """Whether a Docker engine is there and answers at once."""
    if not (os.environ.get("DOCKER_HOST") or Path("/var/run/docker.sock").exists()):
        return False
    try:
        import docker

        return bool(docker.from_env(timeout=3).ping())
    except Exception:
        return False


class Ledger:
    """What this process has made on machines and servers, so that a later run can sweep it up
    when this one is killed; a line is written before the thing is made."""

    def __init__(self) -> None:
        self._file = LEDGERS / f"{os.getpid()}.json"
        self._lines: dict[str, dict[str, Any]] = {}

    def add(self, name: str, **facts: Any) -> None:
        self._lines[name] = facts
        self._save()

    def remove(self, name: str) -> None:
        self._lines.pop(name, None)
        self._save()

    def _save(self) -> None:
        if not self._lines:
            self._file.unlink(missing_ok=True)
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(self._lines))


LEDGER = Ledger()


def left_behind() -> Iterator[tuple[Path, dict[str, dict[str, Any]]]]:
    """The ledgers of test runs that have died."""
    for file in LEDGERS.glob("*.json") if LEDGERS.exists() else []:
        if not psutil.pid_exists(int(file.stem)):
            yield file, json.loads(file.read_text())


def sweep() -> None:
    """Drop what dead runs of ours left: their private processes, databases and virtual hosts."""
    from tests.support import postgres, rabbitmq

    sweepers = {"process": end_process, "database": postgres.sweep, "vhost": rabbitmq.sweep}
    for file, lines in left_behind():
        for name, facts in lines.items():
            sweepers[facts["kind"]](name, facts)
        file.unlink(missing_ok=True)


def end_process(name: str, facts: dict[str, Any]) -> None:
    """Kill a private server of a dead run, if the process is still the one we started."""
    try:
        process = psutil.Process(facts["pid"])
        if abs(process.create_time() - facts["started"]) < 1:
            kill_tree(process)
    except psutil.NoSuchProcess:
        pass


def kill_tree(process: psutil.Process) -> None:
    """SIGKILL a process and everything it started."""
    family = [process, *process.children(recursive=True)]
    for each in family:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=10)


class Choice:
    """Opens the first source that really works, once; remembers why the others did not."""

    def __init__(self, kind: str, sources: list[Source], remedy: str) -> None:
        self.kind = kind
        self.remedy = remedy
        self._sources = [source for source in sources if source.present()]
        self._server: Any = None
        self.reasons: list[str] = []

    def plan(self) -> str:
        """What the header says before anything is started."""
        if not self._sources:
            return f"{self.kind}: none; its tests are skipped ({self.remedy})"
        return f"{self.kind}: {self._sources[0].label}"

    @property
    def hopeless(self) -> bool:
        return not self._sources and self._server is None

    def server(self) -> Any:
        """The server, started now if need be; raises Unavailable with every reason."""
        while self._server is None and self._sources:
            source = self._sources.pop(0)
            try:
                self._server = source.open()
            except Exception as problem:
                self.reasons.append(f"{source.label}: {problem}")
        if self._server is None:
            raise Unavailable("; ".join([f"no {self.kind}", *self.reasons, self.remedy]))
        return self._server

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
