"""The launcher: real processes of one system, killed, restarted, and never left behind."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from queue import Queue
from threading import Thread

import psutil
import pytest

from operations.processes import ROOT, NotReady, Plan, System, answers, last_line
from operations.scenario.client import eventually

pytestmark = pytest.mark.timeout(120)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; one that nobody has buried yet is dead all the same."""
    return [each for each in processes if state(each) not in ("", psutil.STATUS_ZOMBIE)]


def state(process: psutil.Process) -> str:
    try:
        return process.status() if process.is_running() else ""
    except psutil.NoSuchProcess:  # it ended just now
        return ""


@pytest.fixture
def system(tmp_path):
    with System(Plan(tmp_path)) as made:
        yield made


def test_a_process_killed_with_9_takes_its_children_along_and_comes_back(system):
    system.job("customer-migrate", "chassis", "customer", "migrate")
    system.start("customer-web")
    system.wait_ready("customer-web")
    family = psutil.Process(system.pids()["customer-web"]).children(recursive=True)
    system.kill("customer-web")
    assert system.exit_codes()["customer-web"] == -signal.SIGKILL
    assert alive(family) == []
    assert not answers(system.url("customer") + "/healthz")
    system.start("customer-web")
    system.wait_ready("customer-web")
    assert answers(system.url("customer") + "/readyz")


def test_many_threads_give_orders_at_once_and_each_gets_its_answer(system):
    """Where one took another's answer the other waits for ever: nobody waits for these threads."""
    assert system.pids() == {}
    given: Queue[dict[str, int]] = Queue()

    def ask():
        for _ in range(100):
            given.put(system.pids())

    for _ in range(6):
        Thread(target=ask, daemon=True).start()
    assert [given.get(timeout=30) for _ in range(600)] == [{}] * 600


def test_data_keys_and_logs_are_for_their_owner_only(tmp_path):
    System(Plan(tmp_path / "new"))
    modes = {stat.S_IMODE(folder.stat().st_mode) for folder in (tmp_path / "new").iterdir()}
    assert modes == {0o700}


def test_a_failed_command_is_named_with_its_last_words_and_its_log(system):
    with pytest.raises(
        NotReady, match=r"customer-nonsense failed: .*nonsense.*logs/customer-nonsense.log"
    ):
        system.job("customer-nonsense", "chassis", "customer", "nonsense")


def test_a_failpoint_of_one_process_kills_that_process_only(system):
    system.job("customer-migrate", "chassis", "customer", "migrate")
    with pytest.raises(NotReady):
        system.job(
            "customer-seed", "chassis", "customer", "seed",
            SIFANG_FAILPOINT="transaction.before_commit", SIFANG_TEST_MODE="1",
        )  # fmt: skip
    assert system.exit_codes()["customer-seed"] == -signal.SIGKILL
    assert "failpoint" not in os.environ


def test_nothing_is_left_when_whoever_started_the_system_is_killed(tmp_path):
    program = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from operations.processes import Plan, System
        system = System(Plan(Path(sys.argv[1])))
        system.job("customer-migrate", "chassis", "customer", "migrate")
        system.start("customer-web")
        system.wait_ready("customer-web")
        print("up", flush=True)
        time.sleep(60)
        """
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout.readline() == "up\n"
    family = psutil.Process(starter.pid).children(recursive=True)
    assert family
    starter.kill()
    starter.wait()
    eventually("they are gone", lambda: not alive(family), patience=20)


def test_the_last_line_of_an_empty_log_is_no_error(tmp_path):
    (tmp_path / "empty.log").write_text("\n")
    assert last_line(tmp_path / "empty.log") == "no word"
