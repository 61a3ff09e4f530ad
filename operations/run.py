"""`sifang run`: everything on this machine with demo data, until Ctrl-C.

State lives in .sifang/run, so a second start finds its keys, its data and its demo password again.
"""

import argparse
import fcntl
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from gateway.seed import demo_users

from . import ports
from .layout import APPS, SERVICES, STATE, NoUrl, Plan, bus_url, command, database_url
from .processes import NotReady, System


class CannotMake(RuntimeError):
    """A database can't be had as the command line says; one line says what to do."""


class FolderTaken(RuntimeError):
    """Another start uses the folder; one line names it."""


def main(arguments: Sequence[str]) -> int:
    told = _parser().parse_args(arguments)
    began = time.monotonic()
    try:
        run(told, began)
    except (NotReady, NoUrl, ports.NoPorts, CannotMake, FolderTaken) as problem:
        print(f"sifang: {problem}", file=sys.stderr)
        return 1
    return 0


def run(told: argparse.Namespace, began: float) -> None:
    """Bring everything up, say how to get in, and stay until somebody ends it."""
    planned = plan(told)
    with alone_in(planned), System(planned) as system:
        print("准备数据库、密钥和消息总线 · preparing databases, keys and the bus", flush=True)
        system.prepare()
        password = seed(system)
        print("启动服务 · starting the services", flush=True)
        system.start()
        system.wait_ready()
        print(welcome(system, password, time.monotonic() - began), flush=True)
        died = stay(system)
        print(f"\n{died or '正在停止 · stopping'}", flush=True)
    if died:
        raise NotReady(died)


def plan(told: argparse.Namespace) -> Plan:
    """Where this system keeps its data and listens, from the command line."""
    chosen, bus = ports.chosen(told.port), bus_url(told.bus)
    if not told.database:
        return Plan(told.state, chosen, bus=bus)
    named = database_url(told.database)
    for app in APPS:
        ensure_database(named(app))
    return Plan(told.state, chosen, database=named, bus=bus)


@contextmanager
def alone_in(planned: Plan) -> Iterator[None]:
    """Hold the folder that holds the data; raises FolderTaken with one line while another start does.

    The lock goes with the process, however it ends. Two systems may share databases and a bus on servers:
    then nothing of theirs is in the folder but keys and logs.
    """
    if planned.database and planned.bus:
        yield
        return
    planned.directory.mkdir(parents=True, exist_ok=True)
    with (planned.directory / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            file.seek(0)
            raise FolderTaken(
                f"{planned.directory} is in use by the system at {file.read().strip()}: "
                "end that one first, or name servers that both share with DB= and BUS="
            ) from problem
        file.truncate(0)
        print(f"http://127.0.0.1:{planned.ports['gateway']}", file=file, flush=True)
        yield


def ensure_database(url: str) -> None:
    """Make a PostgreSQL database unless it is there; raises CannotMake with one line."""
    wanted = make_url(url)
    plain = wanted.set(drivername="postgresql")
    try:
        psycopg.connect(plain.render_as_string(hide_password=False), connect_timeout=5).close()
        return
    except psycopg.OperationalError as problem:
        reason = str(problem).strip().splitlines()[-1]
    admin = plain.set(database="postgres").render_as_string(hide_password=False)
    try:
        with psycopg.connect(admin, autocommit=True, connect_timeout=5) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {}").format(sql.Identifier(str(wanted.database)))
            )
    except psycopg.Error as problem:
        again = str(problem).strip().splitlines()[-1]
        raise CannotMake(
            f"database {wanted.database} can't be opened ({reason}) nor made ({again}). "
            f"Make it, owned by {wanted.username}, or name another server with DB="
        ) from problem


def seed(system: System) -> str:
    """Demo users and demo records; returns the demo users' password."""
    file = system.plan.directory / "keys" / "demo-password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    password = file.read_text()
    system.job("gateway-seed", *command("gateway", "seed"), SIFANG_DEMO_PASSWORD=password)
    system.jobs({f"{service}-seed": command(service, "seed") for service in SERVICES})
    return password


def welcome(system: System, password: str, seconds: float) -> str:
    """Where to go and as whom."""
    rows = [f"  {code:<22}{_wide(role.zh, 20)}{role.en}" for code, role in demo_users().items()]
    places = "  ".join(f"{service} {system.url(service)}" for service in SERVICES)
    return "\n".join(
        [
            f"\n四方 Sifang  {system.address}   ({seconds:.1f} s)",
            f"  API 文档 document  {system.address}/api/v1/openapi.json",
            f"  各部门服务 services  {places}",
            f"  日志 logs  {system.plan.directory / 'logs'}",
            f"\n登录 sign in  (POST /api/v1/session)  密码 password of all:  {password}",
            *rows,
            "\nCtrl-C 停止全部 stops everything.",
        ]
    )


def _wide(text: str, width: int) -> str:
    """Pad by the columns a terminal shows; a Chinese character takes two."""
    return text + " " * (width - sum(2 if ord(character) > 0x2E80 else 1 for character in text))


RESTARTS, WITHIN = 3, 60.0
"""A process that dies is started again, so many times in so many seconds: what takes it down again and
again must be looked at."""


def stay(system: System) -> str:
    """Wait for Ctrl-C or SIGTERM; returns early with a sentence when a process won't stay."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _setting(over))
    died: dict[str, list[float]] = {}
    while not over.wait(1):
        codes = {name: code for name, code in system.exit_codes().items() if name in system.names}
        for name, code in codes.items():
            now = time.monotonic()
            died[name] = [at for at in died.get(name, []) if now - at < WITHIN] + [now]
            what = f"{name} ended with {code}: see {system.log(name)}"
            if len(died[name]) > RESTARTS:
                return what
            print(f"重新启动 · started again: {what}", flush=True)
            system.start(name)
    return ""


def _setting(over: threading.Event) -> Callable[..., None]:
    return lambda *_: over.set()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("sifang run", description=__doc__)
    parser.add_argument(
        "--port",
        type=int,
        default=ports.FIRST,
        help="the gateway's; the services' follow from 21 above it",
    )
    parser.add_argument(
        "--database", default="", help="postgresql+psycopg://user@host/ instead of SQLite"
    )
    parser.add_argument("--bus", default="", help="amqp://… instead of the SQLite bus")
    parser.add_argument(
        "--state", type=Path, default=STATE, help="where data, keys and logs are kept"
    )
    return parser
