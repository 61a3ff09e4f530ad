"""The stage: a single-threaded parent that has imported everything once and forks every process.

Forked processes share the memory of the imported code, which is most of a Python process. Orders
come as JSON lines on standard input; when it ends, whoever gave them is gone and the stage takes
everything down. Started by operations.processes; runs nothing of its own.
"""

import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import sys
import traceback
from typing import Any

THIRD_PARTY = (
    "gunicorn.arbiter",
    "gunicorn.workers.gthread",
    "pika",
    "psycopg",
    "alembic.command",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlalchemy.dialects.postgresql.psycopg",
)
"""What the processes import only when they run."""
PATIENCE = 10.0
"""Seconds a process gets to end by itself after SIGTERM."""


class Stage:
    """The children by name, and the loop that starts, signals and buries them."""

    def __init__(self) -> None:
        self.pids: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self._wake, wake = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(self._wake, False)
        signal.set_wakeup_fd(wake)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> None:
        """Obey until the orders end, then take everything down."""
        rest = b""
        while True:
            ready, _, _ = select.select([0, self._wake], [], [])
            if self._wake in ready:
                self._bury()
            if 0 in ready:
                got = os.read(0, 65536)
                if not got:
                    return self._take_down()
                *lines, rest = (rest + got).split(b"\n")
                for line in lines:
                    self._answer(self._obey(json.loads(line)))

    def _obey(self, order: dict[str, Any]) -> dict[str, Any]:
        name = order.get("name", "")
        if order["do"] == "start":
            self.codes.pop(name, None)
            self.pids[name] = self._fork(order)
        elif order["do"] == "signal" and name in self.pids:
            _signal(self.pids[name], order["signal"])
        self._bury()
        return {"pids": self.pids, "codes": self.codes}

    def _fork(self, order: dict[str, Any]) -> int:
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            code = become(order)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _bury(self) -> None:
        while _read(self._wake):
            pass
        for name, pid in list(self.pids.items()):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                del self.pids[name]
                self.codes[name] = os.waitstatus_to_exitcode(status)

    def _take_down(self) -> None:
        for pid in self.pids.values():
            _signal(pid, signal.SIGTERM)
        waits = int(PATIENCE / 0.1)
        while self.pids and (waits := waits - 1) > 0:
            select.select([self._wake], [], [], 0.1)
            self._bury()
        for pid in self.pids.values():
            _signal(pid, signal.SIGKILL)

    @staticmethod
    def _answer(what: dict[str, Any]) -> None:
        os.write(1, json.dumps(what).encode() + b"\n")


def become(order: dict[str, Any]) -> int:
    """Turn a forked child into `python -m <module> <arguments>` with its own environment and log."""
    os.setpgid(0, 0)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    _redirect(order["log"])
    os.environ.clear()
    os.environ.update(order["env"])
    # the only module that reads its setting when it is imported
    importlib.reload(importlib.import_module("chassis.failpoints"))
    module, *arguments = order["argv"]
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=False)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _redirect(log: str) -> None:
    """Standard output and error into the log, whose end the process keeps appending to."""
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, stream in ((nothing, 0), (target, 1), (target, 2)):
        os.dup2(source, stream)
    sys.stdout = os.fdopen(1, "w", 1, closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, closefd=False)


def _signal(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        # it has not yet become the head of its own group, or has just ended
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return


def _read(pipe: int) -> bytes:
    try:
        return os.read(pipe, 4096)
    except BlockingIOError:
        return b""


def preload(packages: list[str]) -> None:
    """Import everything the processes will run, so that they share it."""
    for name in THIRD_PARTY:
        importlib.import_module(name)
    for name in packages:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, name + "."):
            if not set(module.name.split(".")) & {"tests", "migrations", "__main__"}:
                importlib.import_module(module.name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    stage = Stage()
    preload(sys.argv[1:])
    Stage._answer({"ready": True})
    stage.run()
