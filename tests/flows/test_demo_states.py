"""The demo data shows every state that the things of inventory and sales can be in."""

from collections.abc import Iterator
from typing import Any

from .test_demo import town  # noqa: F401

STATES = {
    *("status", "state", "fulfilment", "settled", "credited", "reversal", "outcome"),
    *("invoice_state", "bill_state"),
}
"""The names of fields that say how far a thing has come."""
ELSEWHERE = ("/jobs", "/reports", "/journal", "/periods/hindrances")
"""Lists of what is no document."""
UNSHOWN = {
    "sales /orders status": {"cancelling"},  # inventory answers at once
    "sales /quotations status": {"expired"},  # comes by itself, a month later
}
"""What the demo data does not show, by service, list and field."""


def test_the_demo_data_shows_every_state_that_anything_can_be_in(town):  # noqa: F811
    missing, looked = {}, 0
    for service in ("inventory", "sales"):
        document = town.doors[service].app.test_client().get("/openapi.json").get_json()
        schemas = document["components"]["schemas"]
        for path, schema in lists(document):
            rows = town.see(service, "auditor", path, limit=200)["items"]
            for name, choices in choosing(schemas, schema):
                looked += 1
                rest = set(choices) - set(values(rows, name.split("/")))
                if rest:
                    missing[f"{service} {path} {name}"] = rest
    assert missing == UNSHOWN
    assert looked > 25


def lists(document: Any) -> Iterator[tuple[str, str]]:
    """Each list's path and the schema of its rows."""
    for path, doors in document["paths"].items():
        if "get" in doors and "{" not in path and not path.startswith(ELSEWHERE):
            content = doors["get"]["responses"]["200"].get("content", {})
            page = content.get("application/json", {}).get("schema", {})
            page = document["components"]["schemas"].get(named(page), page)
            row = named(page.get("properties", {}).get("items", {}).get("items", {}))
            if row:
                yield path, row


def choosing(schemas: Any, schema: str, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each field that says a state, those of lines too (`lines/outcome`), with its choices."""
    for name, told in schemas[schema]["properties"].items():
        if "x-choices" in told and name in STATES:
            yield before + name, list(told["x-choices"])
        for each in (told, told.get("items", {}), *told.get("allOf", ())):
            if named(each):
                yield from choosing(schemas, named(each), f"{before}{name}/")


def named(schema: Any) -> str:
    """The component that a schema refers to, if any."""
    return schema.get("$ref", "").rpartition("/")[2]


def values(things: Any, names: list[str]) -> Iterator[Any]:
    """What stands under these names in a thing or in each of many."""
    for thing in things if isinstance(things, list) else [things or {}]:
        if names[1:]:
            yield from values(thing.get(names[0]), names[1:])
        else:
            yield thing.get(names[0])
