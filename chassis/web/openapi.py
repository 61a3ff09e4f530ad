"""OpenAPI 3.1 of an app: labels, choices and classes come from the schema fields."""

import re
from http import HTTPStatus
from threading import Lock
from typing import Any

from flask import Flask, current_app
from flask_smorest import Api, Blueprint

from .fields import Exact
from .listing import SHEETS
from .parameter_words import described

_BOUNDS = ("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum")


class Documents(Api):
    """flask-smorest's document with our decimals and our errors in it.

    It is made when it is first asked for: most processes never are, and it is the larger part of an
    app in time and in memory.
    """

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._untold: list[Blueprint] = []
        self._made: dict[str, Any] = {}
        self._making = Lock()

    def register_blueprint(self, blp: Blueprint, **options: Any) -> None:
        """Open the door now, and tell of it when the document is made."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp, **options)
        self._untold.append(blp)

    def _register_responses(self) -> None:
        """Every error is a problem answer (RFC 9457), not the JSON that flask-smorest would tell of."""
        for status in HTTPStatus:
            if status >= HTTPStatus.BAD_REQUEST:
                self.spec.components.response(status.name, _problem(status.phrase), lazy=True)
        self.spec.components.response("DEFAULT_ERROR", _problem("Problem (RFC 9457)"), lazy=True)

    def describe_decimals(self) -> None:
        """Exact decimals are strings on the wire; without this they would be documented as numbers."""
        self.register_field(Exact, "string", "decimal")
        self.ma_plugin.converter.add_attribute_function(_pattern)

    def _openapi_json(self) -> Any:
        with self._making:
            self._made = self._made or self._make()
        return current_app.json.response(self._made)

    def _make(self) -> dict[str, Any]:
        for door in self._untold:
            door.register_views_in_doc(self, self._app, self.spec, name=door.name, parameters=None)
            self.spec.tag({"name": door.name, "description": door.description})
        document = self.spec.to_dict()
        _drop_unused(document)
        _unbind_answers(document)
        _tell_of_sheets(document)
        _describe_parameters(document)
        return document


def config(name: str) -> dict[str, Any]:
    """Flask-smorest's settings for one service."""
    wrong = {
        "type": "object",
        "required": ["pointer", "detail"],
        "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
    }
    problem = {
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "detail": {"type": "string"},
            "request_id": {"type": "string"},
            "errors": {"type": "array", "items": wrong},
        },
    }
    token = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    return {
        "API_TITLE": f"Sifang 四方 {name}",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/",
        "OPENAPI_JSON_PATH": "openapi.json",
        "API_SPEC_OPTIONS": {
            "components": {"schemas": {"Problem": problem}, "securitySchemes": {"token": token}},
        },
    }


def template(rule: str) -> str:
    """A Flask rule as an OpenAPI path: `/orders/<uuid:order_id>` → `/orders/{order_id}`."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": schema}},
    }


def _pattern(converter: Any, field: Any, **_: Any) -> dict[str, Any]:
    return {"pattern": field.pattern} if isinstance(field, Exact) else {}


def _tell_of_sheets(document: dict[str, Any]) -> None:
    """A list that takes a `format` answers with a sheet where one is asked for."""
    for path in document["paths"].values():
        told = path.get("get", {})
        if any(each.get("name") == "format" for each in told.get("parameters", [])):
            content = told["responses"]["200"].setdefault("content", {})
            for kind in SHEETS.values():
                content.setdefault(kind, {"schema": {"type": "string", "format": "binary"}})


def _describe_parameters(document: dict[str, Any]) -> None:
    for path in document["paths"].values():
        operations = [each for each in path.values() if isinstance(each, dict)]
        for told in (path, *operations):
            for parameter in told.get("parameters", ()):
                parameter.setdefault("description", described(parameter))


def _unbind_answers(document: dict[str, Any]) -> None:
    """Bounds are promised of what is taken; an answer may sum, join or list more than any one form."""
    schemas = document["components"]["schemas"]
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    told = [each for each in operations if isinstance(each, dict)]
    taken = _reached([each.get("requestBody") for each in told], schemas, set())
    for name in _reached([each["responses"] for each in told], schemas, set()) - taken:
        for member in _members(schemas[name]):
            _unbind(member)


def _drop_unused(document: dict[str, Any]) -> None:
    """flask-smorest brings forms of its own that nothing here refers to."""
    schemas = document["components"]["schemas"]
    told = [document["paths"], document["components"].get("responses", {})]
    used = _reached(told, schemas, set())
    document["components"]["schemas"] = {name: schemas[name] for name in schemas if name in used}


def _reached(node: Any, schemas: dict[str, Any], seen: set[str]) -> set[str]:
    """Names of the schemas that a part of the document refers to, directly or through others."""
    if isinstance(node, list):
        for each in node:
            _reached(each, schemas, seen)
    elif isinstance(node, dict):
        name = str(node.get("$ref", "")).partition("#/components/schemas/")[2]
        if name and name not in seen:
            seen.add(name)
            _reached(schemas[name], schemas, seen)
        _reached(list(node.values()), schemas, seen)
    return seen


def _members(schema: dict[str, Any]) -> list[dict[str, Any]]:
    properties = list(schema.get("properties", {}).values())
    return [*properties, *(each["items"] for each in properties if "items" in each)]


def _unbind(member: dict[str, Any]) -> None:
    for bound in _BOUNDS:
        member.pop(bound, None)
    if member.get("format") == "decimal":
        member["pattern"] = member["pattern"].replace("^(", "^-?(")
