"""Short words for requests that must be refused, and the test of such an answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .books import Books
from .examples import EXAMPLES
from .examples.sent import Sent
from .forms import changed
from .world import World

Make = Callable[[World], Sent]


def but(name: str, values: dict[str, Any]) -> Make:
    """The operation's example with other values at these pointers; a function is asked for its value
    when the time comes."""

    def make(w: World) -> Sent:
        sent = EXAMPLES[name](w)
        body = {} if sent.body is None else sent.body
        for pointer, value in values.items():
            body = changed(body, pointer, value(w) if callable(value) else value)
        return replace(sent, body=body)

    return make


def of(role: str, form: Any = None, **made: Callable[[World], Any]) -> Make:
    """A request by this role to what is made first (one path parameter); the form may ask for it."""
    ((name, begin),) = made.items()

    def make(w: World) -> Sent:
        thing = begin(w)
        body = form(thing) if callable(form) else form
        version = thing.get("version") if isinstance(thing, dict) else None
        key = thing["id"] if isinstance(thing, dict) else thing
        return Sent(role, {name: key}, body, version=version)

    return make


def done(name: str) -> Make:
    """The operation's example, after it was done once."""

    def make(w: World) -> Sent:
        sent = EXAMPLES[name](w)
        first = sent.ask(w, name)
        assert first.status_code < 300, (name, first.json)
        w.carry()
        return sent

    return make


def must_refuse(
    w: World, books: Books, name: str, make: Make, status: int, code: str, pointer: str | None
) -> Any:
    """The problem names code, field and reason, in both languages; nothing is changed."""
    sent, service = make(w), name.partition(" ")[0]
    sent.headers(w, service)  # signs somebody in where that is needed
    with books.unchanged(service):
        answer = sent.ask(w, name)
        chinese = sent.ask(w, name, headers={"Accept-Language": "zh"})
    told = answer.get_json(silent=True) or {}
    said = (answer.status_code, told.get("code"), pointer_of(told))
    assert said == (status, code, pointer), told
    assert answer.content_type == "application/problem+json"
    assert told["detail"] and "{" not in told["detail"] and told["request_id"]
    assert any("一" <= letter <= "龥" for letter in chinese.json["detail"])
    return answer


def pointer_of(told: dict[str, Any]) -> str | None:
    errors = told.get("errors") or [{"pointer": None}]
    return errors[0]["pointer"]
