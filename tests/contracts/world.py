"""A running company for contract tests: four services and a gateway before them, with things in every state."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from chassis import clock
from chassis.data.database import Database
from chassis.ids import new_id
from chassis.principal import Context
from gateway.identity.administrator.commands import new_secret
from gateway.tests.gateways import Gateway
from tests.support.contracts import declared
from tests.support.door import ServiceDoor
from tests.support.tokens import claims_of, mint, signing_key
from tests.support.town import SERVICES, Town

from .words.cash import Cash
from .words.files import Files
from .words.goods import Goods
from .words.quality import Quality
from .words.selling import Selling

Thing = dict[str, Any]


class World(Files, Goods, Selling, Cash, Quality, Town):
    """The town with its gateway; its words bring a thing to the state that a test begins with."""

    def __init__(
        self, door: Callable[[str], ServiceDoor], gateway_url: str, place: Path, at: dict[str, str]
    ) -> None:
        super().__init__(door)
        self._numbers = count(1)
        # the services of a town trust the tests' key, so this gateway signs with it
        keys = json.dumps({"keys": [signing_key().as_dict(private=True)]})
        self.gateway = Gateway(gateway_url, place / "contracts", at, declared(), signing_keys=keys)
        self.people = cache(self.gateway.as_)

    def app(self, service: str) -> Any:
        return self.gateway.app if service == "gateway" else self.doors[service].app

    def databases(self) -> dict[str, Database]:
        own = {name: door.database for name, door in self.doors.items()}
        return own | {"gateway": self.gateway.database}

    def authorization(self, service: str, role: str) -> str:
        """What somebody of this role sends as Authorization."""
        if service == "gateway":
            return f"Bearer {self.people(role).token}"
        return f"Bearer {mint(claims_of(service, role))}"

    def name(self, kind: str) -> str:
        """A name nobody else has."""
        return f"{kind}-{next(self._numbers)}"

    # -- the gateway's own ---------------------------------------------------------------------

    def user(self, role: str = "inspector") -> Thing:
        """Somebody who isn't signed in and may be changed."""
        private = {"phone": "13800000000", "identity_number": "110101199003078515"}
        made = self.gateway.user(role, self.name("u").lower(), **private)
        return self.people("admin").get(f"/api/v1/users/{made.id}").json

    def leaving(self) -> str:
        """The Authorization of somebody whose session may end."""
        return f"Bearer {self.gateway.signed_in(self.user()['number']).token}"

    def api_token(self, role: str = "executive") -> Thing:
        """An API token as its owner got it."""
        ends = (clock.now() + timedelta(days=30)).isoformat()
        form = {"name": "script", "permissions": ["sales.order.read"], "expires_at": ends}
        made = self.people(role).post("/api/v1/api-tokens", form)
        assert made.status_code == 201, made.json
        return made.json

    def one_time_secret(self) -> str:
        with self.gateway.database.transaction(Context()) as session:
            return new_secret(session)

    def close(self) -> None:
        self.gateway.close()


class AtOnce(WSGIRequestHandler):
    """Sends the second half of an answer before the first is acknowledged, 40 ms earlier."""

    disable_nagle_algorithm = True


@contextmanager
def world(door: Callable[[str], ServiceDoor], gateway_url: str, place: Path) -> Iterator[World]:
    """A world whose services listen on free ports, so that the gateway's views reach them."""
    servers = {
        name: make_server("127.0.0.1", 0, door(name).app, threaded=True, request_handler=AtOnce)
        for name in SERVICES
    }
    for server in servers.values():
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    at = {name: f"http://127.0.0.1:{server.server_port}" for name, server in servers.items()}
    made = World(door, gateway_url, place, at)
    try:
        yield made
    finally:
        made.close()
        for server in servers.values():
            server.shutdown()


def nothing() -> str:
    """The id of nothing."""
    return str(new_id())
