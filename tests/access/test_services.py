"""Every route of every service, listed from the code, for every role and for nobody."""

import json
import re
from base64 import urlsafe_b64encode

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from chassis import clock
from chassis.ids import new_id
from chassis.web.app import permissions
from tests.access.table import OPEN, ROLES, TABLE
from tests.support import migrated
from tests.support.door import Caller, ServiceDoor
from tests.support.tokens import claims_of, mint, public_keys


@pytest.fixture(scope="module", params=sorted(TABLE))
def door(request, tmp_path_factory):
    url = migrated.on_sqlite(request.param, tmp_path_factory.mktemp("access"))
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
    opens_nothing(door, "")


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
    opens_nothing(door, mint(claims_of(door.name, "executive") | changed))


def test_a_token_made_for_another_service_opens_nothing(door):
    other = next(name for name in TABLE if name != door.name)
    opens_nothing(door, mint(claims_of(other, "auditor")))


@pytest.mark.parametrize("forgery", ["foreign key", "alg none", "public key as secret", "changed"])
def test_a_token_that_the_gateway_did_not_sign_opens_nothing(door, forgery):
    claims = claims_of(door.name, "auditor")
    head, body, signature = mint(claims).split(".")
    richer = encoded(claims | {"perms": [f"{door.name}.journal.read", "everything"]})
    opens_nothing(
        door,
        {
            "foreign key": mint(claims, OKPKey.generate_key("Ed25519")),
            "alg none": f"{encoded({'alg': 'none'})}.{body}.",
            "public key as secret": by_public_key(claims),
            "changed": f"{head}.{richer}.{signature}",
        }[forgery],
    )


def opens_nothing(door, token):
    caller = Caller(door.app.test_client(), token)
    for route in TABLE[door.name]:
        assert call(caller, route).status_code == 401, route


def by_public_key(claims):
    """The classic confusion: a shared-secret signature whose secret is the public key everybody has."""
    key = OctKey.import_key(public_keys())
    return jwt.encode({"alg": "HS256", "kid": "test"}, claims, key, algorithms=["HS256"])


def encoded(part):
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
