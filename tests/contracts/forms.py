"""A document's forms, walked field by field: where each stands in an example, and what it must refuse."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from chassis.ids import new_id

Node = dict[str, Any]


@dataclass
class Field:
    """A field of a form by its JSON pointer, with what the document says of it."""

    pointer: str
    schema: Node

    @property
    def name(self) -> str:
        return self.pointer.rpartition("/")[2]


def form_of(document: Node, method: str, path: str) -> Node | None:
    """The schema of what an operation takes."""
    operation = document["paths"][path][method.lower()]
    if "requestBody" not in operation:
        return None
    return operation["requestBody"]["content"]["application/json"]["schema"]


def fields_of(document: Node, schema: Node, pointer: str = "") -> Iterator[Field]:
    """Every field of a form, those of the first line of a list included."""
    form = _resolved(document, schema)
    for name, told in form.get("properties", {}).items():
        here = f"{pointer}/{name}"
        yield Field(here, told)
        inner = told.get("items", told)
        if "$ref" in inner:
            yield from fields_of(document, inner, f"{here}/0" if "items" in told else here)


def objects_of(document: Node, schema: Node, pointer: str = "") -> Iterator[str]:
    """Pointers of the form itself and of every form within it."""
    yield pointer
    for field in fields_of(document, schema):
        if "$ref" in field.schema.get("items", {}):
            yield f"{field.pointer}/0"


def changed(body: Any, pointer: str, value: Any) -> Any:
    """The body with this value there; missing lists and objects on the way are made."""
    made = copy.deepcopy(body)
    node, steps = made, [_step(step) for step in pointer.split("/")[1:]]
    for step, after in pairwise(steps):
        fresh: Any = [] if isinstance(after, int) else {}
        if isinstance(step, int):
            node += [fresh] if step == len(node) else []
        elif not node.get(step):
            node[step] = fresh
        node = node[step]
    node[steps[-1]] = value
    return made


def _step(text: str) -> int | str:
    return int(text) if text.isdigit() else text


def wrong_values(schema: Node) -> Iterator[Any]:
    """Values that the document says this field doesn't take."""
    kinds = schema.get("type", "object")
    if "null" not in kinds:
        yield None
    kind = kinds if isinstance(kinds, str) else next(each for each in kinds if each != "null")
    yield from _WRONG[kind](schema)


def _wrong_texts(schema: Node) -> Iterator[Any]:
    yield from (5, True, ["x"], {"x": 1})
    if schema.get("format") in _WRONG_FORMS:
        yield from _WRONG_FORMS[schema["format"]](schema)
    elif "enum" in schema:
        yield from ("purple", "")
    else:
        yield from ("a\x00b", "\ud800", "\x1b[2J")
        yield "x" * (schema["maxLength"] + 1)


def _wrong_decimals(schema: Node) -> Iterator[Any]:
    digits, places = re.search(r"\[0-9\]{0,(\d+)}.*{1,(\d)}", schema["pattern"]).groups()
    yield from (1.5, float("nan"), float("inf"), "NaN", "Infinity", "1e3", "", " 1", "1,5", "+1")
    yield from ("0x10", "١", "1_0", "1.", "." + "1")
    yield "0." + "0" * int(places) + "1"
    yield "9" * (int(digits) + 2)
    yield "-" + "9" * (int(digits) + 2)
    if not schema["pattern"].startswith("^-?"):
        yield "-1"


def _wrong_whole(schema: Node) -> Iterator[Any]:
    yield from (1.5, 1.0, float("nan"), True, "1", [], {}, 10**30)
    yield from (schema["minimum"] - 1, schema["maximum"] + 1)


_WRONG_FORMS = {
    "decimal": _wrong_decimals,
    "uuid": lambda _: ["x", "", str(new_id())[:-1], "'; DROP TABLE orders; --"],
    "date": lambda _: ["", "yesterday", "2026-13-01", "2026-02-30", "0001-01-01", "9999-12-31"],
    "date-time": lambda _: ["", "now", "2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00"],
}
_WRONG = {
    "string": _wrong_texts,
    "integer": _wrong_whole,
    "boolean": lambda _: ["yes", "true", 1, 0, [], {}],
    "array": lambda _: ["x", {}, 5, [5], [None], ["x\x00"]],
    "object": lambda _: ["x", 5, []],
}


def _resolved(document: Node, schema: Node) -> Node:
    if "$ref" in schema:
        return document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema
