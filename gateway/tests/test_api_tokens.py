"""API tokens: some of the owner's permissions, until a date, until revoked; and what they are changed for."""

import json
from datetime import timedelta

import pytest
from joserfc import jwk, jwt

from chassis import clock
from chassis.web.auth import ALGORITHM, Unauthorized, Verifier
from gateway.identity.callers import COOKIE
from gateway.identity.credentials import csrf_token

TOKENS = "/api/v1/api-tokens"
SERVICES = {"sales": "http://127.0.0.1:9", "inventory": "http://127.0.0.1:9"}


def wish(*permissions, days=30):
    ends = (clock.now() + timedelta(days=days)).isoformat()
    return {"name": "book-keeping", "permissions": list(permissions), "expires_at": ends}


def made(client, *permissions):
    answer = client.post(TOKENS, wish(*permissions))
    assert answer.status_code == 201, answer.json
    return answer.json


def with_token(gateway, token):
    client = gateway.nobody()
    client.token = token
    return client


def test_the_token_is_shown_once_and_never_stored(gateway):
    finance = gateway.as_("finance")
    key = {"Idempotency-Key": "once"}
    body = wish("sales.order.read")
    first, again = (finance.post(TOKENS, body, **key) for _ in range(2))
    assert first.json["token"].startswith("sft_")
    assert (again.json["id"], again.json["token"]) == (first.json["id"], None)
    (listed,) = finance.get(TOKENS).json["items"]
    assert "token" not in listed and "token_hash" not in listed


def test_a_token_has_no_more_than_its_owner(gateway):
    refused = gateway.as_("finance").post(TOKENS, wish("sales.order.read", "sales.order.post"))
    assert (refused.status_code, refused.json["code"]) == (422, "permission_not_yours")
    assert refused.json["errors"][0]["pointer"] == "/permissions/1"


@pytest.mark.parametrize("days", [-1, 400])
def test_a_token_ends_within_a_year(gateway, days):
    refused = gateway.as_("finance").post(TOKENS, wish("sales.order.read", days=days))
    assert refused.json["code"] == "expiry_out_of_bounds"


def test_a_token_acts_within_its_permissions_and_makes_no_other_token(gateway):
    token = with_token(gateway, made(gateway.as_("admin"), "gateway.user.read")["token"])
    assert token.get("/api/v1/users").status_code == 200
    assert token.get("/api/v1/roles").status_code == 403
    assert token.post(TOKENS, wish("gateway.user.read")).status_code == 403
    shown = token.get("/api/v1/session").json
    assert shown["permissions"] == [
        "gateway.service_token.create", "gateway.session.read", "gateway.user.read",
    ]  # fmt: skip


def test_a_token_sent_as_a_sessions_cookie_is_nobody(gateway):
    """Used as what it is just before, so that the gateway still knows it."""
    token = with_token(gateway, made(gateway.as_("admin"), "gateway.user.read")["token"])
    browser = gateway.browser()
    browser.set_cookie(COOKIE, token.token)
    forged = {"X-CSRF-Token": csrf_token(token.token)}
    for path in ("/api/v1/users", "/api/v1/roles", "/api/v1/session"):
        assert token.get("/api/v1/users").status_code == 200
        assert browser.get(path).status_code == 401, path
    assert token.get("/api/v1/users").status_code == 200
    wished = browser.post(TOKENS, json=wish("gateway.user.change"), headers=forged)
    assert wished.status_code == 401


def test_a_token_has_no_session_to_end_even_if_its_owner_may_sign_out(gateway):
    token = with_token(gateway, made(gateway.as_("admin"), "gateway.session.end")["token"])
    refused = token.delete("/api/v1/session")
    assert (refused.status_code, refused.json["code"]) == (409, "no_session_to_end")
    assert token.get("/api/v1/session").status_code == 200


def test_what_the_owner_loses_the_token_loses(gateway):
    user = gateway.user("auditor")
    token = with_token(gateway, made(gateway.signed_in("auditor"), "gateway.user.read")["token"])
    assert token.get("/api/v1/users").status_code == 200
    admin = gateway.as_("admin")
    admin.patch(f"/api/v1/users/{user.id}", {"roles": ["buyer"]}, 1)
    assert token.get("/api/v1/users").status_code == 403
    admin.patch(f"/api/v1/users/{user.id}", {"enabled": False}, 2)
    assert token.get("/api/v1/users").status_code == 401


def test_a_revoked_or_expired_token_is_worthless(gateway, clock_file):
    admin = gateway.as_("admin")
    first, second = made(admin, "gateway.user.read"), made(admin, "gateway.user.read")
    revoked = admin.post(f"{TOKENS}/{first['id']}/revoke")
    assert revoked.json["revoked_at"] and revoked.json["version"] == 2
    assert with_token(gateway, first["token"]).get("/api/v1/users").status_code == 401
    clock_file.write_text(str(timedelta(days=31).total_seconds()))
    assert with_token(gateway, second["token"]).get("/api/v1/users").status_code == 401


def test_nobody_revokes_anothers_token_but_the_administrator(gateway):
    finance = gateway.user("finance")
    token = made(gateway.signed_in("finance"), "sales.order.read")
    assert gateway.as_("buyer").post(f"{TOKENS}/{token['id']}/revoke").status_code == 404
    admin = gateway.as_("admin")
    theirs = f"/api/v1/users/{finance.id}/api-tokens"
    assert [each["id"] for each in admin.get(theirs).json["items"]] == [token["id"]]
    assert admin.post(f"{theirs}/{token['id']}/revoke").json["revoked_at"]


def test_a_department_client_gets_a_minute_token_for_its_own_service(new_gateway):
    gateway = new_gateway(SERVICES)
    finance = gateway.as_("finance")
    token = with_token(gateway, made(finance, "sales.order.read", "inventory.cost.read")["token"])
    given = token.post("/api/v1/service-tokens", {"service": "sales"})
    assert given.status_code == 200
    public = gateway.nobody().get("/api/v1/keys").get_data(as_text=True)
    claims = jwt.decode(
        given.json["token"], jwk.KeySet.import_key_set(json.loads(public)), [ALGORITHM]
    ).claims
    assert claims["aud"] == "sales" and claims["perms"] == ["sales.order.read"]
    assert claims["exp"] - claims["iat"] == 60
    assert claims["roles"] == ["finance"] and claims["clr"] == "confidential"
    assert Verifier("sales", public).principal(given.json["token"]).may("sales.order.read")
    with pytest.raises(Unauthorized):
        Verifier("inventory", public).principal(given.json["token"])


def test_service_tokens_are_for_api_tokens_and_known_services(new_gateway):
    gateway = new_gateway(SERVICES)
    finance = gateway.as_("finance")
    refused = finance.post("/api/v1/service-tokens", {"service": "sales"})
    assert (refused.status_code, refused.json["code"]) == (403, "api_token_needed")
    token = with_token(gateway, made(finance, "sales.order.read")["token"])
    unknown = token.post("/api/v1/service-tokens", {"service": "payroll"})
    assert (unknown.status_code, unknown.json["code"]) == (404, "unknown_service")
