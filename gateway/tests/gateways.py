"""A gateway as its clients meet it, on a fresh database, with users made beforehand."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from chassis.data.database import Database
from chassis.principal import Context
from chassis.settings import Settings
from gateway.app import create_app
from gateway.identity.passwords import Passwords
from gateway.identity.users.commands import create_user
from gateway.models import User
from gateway.settings import GatewaySettings
from gateway.tokens import new_keys

PASSWORD = "correct horse battery"
MASTER_KEY = "c2lmYW5nLXRlc3QtbWFzdGVyLWtleS0zMi1ieXRlcyE="


SELLING = {
    "sales": [
        ("GET", "/orders", "sales.order.read"),
        ("POST", "/orders", "sales.order.create"),
        ("GET", "/orders/{order_id}", "sales.order.read"),
        ("PATCH", "/orders/{order_id}", "sales.order.change"),
        ("POST", "/orders/{order_id}/post", "sales.order.post"),
        ("GET", "/reports/margins", "sales.margin.read"),
    ],
    "quality": [("GET", "/cases", "quality.case.read")],
}


@cache
def password_hash() -> str:
    return Passwords(1).hash(PASSWORD)


@cache
def keys() -> str:
    return new_keys()


class Gateway:
    """One gateway on a migrated database, in this process; services are whatever addresses it is given."""

    def __init__(
        self,
        database_url: str,
        contracts: Path,
        services: dict[str, str],
        declared: dict[str, list[tuple[str, str, str]]],
        **changed: Any,
    ) -> None:
        _declare(contracts, declared)
        settings = {"signing_keys": keys(), "secure_cookie": False, "sign_ins_per_minute": 1000}
        chassis = Settings(
            "gateway", database_url, master_key=MASTER_KEY, contracts_dir=str(contracts)
        )
        self.settings = GatewaySettings(chassis, services, **{**settings, **changed})
        self.database = Database(database_url, pool=10, master_key=MASTER_KEY)
        self.app = create_app(self.settings, self.database)

    def user(self, role: str, number: str = "", **changed: Any) -> User:
        """A user of this role, entered as a command would; his number is the role's unless given."""
        body = {"number": number or role, "name": number or role, "category": "operator"}
        body |= {"department": "sales", "roles": [role] if role else [], **changed}
        with self.database.transaction(Context()) as session:
            return create_user(session, body, password_hash(), must_change=False)

    def signed_in(self, number: str) -> "Client":
        """A program that signed in with the test password."""
        answer = self.nobody().post("/api/v1/session", {"number": number, "password": PASSWORD})
        assert answer.status_code == 201, answer.json
        return Client(self.app.test_client(), answer.json["token"])

    def as_(self, role: str) -> "Client":
        """A new user of this role, signed in."""
        return self.signed_in(self.user(role).number)

    def nobody(self) -> "Client":
        return Client(self.app.test_client())

    def browser(self) -> FlaskClient:
        return self.app.test_client()

    def close(self) -> None:
        self.database.dispose()


class Client:
    """Someone at the gateway's door."""

    def __init__(self, http: FlaskClient, token: str = "") -> None:
        self.http, self.token = http, token

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, None, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any, version: int) -> Any:
        return self.send("PATCH", path, body, **{"If-Match": f'"{version}"'})

    def put(self, path: str, body: Any, version: int = 1) -> Any:
        return self.send("PUT", path, body, **{"If-Match": f'"{version}"'})

    def delete(self, path: str) -> Any:
        return self.send("DELETE", path, None)

    def send(self, method: str, path: str, body: Any, **headers: str) -> Any:
        said = {"Accept-Language": "en", **headers}
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        kwargs = {} if body is None else {"json": body}
        return self.http.open(path, method=method, headers=said, **kwargs)


def _declare(contracts: Path, declared: dict[str, list[tuple[str, str, str]]]) -> None:
    contracts.mkdir(exist_ok=True)
    told = {
        service: {
            "routes": [
                dict(zip(("method", "path", "permission", "upload"), row, strict=False))
                for row in rows
            ]
        }
        for service, rows in declared.items()
    }
    (contracts / "permissions.json").write_text(json.dumps(told))
