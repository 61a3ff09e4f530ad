"""What the system promises, written down from its code: contracts/ and the lists in docs/.

`sifang contracts` writes them; `--check` writes nothing and names every file that has drifted.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from chassis.service import Service
from chassis.settings import Settings
from chassis.transport import contract
from chassis.transport.topology import subscriptions_of
from chassis.web.app import permissions
from chassis.web.door import OPEN
from gateway.tokens import new_keys, public_keys

from .asyncapi import asyncapi
from .lists import error_list, event_list, permission_list, setting_list
from .processes import ROOT, SERVICES

# flask-smorest's own route; it serves the document and says nothing of the business
DOCUMENT = "/openapi.json"


class Undeclared(RuntimeError):
    """A route stands in the code without a permission."""


def generate() -> dict[str, str]:
    """Every generated file's path and content, in the order they are written."""
    services = {name: service(name) for name in SERVICES}
    routes = {name: routes_of(name) for name in SERVICES}
    files = {
        f"contracts/events/{type}.json": pretty(each.published()) for type, each in events().items()
    }
    files["contracts/permissions.json"] = pretty(routes)
    files["contracts/subscriptions.json"] = pretty(subscriptions_of(services.values()))
    files |= {f"contracts/openapi/{name}.json": pretty(openapi(name)) for name in SERVICES}
    files["contracts/asyncapi.yaml"] = asyncapi(events(), subscribers(services))
    files["docs/events.md"] = event_list(events(), services)
    files["docs/errors.md"] = error_list()
    files["docs/permissions.md"] = permission_list(routes)
    files["docs/settings.md"] = setting_list()
    return files


def service(name: str) -> Service:
    return import_module(f"services.{name}").SERVICE


@cache
def app(name: str) -> Any:
    """A service's app without a database: enough to read its routes and documents."""
    settings = Settings(name, "sqlite:///never-opened.db", public_keys=public_keys(new_keys()))
    return import_module(f"services.{name}").create_app(settings)


def events() -> dict[str, contract.Contract]:
    """Every event type that a service declares, by name."""
    for name in SERVICES:
        import_module(f"services.{name}.events")
    own = {type: each for type, each in contract.declared.items() if type.split(".")[0] in SERVICES}
    return dict(sorted(own.items()))


def subscribers(services: Mapping[str, Service]) -> dict[str, list[str]]:
    """Event type to the services that do something on it."""
    pairs = {(line.type, name) for name, each in services.items() for line in each.lines}
    types = sorted({type for type, _ in pairs})
    return {type: sorted(name for other, name in pairs if other == type) for type in types}


def routes_of(name: str) -> dict[str, list[dict[str, Any]]]:
    """A service's routes with their permission, and the paths that are open to everybody."""
    routes, unguarded = [], set()
    for route in permissions(app(name)):
        if route["needs"] == OPEN or route["path"] == DOCUMENT:
            unguarded.add(route["path"])
        elif route["needs"] is None:
            raise Undeclared(f"{name}: {route['method']} {route['path']} declares no permission")
        else:
            told = {"permission": route["needs"], "keyed": route["keyed"]}
            told |= {"upload": route["upload"]} if "upload" in route else {}
            routes.append({"method": route["method"], "path": route["path"], **told})
    return {"routes": routes, "open": sorted(unguarded)}


def openapi(name: str) -> dict[str, Any]:
    """The service's OpenAPI document as it serves it."""
    return app(name).test_client().get(DOCUMENT).get_json()


def pretty(what: Any) -> str:
    return json.dumps(what, ensure_ascii=False, indent=1) + "\n"


def drift(root: Path, files: Mapping[str, str]) -> list[str]:
    """One line per file that is missing, different, or no longer promised by the code."""
    lines = [
        f"{path} {'differs' if (root / path).exists() else 'is missing'}"
        for path, content in files.items()
        if not (root / path).exists() or (root / path).read_text() != content
    ]
    return lines + [f"{path} is no longer in the code" for path in forgotten(root, files)]


def forgotten(root: Path, files: Mapping[str, str]) -> list[str]:
    """Files of contracts/ that nothing generates any more."""
    there = (root / "contracts").rglob("*.*") if (root / "contracts").exists() else []
    return sorted(
        str(path.relative_to(root)) for path in there if str(path.relative_to(root)) not in files
    )


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    for path in forgotten(root, files):
        (root / path).unlink()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("sifang contracts", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only name what has drifted")
    files = generate()
    if not parser.parse_args(arguments).check:
        write(ROOT, files)
        print(f"{len(files)} files written")
        return 0
    lines = drift(ROOT, files)
    if lines:
        print(
            "\n".join([*lines, "Run `make contracts` and commit what it writes."]), file=sys.stderr
        )
    return int(bool(lines))
