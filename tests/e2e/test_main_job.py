"""The main job from end to end through real processes: every step, every number, every refusal."""

import os
import subprocess

import pytest

from operations.demo import perform
from operations.processes import APPS, ROOT, Plan, System


@pytest.mark.timeout(180)
def test_the_main_job_plays_on_postgres_and_rabbitmq(postgres_url, amqp_url, tmp_path):
    databases = {app: postgres_url() for app in APPS}
    plan = Plan(tmp_path, database=databases.__getitem__, bus=amqp_url())
    with System(plan) as system:
        assert perform(system.up()) == 0


@pytest.mark.timeout(180)
def test_make_demo_plays_on_the_embedded_default_and_says_so_by_its_exit_code():
    environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
    played = subprocess.run(
        ["make", "demo"], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=170
    )
    assert played.returncode == 0, played.stdout[-4000:] + played.stderr[-2000:]
    assert " 0 wrong" in played.stdout
