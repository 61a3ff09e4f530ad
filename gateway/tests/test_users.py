"""Users: entered and changed by an administrator who does no business himself."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from gateway.tests.gateways import PASSWORD

USERS = "/api/v1/users"


def new_user(number="wang.fang", **changed):
    body = {"number": number, "name": "王芳", "category": "operator", "department": "sales"}
    return body | {"roles": ["salesperson"], "password": PASSWORD} | changed


def test_an_administrator_enters_a_user_who_must_first_change_his_password(gateway):
    admin = gateway.as_("admin")
    entered = admin.post(USERS, new_user())
    assert (entered.status_code, entered.headers["ETag"]) == (201, '"1"')
    assert "password" not in entered.json and "password_hash" not in entered.json
    fang = gateway.signed_in("wang.fang")
    assert fang.get("/api/v1/session").json["permissions"] == [
        "gateway.password.change",
        "gateway.session.end",
        "gateway.session.read",
    ]
    assert fang.get("/api/v1/api-tokens").status_code == 403
    fresh = {"current": PASSWORD, "password": "my own passphrase 1"}
    assert fang.put("/api/v1/session/password", fresh).status_code == 204
    assert "sales.order.post" in fang.get("/api/v1/session").json["permissions"]


def test_the_list_pages_filters_and_searches(gateway):
    admin = gateway.as_("admin")
    for number in ("b1", "b2", "b3"):
        gateway.user("buyer", number, department="purchasing")
    first = admin.get(f"{USERS}?limit=2&sort=number")
    assert [user["number"] for user in first.json["items"]] == ["admin", "b1"]
    link = first.headers["Link"].partition(">")[0].lstrip("<")
    assert [user["number"] for user in admin.get(link).json["items"]] == ["b2", "b3"]
    bought = admin.get(f"{USERS}?department=purchasing&q=b3").json["items"]
    assert [user["number"] for user in bought] == ["b3"]
    assert "phone" not in bought[0]


def test_a_change_needs_the_version_that_was_read(gateway):
    admin, user = gateway.as_("admin"), gateway.user("buyer")
    path = f"{USERS}/{user.id}"
    assert admin.send("PATCH", path, {"name": "李雷"}).status_code == 428
    assert admin.patch(path, {"name": "李雷"}, 7).status_code == 412
    changed = admin.patch(path, {"name": "李雷"}, 1)
    assert (changed.json["name"], changed.headers["ETag"]) == ("李雷", '"2"')


def test_numbers_are_never_given_twice(gateway):
    admin = gateway.as_("admin")
    admin.post(USERS, new_user())
    again = admin.post(USERS, new_user(name="王方"))
    assert (again.status_code, again.json["code"]) == (409, "user_number_taken")
    assert again.json["errors"][0]["pointer"] == "/number"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("roles", ["emperor"]),
        ("department", "moon"),
        ("number", "A B"),
        ("password", ""),
        ("enabled", True),
        ("roles", "salesperson"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(gateway, field, value):
    admin = gateway.as_("admin")
    refused = admin.post(USERS, new_user(**{field: value}))
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"].startswith(f"/{field}")
    assert len(admin.get(USERS).json["items"]) == 1


def test_the_administrators_role_stands_alone(gateway):
    admin = gateway.as_("admin")
    mixed = admin.post(USERS, new_user(roles=["admin", "salesperson"]))
    assert (mixed.status_code, mixed.json["code"]) == (422, "administrator_does_no_business")


def test_an_administrator_cannot_make_a_business_user_of_himself(gateway):
    me = gateway.user("admin")
    admin = gateway.signed_in("admin")
    for change in ({"roles": ["salesperson"]}, {"enabled": False}, {"department": "sales"}):
        refused = admin.patch(f"{USERS}/{me.id}", change, 1)
        assert (refused.status_code, refused.json["code"]) == (409, "own_roles_unchangeable")
    assert admin.patch(f"{USERS}/{me.id}", {"phone": "010-1"}, 1).status_code == 200


def test_the_last_administrator_can_be_neither_disabled_nor_moved(gateway):
    first, second = gateway.user("admin"), gateway.user("admin", "admin2")
    one, two = gateway.signed_in("admin"), gateway.signed_in("admin2")
    assert one.patch(f"{USERS}/{second.id}", {"enabled": False}, 1).status_code == 200
    assert two.get(USERS).status_code == 401
    one.patch(f"{USERS}/{second.id}", {"enabled": True, "roles": ["buyer"]}, 2)
    assert gateway.signed_in("admin2").patch(f"{USERS}/{first.id}", {}, 1).status_code == 403


@pytest.mark.both_databases
def test_two_administrators_cannot_disable_each_other_at_the_same_time(gateway):
    users = [gateway.user("admin"), gateway.user("admin", "admin2")]
    clients = [gateway.signed_in(user.number) for user in users]

    def disable(pair):
        client, other = pair
        return client.patch(f"{USERS}/{other.id}", {"enabled": False}, 1)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(disable, zip(clients, reversed(users), strict=True)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 200
    assert statuses[1] in (401, 409)


def test_only_the_privacy_officer_reads_identity_numbers_and_gives_a_reason(gateway):
    admin = gateway.as_("admin")
    user = admin.post(USERS, new_user(identity_number="11010519491231002X")).json
    path = f"{USERS}/{user['id']}/identity-number"
    assert "identity_number" not in admin.get(f"{USERS}/{user['id']}").json
    assert admin.get(f"{path}?reason=curious").status_code == 403
    officer = gateway.as_("privacy_officer")
    assert officer.get(path).status_code == 422
    read = officer.get(f"{path}?reason=access+request")
    assert read.json == {"identity_number": "11010519491231002X"}
    lines = officer.get("/api/v1/journal?limit=200").json["items"]
    assert [
        line["reason"] for line in lines if line["changes"].get("read") == ["identity_number"]
    ] == ["access request"]
    assert "11010519491231002X" not in str(lines)


def test_contact_data_are_shown_to_the_administrator_only_and_sealed_in_the_journal(gateway):
    admin, auditor = gateway.as_("admin"), gateway.as_("auditor")
    user = admin.post(USERS, new_user(phone="13800001111", address="北京", email="w@x.cn")).json
    path = f"{USERS}/{user['id']}"
    assert admin.get(path).json["phone"] == "13800001111"
    assert not {"phone", "address", "email"} & auditor.get(path).json.keys()
    lines = auditor.get("/api/v1/journal?limit=200").json["items"]
    assert "13800001111" not in str(lines)
    assert any("phone" in line["changes"] for line in lines)


def test_a_reset_password_must_be_changed_and_ends_the_sessions(gateway):
    user = gateway.user("buyer")
    buyer, admin = gateway.signed_in("buyer"), gateway.as_("admin")
    reset = admin.put(f"{USERS}/{user.id}/password", {"password": "given by the admin"}, 1)
    assert (reset.status_code, reset.json["must_change_password"]) == (200, True)
    assert buyer.get("/api/v1/session").status_code == 401


def test_a_password_keeps_the_blanks_around_it_and_a_number_loses_them(gateway):
    admin = gateway.as_("admin")
    entered = admin.post(USERS, new_user(" wang.fang ", password=f" {PASSWORD} ")).json
    assert entered["number"] == "wang.fang"
    for number, password, status in (
        ("wang.fang", PASSWORD, 401),
        ("wang.fang ", f" {PASSWORD} ", 201),
    ):
        told = {"number": number, "password": password}
        assert gateway.nobody().post("/api/v1/session", told).status_code == status


def test_a_repeated_key_enters_one_user(gateway):
    admin = gateway.as_("admin")
    key = {"Idempotency-Key": "k1"}
    answers = [admin.post(USERS, new_user(), **key) for _ in range(2)]
    assert answers[0].json == answers[1].json
    assert answers[1].headers["Idempotency-Replayed"] == "true"


def test_business_roles_see_no_users(gateway):
    for role in ("salesperson", "executive", "finance"):
        assert gateway.as_(role).get(USERS).status_code == 403


def test_roles_are_shown_with_what_they_may_do(gateway):
    roles = {role["code"]: role for role in gateway.as_("admin").get("/api/v1/roles").json["items"]}
    assert roles["salesperson"]["scopes"]["sales.order"] == "own"
    assert "sales.order.post" in roles["salesperson"]["permissions"]
    assert len(roles) == 20
