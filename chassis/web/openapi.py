"""OpenAPI 3.1 of an app: labels, choices and classes come from the schema fields."""

import re
from typing import Any

from flask_smorest import Api

from .fields import Exact


def config(name: str) -> dict[str, Any]:
    """Flask-smorest's settings for one service."""
    problem = {
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": {"type": "object"}},
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


def describe_fields(api: Api) -> None:
    """Exact decimals are strings on the wire; without this they would be documented as numbers."""
    api.register_field(Exact, "string", "decimal")
    api.ERROR_SCHEMA = None  # the error response is ours, see `with_problems`


def template(rule: str) -> str:
    """A Flask rule as an OpenAPI path: `/orders/<uuid:order_id>` → `/orders/{order_id}`."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)


def document(api_spec: dict[str, Any]) -> dict[str, Any]:
    """The document with the problem answer at every operation."""
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    answer = {
        "description": "Problem (RFC 9457)",
        "content": {"application/problem+json": reference},
    }
    for path in api_spec["paths"].values():
        for verb, operation in path.items():
            if isinstance(operation, dict) and "responses" in operation and verb != "parameters":
                operation["responses"]["default"] = answer
    return api_spec
