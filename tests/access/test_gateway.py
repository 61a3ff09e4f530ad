"""The same table at the gateway's door: what a role may not do reaches no service at all."""

import json
import re
from datetime import timedelta

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from chassis import clock
from chassis.ids import new_id
from chassis.web.app import permissions
from gateway.policy import ROLES as POLICY
from gateway.tests.gateways import Client, Gateway
from gateway.tests.upstreams import FakeService
from tests.access.table import GATEWAY, OPEN_AT_GATEWAY, ROLES, TABLE
from tests.support import migrated
from tests.support.contracts import declared

PASSED = {
    f"{service} {route}": roles for service in TABLE for route, roles in TABLE[service].items()
}
DELEGATED = {
    f"{verb} /api/v1/{{service}}/{{rest}}" for verb in ["GET", "POST", "PATCH", "PUT", "DELETE"]
}
STOPPED = ("unauthorized", "forbidden")


@pytest.fixture(scope="module")
def services():
    started = {name: FakeService(name) for name in TABLE}
    yield started
    for service in started.values():
        service.stop()


@pytest.fixture(scope="module")
def gateway(services, tmp_path_factory):
    place = tmp_path_factory.mktemp("gateway")
    at = {name: service.address for name, service in services.items()}
    made = Gateway(migrated.on_sqlite("gateway", place), place / "contracts", at, declared())
    yield made
    made.close()


@pytest.fixture(scope="module")
def sessions(gateway):
    """Somebody of each role, signed in."""
    return {role: gateway.as_(role) for role in ROLES}


@pytest.fixture(scope="module")
def api_tokens(gateway, sessions):
    """Each one's API token, made for everything its owner may."""
    return {role: api_token(gateway, sessions[role], POLICY[role].permissions) for role in ROLES}


def api_token(gateway, owner, allowed):
    ends = (clock.now() + timedelta(days=30)).isoformat()
    form = {"name": "script", "permissions": sorted(allowed), "expires_at": ends}
    made = owner.post("/api/v1/api-tokens", form)
    assert made.status_code == 201, made.json
    return Client(gateway.app.test_client(), made.json["token"])


def through(client, route):
    """A call of a service's route by way of the gateway."""
    service, method, path = route.split(" ")
    return call(client, f"{method} /api/v1/{service}{path}")


def call(client, route):
    method, path = route.split(" ")
    path = re.sub(r"{\w+}", lambda _: str(new_id()), path)
    body = None if method in ("GET", "DELETE") else {}
    headers = {"Idempotency-Key": str(new_id()), "If-Match": '"1"'}
    return client.send(method, path, body, **headers)


def reached(services):
    """What has arrived at any service since the last look."""
    arrived = [(name, asked) for name, service in services.items() for asked in service.asked]
    for service in services.values():
        service.asked.clear()
    return arrived


def gets_through(client, services, route):
    """Whether the call reached its service, once and as it was sent; refused it reached nothing."""
    answer, arrived = through(client, route), reached(services)
    if not arrived:
        assert answer.status_code in (401, 403), (route, answer.json)
        return False
    service, method, path = route.split(" ")
    pattern = re.sub(r"{\w+}", "[0-9a-f-]{36}", path)
    ((name, asked),) = arrived
    assert (name, asked.method) == (service, method) and re.fullmatch(pattern, asked.target), route
    return answer.status_code == 200


def test_the_committed_contract_declares_the_tables_routes_and_no_other():
    told = {f"{name} {verb} {path}" for name, rows in declared().items() for verb, path, _ in rows}
    assert told == set(PASSED)


def test_each_role_reaches_the_services_where_the_table_says_and_nowhere_else(sessions, services):
    for route, allowed in PASSED.items():
        got_in = {role for role in ROLES if gets_through(sessions[role], services, route)}
        assert got_in == set(allowed), route


def test_an_api_token_reaches_what_its_owner_may_and_nothing_else(api_tokens, services):
    for route, allowed in PASSED.items():
        stopped = next(role for role in ROLES if role not in allowed)
        assert gets_through(api_tokens[allowed[-1]], services, route), route
        assert not gets_through(api_tokens[stopped], services, route), route


def test_an_api_token_made_for_one_thing_reaches_that_alone(gateway, sessions, services):
    narrow = api_token(gateway, sessions["salesperson"], ["sales.return.read"])
    got_in = {route for route in PASSED if gets_through(narrow, services, route)}
    assert got_in == {"sales GET /returns", "sales GET /returns/{return_id}"}


def test_nobody_reaches_anything(gateway, services):
    strangers = [gateway.nobody(), Client(gateway.app.test_client(), "made-up")]
    strangers.append(ended(gateway, services))
    for client in strangers:
        for route in PASSED:
            assert through(client, route).status_code == 401, route
        for route in GATEWAY:
            assert call(client, route).status_code == 401, route
    assert reached(services) == []


def ended(gateway, services):
    """Somebody who may read orders, until he signs out."""
    client = gateway.signed_in(gateway.user("finance", "finance-leaving").number)
    assert gets_through(client, services, "sales GET /orders")
    assert client.delete("/api/v1/session").status_code == 204
    return client


def test_the_table_names_every_route_of_the_gateway_and_no_other(gateway):
    routes = {f"{route['method']} {route['path']}": route for route in permissions(gateway.app)}
    assert set(routes) - OPEN_AT_GATEWAY - DELEGATED == set(GATEWAY)
    for name in GATEWAY:
        assert routes[name]["needs"].startswith("gateway."), name


def test_each_role_gets_in_at_the_gateways_own_routes_where_the_table_says(api_tokens, services):
    # by API tokens, which signing out doesn't end
    for route, allowed in GATEWAY.items():
        answers = {role: call(api_tokens[role], route) for role in ROLES}
        assert all(answer.status_code < 500 for answer in answers.values()), route
        got_in = {role for role in ROLES if code(answers[role]) not in STOPPED}
        assert got_in == set(allowed), route
    reached(services)


def code(answer):
    return (answer.get_json(silent=True) or {}).get("code")


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_a_method_no_service_declared_goes_nowhere(sessions, services, method):
    others = {f"{route.split(' ')[0]} {method} {route.split(' ')[2]}" for route in PASSED}
    for route in others - set(PASSED):
        assert through(sessions["executive"], route).status_code == 405, route
    assert reached(services) == []


@pytest.mark.parametrize("service", sorted(TABLE))
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/openapi.json", "/secrets"])
def test_what_a_service_shows_inside_is_not_reached_from_outside(sessions, services, service, path):
    for client in sessions.values():
        assert through(client, f"{service} GET {path}").status_code == 404
    assert reached(services) == []


@pytest.mark.parametrize(
    "written",
    [
        "/api/v1/{0}/..{1}",
        "/api/v1/{0}/.{1}",
        "/api/v1/{0}/{1}",
        "/api/v1//{0}{1}",
        "//api/v1/{0}{1}",
        "/api/v1/{0}{1}/",
        "/api/v1/{0}{1}%2f..",
        "/api/v1/{0}%2f{1}",
        "/api/v1/{0}/%2e%2e{1}",
        "/api/v1/{0}{1}%00",
        "/api/v1/{0}{1};v=1",
        "/api/v1/{0}{1}\\",
        "/api/v1/{0}{1}#top",
        "http://sifang.example/api/v1/{0}{1}",
        "/api/v1/{0}{1}?a=%0d%0aX-Sifang:%20y",
    ],
)
def test_an_oddly_written_address_of_a_declared_route_goes_nowhere(
    gateway, sessions, services, written
):
    for route in PASSED:
        service, method, path = route.split(" ")
        target = written.format(service, re.sub(r"{\w+}", str(new_id()), path))
        for client in (sessions["executive"], gateway.nobody()):
            assert raw(gateway, client, method, target) == (400, "odd_address"), target
    assert reached(services) == []


def raw(gateway, client, method, target):
    """Status and code of a request whose target is exactly this, as a client could write it."""
    environ = EnvironBuilder("/", method=method).get_environ()
    environ["RAW_URI"] = environ["REQUEST_URI"] = target
    environ["PATH_INFO"], _, environ["QUERY_STRING"] = target.partition("?")
    environ["HTTP_AUTHORIZATION"] = f"Bearer {client.token}"
    body, status, _ = run_wsgi_app(gateway.app, environ)
    return int(status.split()[0]), json.loads(b"".join(body) or b"{}").get("code")
