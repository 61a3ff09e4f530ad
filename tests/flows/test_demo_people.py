"""Whoever did something in the demo data is shown by his name, not by his id alone."""

from collections.abc import Iterator
from re import fullmatch
from typing import Any
from uuid import UUID

from tests.contracts.test_people import RECORDS
from tests.support.town import SERVICES

from .test_demo import town  # noqa: F401
from .test_demo_states import lists

LOOKED_INTO = 10
"""So many things of each list are looked at whole, with their lines and steps."""
UNTOLD = {
    "customer /customers owner_id",  # of whom files were given to, who registered none himself
    "inventory /movements operator",
    "inventory /stock moved_by",
    "sales /orders operator_id",  # of replacements
}
"""What was done on account of somebody whom the service has never met: facts, and forms that give work
to others, name people by id only."""


def test_whoever_did_something_in_the_demo_data_is_named(town):  # noqa: F811
    unnamed, named = set(), set()
    for service in SERVICES:
        document = town.doors[service].app.test_client().get("/openapi.json").get_json()
        for path, _ in lists(document):
            for field, name in people(list(shown(town, service, document, path))):
                (named if name else unnamed).add(f"{service} {path} {field}")
    assert unnamed == UNTOLD
    assert len(named) > 40


def shown(town: Any, service: str, document: Any, path: str) -> Iterator[Any]:  # noqa: F811
    """The list of this path, and some of its things whole."""
    rows = town.see(service, "auditor", path, limit=200)["items"]
    yield rows
    (one,) = [p for p in document["paths"] if fullmatch(path + r"/\{\w+\}", p)] or [""]
    for row in rows[:LOOKED_INTO] if "get" in document["paths"].get(one, ()) else ():
        named = ("id", one.rpartition("{")[2].rstrip("}"), "lot_id")
        key = next(row[name] for name in named if name in row)
        yield town.see(service, "auditor", f"{path}/{key}")


def people(told: Any) -> Iterator[tuple[str, str | None]]:
    """Every field with a person's id in what was shown, and what he is called beside it."""
    if isinstance(told, dict):
        for field, value in told.items():
            if is_id(value) and field not in RECORDS:
                yield field, told.get(f"{field.removesuffix('_id')}_name")
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for each in inner:
        yield from people(each)


def is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False
