"""Signing in: by cookie or token, throttled, ended at once when the user is disabled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chassis import clock
from gateway.tests.gateways import PASSWORD, Gateway
from operations.scenario.client import eventually

SESSION = "/api/v1/session"


def credentials(number="salesperson", password=PASSWORD, **more):
    return {"number": number, "password": password, **more}


@pytest.fixture
def frozen(monkeypatch):
    """The throttle's clock stands still, so that slow hashes don't outlast a pause."""
    present = clock.now()
    monkeypatch.setattr("gateway.identity.sessions.throttle.now", lambda: present)


def test_a_program_signs_in_and_uses_the_bearer_token(gateway):
    gateway.user("salesperson")
    answer = gateway.nobody().post(SESSION, credentials())
    assert answer.status_code == 201
    assert answer.json["token"].startswith("sfs_")
    assert "Set-Cookie" not in answer.headers
    me = gateway.signed_in("salesperson").get(SESSION)
    assert (me.status_code, me.json["number"], me.json["token"]) == (200, "salesperson", None)
    assert "sales.order.post" in me.json["permissions"]


def test_a_browser_gets_a_cookie_no_script_reads_and_no_token(gateway):
    gateway.user("salesperson")
    browser = gateway.browser()
    answer = browser.post(SESSION, json=credentials(cookie=True))
    assert answer.json["token"] is None
    for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
        assert word in answer.headers["Set-Cookie"]
    assert browser.get(SESSION).json["number"] == "salesperson"


def test_the_cookie_travels_by_tls_only_unless_told_otherwise(new_gateway):
    gateway = new_gateway(secure_cookie=True)
    gateway.user("salesperson")
    answer = gateway.browser().post(SESSION, json=credentials(cookie=True))
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_change_by_cookie_needs_the_sessions_csrf_token(gateway):
    gateway.user("salesperson")
    browser = gateway.browser()
    token = browser.post(SESSION, json=credentials(cookie=True)).json["csrf_token"]
    assert browser.get(SESSION).json["csrf_token"] == token
    for wrong in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 64}, {"X-CSRF-Token": "é"}):
        forged = browser.delete(SESSION, headers=wrong)
        assert (forged.status_code, forged.json["code"]) == (403, "csrf_token_missing")
    assert browser.delete(SESSION, headers={"X-CSRF-Token": token}).status_code == 204
    assert browser.get(SESSION).status_code == 401


def test_a_wrong_password_and_an_unknown_number_look_the_same(gateway):
    gateway.user("salesperson")
    wrong = gateway.nobody().post(SESSION, credentials(password="wrong password"))
    unknown = gateway.nobody().post(SESSION, credentials(number="nobody"))
    assert wrong.status_code == unknown.status_code == 401
    same = {"request_id": None}
    assert wrong.json | same == unknown.json | same


def test_a_clock_that_was_a_day_ahead_keeps_nobody_out(gateway, monkeypatch):
    gateway.user("salesperson")
    with monkeypatch.context() as ahead:
        tomorrow = clock.now() + timedelta(days=1)
        ahead.setattr("gateway.identity.sessions.throttle.now", lambda: tomorrow)
        for _ in range(6):
            gateway.nobody().post(SESSION, credentials(password="wrong password"))
        assert gateway.nobody().post(SESSION, credentials()).status_code == 429
    assert gateway.nobody().post(SESSION, credentials()).status_code == 201


def test_after_some_failures_even_the_right_password_waits(gateway, frozen):
    gateway.user("salesperson")
    for _ in range(6):
        last = gateway.nobody().post(SESSION, credentials(password="wrong password"))
    assert (last.status_code, last.json["code"]) == (429, "sign_in_throttled")
    assert int(last.headers["Retry-After"]) >= 1
    assert gateway.nobody().post(SESSION, credentials()).status_code == 429
    assert gateway.nobody().post(SESSION, credentials(number="other")).status_code == 401


def test_the_pause_ends_and_the_right_password_forgives(gateway, clock_file):
    gateway.user("salesperson")
    for _ in range(6):
        gateway.nobody().post(SESSION, credentials(password="wrong password"))
    clock_file.write_text(str(clock.timedelta(seconds=30).total_seconds()))
    assert gateway.nobody().post(SESSION, credentials()).status_code == 201
    for _ in range(4):
        assert gateway.nobody().post(SESSION, credentials(password="wrong")).status_code == 401


def test_many_attempts_at_once_get_no_more_tries_than_one_after_the_other(gateway, frozen):
    gateway.user("salesperson")

    def attempt(_):
        return gateway.nobody().post(SESSION, credentials(password="wrong password")).status_code

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(attempt, range(20)))
    assert statuses.count(401) + statuses.count(503) == 5
    assert set(statuses) <= {401, 429, 503}


def test_one_address_signs_in_only_so_often(new_gateway):
    gateway = new_gateway(sign_ins_per_minute=3)
    answers = [gateway.nobody().post(SESSION, credentials(number=f"n{i}")) for i in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert answers[-1].json["code"] == "sign_in_throttled"


@pytest.mark.parametrize(("hops", "statuses"), [(0, [401, 429]), (1, [401, 401])])
def test_the_clients_address_is_believed_from_trusted_proxies_only(new_gateway, hops, statuses):
    gateway = new_gateway(sign_ins_per_minute=1, proxy_hops=hops)
    said = [{"X-Forwarded-For": f"10.0.0.{i}"} for i in (1, 2)]
    answers = [gateway.nobody().post(SESSION, credentials(), **each) for each in said]
    assert [answer.status_code for answer in answers] == statuses


def test_a_disabled_user_is_out_at_once(gateway):
    user = gateway.user("salesperson")
    seller, admin = gateway.signed_in("salesperson"), gateway.as_("admin")
    assert seller.get(SESSION).status_code == 200
    assert admin.patch(f"/api/v1/users/{user.id}", {"enabled": False}, 1).status_code == 200
    assert seller.get(SESSION).status_code == 401
    assert gateway.nobody().post(SESSION, credentials()).status_code == 401


def test_a_disabled_user_is_out_within_seconds_at_the_other_gateways(gateway, tmp_path):
    user, admin = gateway.user("salesperson"), gateway.as_("admin")
    other = Gateway(gateway.database.url, tmp_path / "contracts", {}, {})
    try:
        elsewhere = other.signed_in("salesperson")
        assert elsewhere.get(SESSION).status_code == 200
        assert admin.patch(f"/api/v1/users/{user.id}", {"enabled": False}, 1).status_code == 200
        eventually("the other is told", lambda: elsewhere.get(SESSION).status_code == 401, 5)
    finally:
        other.close()


def test_a_taken_role_is_gone_with_the_next_request(gateway):
    user = gateway.user("salesperson")
    seller, admin = gateway.signed_in("salesperson"), gateway.as_("admin")
    assert "sales.order.post" in seller.get(SESSION).json["permissions"]
    admin.patch(f"/api/v1/users/{user.id}", {"roles": ["marketing"]}, 1)
    assert "sales.order.post" not in seller.get(SESSION).json["permissions"]


@pytest.mark.parametrize("hours", [3, 13])
def test_a_session_ends_when_idle_and_at_its_end(gateway, hours, clock_file):
    seller = gateway.as_("salesperson")
    if hours == 13:  # used all the time, so never idle
        for hour in range(1, 12):
            clock_file.write_text(str(clock.timedelta(hours=hour).total_seconds()))
            assert seller.get(SESSION).status_code == 200
    clock_file.write_text(str(clock.timedelta(hours=hours).total_seconds()))
    assert seller.get(SESSION).status_code == 401


def test_signing_out_ends_this_session_only(gateway):
    gateway.user("salesperson")
    here, there = gateway.signed_in("salesperson"), gateway.signed_in("salesperson")
    assert here.delete(SESSION).status_code == 204
    assert (here.get(SESSION).status_code, there.get(SESSION).status_code) == (401, 200)


def test_changing_the_password_ends_the_other_sessions(gateway):
    gateway.user("salesperson")
    here, there = gateway.signed_in("salesperson"), gateway.signed_in("salesperson")
    fresh = "another long passphrase"
    wrong = here.put(f"{SESSION}/password", {"current": "not it", "password": fresh})
    assert (wrong.status_code, wrong.json["code"]) == (403, "password_wrong")
    done = here.put(f"{SESSION}/password", {"current": PASSWORD, "password": fresh})
    assert done.status_code == 204
    assert (here.get(SESSION).status_code, there.get(SESSION).status_code) == (200, 401)
    assert gateway.nobody().post(SESSION, credentials()).status_code == 401
    assert gateway.nobody().post(SESSION, credentials(password=fresh)).status_code == 201


@pytest.mark.parametrize("simple", ["short", "aaaaaaaaaaaaaaaa", "salesperson-salesperson"])
def test_a_simple_password_is_refused_and_named(gateway, simple):
    seller = gateway.as_("salesperson")
    refused = seller.put(f"{SESSION}/password", {"current": PASSWORD, "password": simple})
    assert (refused.status_code, refused.json["code"]) == (422, "password_too_simple")
    assert refused.json["errors"][0]["pointer"] == "/password"


def test_sign_ins_failures_and_denials_are_in_the_audit_trail(gateway):
    user = gateway.user("salesperson")
    gateway.nobody().post(SESSION, credentials(password="wrong password"))
    gateway.nobody().post(SESSION, credentials(number="i-typed-my-password"))
    seller = gateway.signed_in("salesperson")
    assert seller.get("/api/v1/users").status_code == 403
    seller.delete(SESSION)
    lines = gateway.as_("auditor").get("/api/v1/journal?limit=200").json["items"]
    mine = [line["changes"] for line in lines if line["thing"] == f"user/{user.id}"]
    assert {"sign_in", "sign_out", "code"} <= {name for changes in mine for name in changes}
    failed = [changes for changes in mine if changes.get("sign_in") == [None, "failed"]]
    assert [changes["from"] for changes in failed] == [[None, "127.0.0.1"]]
    assert "i-typed-my-password" not in str(lines)
