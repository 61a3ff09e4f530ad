"""Whole workers on both buses and both databases, and what a kill at any step leaves behind."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from chassis import clock
from chassis.data.tables import stored_answer
from chassis.ids import new_id
from chassis.tests.pair import SERVICES, Pair
from chassis.transport.contract import ContractMissing
from chassis.transport.sqlite_bus import SqliteBus
from chassis.transport.topology import subscriptions_of, topology_of
from chassis.worker import Worker

ROOT = Path(__file__).parent.parent
STEPS = sorted(
    name
    for file in (ROOT / "worker.py", *(ROOT / "transport").glob("*.py"))
    for name in re.findall(r'failpoint\("([^"]+)"\)', file.read_text())
)


@pytest.fixture(params=["embedded", "servers"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    if request.param == "servers":
        create = request.getfixturevalue("postgres_url")
        databases = {name: create() for name in SERVICES}
        bus_url = request.getfixturevalue("amqp_url")()
    else:
        databases = {name: f"sqlite:///{tmp_path}/{name}.db" for name in SERVICES}
        bus_url = f"sqlite:///{tmp_path}/bus.db"
    pair = Pair(tmp_path, databases, bus_url)
    yield pair
    pair.close()


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


@contextmanager
def working(pair: Pair, *names: str) -> Iterator[dict[str, Worker]]:
    workers = {name: Worker(SERVICES[name], pair.settings[name]) for name in names}
    for worker in workers.values():
        worker.start()
    try:
        yield workers
    finally:
        for worker in workers.values():
            worker.stop()
            assert not worker.broken


def test_facts_go_there_and_back_once(pair):
    pair.count_aloud(0, 300)
    with working(pair, "maker", "taker"):
        pair.count_aloud(300, 400)
        wait_until(lambda: len(pair.values("maker")) >= 400)
        numbers = pair.numbers("taker")
        assert (numbers["inbox_dead"], numbers["inbox_waiting"]) == (0, 0)
    assert pair.values("taker") == pair.values("maker") == list(range(400))


def test_one_fact_arrives_within_a_moment(pair):
    with working(pair, "maker", "taker"):
        pair.count_aloud(0, 1)
        wait_until(lambda: len(pair.values("maker")) == 1)
        time.sleep(0.5)
        started = time.monotonic()
        pair.count_aloud(1, 2)
        wait_until(lambda: len(pair.values("maker")) == 2)
        assert time.monotonic() - started < 2


def test_answers_that_nobody_will_ask_for_again_are_forgotten(pair):
    database = pair.databases["maker"]
    for key, days in (("old", 31), ("new", 29)):
        row = {"actor": new_id(), "route": "POST /", "key": key, "body_hash": ""}
        with database.transaction() as session:
            at = clock.now() - timedelta(days=days)
            session.execute(insert(stored_answer), row | {"at": at})

    def keys() -> list[str]:
        with database.reading() as session:
            return list(session.scalars(select(stored_answer.c.key)))

    with working(pair, "maker"):
        wait_until(lambda: keys() == ["new"])


def test_two_workers_of_a_service_share_the_work(pair):
    pair.count_aloud(0, 300)
    with working(pair, "maker", "taker") as _, working(pair, "taker"):
        wait_until(lambda: len(pair.values("maker")) >= 300)
    assert pair.values("taker") == pair.values("maker") == list(range(300))


def test_a_worker_that_stops_leaves_the_rest_to_the_next(pair):
    pair.count_aloud(0, 500)
    with working(pair, "maker"), working(pair, "taker"):
        wait_until(lambda: len(pair.values("taker")) > 0)
    with working(pair, "maker", "taker"):
        wait_until(lambda: len(pair.values("maker")) >= 500)
    assert pair.values("taker") == pair.values("maker") == list(range(500))


def outlive(pair: Pair, victim: BaseProcess, said: int) -> int:
    """State numbers until the victim is killed, as one window may hold all that wait; returns how many
    there are by then."""
    for _ in range(600):
        victim.join(0.1)
        if victim.exitcode is not None:
            assert victim.exitcode == -signal.SIGKILL
            return said
        pair.count_aloud(said, said + 1)
        said += 1
    raise AssertionError("the step was not passed")


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_ends_the_same(pair, step):
    """The taker is killed twice at the step, at its first and a later passing, then runs on."""
    said = 60
    pair.count_aloud(0, said)
    with working(pair, "maker"):
        for nth in (1, 2):
            said = outlive(pair, pair.process("taker", f"{step}:{nth}"), said)
            pair.count_aloud(said, said + 60)
            said += 60
        with working(pair, "taker"):
            wait_until(lambda: len(pair.values("maker")) >= said, 90)
    assert pair.values("taker") == pair.values("maker") == list(range(said))
    assert pair.numbers("taker")["inbox_dead"] == 0


def test_a_handler_that_kills_its_process_is_stopped_at_the_fifth_attempt(pair):
    pair.count_aloud(0, 3)
    with working(pair, "maker"):
        for _ in range(10):
            victim = pair.process("taker", "consumer.handled")
            victim.join(20)
            if victim.exitcode is None:
                victim.terminate()
                victim.join(30)
                assert victim.exitcode == 0
                break
            assert victim.exitcode == -signal.SIGKILL
        assert pair.numbers("taker")["inbox_dead"] >= 1


def test_lost_connections_to_the_bus_lose_nothing(tmp_path, amqp_url):
    databases = {name: f"sqlite:///{tmp_path}/{name}.db" for name in SERVICES}
    pair = Pair(tmp_path, databases, amqp_url())
    with working(pair, "maker", "taker") as workers:
        for nth in range(6):
            pair.count_aloud(50 * nth, 50 * nth + 50)
            for worker in workers.values():
                for side in (worker._publisher, worker._subscriber):
                    side.submit(lambda channel: channel.connection.close())
            wait_until(lambda so_far=50 * nth: len(pair.values("maker")) > so_far)
        wait_until(lambda: len(pair.values("maker")) >= 300, 60)
        assert pair.numbers("taker")["inbox_dead"] == 0
    assert pair.values("taker") == pair.values("maker") == list(range(300))
    pair.close()


def test_lost_connections_to_the_database_lose_nothing(tmp_path, postgres_url):
    databases = {name: postgres_url() for name in SERVICES}
    pair = Pair(tmp_path, databases, f"sqlite:///{tmp_path}/bus.db")
    end_all = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with working(pair, "maker", "taker"):
        for nth in range(6):
            pair.count_aloud(50 * nth, 50 * nth + 50)
            for name in ("taker", "maker"):
                pair.databases[name].engine.dispose()
                with pair.databases[name].transaction() as session:
                    session.execute(end_all)
            wait_until(lambda so_far=50 * nth: len(pair.values("maker")) > so_far)
        wait_until(lambda: len(pair.values("maker")) >= 300, 60)
        assert pair.numbers("taker")["inbox_dead"] == 0
    assert pair.values("taker") == pair.values("maker") == list(range(300))
    pair.close()


def test_a_fact_that_nobody_can_receive_waits_until_somebody_can(tmp_path):
    databases = {name: f"sqlite:///{tmp_path}/{name}.db" for name in SERVICES}
    pair = Pair(tmp_path, databases, f"sqlite:///{tmp_path}/bus.db")
    bus, whole = (
        SqliteBus(f"sqlite:///{tmp_path}/bus.db"),
        topology_of(subscriptions_of(SERVICES.values())),
    )
    bus.declare(replace(whole, bindings=()))
    pair.count_aloud(0, 3)
    with working(pair, "maker", "taker"):
        time.sleep(0.5)
        assert pair.unpublished("maker") == 3
        bus.declare(whole)
        wait_until(lambda: len(pair.values("maker")) == 3)
    assert pair.unpublished("maker") == 0
    pair.close()


def test_a_worker_without_contracts_does_not_start(pair):
    for file in Path(pair.settings["taker"].contracts_dir).glob("events/*"):
        file.unlink()
    with pytest.raises(ContractMissing, match="counted"):
        Worker(SERVICES["taker"], pair.settings["taker"])
