"""The first administrator comes by a secret that works once."""

from chassis import clock
from chassis.principal import Context
from gateway.identity.administrator.commands import new_secret
from gateway.tests.gateways import PASSWORD

PATH = "/api/v1/administrator"


def printed_secret(gateway):
    with gateway.database.transaction(Context()) as session:
        return new_secret(session)


def wish(secret, number="root"):
    return {"secret": secret, "number": number, "name": "管理员", "password": PASSWORD}


def test_the_secret_makes_one_administrator_and_no_second(gateway):
    secret = printed_secret(gateway)
    made = gateway.nobody().post(PATH, wish(secret))
    assert (made.status_code, made.json["roles"]) == (201, ["admin"])
    assert gateway.signed_in("root").get("/api/v1/users").status_code == 200
    again = gateway.nobody().post(PATH, wish(secret, "second"))
    assert (again.status_code, again.json["code"]) == (409, "secret_used")


def test_a_wrong_secret_makes_nobody(gateway):
    printed_secret(gateway)
    refused = gateway.nobody().post(PATH, wish("guess"))
    assert (refused.status_code, refused.json["code"]) == (403, "secret_wrong")


def test_a_secret_lasts_a_day_and_a_new_one_voids_it(gateway, clock_file):
    old = printed_secret(gateway)
    new = printed_secret(gateway)
    assert gateway.nobody().post(PATH, wish(old)).status_code == 403
    clock_file.write_text(str(clock.timedelta(days=2).total_seconds()))
    assert gateway.nobody().post(PATH, wish(new)).status_code == 403


def test_without_a_printed_secret_nothing_fits(gateway):
    assert gateway.nobody().post(PATH, wish("anything")).status_code == 403
