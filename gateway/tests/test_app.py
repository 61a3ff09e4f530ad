"""The app as a whole: every route declared, one document for all, schema in step with the models."""

import json

import pytest

from chassis import clock
from chassis.data.journal import broken_links
from chassis.data.migrations import drift
from chassis.settings import SettingMissing
from chassis.web.app import permissions
from gateway.__main__ import main
from gateway.housekeeping import keep_house
from gateway.models import Base
from gateway.openapi import merged
from gateway.policy import GRANTS, PERSONAL
from gateway.proxy.table import load
from gateway.seed import seed
from gateway.settings import addresses
from gateway.tests.gateways import PASSWORD


@pytest.mark.both_databases
def test_the_migrated_schema_is_the_models(gateway):
    assert drift(gateway.database, Base.metadata) == []


def test_every_route_declares_a_permission_that_some_role_has(gateway):
    granted = GRANTS.keys() | PERSONAL | {"open", "delegated"}
    for route in permissions(gateway.app):
        if route["path"] != "/openapi.json":
            assert route["needs"] in granted, route


def test_every_gateway_permission_of_the_policy_is_asked_for_by_a_route(gateway):
    asked = {route["needs"] for route in permissions(gateway.app)}
    given = {name for name in GRANTS.keys() | PERSONAL if name.startswith("gateway.")}
    assert given - asked == set()


def test_it_is_ready_with_database_schema_and_keys(gateway):
    assert gateway.nobody().get("/healthz").status_code == 200
    assert gateway.nobody().get("/readyz").json["status"] == "ready"
    gateway.nobody().get("/readyz")
    assert "sifang_requests_total" in gateway.nobody().get("/metrics").get_data(as_text=True)


def test_one_document_describes_the_gateway_and_every_service(gateway, tmp_path):
    order = {
        "post": {
            "operationId": "post",
            "tags": ["orders"],
            "requestBody": {"$ref": "#/components/schemas/Order"},
        }
    }
    sales = {
        "openapi": "3.1.0",
        "paths": {"/orders": order},
        "components": {"schemas": {"Order": {"x-label-zh": "销售单"}}},
        "tags": [{"name": "orders", "description": "销售单 / Orders"}],
    }
    folder = tmp_path / "contracts" / "openapi"
    folder.mkdir()
    (folder / "sales.json").write_text(json.dumps(sales))
    document = gateway.nobody().get("/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/session" in document["paths"]
    moved = document["paths"]["/api/v1/sales/orders"]["post"]
    assert moved["requestBody"]["$ref"] == "#/components/schemas/sales.Order"
    told = {tag["name"]: tag["description"] for tag in document["tags"]}
    assert told[moved["tags"][0]] == "销售单 / Orders" and "session" in told
    assert document["components"]["schemas"]["sales.Order"] == {"x-label-zh": "销售单"}


def test_two_services_things_of_one_name_stay_apart():
    def of(label):
        return {"paths": {}, "components": {"schemas": {"ReturnOut": {"title": label}}}}

    own = {"info": {"title": "gateway"}, "paths": {}, "components": {}}
    schemas = merged(own, {"sales": of("s"), "inventory": of("i")})["components"]["schemas"]
    assert (
        schemas["sales.ReturnOut"]["title"] == "s"
        and schemas["inventory.ReturnOut"]["title"] == "i"
    )


def test_demo_users_sign_in_one_per_role_and_two_of_finance_and_seeding_twice_makes_no_more(
    gateway,
):
    first = seed(gateway.database, PASSWORD)
    assert seed(gateway.database, PASSWORD) == first
    assert len(first) == 21
    assert (
        gateway.signed_in("warehouse_keeper").get("/api/v1/session").json["department"]
        == "warehouse"
    )
    assert len(gateway.signed_in("admin").get("/api/v1/users?limit=200").json["items"]) == 21
    two = [
        gateway.signed_in(number).get("/api/v1/session").json for number in ("finance", "finance2")
    ]
    assert [each["roles"] for each in two] == [["finance"]] * 2


def test_seeding_never_takes_over_a_real_user(gateway):
    gateway.user("admin")
    with pytest.raises(SettingMissing, match="admin is real"):
        seed(gateway.database, "some other password")
    assert gateway.signed_in("admin").get("/api/v1/users").status_code == 200


def test_keys_are_printed_and_kept_beside_the_old_one(capsys, monkeypatch):
    monkeypatch.delenv("SIFANG_SIGNING_KEYS", raising=False)
    main(["keys"])
    first = capsys.readouterr().out
    monkeypatch.setenv("SIFANG_SIGNING_KEYS", first)
    main(["keys"])
    both = json.loads(capsys.readouterr().out)["keys"]
    assert both[1] == json.loads(first)["keys"][0]
    assert both[0]["kid"] != both[1]["kid"] and "d" in both[0]
    main(["public-keys"])
    (public,) = json.loads(capsys.readouterr().out)["keys"]
    assert public["kid"] == both[1]["kid"] and "d" not in public


def test_a_missing_setting_is_one_line_that_says_what_to_do(capsys, monkeypatch):
    monkeypatch.delenv("SIFANG_DATABASE_URL", raising=False)
    assert main(["migrate"]) == 2
    assert "SIFANG_DATABASE_URL" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["sales", "sales=here", "sales=http://a/b", "sales=ftp://a"])
def test_services_are_given_as_name_and_address(text):
    with pytest.raises(SettingMissing, match="SIFANG_SERVICES"):
        addresses(text)


def test_without_the_contracts_it_does_not_start(tmp_path):
    with pytest.raises(SettingMissing, match=r"permissions\.json"):
        load(str(tmp_path))


@pytest.mark.both_databases
def test_housekeeping_seals_the_audit_trail_and_forgets_what_is_over(gateway, clock_file):
    gateway.as_("auditor")
    keep_house(gateway.database)
    with gateway.database.reading() as session:
        assert broken_links(session) == []
    clock_file.write_text(str(clock.timedelta(days=31).total_seconds()))
    keep_house(gateway.database)
    with gateway.database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 0
        assert session.connection().exec_driver_sql("SELECT count(*) FROM journal").scalar() > 0
