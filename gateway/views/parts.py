"""Parts of a view: several services asked at once with the caller's own tokens, each part honest about itself."""

import json
from collections.abc import Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from chassis.clock import now
from chassis.errors import Refusal

from ..proxy.upstream import Answer
from ..running import Running
from ..tokens import Caller

Part = dict[str, Any]
Key = TypeVar("Key", bound=Hashable)

# its threads start at the first view, so after the fork
_askers = ThreadPoolExecutor(max_workers=12, thread_name_prefix="views")


@dataclass(frozen=True)
class Question:
    """A GET at one service; `missing` is what a 404 means to the view."""

    service: str
    path: str
    query: tuple[tuple[str, str], ...] = ()

    @property
    def target(self) -> str:
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


@dataclass(frozen=True)
class Reader:
    """Who asks, in which language, within which request."""

    gateway: Running
    caller: Caller
    language: str
    request_id: str

    def ask(self, questions: Mapping[Key, Question]) -> dict[Key, Part]:
        """The part that answers each question; all services are asked at the same time."""
        running = {key: _askers.submit(self._part, question) for key, question in questions.items()}
        return {key: future.result() for key, future in running.items()}

    def _part(self, question: Question) -> Part:
        gateway = self.gateway
        route = gateway.table.find(question.service, question.path).get("GET")
        if question.service not in gateway.upstreams or route is None:
            return _missing("not_installed")
        if not self.caller.principal.may(route.permission):
            return _missing("forbidden")
        try:
            return _of_answer(self._get(question))
        except Refusal as refusal:
            return _missing(refusal.code, since=gateway.upstreams[question.service].down_since)

    def _get(self, question: Question) -> Answer:
        token = self.gateway.mint.token(self.caller, question.service)
        headers = {
            "Accept": "application/json",
            "Accept-Language": self.language,
            "Authorization": f"Bearer {token}",
            "X-Request-Id": self.request_id,
        }
        return self.gateway.upstreams[question.service].ask("GET", question.target, headers)


def _of_answer(answer: Answer) -> Part:
    content = answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)
    told = json.loads(content) if content else None
    if answer.status == 200:
        return {"available": True, "as_of": now(), "data": told}
    reason = {403: "forbidden", 404: "not_found"}.get(answer.status)
    if reason is None and isinstance(told, dict):
        reason = told.get("code")
    return _missing(
        reason or f"answered_{answer.status}", since=now() if answer.status >= 500 else None
    )


def _missing(reason: str, since: Any = None) -> Part:
    part: Part = {"available": False, "reason": reason}
    return part if since is None else part | {"since": since}


def found(part: Part) -> Any:
    """What a part holds, or an empty dict while it is missing."""
    return part["data"] if part["available"] else {}


def items(part: Part) -> list[Any]:
    """The items of a part that is a list."""
    listed = found(part)
    return listed if isinstance(listed, list) else listed.get("items", [])
