"""The whole system as processes: the gateway, a web process and a worker per service.

`System` is used by `make run`, the demo, the tests and the bench alike. It starts a stage (see
operations.stage) that forks every process from one preloaded parent, each with its own log file.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from chassis.transport.topology import declare_topology, read_subscriptions

from .keys import make_keys
from .layout import APPS, ROOT, SERVICES, Plan, command

PRELOADED = ("chassis", "paper", "services", "gateway")


class NotReady(RuntimeError):
    """A process did not come up; the message names it and its log."""


class System:
    """All processes of one system; use as a context manager, or call `close`."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        plan.directory.mkdir(parents=True, exist_ok=True)
        for folder in ("data", "keys", "logs"):
            # personal data, keys and what is printed for the demo are their owner's alone
            (plan.directory / folder).mkdir(mode=0o700, exist_ok=True)
        make_keys(plan.directory / "keys")
        free = iter(free_ports(len(APPS) + len(SERVICES)))
        self.ports = {app: plan.ports.get(app) or next(free) for app in APPS}
        self.hints = {service: f"127.0.0.1:{next(free)}" for service in SERVICES}
        self._stage: subprocess.Popen[bytes] | None = None
        self._turn = Lock()

    def __enter__(self) -> "System":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def address(self) -> str:
        """The gateway's address: the one people use."""
        return self.url("gateway")

    def url(self, app: str) -> str:
        return f"http://127.0.0.1:{self.ports[app]}"

    @property
    def names(self) -> list[str]:
        """Every process, in the order they are started."""
        pairs = [f"{service}-{kind}" for service in SERVICES for kind in ("worker", "web")]
        return [*pairs, "gateway"]

    def log(self, name: str) -> Path:
        return self.plan.directory / "logs" / f"{name}.log"

    def prepare(self) -> None:
        """Bring every database and the bus to what this code needs; safe to repeat."""
        self.jobs({f"{app}-migrate": command(app, "migrate") for app in APPS})
        try:
            declare_topology(self.plan.bus_url, read_subscriptions(str(ROOT / "contracts")))
        except Exception as problem:  # whatever the bus' client raises, it is the bus that is away
            raise NotReady(f"the bus can't be prepared: {problem or repr(problem)}") from problem

    def job(self, name: str, *argv: str, patience: float = 120, **environ: str) -> None:
        """Run one command in the environment of the app its name begins with; see `jobs`."""
        self.jobs({name: list(argv)}, patience, environ)

    def jobs(
        self,
        commands: Mapping[str, list[str]],
        patience: float = 120,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Run one-off commands side by side to their end; raises when one fails."""
        for name, argv in commands.items():
            env = self.environ(name.split("-")[0], environ)
            self._order(do="start", name=name, argv=argv, env=env)
        deadline = time.monotonic() + patience
        while open_ := set(commands) - set(codes := self.exit_codes()):
            if time.monotonic() > deadline:
                raise NotReady(
                    f"{min(open_)} takes longer than {patience:.0f} s: see {self.log(min(open_))}"
                )
            time.sleep(0.02)
        for name in commands:
            if codes[name]:
                raise NotReady(f"{name} failed: {last_line(self.log(name))} (see {self.log(name)})")

    def start(self, *names: str, **environ: str) -> None:
        """Start processes (all of them without names); `environ` is for these alone."""
        for name in names or self.names:
            app, _, kind = name.partition("-")
            self._order(
                do="start", name=name, argv=command(app, kind), env=self.environ(app, environ)
            )

    def wait_ready(self, *names: str, patience: float = 60) -> None:
        """Wait until these processes (all without names) are there and the webs say ready."""
        deadline = time.monotonic() + patience
        for name in names or self.names:
            while not self._ready(name):
                if time.monotonic() > deadline:
                    raise NotReady(
                        f"{name} is not ready: {last_line(self.log(name))} (see {self.log(name)})"
                    )
                time.sleep(0.05)

    def up(self) -> "System":
        """prepare, start, wait_ready."""
        self.prepare()
        self.start()
        self.wait_ready()
        return self

    def kill(self, *names: str) -> None:
        """kill -9 of these processes with all their children."""
        self._signal(signal.SIGKILL, names)

    def stop(self, *names: str) -> None:
        """Ask these processes to end, as an operator would, and wait until they have."""
        self._signal(signal.SIGTERM, names)

    def restart(self, *names: str, **environ: str) -> None:
        self.stop(*names)
        self.start(*names, **environ)
        self.wait_ready(*names)

    def pids(self) -> dict[str, int]:
        """The running processes; a process that died is missing."""
        return self._order(do="list")["pids"]

    def exit_codes(self) -> dict[str, int]:
        """How the processes ended that have ended; minus nine is kill -9."""
        return self._order(do="list")["codes"]

    def wait_dead(self, name: str, patience: float = 30) -> None:
        """Wait until a process has died by itself, at a failpoint for instance."""
        deadline = time.monotonic() + patience
        while name in self.pids():
            if time.monotonic() > deadline:
                raise NotReady(f"{name} is still alive after {patience:.0f} s")
            time.sleep(0.02)

    def close(self) -> None:
        """End everything; data and logs stay."""
        if self._stage:
            assert self._stage.stdin
            self._stage.stdin.close()
            self._stage.wait()
            self._stage = None

    def environ(self, app: str, further: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of an app's processes."""
        keys = self.plan.directory / "keys"
        given = {
            "SIFANG_DATABASE_URL": self.plan.database_url(app),
            "SIFANG_PUBLIC_KEYS_FILE": str(keys / "public.json"),
            "SIFANG_MASTER_KEY_FILE": str(keys / "master.key"),
            "SIFANG_BUS_URL": self.plan.bus_url,
            "SIFANG_PORT": str(self.ports[app]),
        }
        given |= (
            self._gateway_environ(keys) if app == "gateway" else {"SIFANG_HINT": self.hints[app]}
        )
        return {**os.environ, **given, **self.plan.environ, **(further or {})}

    def _gateway_environ(self, keys: Path) -> dict[str, str]:
        services = ",".join(f"{service}={self.url(service)}" for service in SERVICES)
        return {
            "SIFANG_SIGNING_KEYS_FILE": str(keys / "signing.json"),
            "SIFANG_SERVICES": services,
            "SIFANG_SECURE_COOKIE": "0",
        }

    def _ready(self, name: str) -> bool:
        state = self._order(do="list")
        if name in state["codes"]:
            raise NotReady(f"{name} ended: {last_line(self.log(name))} (see {self.log(name)})")
        return name.endswith("-worker") or answers(self.url(name.removesuffix("-web")) + "/readyz")

    def _signal(self, number: int, names: Iterable[str]) -> None:
        for name in names:
            self._order(do="signal", name=name, signal=int(number))
        for name in names:
            self.wait_dead(name)

    def _order(self, **order: Any) -> dict[str, Any]:
        """Give the stage an order and return the state it answers with; threads take turns."""
        with self._turn:
            stage = self._stage or self._open()
            if order["do"] == "start":
                order["log"] = str(self.log(order["name"]))
            assert stage.stdin and stage.stdout
            stage.stdin.write(json.dumps(order).encode() + b"\n")
            stage.stdin.flush()
            return json.loads(stage.stdout.readline() or b"{}")

    def _open(self) -> subprocess.Popen[bytes]:
        with self.log("stage").open("ab") as log:
            self._stage = subprocess.Popen(
                [sys.executable, "-m", "operations.stage", *PRELOADED],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                start_new_session=True,
            )
        assert self._stage.stdout
        if not self._stage.stdout.readline():
            raise NotReady(f"the code does not load: {last_line(self.log('stage'))}")
        return self._stage


def free_ports(count: int) -> list[int]:
    """Different loopback ports nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (OSError, urllib.error.HTTPError):
        return False


def last_line(log: Path) -> str:
    """What a process said last, for a message of one line."""
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip()[:300] if lines else "no word"
