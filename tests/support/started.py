"""A server that the tests started themselves, as a process or as a container, and may kill."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from tests.servers import LEDGER, Unavailable, kill_tree


class StartedProcess:
    """A server process with a directory of its own; `answers` raises while it is not ready."""

    def __init__(self, prefix: str, answers: Callable[[], Any], **options: Any) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix=prefix))
        self.command: list[str | Path] = []
        self.options = options
        """What `subprocess.Popen` takes besides: who it runs as, its environment."""
        self._answers = answers
        self._process: subprocess.Popen[bytes] | None = None
        if owner := options.get("user"):
            shutil.chown(self.directory, owner, options["group"])

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, patience: float = 60) -> None:
        """Start, and wait until it answers; a start that fails at once is tried again, because a
        server that was killed may hold its port or its lock for a moment."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not self.running:
                self._launch()
            try:
                self._answers()
                return
            except Exception:
                time.sleep(0.2)
        raise Unavailable(f"{self.command[0]} did not start: see {self.directory}/log")

    def _launch(self) -> None:
        with (self.directory / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
                **self.options,
            )
        pid = self._process.pid
        started = psutil.Process(pid).create_time()
        LEDGER.add(str(self.directory), kind="process", pid=pid, started=started)

    def stop(self, how: int = signal.SIGTERM) -> None:
        """A clean stop, as an operator would do it."""
        if self.running:
            self._process.send_signal(how)
            self._process.wait(60)

    def kill(self) -> None:
        """kill -9 of the server and all its children."""
        if self.running:
            kill_tree(psutil.Process(self._process.pid))
            self._process.wait(10)

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)
        LEDGER.remove(str(self.directory))


class StartedContainer:
    """A server in a container on fixed free ports, so that it comes back where it was."""

    def __init__(
        self, image: str, ports: dict[int, int], environ: dict[str, str], answers: Callable[[], Any]
    ) -> None:
        from testcontainers.core.container import DockerContainer

        self._answers = answers
        self._container = DockerContainer(image).with_envs(**environ)
        for inside, outside in ports.items():
            self._container.with_bind_ports(inside, outside)
        self._container.start()
        self._wait()

    def start(self) -> None:
        self._container.get_wrapped_container().start()
        self._wait()

    def stop(self) -> None:
        self._container.get_wrapped_container().stop()

    def kill(self) -> None:
        self._container.get_wrapped_container().kill()

    def remove(self) -> None:
        self._container.stop()

    def _wait(self, patience: float = 90) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                self._answers()
                return
            except Exception:
                time.sleep(0.3)
        self.remove()
        raise Unavailable("the container did not answer")


class Private:
    """What one may do with a server because the tests started it; first among its class's bases."""

    private = True
    started: StartedProcess | StartedContainer
    made: set[str]

    def start(self) -> None:
        self.started.start()

    def stop(self) -> None:
        self.started.stop()

    def kill(self) -> None:
        """kill -9 of the whole server."""
        self.started.kill()

    def close(self) -> None:
        self.started.remove()
        for name in self.made:
            LEDGER.remove(name)
