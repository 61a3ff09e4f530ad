"""What may be entered: bad input, near-duplicates; and how files are found again."""

import pytest

from .conftest import ENTERPRISE, INDIVIDUAL, NO_LIKENESS, done, refused


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"nickname": "x"}, "/nickname"),
        ({"terms_days": 1.5}, "/terms_days"),
        ({"registered_capital": 1.5}, "/registered_capital"),
        ({"registered_capital": "NaN"}, "/registered_capital"),
        ({"region": "999999"}, "/region"),
        ({"needs": ["beer"]}, "/needs/0"),
        ({"country": "cn"}, "/country"),
        ({"type": "martian"}, "/type"),
        ({"approved": True}, "/approved"),
        ({"grade": "A"}, "/grade"),
        ({"founded_on": "2001-13-01"}, "/founded_on"),
        ({"name": "x" * 201}, "/name"),
        ({"credit_code": "91330100799655058A"}, "/credit_code"),
        ({"phone_office": "none"}, "/phone_office"),
    ],
)
def test_bad_input_is_named_by_field_and_changes_nothing(desk, body, pointer):
    answer = desk.by("info_specialist").post("/customers", ENTERPRISE | body)
    assert answer.status_code == 422, answer.json
    assert pointer in [error["pointer"] for error in answer.json["errors"]]
    assert done(desk.by("finance").get("/customers"))["items"] == []


def test_near_duplicates_are_named_before_saving(desk):
    first = desk.register()
    specialist = desk.by("info_specialist")
    twin = {"type": "enterprise", "name": "华东汽配", "phone_mobile": "+86 138 0013 8000"}
    named = refused(specialist.post("/customers", twin), 409, "near_duplicate")
    assert named["duplicates"] == [{"code": first["code"], "same": ["name"]}]
    assert first["code"] in named["detail"]
    same_code = {"type": "enterprise", "name": "Y", "credit_code": ENTERPRISE["credit_code"]}
    refused(specialist.post("/customers", same_code), 409, "near_duplicate")
    done(specialist.post("/customers", twin | {"confirmed_distinct": True}), 201)
    by_phone = INDIVIDUAL | {"identity_no": None, "identity_kind": None}
    named = refused(specialist.post("/customers", by_phone), 409, "near_duplicate")
    assert named["duplicates"][0]["same"] == ["phone"]


def test_a_change_names_near_duplicates_only_for_what_it_changes(desk):
    first = desk.register()
    second = desk.register(name="另一家", **NO_LIKENESS)
    refused(desk.change(second, name="华东汽配"), 409, "near_duplicate")
    done(desk.change(second, name="华东汽配", confirmed_distinct=True))
    done(desk.change(second, remark="asked: another firm"))
    done(desk.change(first, remark="asked: another firm"))


def test_the_list_is_paged_filtered_sorted_and_searched(desk):
    for name in ("甲", "乙", "丙"):
        desk.register(name=name, **NO_LIKENESS)
    reader = desk.by("finance")
    page = done(reader.get("/customers", limit=2, sort="code"))
    assert [row["display_name"] for row in page["items"]] == ["甲", "乙"]
    rest = done(reader.get("/customers", limit=2, sort="code", cursor=page["next"]))
    assert [row["display_name"] for row in rest["items"]] == ["丙"]
    found = done(reader.get("/customers", q="乙"))["items"]
    assert [row["name"] for row in found] == ["乙"]
    assert len(done(reader.get("/customers", region="310000", filing="draft"))["items"]) == 3
    assert done(reader.get("/customers", category="key"))["items"] == []
    refused(reader.get("/customers", colour="red"), 422, "parameter_wrong")
