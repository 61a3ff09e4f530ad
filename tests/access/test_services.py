"""Every route of every service, listed from the code, for every role and for nobody."""

import re

import pytest

from chassis import clock
from chassis.ids import new_id
from chassis.web.app import permissions
from tests.access.table import OPEN, ROLES, TABLE
from tests.support.door import Caller, ServiceDoor
from tests.support.tokens import claims_of, mint


@pytest.fixture(scope="module", params=sorted(TABLE))
def door(request, tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('access')}/{request.param}.db"
    made = ServiceDoor(request.param, url)
    yield made
    made.close()


def routes(app):
    """Every route of the app as the table writes it."""
    return {f"{route['method']} {route['path']}": route for route in permissions(app)}


def call(caller, route):
    method, path = route.split(" ")
    path = re.sub(r"{\w+}", lambda _: str(new_id()), path)
    headers = {"Idempotency-Key": str(new_id()), "If-Match": '"1"'} | caller._headers()
    return caller.client.open(
        path, method=method, json={} if method != "GET" else None, headers=headers
    )


def test_the_table_names_every_route_and_no_other(door):
    assert set(routes(door.app)) - OPEN == set(TABLE[door.name])


def test_every_route_declares_a_permission_of_its_service(door):
    for name, route in routes(door.app).items():
        assert name in OPEN or route["needs"].startswith(f"{door.name}."), name


def test_each_role_gets_in_where_the_table_says_and_nowhere_else(door):
    callers = {role: door.as_(role) for role in ROLES}
    for route, allowed in TABLE[door.name].items():
        got_in = {
            role for role in ROLES if call(callers[role], route).status_code not in (401, 403)
        }
        assert got_in == set(allowed), route


def test_nobody_gets_in_anywhere(door):
    nobody = Caller(door.app.test_client(), "")
    for route in TABLE[door.name]:
        assert call(nobody, route).status_code == 401, route


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "gateway"},
        {"iss": "another"},
        {"exp": int(clock.machine()) - 120},
        {"sub": "not-an-id"},
    ],
)
def test_a_token_that_is_not_for_this_service_and_minute_opens_nothing(door, changed):
    caller = Caller(door.app.test_client(), mint(claims_of(door.name, "executive") | changed))
    for route in TABLE[door.name]:
        assert call(caller, route).status_code == 401, route


def test_a_token_of_another_service_or_without_signature_opens_nothing(door):
    other = next(name for name in TABLE if name != door.name)
    stolen = mint(claims_of(other, "auditor"))
    unsigned = "eyJhbGciOiJub25lIn0." + mint(claims_of(door.name, "auditor")).split(".")[1] + "."
    for token in (stolen, unsigned):
        caller = Caller(door.app.test_client(), token)
        for route in TABLE[door.name]:
            assert call(caller, route).status_code == 401, route
