"""Whatever shows a value above internal leaves a line in the journal that names the field, and none else.

Fields are known by their names, so that a value which leaves unlabelled, in a view or a waiting
change, is found too.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from sqlalchemy import select

from chassis.data.tables import journal
from chassis.principal import is_private
from chassis.web.history import HIDDEN
from tests.access.table import GATEWAY, TABLE
from tests.support.town import SERVICES

from .examples import EXAMPLES

ALLOWED = {
    f"{service} {route}": roles
    for service, routes in (TABLE | {"gateway": GATEWAY}).items()
    for route, roles in routes.items()
}
GETS = [name for name in EXAMPLES if " GET " in name]
CHANGES = [name for name in EXAMPLES if " GET " not in name]
CREDENTIALS = {"token", "password"}
"""What proves who one is: made for the caller, or named in the journal without its value."""
MARKS = ("", HIDDEN, "recorded")
"""What may stand in place of a value."""


@pytest.fixture(scope="module")
def document(company):
    return cache(lambda name: company.app(name).test_client().get("/openapi.json").get_json())


@pytest.fixture(scope="module")
def private(document):
    """The fields above internal of what a service shows, by name; the gateway's views show all."""

    @cache
    def names(service: str) -> frozenset[str]:
        return frozenset(_classified(document(service)["components"]["schemas"])) - CREDENTIALS

    return lambda service: names(service).union(
        *(names(each) for each in (SERVICES if service == "gateway" else ()))
    )


@pytest.fixture(scope="module")
def noted(company):
    """The fields noted as read under a request's id, thing by thing, whichever service did it."""

    def lines(request: str) -> list[set[str]]:
        found = []
        for database in company.databases().values():
            with database.reading() as session:
                of_it = select(journal.c.changes).where(journal.c.correlation == request)
                of_it = of_it.where(journal.c.thing.not_like("export/%"))
                found += [set(c["read"]) for c in session.scalars(of_it) if "read" in c]
        return found

    return lines


@pytest.mark.parametrize("name", GETS)
def test_every_reading_door_notes_for_every_role_what_it_shows(
    company, document, private, noted, name
):
    service, _, path = name.split(" ")
    for one in GETS:
        if one.startswith(f"{name}/{{"):
            EXAMPLES[one](company)  # so that a list has what its detail shows
    sent, seen = EXAMPLES[name](company), set()
    for role in ALLOWED.get(name, ()):
        answer = sent.ask(
            company, name, headers={"Authorization": company.authorization(service, role)}
        )
        if answer.status_code == 200 and answer.is_json:
            shown = [_filled(each, private(service)) for each in _things(answer.json)]
            _agree(shown, noted(answer.headers["X-Request-Id"]), name, role)
            seen.update(*shown)
    answers = document(service)["paths"][path]["get"]["responses"]["200"]
    told = set(_reached(answers, document(service)["components"]["schemas"])) - CREDENTIALS
    assert bool(seen) >= bool(told), f"of {told} nothing was shown to anybody"


@pytest.mark.parametrize("name", CHANGES)
def test_every_changing_door_notes_what_it_shows_that_was_not_just_sent(
    company, private, noted, name
):
    service = name.partition(" ")[0]
    sent = EXAMPLES[name](company)
    answer = sent.ask(company, name)
    if not answer.is_json:
        return
    told = sent.body if isinstance(sent.body, dict) else {}
    shown = _filled(answer.json, private(service), told)
    _agree([shown], noted(answer.headers["X-Request-Id"]), name, sent.role)


def _agree(shown: list[set[str]], lines: list[set[str]], *where: str) -> None:
    plain = [{each.rpartition("/")[2] for each in line} for line in lines]
    assert set().union(*plain) == set().union(*shown), where
    if len(shown) > 1:
        assert Counter(map(frozenset, plain)) == Counter(map(frozenset, filter(None, shown))), where


def _things(answer: Any) -> list[Any]:
    """A page's items, or the one thing."""
    return answer["items"] if isinstance(answer, dict) and "items" in answer else [answer]


def _filled(node: Any, names: frozenset[str], sent: Any = None) -> set[str]:
    """The private names that have a value anywhere in it, but for what was sent."""
    found = set()
    for name, value in _members(node):
        if name in names and _is_value(value) and (sent or {}).get(name) != value:
            found.add(name)
    return found


def _members(node: Any) -> Iterator[tuple[str, Any]]:
    for each in node if isinstance(node, list) else ():
        yield from _members(each)
    for name, value in node.items() if isinstance(node, dict) else ():
        yield name, value
        yield from _members(value)


def _is_value(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_is_value, value))
    mark = isinstance(value, str) and (value in MARKS or value.startswith("sealed:"))
    return value is not None and not mark


def _classified(schemas: dict[str, Any]) -> Iterator[str]:
    for schema in schemas.values():
        for name, told in schema.get("properties", {}).items():
            if is_private(told.get("x-class", "public")):
                yield name


def _reached(node: Any, schemas: dict[str, Any]) -> Iterator[str]:
    """The private names of a schema and of those it refers to."""
    for each in node if isinstance(node, list) else ():
        yield from _reached(each, schemas)
    if isinstance(node, dict):
        yield from _classified({"": node})
        for each in [*node.values(), schemas.get(node.get("$ref", "").rpartition("/")[2])]:
            yield from _reached(each, schemas)
