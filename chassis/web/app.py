"""A service's Flask app: its doors, problems, documents, health and metrics."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, Response, g, request

from chassis.data.database import Database
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.service import Service
from chassis.settings import Settings
from chassis.transport.hint import hinter

from . import health, history, openapi, problems
from .auth import Verifier, authenticate
from .door import Door
from .listing import Whole, no_sheets

MOST_BYTES = 2 * 1024 * 1024
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")


@dataclass
class Extension:
    """What `app.extensions["sifang"]` holds."""

    service: Service
    settings: Settings
    database: Database
    verifier: Verifier
    authenticate: Callable[[], Principal]
    exporter: Callable[[Whole], Response]
    """Writes what a list holds as a sheet."""


def new_app(
    service: Service,
    doors: Iterable[Door],
    settings: Settings | None = None,
    database: Database | None = None,
    who: Callable[[], Principal] = authenticate,
    prefix: str = "",
    exporter: Callable[[Whole], Response] = no_sheets,
) -> Flask:
    """The app of one service, without a connection made yet, so that it can be loaded before a fork.

    `who` says how callers are known: by the gateway's token, except at the gateway itself, which
    also has its journal under `prefix`. `exporter` answers lists that are asked for as a sheet.
    """
    settings = settings or Settings.load(service.name)
    database = database or Database(settings.database_url, settings.threads, settings.master_key)
    database.on_emitted = hinter(settings.hint)
    app = Flask(service.package, static_folder=None)
    app.config.update(openapi.config(service.name), MAX_CONTENT_LENGTH=MOST_BYTES)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    verifier = Verifier(service.name, settings.public_keys)
    app.extensions["sifang"] = Extension(service, settings, database, verifier, who, exporter)
    app.before_request(_name_request)
    app.after_request(_finish)
    api = openapi.Documents(app)
    api.describe_decimals()
    doors = tuple(doors)
    for door in (*doors, history.door(service.name, doors, prefix)):
        api.register_blueprint(door)
    health.install(app)
    problems.install(app)
    return app


def permissions(app: Flask) -> list[dict[str, Any]]:
    """Every route of an app with the permission it declares; the source of contracts/permissions.json."""
    routes = []
    for rule in app.url_map.iter_rules():
        declared = getattr(app.view_functions[rule.endpoint], "declared", None)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            told = declared or {"needs": None, "keyed": False}
            routes.append({"method": method, "path": openapi.template(rule.rule), **told})
    return sorted(routes, key=lambda route: (route["path"], route["method"]))


def _name_request() -> None:
    """Every request has an id, the caller's if it is a decent one; facts carry it as correlation."""
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else str(new_id())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
