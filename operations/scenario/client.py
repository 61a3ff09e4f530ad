"""People at the gateway: signed in, asking, doing, being refused. Plain HTTP, nothing of the services."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import urllib3

POOL = urllib3.PoolManager(maxsize=64, timeout=urllib3.Timeout(connect=5, read=30), retries=False)

BUSY, TRIES = 503, 6


class Unexpected(AssertionError):
    """An answer was not what the step needs; the message holds what the server said."""


class Answer:
    """Status, body and headers of one answer."""

    def __init__(self, response: urllib3.BaseHTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.json: Any = json.loads(response.data) if response.data else None

    @property
    def code(self) -> str:
        """The stable code of a refusal, or an empty string."""
        return self.json.get("code", "") if isinstance(self.json, dict) else ""


class Person:
    """Someone with a bearer token at one address: the gateway's, or one service's."""

    def __init__(self, address: str, token: str = "", name: str = "", id: str = "") -> None:
        self.address, self.token, self.name, self.id = address, token, name, id

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request and take whatever answer comes; asked to come again later, it does."""
        if method == "POST":
            headers.setdefault("Idempotency-Key", str(uuid4()))
        for _ in range(TRIES):
            answer = self.ask_once(method, path, body, **headers)
            if answer.status != BUSY:
                break
            time.sleep(float(answer.headers.get("Retry-After", 1)))
        return answer

    def ask_once(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request and take whatever answer comes, also that of a service which is down."""
        sent = {"Accept-Language": "zh", "Content-Type": "application/json", **headers}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body)
        return Answer(POOL.request(method, self.address + path, body=data, headers=sent))

    def get(self, path: str, **query: Any) -> Any:
        return self._good("GET", path + ("?" + urlencode(query) if query else ""))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._good("POST", path, body, **headers)

    def put(self, path: str, body: Any = None) -> Any:
        return self._good("PUT", path, body)

    def refused(self, status: int, method: str, path: str, body: Any = None) -> Answer:
        """The answer to something that must not be done; raises unless refused with this status."""
        answer = self.ask(method, path, body)
        if answer.status != status:
            raise Unexpected(f"{self.name}: {method} {path} should be {status}: {_said(answer)}")
        return answer

    def _good(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        answer = self.ask(method, path, body, **headers)
        if not 200 <= answer.status < 300:
            raise Unexpected(f"{self.name}: {method} {path}: {_said(answer)}")
        return answer.json


def _said(answer: Answer) -> str:
    return f"{answer.status} {json.dumps(answer.json, ensure_ascii=False)[:600]}"


def eventually(what: str, look: Callable[[], Any], patience: float = 30) -> Any:
    """Look until something true is seen, and return it; raises with the last sight of it."""
    deadline = time.monotonic() + patience
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise Unexpected(f"still not after {patience:.0f} s: {what} (last seen: {seen!r})")
        time.sleep(0.05)
    return seen
