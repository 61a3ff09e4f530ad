"""`sifang`: it lists itself, and says what to do when there is nothing to look into."""

import subprocess
import sys

import pytest

from operations.__main__ import COMMANDS, main
from operations.layout import NoUrl, Plan, database_url, existing
from operations.ports import OFFSETS, NoPorts, chosen
from operations.processes import ROOT


def sifang(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "operations", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_without_or_with_an_unknown_command_it_lists_what_there_is(capsys):
    assert main([]) == main(["nonsense"]) == 2
    listed = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name}" not in listed] == []


def test_every_listed_command_explains_itself():
    for name in set(COMMANDS) - {"secrets"}:
        done = sifang(name, "--help")
        assert done.returncode == 0, done.stderr
        assert f"usage: sifang {name}" in done.stdout


def test_without_a_system_to_look_into_one_line_names_make_run(tmp_path):
    done = sifang("reconcile", "--state", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"sifang: {tmp_path} holds no data; `make run` makes them\n"
    with pytest.raises(SystemExit):
        existing(tmp_path)


def test_each_app_has_its_own_database_wherever_it_is(tmp_path):
    assert database_url("postgresql://me@db/")("sales") == "postgresql+psycopg://me@db/sifang_sales"
    assert Plan(tmp_path).database_url("sales") == f"sqlite:///{tmp_path}/data/sales.db"
    with pytest.raises(NoUrl, match="nonsense is no URL: write postgresql"):
        database_url("nonsense")


def test_a_taken_port_names_the_app_that_wants_it(monkeypatch):
    monkeypatch.setattr("operations.ports.free", lambda port: port != 8080 + OFFSETS["quality"])
    with pytest.raises(NoPorts, match=r"port 8104 \(quality\) is taken.* make run PORT=9080"):
        chosen()
