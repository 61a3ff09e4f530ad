"""Whether the process lives, whether it can serve, and its metrics."""

from contextlib import suppress
from time import perf_counter
from typing import Any

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from chassis.data.migrations import is_current
from chassis.transport.gauges import Gauges

from .door import OPEN

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Others share a label: clients can think up as many as they like."""


def install(app: Flask) -> None:
    """`/healthz` (the process), `/readyz` (database, schema, keys), `/metrics` (requests by rule, outbox, inbox).

    The broker is not asked: the outbox buffers what it can't take.
    """
    registry = CollectorRegistry()
    told = (["method", "rule", "status"],)
    count = Counter("sifang_requests", "Requests answered", *told, registry=registry)
    seconds = Histogram(
        "sifang_request_seconds", "Time to answer", ["method", "rule"], registry=registry
    )

    def begin() -> None:
        g.began = perf_counter()

    def note(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "unknown"
        method = request.method if request.method in METHODS else "other"
        count.labels(method, rule, response.status_code).inc()
        seconds.labels(method, rule).observe(perf_counter() - g.get("began", perf_counter()))
        return response

    gauges = Gauges(registry)

    def metrics() -> Response:
        port = current_app.extensions["sifang"].settings.metrics_port
        if port and request.environ["SERVER_PORT"] != str(port):
            raise NotFound
        with suppress(SQLAlchemyError):  # a database that is away is /readyz's to tell
            gauges.refresh(current_app.extensions["sifang"].database)
        return Response(generate_latest(registry), content_type="text/plain; version=0.0.4")

    app.before_request(begin)
    app.after_request(note)
    for path, view in (("/healthz", _alive), ("/readyz", _ready), ("/metrics", metrics)):
        setattr(view, "declared", {"needs": OPEN, "keyed": False})  # noqa: B010
        app.add_url_rule(path, path.strip("/"), view)


def _alive() -> dict[str, str]:
    return {"status": "alive"}


def _ready() -> tuple[dict[str, Any], int]:
    sifang = current_app.extensions["sifang"]
    wants = {"database": False, "schema": False, "keys": '"kty"' in sifang.settings.public_keys}
    try:
        wants["schema"] = is_current(sifang.service.package, sifang.database)
        wants["database"] = True
    except SQLAlchemyError as fault:
        wants["fault"] = type(fault).__name__  # type: ignore[assignment]
    ready = wants["database"] and wants["schema"] and wants["keys"]
    return {"status": "ready" if ready else "not ready", **wants}, 200 if ready else 503
