"""What is wrong in itself is refused by every operation: the field is named and nothing is changed."""

from contextlib import contextmanager
from functools import cache

import pytest

from chassis.ids import new_id

from .books import everything
from .examples import EXAMPLES
from .forms import changed, fields_of, form_of, objects_of, wrong_values

MEGABYTES = b'{"remark": "' + b"x" * 10_000_000 + b'"}'
NOT_JSON = {
    "nothing": b"",
    "half of it": b"{",
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "a number": b"NaN",
    "invalid UTF-8": b'{"\xff": 1}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a hundred thousand brackets": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "a name twice as long as life": b'{"' + b"x" * 1_000_000 + b'": 1}',
    "ten megabytes": MEGABYTES,
}
NEVER_CHECKED = {"owner_id", "salesperson_id"}
"""Users are the gateway's: a service keeps their ids and can't know whether they are somebody's."""


@pytest.fixture(scope="module")
def document(company):
    """An app's document, by service."""
    return cache(lambda name: company.app(name).test_client().get("/openapi.json").get_json())


@contextmanager
def unchanged(company, service):
    before = everything(company, service)
    yield
    after = everything(company, service)
    assert {name for name in after if after[name] != before.get(name)} == set()


def form(document, name):
    service, method, path = name.split(" ")
    return form_of(document(service), method, path)


def taking_a_form(document):
    return [name for name in EXAMPLES if form(document, name)]


def refused(answer, status, pointer=None, code="invalid_fields"):
    """What is wrong with a refusal, or nothing."""
    told = answer.get_json(silent=True) or {}
    named = [error["pointer"] for error in told.get("errors", [])]
    right = answer.status_code == status and answer.content_type == "application/problem+json"
    right = right and (told["code"] == code if code else bool(told["code"]))
    if pointer is not None:
        right = right and any(each == pointer or each.startswith(pointer + "/") for each in named)
    return None if right else (answer.status_code, told.get("code"), named, told.get("detail"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_wrong_value_is_refused_and_its_field_named(company, document, name):
    schema, service = form(document, name), name.partition(" ")[0]
    if schema is None:
        pytest.skip("takes no form")
    sent = EXAMPLES[name](company)
    with unchanged(company, service):
        for field in fields_of(document(service), schema):
            for value in wrong_values(field.schema):
                answer = sent.ask(company, name, body=changed(sent.body, field.pointer, value))
                wrong = refused(answer, 422, field.pointer)
                assert wrong is None, (field.pointer, value, wrong)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_unknown_field_is_refused_wherever_it_stands(company, document, name):
    schema, service = form(document, name), name.partition(" ")[0]
    if schema is None:
        pytest.skip("takes no form")
    sent = EXAMPLES[name](company)
    with unchanged(company, service):
        for pointer in objects_of(document(service), schema):
            answer = sent.ask(company, name, body=changed(sent.body, f"{pointer}/colour", "red"))
            wrong = refused(answer, 422, f"{pointer}/colour")
            assert wrong is None, (pointer, wrong)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_no_form_is_refused(company, document, name):
    if form(document, name) is None:
        pytest.skip("takes no form")
    sent, service = EXAMPLES[name](company), name.partition(" ")[0]
    with unchanged(company, service):
        for what, content in NOT_JSON.items():
            answer = sent.ask(company, name, data=content, content_type="application/json")
            assert answer.status_code in (400, 413, 422), (what, answer.status_code, answer.json)
            assert answer.content_type == "application/problem+json"
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", None):
            answer = sent.ask(company, name, data=b'{"x": 1}', content_type=kind)
            assert answer.status_code in (415, 422), (kind, answer.status_code)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_unknown_parameter_is_refused_and_named(company, name):
    sent, service = EXAMPLES[name](company), name.partition(" ")[0]
    with unchanged(company, service):
        answer = sent.ask(company, name, query=sent.query | {"colour": "red"})
        assert refused(answer, 422, "/colour", code=None) is None, answer.json


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_id_of_nothing_is_not_found(company, name):
    sent, service = EXAMPLES[name](company), name.partition(" ")[0]
    if not sent.ids or name == "gateway GET /api/v1/users/{user_id}/api-tokens":
        pytest.skip("names no thing, or lists what may be none")
    with unchanged(company, service):
        for odd in (str(new_id()), "x", "1", "%27%20OR%201=1--", "{}"):
            wanted = sent.ids | {list(sent.ids)[-1]: odd}
            answer = sent.ask(company, name, ids=wanted)
            assert answer.status_code in (404, 400), (odd, answer.status_code, answer.json)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_form_that_names_nothing_is_refused_and_the_field_named(company, document, name):
    schema, service = form(document, name), name.partition(" ")[0]
    if schema is None:
        pytest.skip("takes no form")
    sent = EXAMPLES[name](company)
    ids = [field for field in fields_of(document(service), schema) if is_id(field)]
    with unchanged(company, service):
        for field in ids:
            body = changed(sent.body, field.pointer, str(new_id()))
            answer = sent.ask(company, name, body=body)
            assert answer.status_code in (404, 409, 422), (field.pointer, answer.json)
            if answer.status_code == 422 and answer.json["code"] != "invalid_fields":
                named = [error["pointer"] for error in answer.json["errors"]]
                assert named == [field.pointer], answer.json


def is_id(field):
    return field.schema.get("format") == "uuid" and field.name not in NEVER_CHECKED


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_change_of_what_somebody_else_has_changed_is_refused(company, name):
    sent, service = EXAMPLES[name](company), name.partition(" ")[0]
    if sent.version is None:
        pytest.skip("is based on no version")
    with unchanged(company, service):
        stale = sent.ask(company, name, version=sent.version + 1)
        assert refused(stale, 412, code="stale_version") is None, stale.json
        missing = sent.ask(company, name, version=None)
        assert refused(missing, 428, code="if_match_missing") is None, missing.json
        for odd in ("*", "x", '"1", "2"', '"-1"', '"99999999999"', "W/", '""'):
            answer = sent.ask(company, name, headers={"If-Match": odd})
            assert refused(answer, 400, code="if_match_malformed") is None, (odd, answer.json)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_odd_idempotency_key_is_refused(company, document, name):
    service, method, path = name.split(" ")
    told = document(service)["paths"][path][method.lower()]["parameters"]
    keyed = [each["required"] for each in told if each["name"] == "Idempotency-Key"]
    if not keyed:
        pytest.skip("takes no key")
    sent = EXAMPLES[name](company)
    with unchanged(company, service):
        for odd in ("", "x" * 201, "a\x01b", "é"):
            answer = sent.ask(company, name, headers={"Idempotency-Key": odd})
            code = "idempotency_key_malformed"
            assert refused(answer, 400, code=code) is None, (odd, answer.json)
