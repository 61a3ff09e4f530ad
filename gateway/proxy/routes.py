"""/api/v1/<service>/…: permission first, then the request goes on with known headers and a token of ours."""

import re
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import MethodNotAllowed, NotFound

from chassis.errors import Forbidden

from ..errors import ServiceDistrustsGateway, UnknownService
from ..running import Running, running
from .table import Route
from .upstream import Answer

PREFIX = "/api/v1/"
METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"]
WITH_BODY = ("POST", "PATCH", "PUT")
FORWARDED = (
    "Accept",
    "Accept-Language",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
    "Traceparent",
)
RETURNED = (
    "Content-Type",
    "Content-Disposition",
    "Content-Language",
    "ETag",
    "Idempotency-Replayed",
    "Retry-After",
)
DELEGATED = {"needs": "delegated", "keyed": False}
"""What a forwarded route needs is the service's declaration, not this one's."""

proxy = Blueprint("proxy", __name__)
_ENVIRON = {
    name: "CONTENT_TYPE" if name == "Content-Type" else "HTTP_" + name.upper().replace("-", "_")
    for name in FORWARDED
}
_LINKED = re.compile(r"<(/[^>]*)>")


@proxy.route(PREFIX + "<service>/<path:rest>", methods=METHODS, provide_automatic_options=False)
def forward(service: str, rest: str) -> Response:
    """Pass an allowed request on to its service and the answer back; nothing is kept or repaired."""
    gateway = running()
    caller = gateway.callers.caller()
    if service not in gateway.upstreams:
        raise UnknownService(service=service[:40], known=", ".join(sorted(gateway.upstreams)))
    path, query = g.target
    inner = path[len(PREFIX) + len(service) :]
    route = _declared(gateway, service, inner)
    if not caller.principal.may(route.permission):
        raise Forbidden(permission=route.permission)
    token = gateway.mint.token(caller, service)
    body = _body(gateway, route) if request.method in WITH_BODY else None
    target = f"{inner}?{query}" if query else inner
    answer = gateway.upstreams[service].ask(request.method, target, _headers(token), body)
    return _returned(service, answer)


forward.declared = DELEGATED  # type: ignore[attr-defined]


def _declared(gateway: Running, service: str, path: str) -> Route:
    routes = gateway.table.find(service, path)
    if not routes:
        raise NotFound
    if request.method not in routes:
        raise MethodNotAllowed(valid_methods=sorted(routes))
    return routes[request.method]


def _body(gateway: Running, route: Route) -> bytes:
    """The whole body; Flask answers 413 as soon as it is longer than the limit.

    Only where a service declared that it takes a file may it be as large as one.
    """
    settings = gateway.settings
    most = min(route.upload, settings.upload_limit) if route.upload else settings.body_limit
    request.max_content_length = most
    return request.get_data(cache=False)


def _headers(token: str) -> dict[str, str]:
    environ = request.environ
    headers = {name: environ[key] for name, key in _ENVIRON.items() if key in environ}
    return headers | {"Authorization": f"Bearer {token}", "X-Request-Id": g.request_id}


def _returned(service: str, answer: Answer) -> Response:
    if answer.status == 401:
        raise ServiceDistrustsGateway(service=service)
    headers: dict[str, Any] = {
        name: answer.headers[name] for name in RETURNED if name in answer.headers
    }
    if "Link" in answer.headers:
        headers["Link"] = _LINKED.sub(rf"<{PREFIX}{service}\1>", answer.headers["Link"])
    if answer.headers.get("Location", "").startswith("/"):
        headers["Location"] = PREFIX + service + answer.headers["Location"]
    return Response(answer.body, answer.status, headers)
