"""RabbitMQ for tests: a node of our own that may be killed, or virtual hosts on somebody else's."""

import base64
import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from tests.servers import (
    LEDGER,
    Choice,
    Source,
    Unavailable,
    docker_answers,
    free_ports,
    listening,
    random_name,
)
from tests.support.started import Private, StartedContainer, StartedProcess

GUEST = "amqp://guest:guest@127.0.0.1:{}/"


class Management:
    """The little of RabbitMQ's management API that the tests need."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url
        self._login = base64.b64encode(f"{user}:{password}".encode()).decode()

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Basic {self._login}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def add(self, vhost: str, user: str) -> None:
        self.ask("PUT", f"/api/vhosts/{vhost}")
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        self.ask("PUT", f"/api/permissions/{vhost}/{user}", everything)

    def remove(self, vhost: str) -> None:
        self.ask("DELETE", f"/api/vhosts/{vhost}")


class Control:
    """rabbitmqctl on this machine, where a listening node has no management API."""

    url = ""

    def add(self, vhost: str, user: str) -> None:
        self._run("add_vhost", vhost)
        self._run("set_permissions", "-p", vhost, user, ".*", ".*", ".*")

    def remove(self, vhost: str) -> None:
        self._run("delete_vhost", vhost)

    def _run(self, *words: str) -> None:
        done = subprocess.run(["rabbitmqctl", "-q", *words], capture_output=True, timeout=60)
        if done.returncode:
            raise Unavailable(f"rabbitmqctl {words[0]}: {done.stderr.decode().strip()[:200]}")


class RabbitMQ:
    """A broker on which virtual hosts can be made; `management` is the API's URL or empty."""

    private = False

    def __init__(self, url: str, keeper: Management | Control, origin: str) -> None:
        self._url, self._keeper, self.origin = urlsplit(url), keeper, origin
        self.user = unquote(self._url.username or "guest")
        self.made: set[str] = set()

    @property
    def management(self) -> str:
        return self._keeper.url

    def create(self) -> str:
        """A fresh virtual host's URL."""
        name = random_name()
        LEDGER.add(name, kind="vhost", url=self._url.geturl(), management=self.management)
        self._keeper.add(name, self.user)
        self.made.add(name)
        return self._url._replace(path="/" + quote(name, safe="")).geturl()

    def drop(self, name: str) -> None:
        name = urlsplit(name).path.lstrip("/") if "://" in name else name
        self._keeper.remove(name)
        self.made.discard(name)
        LEDGER.remove(name)

    def check(self) -> "RabbitMQ":
        """Raise unless a virtual host can really be made and removed here."""
        self.drop(self.create())
        return self

    def close(self) -> None:
        for name in list(self.made):
            self.drop(name)


class PrivateRabbitMQ(Private, RabbitMQ):
    """Started here under a name, ports and data of its own; may be stopped and killed."""

    def __init__(self, port: int, management: int, origin: str) -> None:
        self._port = port
        self._api = Management(f"http://127.0.0.1:{management}", "guest", "guest")
        super().__init__(GUEST.format(port), self._api, origin)

    def _answers(self) -> None:
        self._api.ask("GET", "/api/overview")
        if not listening(self._port):
            raise Unavailable("not yet")


class LocalRabbitMQ(PrivateRabbitMQ):
    def __init__(self, program: Path) -> None:
        node, distribution, epmd, management = free_ports(4)
        super().__init__(node, management, "local binaries")
        self.started = StartedProcess("sifang-mq-", self._answers)
        home = self.started.directory
        self.environ = _environment(home, node, distribution, epmd)
        self.started.options["env"] = self.environ
        (home / "plugins").write_text("[rabbitmq_management].\n")
        (home / "env.conf").write_text("")
        (home / "rabbitmq.conf").write_text(_configuration(node, management))
        self.started.command = [program]
        self.started.start()

    def close(self) -> None:
        super().close()
        epmd = shutil.which("epmd")
        if epmd:
            subprocess.run([epmd, "-kill"], env=self.environ, capture_output=True, timeout=10)


class DockerRabbitMQ(PrivateRabbitMQ):
    def __init__(self) -> None:
        node, management = free_ports(2)
        super().__init__(node, management, "Docker")
        image = os.environ.get("RABBITMQ_IMAGE", "rabbitmq:4-management")
        environ = {"RABBITMQ_DEFAULT_USER": "guest", "RABBITMQ_DEFAULT_PASS": "guest"}
        ports = {5672: node, 15672: management}
        self.started = StartedContainer(image, ports, environ, self._answers)


def _environment(home: Path, node: int, distribution: int, epmd: int) -> dict[str, str]:
    """A node that shares nothing with another on this machine: not its name, cookie, epmd, data."""
    return {
        **{key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ},
        "HOME": str(home),
        "RABBITMQ_NODENAME": f"sifang_test_{node}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(node),
        "RABBITMQ_DIST_PORT": str(distribution),
        "ERL_EPMD_PORT": str(epmd),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_MNESIA_BASE": str(home / "data"),
        "RABBITMQ_LOG_BASE": str(home / "logs"),
        "RABBITMQ_PID_FILE": str(home / "pid"),
        "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": str(home / "env.conf"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(home / "advanced.config"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
        "RABBITMQ_GENERATED_CONFIG_DIR": str(home / "generated"),
    }


def _configuration(node: int, management: int) -> str:
    lines = [f"listeners.tcp.local = 127.0.0.1:{node}", "management.tcp.ip = 127.0.0.1"]
    lines += [f"management.tcp.port = {management}", "vm_memory_high_watermark.relative = 0.6"]
    return "\n".join([*lines, "disk_free_limit.absolute = 50MB", ""])


def program() -> Path | None:
    """The server's own start script; distributions wrap it in one that insists on a user."""
    places = [Path("/usr/lib/rabbitmq/bin"), Path("/opt/homebrew/sbin"), Path("/usr/local/sbin")]
    on_path = shutil.which("rabbitmq-server")
    found = [place / "rabbitmq-server" for place in places]
    found += [Path(on_path)] if on_path else []
    return next((path for path in found if path.exists()), None)


def private() -> PrivateRabbitMQ:
    """A node of our own, whatever else there is: local binaries, else Docker."""
    if found := program():
        return LocalRabbitMQ(found)
    if docker_answers():
        return DockerRabbitMQ()
    raise Unavailable("no RabbitMQ that may be killed: install rabbitmq-server or start Docker")


def sources() -> Choice:
    """Where a RabbitMQ may come from, in order."""
    given = os.environ.get("TEST_AMQP_URL", "")
    here = GUEST.format(5672)
    return Choice(
        "RabbitMQ",
        [
            Source("TEST_AMQP_URL", lambda: bool(given), lambda: foreign(given).check()),
            Source("Docker", docker_answers, DockerRabbitMQ),
            Source("local binaries, started privately", lambda: program() is not None, private),
            Source(
                "node on 127.0.0.1:5672", lambda: listening(5672), lambda: foreign(here).check()
            ),
        ],
        "install rabbitmq-server or set TEST_AMQP_URL",
    )


def foreign(url: str) -> RabbitMQ:
    """Somebody else's broker: by its management API, else by rabbitmqctl on this machine."""
    parts = urlsplit(url)
    user, password = unquote(parts.username or "guest"), unquote(parts.password or "guest")
    place = os.environ.get("TEST_RABBITMQ_MANAGEMENT_URL", f"http://{parts.hostname}:15672")
    api = Management(place, user, password)
    try:
        api.ask("GET", "/api/whoami")
        return RabbitMQ(url, api, "not ours")
    except (OSError, urllib.error.HTTPError):
        return RabbitMQ(url, Control(), "not ours")


def sweep(name: str, facts: dict[str, Any]) -> None:
    """Remove a virtual host of a dead run, if its broker is still there."""
    try:
        foreign(facts["url"]).drop(name)
    except (OSError, Unavailable, subprocess.SubprocessError):
        return
