"""What the documents say of answers, held against the tables they come from."""

import re
import sys
from importlib import import_module
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.principal import Principal
from chassis.web.shape import Shape
from paper.sheets.writing import columns_of
from tests.support.town import SERVICES

LANGUAGES = ("zh", "en")
for service in (*(f"services.{name}" for name in SERVICES), "gateway.app"):
    import_module(service)


def shapes() -> dict[str, Shape]:
    """Every shape of every app, those of lines included."""
    found: dict[str, Shape] = {}
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith(("services.", "gateway.", "chassis.web.")):
            named = {n: each for n, each in vars(module).items() if isinstance(each, Shape)}
            for shape in named.values():
                found[shape.schema.__name__ + module.__name__] = shape
                for name, lines in shape.children.items():
                    found[f"{shape.schema.__name__}.{name}"] = lines.shape
    return found


@pytest.mark.parametrize("name", shapes())
def test_what_may_be_empty_in_the_table_may_be_null_in_the_document(name):
    shape = shapes()[name]
    empty = {each for each, column in shape.columns.items() if getattr(column, "nullable", False)}
    assert {each for each in empty if not shape.fields[each].allow_none} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", shapes())
def test_no_two_columns_of_a_list_have_the_same_heading(name, language):
    shape = shapes()[name]
    needed = {each.metadata.get("needs") for _, each in _fields(shape)}
    reader = Principal(new_id(), "", "", (), permissions=frozenset(needed), clearance="secret")
    headings = [column.heading for column in columns_of(shape, reader, language)]
    assert {each for each in headings if headings.count(each) > 1} == set()


@pytest.mark.parametrize("service", [*SERVICES, "gateway"])
def test_every_operation_and_field_has_its_label_in_both_languages(company, service):
    document = company.app(service).test_client().get("/openapi.json").get_json()
    for path, operations in document["paths"].items():
        for told in operations.values():
            if isinstance(told, dict):
                assert all(told[f"x-label-{each}"] for each in LANGUAGES), path
    for name, schema in document["components"]["schemas"].items():
        for field, told in _ours(name, schema):
            assert all(told.get(f"x-label-{each}") for each in LANGUAGES), (name, field)


@pytest.mark.parametrize("service", [*SERVICES, "gateway"])
def test_every_tag_says_what_lies_behind_it_in_both_languages(company, service):
    document = company.app(service).test_client().get("/openapi.json").get_json()
    told = {tag["name"]: tag.get("description", "") for tag in document["tags"]}
    operations = [each for path in document["paths"].values() for each in path.values()]
    used = {tag for each in operations if isinstance(each, dict) for tag in each["tags"]}
    assert used <= told.keys()
    for name, description in told.items():
        zh, slash, en = description.partition(" / ")
        assert slash and re.search("[一-鿿]", zh) and re.search("[A-Za-z]", en), name


@pytest.mark.parametrize("service", [*SERVICES, "gateway"])
def test_every_parameter_says_what_it_does_in_both_languages(company, service):
    document = company.app(service).test_client().get("/openapi.json").get_json()
    parameters = [
        (path, told)
        for path, item in document["paths"].items()
        for holder in (item, *(each for each in item.values() if isinstance(each, dict)))
        for told in holder.get("parameters", ())
    ]
    assert parameters
    for path, told in parameters:
        zh, slash, en = told.get("description", "").partition(" / ")
        assert slash and re.search("[一-鿿]", zh) and re.search("[A-Za-z]", en), (path, told)


@pytest.mark.parametrize("service", [*SERVICES, "gateway"])
def test_every_refusal_is_documented_as_a_problem(company, service):
    document = company.app(service).test_client().get("/openapi.json").get_json()
    told = document["components"]["responses"].values()
    assert {kind for answer in told for kind in answer["content"]} == {"application/problem+json"}


def _fields(shape: Shape) -> Any:
    yield from shape.fields.items()
    for lines in shape.children.values():
        yield from _fields(lines.shape)


def _ours(name: str, schema: dict[str, Any]) -> Any:
    """Fields that people see; a page's frame and a problem are the protocol's."""
    framed = name.endswith("Page") or name == "Problem"
    return [] if framed else schema.get("properties", {}).items()
