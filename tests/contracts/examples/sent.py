"""A request as a test means it, before it is one of HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from chassis.ids import new_id

from ..world import World

FILE = "application/octet-stream"


@dataclass
class Sent:
    """Who sends it, to which things, with what."""

    role: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    body: Any = None
    query: dict[str, Any] = field(default_factory=dict)
    version: int | None = None
    file: bytes = b""
    """Sent as the body, in place of a form."""
    authorization: str = ""
    """Somebody else than just anybody of the role."""

    def headers(self, world: World, service: str) -> dict[str, str]:
        told = {"Accept-Language": "en", "Idempotency-Key": str(new_id())}
        if self.version:
            told["If-Match"] = f'"{self.version}"'
        if self.authorization or self.role:
            known = self.authorization or world.authorization(service, self.role)
            told["Authorization"] = known
        return told

    def ask(self, world: World, name: str, headers: Any = None, **changed: Any) -> Any:
        """The app's answer to this request, or to the request with something else about it."""
        service, method, path = name.split(" ")
        sent = replace(self, **{key: changed.pop(key) for key in list(changed) if key in _PARTS})
        told = {**sent.headers(world, service), **(headers or {})}
        given = {"query_string": sent.query, "headers": told}
        if sent.body is not None and "data" not in changed:
            given["json"] = sent.body
        if self.file and "data" not in changed:
            given |= {"data": self.file, "content_type": FILE}
        at = path.format(**sent.ids)
        return world.app(service).test_client().open(at, method=method, **given, **changed)


_PARTS = {each.name for each in fields(Sent)}
Example = Callable[[World], Sent]


def changing(role: str, name: str, thing: dict[str, Any], body: dict[str, Any]) -> Sent:
    return Sent(role, {name: thing["id"]}, body, version=thing["version"])
