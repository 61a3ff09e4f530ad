"""Which routes the services declared, and the permission each needs, from contracts/permissions.json."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.settings import SettingMissing

ANY = "{}"
HERE = ""


@dataclass(frozen=True, slots=True)
class Route:
    """One declared route: its template, what a caller must be allowed, and the bytes of a file it takes."""

    method: str
    path: str
    permission: str
    upload: int = 0


class RouteTable:
    """The declared routes of every service, found by the segments of a path.

    Fixed words win over parameters, as in the services' own routers.
    """

    def __init__(self, services: dict[str, Iterable[Route]]) -> None:
        self.services = {name: list(routes) for name, routes in services.items()}
        self._trees = {name: _tree(routes) for name, routes in self.services.items()}

    def find(self, service: str, path: str) -> dict[str, Route]:
        """The routes at this path by method; empty when the service declared none."""
        tree = self._trees.get(service)
        return _walk(tree, path.split("/")[1:]) if tree is not None else {}

    def permissions(self) -> set[str]:
        """Every permission some route needs."""
        return {route.permission for routes in self.services.values() for route in routes}


def load(contracts: str) -> RouteTable:
    """The table that `contracts/permissions.json` declares."""
    file = Path(contracts) / "permissions.json"
    if not file.exists():
        raise SettingMissing(
            f"{file} is missing: run `make contracts`, or set SIFANG_CONTRACTS_DIR"
        )
    declared = json.loads(file.read_text())
    return RouteTable({name: _routes(told["routes"]) for name, told in declared.items()})


def _routes(declared: Iterable[dict[str, Any]]) -> list[Route]:
    return [
        Route(row["method"], row["path"], row["permission"], row.get("upload", 0))
        for row in declared
    ]


def _tree(routes: Iterable[Route]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for route in routes:
        node = tree
        for segment in route.path.split("/")[1:]:
            node = node.setdefault(ANY if segment.startswith(("{", "<")) else segment, {})
        node.setdefault(HERE, {})[route.method] = route
    return tree


def _walk(node: dict[str, Any], segments: list[str]) -> dict[str, Route]:
    if not segments:
        return node.get(HERE, {})
    for step in (segments[0], ANY):
        # a segment is never empty here, so it can't be mistaken for HERE; "{}" is no legal segment
        if step in node and (found := _walk(node[step], segments[1:])):
            return found
    return {}
