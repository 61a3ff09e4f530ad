"""An import whose worker is killed in the middle goes on where the last commit left it, doubling nothing."""

import os
import signal
import subprocess
import sys
import time

import pytest

from chassis.settings import ROOT
from tests.support.sheets import SheetDesk, text, told


@pytest.fixture
def desk(service_door):
    return SheetDesk(service_door("inventory"))


def worker(desk, place, failpoint=""):
    """The service's real worker, dying by SIGKILL at the failpoint."""
    given = {
        "SIFANG_DATABASE_URL": desk.door.database.url,
        "SIFANG_BUS_URL": f"sqlite:///{place}/bus.db",
        "SIFANG_MASTER_KEY": desk.door.settings.master_key,
        "SIFANG_TEST_MODE": "1",
        "SIFANG_FAILPOINT": failpoint,
    }
    command = [sys.executable, "-m", "chassis", "inventory", "worker"]
    return subprocess.Popen(command, env={**os.environ, **given}, cwd=ROOT)


def ended(desk, job_id, patience=60):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        job = desk.job(job_id)
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


@pytest.mark.both_databases
def test_killed_while_it_checks_and_while_it_writes_an_import_ends_the_same(desk, tmp_path):
    rows = [[f"P{n:05}", f"product {n}", "pcs"] for n in range(2300)]
    sheet = text(["code", "name", "unit"], *rows)
    asked = desk.door.as_("buyer").send_file("/sheets/products/imports?mode=write", sheet).json
    seen = []
    for point in ("sheets.checked:2", "sheets.written:2", "sheets.written:1"):
        assert worker(desk, tmp_path, point).wait(timeout=60) == -signal.SIGKILL
        seen.append(desk.job(asked["id"]))
    assert [(each["state"], each["phase"], each["rows_written"]) for each in seen] == [
        ("running", "check", 0),
        ("running", "write", 1000),
        ("running", "write", 1500),
    ]
    last = worker(desk, tmp_path)
    try:
        assert told(ended(desk, asked["id"])) == ("done", 2300, 0, 0)
    finally:
        last.terminate()
        assert last.wait(timeout=60) == 0
    facts = desk.door.facts("inventory.product.registered.v1")
    assert sorted(each["code"] for each in facts) == [row[0] for row in rows]


def test_a_job_that_keeps_killing_its_worker_is_given_up(desk, tmp_path):
    sheet = text(["code", "name"], ["A", "a"])
    asked = desk.door.as_("buyer").send_file("/sheets/suppliers/imports?mode=write", sheet).json
    for _ in range(5):
        assert worker(desk, tmp_path, "sheets.checked").wait(timeout=60) == -signal.SIGKILL
    last = worker(desk, tmp_path, "sheets.checked")
    try:
        job = ended(desk, asked["id"])
        assert (job["state"], job["code"], job["rows_written"]) == ("failed", "gave_up", 0)
    finally:
        last.terminate()
        last.wait(timeout=60)


def test_a_file_is_kept_for_a_month_and_then_said_to_be_gone(service_door, clock_file):
    desk = SheetDesk(service_door("inventory"))
    job = desk.bring("suppliers", text(["code", "name"], ["S-1", "one"]))
    buyer = desk.door.as_("buyer")
    for days, status in ((29, 200), (31, 410)):
        clock_file.write_text(str(days * 86400))
        SheetDesk(desk.door).runner.work_off()
        answer = buyer.get(f"/jobs/{job['id']}/file")
        assert answer.status_code == status
    assert answer.json["code"] == "file_gone"
    assert desk.job(job["id"])["rows_written"] == 1
