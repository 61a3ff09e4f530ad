"""Making the environment: a missing piece gets one line that says what to do; `make` lists itself."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from operations.processes import ROOT


@pytest.fixture
def tools(tmp_path):
    """A PATH with the shell's tools and no Python at all."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "echo", "touch", "mkdir", "cat"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


def environment(tools: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(ROOT / "operations/environment.sh"), "base"],
        cwd=cwd, env={"PATH": str(tools), "PYTHON": "python3"}, capture_output=True, text=True,
    )  # fmt: skip


def fake_python(tools: Path, script: str) -> None:
    (tools / "python3").write_text(f"#!/bin/sh\n{script}\n")
    (tools / "python3").chmod(0o755)


def test_without_a_recent_python_one_line_says_what_to_install(tools, tmp_path):
    fake_python(tools, "exit 1")  # an old Python fails the version question
    done = environment(tools, tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        "sifang: Python 3.11 or newer was not found. Install it, or name it: "
        "make PYTHON=/path/to/python3.12"
    ]


def test_without_venv_one_line_says_what_to_install(tools, tmp_path):
    fake_python(tools, 'case "$*" in *ensurepip*) exit 1;; esac')
    done = environment(tools, tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert "apt-get install python3-venv" in line


def test_make_lists_every_command_people_may_give():
    environ = {**os.environ, "MAKEFLAGS": ""}
    listed = subprocess.run(["make"], cwd=ROOT, env=environ, capture_output=True, text=True).stdout
    makefile = (ROOT / "Makefile").read_text()
    commands = re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split()
    assert [name for name in commands if f"make {name} " not in listed] == []


def test_the_locks_hold_hashes_and_name_no_index():
    for name in ("base.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index|--find-links|/work/|-c /", text)
