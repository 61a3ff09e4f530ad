"""The apps' OpenAPI documents as Schemathesis takes them: with ids of real things in the requests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.specs.openapi import checks

from chassis import clock

from .examples.sent import FILE, Sent
from .world import World, nothing

Node = dict[str, Any]
ANSWERS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
"""Never a fault, and every answer is one the document tells of."""
JSON = "application/json"


def unfit_is_refused(context: Any, response: Any, case: Any) -> bool | None:
    """What does not fit the document is refused; an If-Match that is no longer right is, with 412."""
    if response.status_code == 412 and "If-Match" in case.headers:
        return None
    return checks.negative_data_rejection(context, response, case)


REFUSES = [*ANSWERS, unfit_is_refused]


@dataclass
class Hints:
    """What a request needs to get past its form: ids of things that are there, by field, and, when
    it is to be `plausible`, amounts and days such as people write."""

    ids: dict[str, list[str]]
    plausible: bool = False


def operations(world: World, service: str, hints: Hints | None = None) -> dict[str, Any]:
    """Every operation of an app's document by the access table's name for it."""
    app = world.app(service)
    document = app.test_client().get("/openapi.json").get_json()
    if hints:
        _hint(document, hints)
    schema = schemathesis.openapi.from_dict(document, config=schemathesis.Config())
    schema.app = app
    found = [result.ok() for result in schema.get_all_operations()]
    return {f"{each.method.upper()} {each.path}": each for each in found}


def send(operation: Any, sent: Sent, headers: dict[str, str]) -> Any:
    """An example's answer, held against the document."""
    body = {} if sent.body is None else {"body": sent.body, "media_type": JSON}
    body = {"body": sent.file, "media_type": FILE} if sent.file else body
    case = operation.Case(path_parameters=sent.ids, query=sent.query, headers=headers, **body)
    return case.call_and_validate(checks=ANSWERS)


@dataclass
class Request:
    """A request as Schemathesis drew it, who of those who may ask sends it, and what must hold."""

    case: Any
    who: int
    held: list[Any]

    def send(self, authorizations: list[str], app: Any) -> None:
        """Ask an app, and hold its answer against the document."""
        self.case.headers["Authorization"] = authorizations[self.who]
        self.case.call_and_validate(checks=self.held, app=app)


def drawn(operation: Any, mode: GenerationMode, people: int, examples: int) -> list[Request]:
    """So many requests that fit the document, or that don't, by any of so many people."""
    held = ANSWERS if mode.is_positive else REFUSES
    found: list[Request] = []

    # the same requests in every run: what was green stays green until the code changes
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy(mode, feedback=NO_FEEDBACK),
        who=st.integers(0, people - 1),
    )
    def keep(case: Any, who: int) -> None:
        found.append(Request(case, who, held))

    keep()
    return found


def _hint(document: Node, hints: Hints) -> None:
    for path in document["paths"].values():
        for parameter in _parameters(path):
            _narrow(parameter["name"], parameter["schema"], hints)
        for form in _forms(path, document["components"]["schemas"]):
            for name, schema in form["properties"].items():
                _narrow(name, schema, hints)


def _parameters(path: Node) -> Iterator[Node]:
    for part in [path, *path.values()]:
        if isinstance(part, dict):
            yield from part.get("parameters", [])


def _forms(path: Node, schemas: Node) -> Iterator[Node]:
    """What the operations of a path take, and what stands in it."""
    told = [each for each in path.values() if isinstance(each, dict) and "requestBody" in each]
    taken = [each["requestBody"]["content"] for each in told]
    left = [content[JSON]["schema"] for content in taken if JSON in content]
    while left:
        part = left.pop()
        if "$ref" in part:
            form = schemas[part["$ref"].rpartition("/")[2]]
            yield form
            left += form["properties"].values()
        left += [part["items"]] if "items" in part else []


def _narrow(name: str, schema: Node, hints: Hints) -> None:
    kind = schema.get("format")
    if name == "If-Match":
        schema["enum"] = [f'"{version}"' for version in range(1, 9)]
    elif kind == "uuid":
        absent = [None] if "null" in schema["type"] else []
        schema["enum"] = [*hints.ids.get(name, []), nothing(), *absent]
    elif hints.plausible and name in hints.ids:
        schema["enum"] = hints.ids[name]
    elif hints.plausible and kind in _PLAUSIBLE:
        schema.update(_PLAUSIBLE[kind](schema))


_PLAUSIBLE = {
    "decimal": lambda told: {"pattern": _few_digits(told["pattern"])},
    "date": lambda told: {"enum": [clock.today().isoformat(), "2026-02-28"]},
    "date-time": lambda told: {"enum": [clock.now().isoformat()]},
}


def _few_digits(pattern: str) -> str:
    """A rate stays below one; everything else is small and more than nothing."""
    return r"^0\.[0-9]{2}$" if "[0-9]{0,0}" in pattern else r"^[1-9][0-9]?(\.[0-9]{1,2})?$"
