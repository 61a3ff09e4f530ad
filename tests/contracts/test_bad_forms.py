"""What is wrong in itself is refused by every operation: the field is named and nothing is changed."""

from functools import cache

import pytest

from chassis.ids import new_id

from .examples import EXAMPLES
from .forms import changed, fields_of, form_of, objects_of, wrong_values

OPEN = ("/api/v1/session", "/api/v1/administrator")
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
WITHOUT_A_FORM = ("/submit", "/check", "/confirm", "/post", "/revoke", "/sign")
WITHOUT_A_FORM += ("{transfer_id}/ship", "{return_id}/ship", "{return_id}/release")
WITHOUT_A_FORM += ("/propose",)
WITHOUT_A_FORM += ("/imports",)
WITHOUT_A_FORM += ("/start", "/book")
WITHOUT_A_FORM += ("{loss_id}/approve", "{loss_id}/reject")
WITHOUT_A_FORM += ("/bank/approve",)
WITHOUT_A_FORM += ("{quotation_id}/send", "{quotation_id}/accept")
FORMS = [
    name
    for name in EXAMPLES
    if name.split(" ")[1] in ("POST", "PATCH", "PUT") and not name.endswith(WITHOUT_A_FORM)
]
THINGS = [name for name in EXAMPLES if "}" in name and not name.endswith("{user_id}/api-tokens")]
VERSIONED = [name for name in EXAMPLES if " PATCH " in name or name.endswith("{user_id}/password")]
KEYED = [name for name in EXAMPLES if " POST " in name and name.split(" ")[2] not in OPEN]
NEVER_CHECKED = {
    "owner_id": "users are the gateway's; a service keeps their ids and can't know whose they are",
    "salesperson_id": "likewise",
    "consignee_id": "likewise: people of a customer are the customer service's",
}


@pytest.fixture(scope="module")
def document(company):
    """An app's document, by service."""
    return cache(lambda name: company.app(name).test_client().get("/openapi.json").get_json())


@pytest.fixture(scope="module")
def example(company):
    """An operation's example, by name; refused again and again it can serve every test."""

    def make(name):
        sent = EXAMPLES[name](company)
        sent.headers(company, name.partition(" ")[0])  # signs somebody in, which is a change
        return sent

    return cache(make)


def form(document, name):
    service, method, path = name.split(" ")
    return form_of(document(service), method, path)


def refused(answer, status, pointer=None, code="invalid_fields"):
    """What is wrong with a refusal, or nothing."""
    told = answer.get_json(silent=True) or {}
    named = [error["pointer"] for error in told.get("errors", [])]
    right = answer.status_code == status and answer.content_type == "application/problem+json"
    right = right and (told["code"] == code if code else bool(told["code"]))
    if pointer is not None:
        right = right and any(each == pointer or each.startswith(pointer + "/") for each in named)
    return None if right else (answer.status_code, told.get("code"), named, told.get("detail"))


def test_the_lists_here_name_what_the_documents_say(document):
    told = {name: document(name.partition(" ")[0])["paths"] for name in EXAMPLES}
    for name, paths in told.items():
        _, method, path = name.split(" ")
        operation = paths[path][method.lower()]
        headers = {each["name"] for each in operation["parameters"]}
        taken = operation.get("requestBody", {"content": {}})["content"]
        assert ("application/json" in taken) == (name in FORMS), name
        assert ("Idempotency-Key" in headers) == (name in KEYED), name
        assert "If-Match" in headers or name not in VERSIONED, name


@pytest.mark.parametrize("name", FORMS)
def test_a_wrong_value_is_refused_and_its_field_named(company, books, document, example, name):
    schema, service, sent = form(document, name), name.partition(" ")[0], example(name)
    with books.unchanged(service):
        for field in fields_of(document(service), schema):
            for value in wrong_values(field.schema):
                answer = sent.ask(company, name, body=changed(sent.body, field.pointer, value))
                wrong = refused(answer, 422, field.pointer)
                assert wrong is None, (field.pointer, value, wrong)


@pytest.mark.parametrize("name", FORMS)
def test_an_unknown_field_is_refused_wherever_it_stands(company, books, document, example, name):
    schema, service, sent = form(document, name), name.partition(" ")[0], example(name)
    with books.unchanged(service):
        for pointer in objects_of(document(service), schema):
            answer = sent.ask(company, name, body=changed(sent.body, f"{pointer}/colour", "red"))
            wrong = refused(answer, 422, f"{pointer}/colour")
            assert wrong is None, (pointer, wrong)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_no_form_is_refused(company, books, document, example, name):
    sent, service = example(name), name.partition(" ")[0]
    with books.unchanged(service):
        for what, content in NOT_JSON.items():
            answer = sent.ask(company, name, data=content, content_type="application/json")
            assert answer.status_code in (400, 413, 422), (what, answer.status_code, answer.json)
            assert answer.content_type == "application/problem+json"
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml", None):
            answer = sent.ask(company, name, data=b'{"x": 1}', content_type=kind)
            assert answer.status_code == 415, (kind, answer.status_code)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_unknown_parameter_is_refused_and_named(company, books, example, name):
    sent, service = example(name), name.partition(" ")[0]
    with books.unchanged(service):
        answer = sent.ask(company, name, query=sent.query | {"colour": "red"})
        assert refused(answer, 422, "/colour", code=None) is None, answer.json


@pytest.mark.parametrize("name", THINGS)
def test_an_id_of_nothing_is_not_found(company, books, example, name):
    sent, service = example(name), name.partition(" ")[0]
    with books.unchanged(service):
        for odd in (str(new_id()), "x", "1", "%27%20OR%201=1--", "{}"):
            wanted = sent.ids | {list(sent.ids)[-1]: odd}
            answer = sent.ask(company, name, ids=wanted)
            assert answer.status_code in (404, 400), (odd, answer.status_code, answer.json)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_names_nothing_is_refused_and_the_field_named(
    company, books, document, example, name
):
    schema, service, sent = form(document, name), name.partition(" ")[0], example(name)
    ids = [each for each in fields_of(document(service), schema) if is_checked(service, each)]
    with books.unchanged(service):
        for field in ids:
            body = changed(sent.body, field.pointer, str(new_id()))
            answer = sent.ask(company, name, body=body)
            assert answer.status_code in (404, 409, 422), (field.pointer, answer.json)
            if answer.status_code == 422 and answer.json["code"] != "invalid_fields":
                named = [error["pointer"] for error in answer.json["errors"]]
                assert named == [field.pointer], answer.json


def is_checked(service, field):
    unchecked = {field.name, f"{field.name} of {service}"} & set(NEVER_CHECKED)
    return field.schema.get("format") == "uuid" and not unchecked


@pytest.mark.parametrize("name", VERSIONED)
def test_a_change_of_what_somebody_else_has_changed_is_refused(company, books, example, name):
    sent, service = example(name), name.partition(" ")[0]
    with books.unchanged(service):
        stale = sent.ask(company, name, version=sent.version + 1)
        assert refused(stale, 412, code="stale_version") is None, stale.json
        missing = sent.ask(company, name, version=None)
        assert refused(missing, 428, code="if_match_missing") is None, missing.json
        for odd in ("*", "x", '"1", "2"', '"-1"', '"99999999999"', "W/", '""'):
            answer = sent.ask(company, name, headers={"If-Match": odd})
            assert refused(answer, 400, code="if_match_malformed") is None, (odd, answer.json)


@pytest.mark.parametrize("name", KEYED)
def test_an_odd_idempotency_key_is_refused(company, books, document, example, name):
    sent, service = example(name), name.partition(" ")[0]
    with books.unchanged(service):
        for odd in ("", "x" * 201, "a\x01b", "é"):
            answer = sent.ask(company, name, headers={"Idempotency-Key": odd})
            code = "idempotency_key_malformed"
            assert refused(answer, 400, code=code) is None, (odd, answer.json)
