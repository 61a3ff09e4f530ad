"""The HTTP door: who gets in, what is refused and how, what a reader sees, what a repeat does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from joserfc.jwk import OKPKey

from chassis import clock
from chassis.tests.toy import toy_app
from chassis.web.history import HIDDEN
from chassis.web.problems import MOST_ERRORS
from tests.support.door import Caller
from tests.support.tokens import mint, user_id

PARCEL = {
    "number": "P-1",
    "weight": "1.500",
    "cost": "9.99",
    "items": [{"name": "a"}, {"name": "b"}],
}


def claims(*permissions, **changed):
    now = int(clock.machine())
    told = {
        "iss": "sifang-gateway",
        "aud": "toy",
        "sub": str(user_id("ann")),
        "iat": now,
        "exp": now + 60,
    }
    return told | {"perms": list(permissions), "clr": "internal"} | changed


@pytest.fixture
def app(tmp_path):
    made = toy_app(f"sqlite:///{tmp_path}/toy.db")
    yield made
    made.extensions["sifang"].database.dispose()


@pytest.fixture
def caller(app):
    return lambda *permissions, **changed: Caller(
        app.test_client(), mint(claims(*permissions, **changed))
    )


@pytest.fixture
def sender(caller):
    return caller("toy.parcel.send", "toy.parcel.read", "toy.cost.read")


def test_a_thing_is_created_and_read_back_with_its_lines_and_exact_numbers(sender):
    made = sender.post("/parcels", PARCEL)
    assert made.status_code == 201, made.json
    assert made.headers["ETag"] == '"1"'
    read = sender.get(f"/parcels/{made.json['id']}").json
    assert (read["weight"], read["cost"]) == ("1.500", "9.99")
    assert [item["name"] for item in read["items"]] == ["a", "b"]


@pytest.mark.parametrize(
    "change, pointer",
    [
        ({"weight": 1.5}, "/weight"),
        ({"weight": float("nan")}, "/weight"),
        ({"weight": "NaN"}, "/weight"),
        ({"weight": "1e3"}, "/weight"),
        ({"weight": "-1"}, "/weight"),
        ({"weight": "0"}, "/weight"),
        ({"weight": "1.2345"}, "/weight"),
        ({"weight": "99999999999999999999"}, "/weight"),
        ({"weight": True}, "/weight"),
        ({"weight": 2}, "/weight"),
        ({"weight": "--1"}, "/weight"),
        ({"weight": "1."}, "/weight"),
        ({"weight": "01"}, "/weight"),
        ({"weight": "一"}, "/weight"),
        ({"cost": "1.001"}, "/cost"),
        ({"colour": "red"}, "/colour"),
        ({"number": ""}, "/number"),
        ({"number": "  "}, "/number"),
        ({"number": "a\x00b"}, "/number"),
        ({"number": "\ud800"}, "/number"),
        ({"items": [{"name": "a"}, {}]}, "/items/1/name"),
        ({"items": [{"name": "a", "x": 1}]}, "/items/0/x"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_stored(sender, change, pointer):
    answer = sender.post("/parcels", PARCEL | change)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
    assert sender.get("/parcels").json["items"] == []


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'"x"', b"[]", b""])
def test_a_body_that_is_no_object_is_a_problem_not_a_fault(sender, body):
    headers = sender._headers() | {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = sender.client.post("/parcels", data=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "body, pointer",
    [
        (b'{"weight": "1", "number": "P-1", "weight": "500"}', "/weight"),
        (b'{"weight": "1", "items": [{}, {"name": "a", "name": "b"}]}', "/items/1/name"),
        (b'{"weight": "1", "number": "P-1", "weigh\\u0074": "1"}', "/weight"),
    ],
)
def test_of_a_name_that_stands_twice_neither_is_chosen(sender, body, pointer):
    headers = sender._headers() | {"Idempotency-Key": "k", "Content-Type": "application/json"}
    answer = sender.client.post("/parcels", data=body, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_fields")
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
    assert sender.get("/parcels").json["items"] == []


def test_a_list_that_is_too_long_is_not_read_item_by_item(sender):
    answer = sender.post("/parcels", PARCEL | {"items": [0] * 300_000})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["/items"]


def test_no_more_faults_are_named_than_anyone_reads(sender):
    answer = sender.post("/parcels", PARCEL | {f"x{n}": 0 for n in range(5000)})
    assert answer.status_code == 422
    assert len(answer.json["errors"]) == MOST_ERRORS


def test_ten_megabytes_are_refused(sender):
    answer = sender.post("/parcels", PARCEL | {"number": "x" * 10_000_000})
    assert answer.status_code == 413
    assert answer.json["code"] == "request_entity_too_large"


def test_a_refusal_names_code_field_and_remedy_in_the_readers_language(sender):
    answer = sender.post("/parcels", PARCEL | {"number": "SEALED"})
    assert (answer.status_code, answer.json["code"]) == (409, "parcel_sealed")
    assert answer.json["errors"][0]["pointer"] == "/number"
    assert "open it first" in answer.json["detail"]
    chinese = sender.post("/parcels", PARCEL | {"number": "SEALED"}, **{"Accept-Language": "zh-CN"})
    assert "已封" in chinese.json["detail"]


def test_without_the_permission_nothing_is_read_or_done(caller):
    nobody = caller()
    assert nobody.get("/parcels").status_code == 403
    assert nobody.post("/parcels", {"rubbish": 1}).status_code == 403


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "sales"},
        {"iss": "someone"},
        {"exp": int(clock.machine()) - 60},
        {"exp": int(clock.machine())},
        {"aud": ["toy"]},
        {"sub": "ann"},
    ],
)
def test_a_token_for_another_service_of_another_issuer_or_expired_is_refused(caller, changed):
    assert caller("toy.parcel.read", **changed).get("/parcels").status_code == 401


def test_a_forged_token_is_refused(app):
    other = OKPKey.generate_key("Ed25519", parameters={"kid": "test"})
    forged = Caller(app.test_client(), mint(claims("toy.parcel.read"), other))
    assert forged.get("/parcels").status_code == 401
    # {"alg":"none"} with the same claims and no signature
    body = mint(claims("toy.parcel.read")).split(".")[1]
    unsigned = Caller(app.test_client(), f"eyJhbGciOiJub25lIn0.{body}.")
    assert unsigned.get("/parcels").status_code == 401
    assert Caller(app.test_client(), "").get("/parcels").status_code == 401


def test_a_hidden_column_leaks_through_no_side_door(caller, sender):
    sender.post("/parcels", PARCEL | {"phone": "13800000000"})
    blind = caller("toy.parcel.read")
    row = blind.get("/parcels").json["items"][0]
    assert "cost" not in row and "phone" not in row
    for query in ({"cost": "9.99"}, {"sort": "cost"}, {"cost.ge": "1"}, {"phone": "13800000000"}):
        assert blind.get("/parcels", **query).status_code == 422
    assert blind.get("/parcels", q="1380").json["items"] == []
    seeing = caller("toy.parcel.read", "toy.cost.read", clr="confidential")
    assert seeing.get("/parcels", phone="13800000000").json["items"][0]["cost"] == "9.99"


@pytest.mark.parametrize(
    "sees, number, cost, phone",
    [
        ((), HIDDEN, HIDDEN, HIDDEN),
        (("toy.parcel.read",), [None, "P-1"], HIDDEN, HIDDEN),
        (("toy.parcel.read", "toy.cost.read"), [None, "P-1"], "9.99", HIDDEN),
    ],
)
def test_the_journal_shows_no_value_that_its_reader_sees_nowhere_else(
    caller, sender, sees, number, cost, phone
):
    sender.post("/parcels", PARCEL | {"phone": "13800000000"})
    (line,) = caller("toy.journal.read", *sees).get("/journal").json["items"]
    told = line["changes"]
    assert (told["number"], told["parts"][1][0]["cost"], told["phone"]) == (number, cost, phone)


@pytest.mark.parametrize(
    "query",
    [
        {"colour": "red"},
        {"limit": "0"},
        {"limit": "x"},
        {"cursor": "!!"},
        {"weight": "x"},
        {"weight.": "1"},
        {"weight.gt": "1"},
        {"number.ge": "P"},
        {"sort": "items"},
        {"sort": ""},
        {"q": ""},
    ],
)
def test_an_unknown_or_malformed_parameter_is_refused_and_named(sender, query):
    answer = sender.get("/parcels", **query)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [f"/{name}" for name in query]


def test_the_next_page_is_asked_for_with_all_that_was_asked(sender):
    for n in range(3):
        sender.post("/parcels", PARCEL | {"number": f"P-{n}"})
    path = "/parcels?limit=1&weight.ge=1&weight.ge=0&sort=number"
    first = sender.client.get(path, headers=sender._headers())
    linked = first.headers["Link"].partition(">")[0].removeprefix("<")
    assert linked.startswith(f"{path}&cursor=")
    second = sender.client.get(linked, headers=sender._headers())
    assert [item["number"] for item in second.json["items"]] == ["P-1"]


@pytest.mark.parametrize(
    "name", ["limit=1&limit=2", "sort=number&sort=weight", "reason=a&reason=b"]
)
def test_what_is_said_once_is_not_chosen_from_two(sender, name):
    answer = sender.client.get(f"/parcels?{name}", headers=sender._headers())
    assert (answer.status_code, answer.json["code"]) == (422, "parameter_wrong")
    assert answer.json["errors"][0]["pointer"] == f"/{name.partition('=')[0]}"


def test_a_list_is_paged_by_keys_in_both_directions_of_any_sort(sender):
    for n in range(7):
        sender.post("/parcels", PARCEL | {"number": f"P-{n}", "weight": f"{n % 3 + 1}"})
    for sort in ("", "number", "-weight", "weight"):
        query, seen = {"limit": 3} | ({"sort": sort} if sort else {}), []
        while True:
            page = sender.get("/parcels", **query).json
            seen += [(item["weight"], item["number"]) for item in page["items"]]
            if page["next"] is None:
                break
            query["cursor"] = page["next"]
        assert len(seen) == len(set(seen)) == 7
        if "weight" in sort:
            assert [w for w, _ in seen] == sorted((w for w, _ in seen), reverse=sort[0] == "-")


@pytest.mark.parametrize("sort", ["phone", "-phone"])
def test_a_list_sorted_by_what_may_be_empty_shows_every_row_once(caller, sender, sort):
    phones = [None, "1", None, "2", None, "2"]
    for n, phone in enumerate(phones):
        sender.post("/parcels", PARCEL | {"number": f"P-{n}", "phone": phone})
    reader, query, seen = caller("toy.parcel.read", clr="confidential"), {"limit": 2}, []
    while len(seen) < 10:
        page = reader.get("/parcels", sort=sort, **query).json
        seen += [item["phone"] for item in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    ascending = ["1", "2", "2", None, None, None]
    assert seen == (ascending if sort == "phone" else ascending[::-1])


def test_a_filter_may_ask_for_less_than_a_form_takes(sender):
    sender.post("/parcels", PARCEL)
    assert sender.get("/parcels", **{"weight.le": "0"}).json["items"] == []
    assert len(sender.get("/parcels", **{"weight.ge": "-1"}).json["items"]) == 1


def test_a_route_that_moves_money_asks_for_a_key(sender):
    answer = sender.post("/parcels", PARCEL, key="")
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_missing")


def test_a_repeat_has_one_effect_and_the_first_answer(sender):
    first = sender.post("/parcels", PARCEL, key="k1")
    again = sender.post("/parcels", PARCEL, key="k1")
    assert again.data == first.data and again.status_code == 201
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(sender.get("/parcels").json["items"]) == 1
    other = sender.post("/parcels", PARCEL | {"number": "P-2"}, key="k1")
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")


def test_a_refusal_is_not_stored_under_the_key(sender):
    assert sender.post("/parcels", PARCEL | {"number": "SEALED"}, key="k2").status_code == 409
    assert sender.post("/parcels", PARCEL, key="k2").status_code == 201


def test_a_replay_needs_the_permission_too(app, caller, sender):
    sender.post("/parcels", PARCEL, key="k3")
    assert caller("toy.parcel.read").post("/parcels", PARCEL, key="k3").status_code == 403


def test_when_every_connection_is_taken_the_caller_is_told_to_try_again(app, sender, monkeypatch):
    engine = app.extensions["sifang"].database.engine
    monkeypatch.setattr(engine.pool, "_timeout", 0.01)
    taken = [engine.raw_connection() for _ in range(2 * engine.pool.size())]
    answer = sender.get("/parcels")
    for connection in taken:
        connection.close()
    assert (answer.status_code, answer.json["code"]) == (503, "database_unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def test_fifty_at_once_with_one_key_have_one_effect_and_one_answer(postgres_url):
    app = toy_app(postgres_url())
    token = mint(claims("toy.parcel.send", "toy.parcel.read"))

    def send(_):
        return Caller(app.test_client(), token).post("/parcels", PARCEL, key="same")

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(send, range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert len(Caller(app.test_client(), token).get("/parcels").json["items"]) == 1
    app.extensions["sifang"].database.dispose()


def test_a_change_needs_the_version_it_is_based_on(sender):
    made = sender.post("/parcels", PARCEL).json
    path = f"/parcels/{made['id']}"
    assert sender.patch(path, {"name": "N"}).status_code == 428
    assert sender.patch(path, {"name": "N"}, version=7).status_code == 412
    changed = sender.patch(path, {"name": "N"}, version=1)
    assert (changed.json["number"], changed.headers["ETag"]) == ("N", '"2"')


def test_the_document_carries_labels_classes_and_permissions(app):
    document = app.test_client().get("/openapi.json").json
    weight = document["components"]["schemas"]["ParcelOut"]["properties"]["weight"]
    assert (weight["type"], weight["x-label-zh"], weight["x-label-en"]) == (
        "string",
        "重量",
        "Weight",
    )
    assert document["paths"]["/parcels"]["post"]["x-permission"] == "toy.parcel.send"


def test_the_document_tells_of_problems_and_of_how_decimals_are_written(app):
    document = app.test_client().get("/openapi.json").json
    answers = document["paths"]["/parcels"]["post"]["responses"]
    for reference in (answers["default"]["$ref"], answers["422"]["$ref"]):
        told = document["components"]["responses"][reference.rpartition("/")[2]]
        assert list(told["content"]) == ["application/problem+json"]
    weight = document["components"]["schemas"]["ParcelIn"]["properties"]["weight"]
    assert weight["pattern"] == r"^(0|[1-9][0-9]{0,7})(\.[0-9]{1,3})?$"


def test_metrics_can_be_kept_to_a_port_of_their_own(app):
    told = app.extensions["sifang"]
    told.settings = replace(told.settings, metrics_port=9100)
    there, here = {"SERVER_PORT": "9100"}, {"SERVER_PORT": "8080"}
    assert app.test_client().get("/metrics", environ_overrides=there).status_code == 200
    assert app.test_client().get("/metrics", environ_overrides=here).status_code == 404


def test_methods_nobody_knows_share_one_label_of_the_metrics(app):
    for n in range(50):
        app.test_client().open("/parcels", method=f"M{n}")
    text = app.test_client().get("/metrics").get_data(as_text=True)
    assert 'method="other"' in text and "M49" not in text


def test_a_method_an_address_does_not_take_is_refused_with_those_it_does(sender):
    answer = sender.client.put("/parcels", headers=sender._headers())
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_field_messages_are_said_in_the_readers_language(sender):
    bad = PARCEL | {"weight": "1.2345", "colour": "red"}
    said = sender.post("/parcels", bad, **{"Accept-Language": "zh"}).json["errors"]
    assert {e["pointer"]: e["detail"] for e in said} == {
        "/weight": "最多 3 位小数。",
        "/colour": "没有此字段。",
    }
