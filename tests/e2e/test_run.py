"""`make run` as somebody tries it: up with demo data, again in seconds, down with Ctrl-C, one line when it can't."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from operations.ports import OFFSETS, free
from operations.processes import APPS, ROOT, SERVICES
from operations.scenario.client import eventually
from operations.scenario.company import sign_in

pytestmark = pytest.mark.timeout(120)


def free_first_port() -> int:
    """A port for the gateway whose four neighbours are free too."""
    return next(
        first
        for first in range(18080, 60000, 50)
        if all(free(first + offset) for offset in OFFSETS.values())
    )


@contextmanager
def running(state: Path, port: int, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`sifang run`, until the block ends, with what it printed up to its welcome."""
    command = [
        sys.executable,
        "-m",
        "operations",
        "run",
        "--state",
        str(state),
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        [*command, *more], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process, read_welcome(process)
    finally:
        process.kill()
        process.wait()


def run_once(*more: str) -> subprocess.CompletedProcess[str]:
    """`sifang run` that ends by itself."""
    command = [sys.executable, "-m", "operations", "run", *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def read_welcome(process: subprocess.Popen[str]) -> str:
    text = ""
    assert process.stdout
    for line in process.stdout:
        text += line
        if "Ctrl-C" in line:
            return text
    raise AssertionError(f"it ended before it was up: {text}")


def test_it_comes_up_signs_everybody_in_and_ctrl_c_ends_every_process(tmp_path):
    port = free_first_port()
    with running(tmp_path, port) as (process, welcome):
        password = re.search(r"password of all:\s+(\S+)", welcome)[1]
        seller = sign_in(f"http://127.0.0.1:{port}", "salesperson", password)
        assert seller.get("/api/v1/sales/orders")["items"] is not None
        children = psutil.Process(process.pid).children(recursive=True)
        assert len(children) >= 9
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        living = [child for child in children if child.is_running()]
        assert [child for child in living if child.status() != psutil.STATUS_ZOMBIE] == []


def test_a_second_start_takes_seconds_and_keeps_data_and_password(tmp_path):
    port = free_first_port()
    with running(tmp_path, port) as (process, first):
        process.send_signal(signal.SIGINT)
        process.wait(30)
    began = time.monotonic()
    with running(tmp_path, port) as (_, second):
        assert time.monotonic() - began < 15
        assert re.findall(r"of all:.*", first) == re.findall(r"of all:.*", second)


def test_a_taken_port_gets_one_line_that_says_what_to_do(tmp_path):
    port = free_first_port()
    with socket.create_server(("127.0.0.1", port + OFFSETS["sales"])):
        done = run_once("--state", str(tmp_path), "--port", str(port))
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert f"port {port + OFFSETS['sales']} (sales) is taken" in line
    assert "make run PORT=" in line


def test_a_folder_that_another_start_uses_gets_one_line_that_names_it_and_is_free_once_that_is_killed(
    tmp_path,
):
    port = free_first_port()
    with running(tmp_path, port) as (process, _):
        other = free_first_port()
        done = run_once("--state", str(tmp_path), "--port", str(other))
        assert done.returncode == 1
        (line,) = done.stderr.strip().splitlines()
        assert f"{tmp_path} is in use by the system at http://127.0.0.1:{port}: end that" in line
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        psutil.wait_procs(children, 30)
    with running(tmp_path, other):
        pass


@pytest.mark.parametrize(
    ("option", "given", "said"),
    [
        ("--port", "70000", "there is no port 70000"),
        ("--port", "65534", "choose one from 1 to"),
        ("--bus", "rabbit", "write amqp://"),
        ("--database", "server", "write postgresql+psycopg://"),
    ],
)
def test_what_is_no_port_or_address_gets_one_line_that_says_how_it_is_written(
    tmp_path, option, given, said
):
    told = {"--port": str(free_first_port()), option: given}
    done = run_once("--state", str(tmp_path), *(word for pair in told.items() for word in pair))
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert said in line


def test_the_same_code_runs_on_postgres_and_rabbitmq(private_postgres, amqp_url, tmp_path):
    server = private_postgres.url("")
    try:
        port, shared = free_first_port(), ("--database", server, "--bus", amqp_url())
        with running(tmp_path, port, *shared) as (_, welcome):
            password = re.search(r"password of all:\s+(\S+)", welcome)[1]
            buyer = sign_in(f"http://127.0.0.1:{port}", "buyer", password)
            assert buyer.get("/api/v1/inventory/products")["items"] is not None
            with running(tmp_path, free_first_port(), *shared):
                assert buyer.get("/api/v1/inventory/products")["items"] is not None
        assert not list((tmp_path / "data").iterdir())
    finally:
        for app in APPS:
            private_postgres.drop(f"sifang_{app}")


def test_a_server_that_is_not_there_gets_one_line_that_says_what_to_do(tmp_path):
    nowhere = "postgresql+psycopg://somebody@127.0.0.1:1/"
    done = run_once(
        "--state", str(tmp_path), "--port", str(free_first_port()), "--database", nowhere
    )
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert "database sifang_gateway can't be opened" in line
    assert "name another server with DB=" in line


def test_a_process_that_dies_is_started_again_and_named(tmp_path):
    port = free_first_port()
    with running(tmp_path, port) as (process, welcome):
        password = re.search(r"password of all:\s+(\S+)", welcome)[1]
        seller = sign_in(f"http://127.0.0.1:{port}", "salesperson", password)
        numbers = {order["number"] for order in seller.get("/api/v1/sales/orders")["items"]}
        web = psutil.Process(_pid_of(process, "sales-web"))
        for each in [web, *web.children()]:
            each.kill()
        assert "started again: sales-web ended with -9" in process.stdout.readline()
        again = eventually(
            "sales answers again",
            lambda: (got := seller.ask("GET", "/api/v1/sales/orders")).status == 200 and got,
        )
        # the worker may still be writing demo orders
        assert numbers <= {order["number"] for order in again.json["items"]}


def test_a_process_that_dies_again_and_again_ends_the_run(tmp_path):
    with running(tmp_path, free_first_port()) as (process, _):
        psutil.Process(_pid_of(process, "sales-worker")).kill()
        for _ in range(3):
            assert "started again: sales-worker ended with -9" in process.stdout.readline()
            eventually("it is there again", lambda: len(_heads(process)) == EVERY)
            _heads(process)[-1].kill()
        assert process.wait(30) == 1
        assert "sales-worker ended with -9" in process.stdout.read()


EVERY = 2 * len(SERVICES) + 1
"""Processes of a whole system."""


def _pid_of(process: subprocess.Popen[str], name: str) -> int:
    """The stage forks in a fixed order, workers and webs by turns; its children keep that order."""
    names = [f"{service}-{kind}" for service in SERVICES for kind in ("worker", "web")]
    return _heads(process)[names.index(name)].pid


def _heads(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """The system's processes, those started last behind."""
    (stage,) = psutil.Process(process.pid).children()
    return sorted(stage.children(), key=lambda child: (child.create_time(), child.pid))
