"""One OpenAPI 3.1 document for all: the gateway's own and every service's, under the paths clients use."""

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app

from chassis.web.door import OPEN

from .proxy.routes import PREFIX

_LOCAL = "#/components/"

documents = Blueprint("documents", __name__)


@documents.get(PREFIX + "openapi.json")
def whole_document() -> Response:
    """The merged document, made when it is first asked for."""
    made = current_app.extensions
    if "openapi" not in made:
        made["openapi"] = _whole(current_app.extensions["sifang"].settings.contracts_dir)
    return Response(made["openapi"], content_type="application/json")


whole_document.declared = {"needs": OPEN, "keyed": False}  # type: ignore[attr-defined]


def _whole(contracts: str) -> str:
    own = current_app.test_client().get("/openapi.json").get_json()
    files = sorted((Path(contracts) / "openapi").glob("*.json"))
    services = {file.stem: json.loads(file.read_text()) for file in files if file.stem != "gateway"}
    return json.dumps(merged(own, services), ensure_ascii=False)


def merged(own: dict[str, Any], services: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The gateway's document with every service's paths and components beside its own.

    Component names get their service's name in front, because two services may both have an
    `OrderOut`; operation ids and tags likewise.
    """
    whole = own | {"info": own["info"] | {"title": "Sifang 四方"}}
    whole["components"] = {kind: dict(named) for kind, named in own.get("components", {}).items()}
    whole["paths"] = dict(own["paths"])
    for service, document in services.items():
        moved = _renamed(document, service)
        for path, item in moved["paths"].items():
            whole["paths"][PREFIX + service + path] = item
        for kind, named in moved.get("components", {}).items():
            whole["components"].setdefault(kind, {}).update(named)
        told = [tag | {"name": f"{service}: {tag['name']}"} for tag in document.get("tags", [])]
        whole["tags"] = [*whole.get("tags", []), *told]
    return whole


def _renamed(document: dict[str, Any], service: str) -> dict[str, Any]:
    """The document with its components' names, references and operation ids made the service's own."""
    moved: dict[str, Any] = _with_references(document, service)
    moved["components"] = {
        kind: named
        if kind == "securitySchemes"
        else {f"{service}.{name}": what for name, what in named.items()}
        for kind, named in moved.get("components", {}).items()
    }
    return moved


def _with_references(node: Any, service: str) -> Any:
    if isinstance(node, list):
        return [_with_references(item, service) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: _moved(key, value, service) for key, value in node.items()}


def _moved(key: str, value: Any, service: str) -> Any:
    if key == "$ref" and isinstance(value, str) and value.startswith(_LOCAL):
        kind, _, name = value.removeprefix(_LOCAL).partition("/")
        return f"{_LOCAL}{kind}/{service}.{name}"
    if key == "operationId" and isinstance(value, str):
        return f"{service}.{value}"
    if key == "tags" and isinstance(value, list) and all(isinstance(tag, str) for tag in value):
        return [f"{service}: {tag}" for tag in value]
    return _with_references(value, service)
