"""Refusals: what a command says when it will not do a thing, and what to do about it.

A refusal has a stable code, an HTTP status and one sentence in each language that names the
thing and the remedy. Nothing outside chassis.web.problems knows that HTTP exists.
"""

from collections.abc import Iterator, Sequence, Sized
from contextlib import contextmanager


class Refusal(Exception):
    """A request that was understood and will not be done; nothing was changed."""

    status = 400
    code = "refused"
    en = "The request was refused."
    zh = "请求被拒绝。"

    def __init__(self, pointer: str | None = None, **names: object) -> None:
        self.pointer = pointer
        self.names = names
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The sentence in `zh` or `en`, with the things' names in it."""
        return (self.zh if language == "zh" else self.en).format(**self.names)

    def details(self) -> dict[str, object]:
        """Further members of the problem answer, such as the id of what stands in the way."""
        return {}


class Invalid(Refusal):
    """A value that can never be right, whatever the state of the thing."""

    status = 422
    code = "invalid"


class Conflict(Refusal):
    """Right in itself, but not in the present state."""

    status = 409
    code = "conflict"


class NotFound(Refusal):
    """There is no such thing, or it is outside the reader's scope."""

    status = 404
    code = "not_found"
    en = "There is no such record, or it is outside your scope."
    zh = "没有该记录,或不在您的数据权限内。"


class Forbidden(Refusal):
    """The person may not do this, or is not the right one of two people."""

    status = 403
    code = "forbidden"
    en = "This needs the permission {permission}; ask an administrator."
    zh = "此操作需要权限 {permission},请联系管理员。"


class StaleVersion(Refusal):
    """Somebody changed the record after it was read."""

    status = 412
    code = "stale_version"
    en = "The record has changed since you read it (it is at version {version}). Read it again."
    zh = "该记录已被修改(当前版本 {version}),请重新读取后再改。"


@contextmanager
def at_place(place: int, many: Sized) -> Iterator[None]:
    """Where a command does a thing for many at once, its refusals point to the one: `/3/code`."""
    try:
        yield
    except Refusal as refusal:
        if len(many) > 1:
            refusal.pointer = f"/{place}{refusal.pointer or ''}"
        raise


@contextmanager
def at_lines(places: Sequence[int]) -> Iterator[None]:
    """Where a command looks at some of a document's lines, its refusals point to them as the sender
    counts: the n-th of those looked at stands at `places[n]`."""
    try:
        yield
    except Refusal as refusal:
        head, *rest = (refusal.pointer or "").strip("/").split("/")
        if head == "lines" and rest:
            refusal.pointer = "/".join(["", head, str(places[int(rest[0])]), *rest[1:]])
        raise


def all_refusals(root: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every kind of refusal known so far, each once, for the generated list."""
    for kind in root.__subclasses__():
        yield kind
        yield from all_refusals(kind)
