"""Whatever shows a value above internal leaves a line in the journal that names the field, and none else.

Fields are known by their names, so that a value which leaves unlabelled, in a view or a waiting
change, is found too. A name that a door's document labels as open is open there: a supplier's phone
is confidential, a warehouse's is not.
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
        labelled = _classified(document(service)["components"]["schemas"])
        return frozenset(name for name, closed in labelled if closed) - CREDENTIALS

    return lambda service: names(service).union(
        *(names(each) for each in (SERVICES if service == "gateway" else ()))
    )


@pytest.fixture(scope="module")
def labelled(document):
    """The fields of a door's answers by their labels: those above internal, and those that never are."""

    def names(name: str) -> tuple[set[str], set[str]]:
        service, verb, path = name.split(" ")
        told = document(service)
        answers = told["paths"][path][verb.lower()]["responses"]
        well = [answer for status, answer in answers.items() if status.startswith("2")]
        found = set(_reached(well, told["components"]["schemas"]))
        closed, opened = ({n for n, c in found if c == wanted} for wanted in (True, False))
        return closed - CREDENTIALS, opened - closed

    return names


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
    company, labelled, private, noted, name
):
    service, (closed, opened) = name.partition(" ")[0], labelled(name)
    for one in GETS:
        if one.startswith(f"{name}/{{"):
            EXAMPLES[one](company)  # so that a list has what its detail shows
    sent, seen = EXAMPLES[name](company), set()
    for role in ALLOWED.get(name, ()):
        answer = sent.ask(
            company, name, headers={"Authorization": company.authorization(service, role)}
        )
        if answer.status_code == 200 and answer.is_json:
            shown = [_filled(each, private(service) - opened) for each in _things(answer.json)]
            _agree(shown, noted(answer.headers["X-Request-Id"]), name, role)
            seen.update(*shown)
    assert bool(seen) >= bool(closed), f"of {closed} nothing was shown to anybody"


@pytest.mark.parametrize("name", CHANGES)
def test_every_changing_door_notes_what_it_shows_that_was_not_just_sent(
    company, labelled, private, noted, name
):
    service, (_, opened) = name.partition(" ")[0], labelled(name)
    sent = EXAMPLES[name](company)
    answer = sent.ask(company, name)
    if not answer.is_json:
        return
    told = sent.body if isinstance(sent.body, dict) else {}
    shown = _filled(answer.json, private(service) - opened, told)
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


def _classified(schemas: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    for schema in schemas.values():
        for name, told in schema.get("properties", {}).items():
            yield name, is_private(told.get("x-class", "public"))


def _reached(node: Any, schemas: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """The names of a schema and of those it refers to, and whether they are private there."""
    for each in node if isinstance(node, list) else ():
        yield from _reached(each, schemas)
    if isinstance(node, dict):
        yield from _classified({"": node})
        for each in [*node.values(), schemas.get(node.get("$ref", "").rpartition("/")[2])]:
            yield from _reached(each, schemas)
