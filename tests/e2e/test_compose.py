"""The composition as IT deploys it: brought up, played, called directly, looked into, taken down."""

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from operations.processes import APPS, ROOT, SERVICES, free_ports
from operations.scenario.client import Person, eventually
from operations.scenario.company import found
from operations.scenario.play import play
from operations.scenario.report import Report
from operations.secrets import make

pytestmark = [pytest.mark.compose, pytest.mark.timeout(600)]


class Composition:
    """One project of its own: its name, ports and secrets are random."""

    def __init__(self, folder: Path) -> None:
        self.project = f"sifang_test_{secrets.token_hex(4)}"
        published = dict(zip(APPS, free_ports(len(APPS)), strict=True))
        self.addresses = {app: f"http://127.0.0.1:{port}" for app, port in published.items()}
        make(folder / "secrets")
        self._environ = {
            **os.environ,
            "SIFANG_SECRETS": str(folder / "secrets"),
            "SIFANG_SECURE_COOKIE": "0",
            "SIFANG_VERSION": "test",
            "SIFANG_PUBLISH": str(published["gateway"]),
            **{f"SIFANG_PUBLISH_{app.upper()}": str(published[app]) for app in SERVICES},
        }

    def run(self, *words: str, check: bool = True) -> str:
        files = ("-f", "docker-compose.yml", "-f", "deploy/compose.departments.yml")
        done = subprocess.run(
            [*_compose(), "-p", self.project, *files, *words],
            cwd=ROOT, env=self._environ, capture_output=True, text=True,
        )  # fmt: skip
        assert not check or done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def containers(self) -> list[dict[str, object]]:
        """What the engine says of every container of the project."""
        ids = self.run("ps", "-q").split()
        told = subprocess.run(
            ["docker", "inspect", *ids], capture_output=True, text=True, check=True
        )
        return json.loads(told.stdout)


def _compose() -> list[str]:
    """Docker's plugin where it is, else the docker-compose command."""
    plugin = subprocess.run(["docker", "compose", "version"], capture_output=True)
    if plugin.returncode == 0:
        return ["docker", "compose"]
    return [shutil.which("docker-compose") or "docker-compose"]


@pytest.fixture(scope="module")
def composition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composition]:
    made = Composition(tmp_path_factory.mktemp("compose"))
    try:
        made.run("build", *APPS)
        made.run("up", "-d")
        for app in APPS:
            eventually(f"{app} is ready", lambda app=app: _ready(made.addresses[app]), patience=120)
        yield made
    except BaseException:
        print(made.run("logs", "--tail", "40", check=False)[-20000:])
        raise
    finally:
        made.run("down", "-v", "--remove-orphans", check=False)


def _ready(address: str) -> bool:
    try:
        return Person(address).ask("GET", "/readyz").status == 200
    except Exception:
        return False


def test_the_main_job_plays_through_the_gateway_with_one_direct_call_per_service(composition):
    printed = composition.run("exec", "-T", "gateway", "python", "-m", "gateway", "admin-secret")
    company = found(composition.addresses["gateway"], printed.split()[0], composition.addresses)
    report = Report()
    play(company, report)
    assert report.end() == 0


def test_no_container_is_root_or_can_write_to_its_image(composition):
    for container in composition.containers():
        name, config, host = container["Name"], container["Config"], container["HostConfig"]
        assert config["User"] not in ("", "root", "0"), name
        assert host["ReadonlyRootfs"], name
        assert host["CapDrop"] == ["ALL"], name


def test_only_the_gateway_is_published_without_the_departments_overlay():
    environ = {**os.environ, "SIFANG_SECRETS": "/nowhere"}
    told = subprocess.run(
        [*_compose(), "-f", "docker-compose.yml", "config"],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    import yaml

    services = yaml.safe_load(told.stdout)["services"]
    assert [name for name, service in services.items() if service.get("ports")] == ["gateway"]


def test_without_secrets_it_refuses_with_one_line_that_names_the_command(tmp_path):
    nothing = tmp_path / "empty.env"
    nothing.touch()
    environ = {key: value for key, value in os.environ.items() if key != "SIFANG_SECRETS"}
    told = subprocess.run(
        [*_compose(), "-f", "docker-compose.yml", "--env-file", str(nothing), "config"],
        cwd=ROOT, env=environ, capture_output=True, text=True,
    )  # fmt: skip
    assert told.returncode != 0
    assert "run make secrets first" in told.stderr


def test_an_app_works_in_its_own_database_only_and_owns_no_table(composition):
    ask = (
        "import os, psycopg, pathlib;"
        "url = pathlib.Path(os.environ['SIFANG_DATABASE_URL_FILE']).read_text();"
        "server, _, own = url.replace('+psycopg', '').rpartition('/');"
    )
    for question, refusal in (
        ("psycopg.connect(server + '/sifang_quality')", "permission denied for database"),
        ("psycopg.connect(server + '/' + own).execute('DROP TABLE journal')", "must be owner"),
        (
            "psycopg.connect(server + '/' + own).execute('DELETE FROM journal')",
            "permission denied for table",
        ),
    ):
        asked = f'python -c "{ask + question}" 2>&1 || true'
        assert refusal in composition.run("exec", "-T", "sales", "sh", "-c", asked)


def test_metrics_are_not_published(composition):
    assert Person(composition.addresses["gateway"]).ask("GET", "/metrics").status == 404
