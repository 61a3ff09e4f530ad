"""A service as tests meet it: its HTTP door for each role, its bus door for facts, what it states."""

import json
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from chassis import clock
from chassis.data.database import Database
from chassis.data.plain import plain_one
from chassis.ids import new_id
from chassis.settings import Settings
from chassis.transport.bus import Delivery, exchange_of
from chassis.transport.inbox import Inbox
from chassis.transport.tables import inbox, outbox

from .lent import lent
from .tokens import claims_of, mint, public_keys, user_id

MASTER_KEY = "c2lmYW5nLXRlc3QtbWFzdGVyLWtleS0zMi1ieXRlcyE="


class ServiceDoor:
    """One service on a migrated database of its own, in this process, without a broker."""

    def __init__(self, name: str, database_url: str) -> None:
        self.name = name
        self.settings = _settings(name, database_url)
        self.database = lent(name, database_url, MASTER_KEY)
        self.app = _app_on(self.database, self.settings)
        self.service = self.app.extensions["sifang"].service
        self._inbox: Inbox | None = None

    def as_(self, role: str, user: str | None = None, **claims: object) -> "Caller":
        """The door as a person of this role opens it; `user` names another person of the role."""
        token = mint(claims_of(self.name, role, user, **claims))
        return Caller(self.app.test_client(), token)

    def user_id(self, role_or_user: str) -> UUID:
        return user_id(role_or_user)

    def deliver(self, *facts: dict[str, Any], redelivered: bool = False) -> None:
        """Run facts (type, subject, sequence, data; more if wished) through the inbox, one window.

        What waited for one of them runs too, as the worker would do at once.
        """
        if self._inbox is None:
            self._inbox = Inbox(self.service, self.database)
        self._inbox.receive([_delivery(envelope(fact), redelivered) for fact in facts])
        while self._inbox.released:
            self._inbox.work_off()

    def inbox(self, state: str) -> list[str]:
        """The reasons of what stands in the inbox as `waiting`, `parked` or `dead`."""
        with self.database.reading() as session:
            return list(session.scalars(select(inbox.c.reason).where(inbox.c.state == state)))

    def facts(self, type: str | None = None) -> list[dict[str, Any]]:
        """The data of all facts stated so far (of one type), in the order they were stated."""
        return [fact["data"] for fact in self.envelopes(type)]

    def envelopes(self, type: str | None = None, skipping: int = 0) -> list[dict[str, Any]]:
        """Whole envelopes of the facts stated so far, but for so many of the oldest; another
        service's door takes them as they are."""
        query = select(outbox.c.envelope).order_by(outbox.c.id).offset(skipping)
        if type:
            query = query.where(outbox.c.type == type)
        with self.database.reading() as session:
            return [_loaded(text) for text in session.scalars(query)]

    def close(self) -> None:
        self.database.give_back()


def _app_on(database: Database, settings: Settings) -> Flask:
    """The service's app with this database behind it. All of a service share one app's routes and
    documents: making those takes a tenth of a second, and changes nothing from test to test."""
    made = _app(settings.service)
    app = copy(made)
    ours = replace(made.extensions["sifang"], settings=settings, database=database)
    app.extensions = made.extensions | {"sifang": ours}
    return app


@cache
def _app(name: str) -> Flask:
    nowhere = _settings(name, "sqlite:///never-opened.db")
    return import_module(f"services.{name}").create_app(nowhere)


def _settings(name: str, database_url: str) -> Settings:
    keys = {"public_keys": public_keys(), "master_key": MASTER_KEY}
    return Settings(name, database_url, test_mode=True, **keys)


@dataclass
class Caller:
    """A person at a service's HTTP door; every answer has `.status_code`, `.json` and `.headers`."""

    client: FlaskClient
    token: str

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query_string=query, headers=self._headers())

    def post(self, path: str, json: Any = None, key: str | None = None, **headers: str) -> Any:
        """POST with an Idempotency-Key of its own unless one is given (`key=""` sends none)."""
        chosen = str(new_id()) if key is None else key
        return self._send(
            "POST", path, json, ({"Idempotency-Key": chosen} if chosen else {}) | headers
        )

    def send_file(self, path: str, content: bytes, **headers: str) -> Any:
        """POST a file as the body."""
        kind = {"content_type": "application/octet-stream"}
        told = self._headers() | headers
        return self.client.open(path, method="POST", data=content, headers=told, **kind)

    def patch(self, path: str, json: Any = None, version: int | None = None) -> Any:
        return self._send(
            "PATCH", path, json, {} if version is None else {"If-Match": f'"{version}"'}
        )

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        kwargs = {} if body is None else {"json": body}
        return self.client.open(path, method=method, headers=self._headers() | headers, **kwargs)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}


def envelope(fact: dict[str, Any]) -> dict[str, Any]:
    """A whole CloudEvents envelope around what a test cares to say."""
    service = fact["type"].split(".", 1)[0]
    made = {
        "specversion": "1.0",
        "id": str(new_id()),
        "source": service,
        "sequence": 1,
        "time": clock.now().isoformat(),
        "datacontenttype": "application/json",
        "correlationid": str(new_id()),
        "actor": str(UUID(int=0)),
    }
    return made | fact


def _loaded(text: Any) -> dict[str, Any]:
    return json.loads(text) if isinstance(text, (str, bytes)) else text


def _delivery(whole: dict[str, Any], redelivered: bool) -> Delivery:
    body = json.dumps(whole, default=plain_one).encode()
    exchange = exchange_of(whole["source"])
    return Delivery(exchange, whole["type"], body, redelivered=redelivered, tag=0, generation=0)
