"""Idempotency-Key: the same request sent again has one effect and gets one answer.

The key is claimed by the transaction of the effect and its answer is stored in that commit.
Refusals roll back and are not stored. Permission is checked before anything is replayed.
"""

from collections.abc import Callable
from hashlib import sha256

from flask import Response, g, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from chassis.data import answers
from chassis.errors import Refusal


class KeyMissing(Refusal):
    """The route moves goods or money and therefore needs an Idempotency-Key."""

    status = 400
    code = "idempotency_key_missing"
    en = "Send an Idempotency-Key header (a new one for each new action, the same one when you try again)."
    zh = "请发送 Idempotency-Key 请求头(新操作用新值,重试用原值)。"


class KeyMalformed(Refusal):
    """The Idempotency-Key isn't 1 to 200 visible ASCII characters."""

    status = 400
    code = "idempotency_key_malformed"
    en = "An Idempotency-Key has 1 to 200 visible ASCII characters."
    zh = "Idempotency-Key 须为 1 至 200 个可见 ASCII 字符。"


class KeyReused(Refusal):
    """The same key came with another body."""

    status = 422
    code = "idempotency_key_reused"
    en = "This Idempotency-Key was used for another request body; take a new key."
    zh = "该 Idempotency-Key 已用于另一请求内容,请换用新值。"


class StillRunning(Refusal):
    """The first request with this key hasn't answered within five seconds."""

    status = 409
    code = "request_in_progress"
    en = "The first request with this Idempotency-Key is still running; try again shortly."
    zh = "使用该 Idempotency-Key 的首个请求仍在处理,请稍后重试。"

    def details(self) -> dict[str, object]:
        return {"retry_after": 2}


class Replayed(Exception):
    """Leaves the transaction with the answer that the first request got."""

    def __init__(self, response: Response) -> None:
        self.response = response


def claimer(required: bool) -> Callable[[Session], None] | None:
    """What the transaction of this request does first, or None when it carries no key."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        if required:
            raise KeyMissing
        return None
    if not (0 < len(key) <= 200 and key.isascii() and key.isprintable()):
        raise KeyMalformed
    return lambda session: _claim(session, key)


def keep(session: Session, status: int, etag: str | None, body: str) -> None:
    """Store this request's answer, when it claimed a key, in the transaction of its effect."""
    claimed = session.info.get("claimed")
    if claimed:
        actor, route, key = claimed
        answers.store(session, actor, route, key, status, etag, body)


def give_back(session: Session) -> None:
    """Free the key of a request whose refusal leaves a record (the answer is raised after the commit)."""
    claimed = session.info.pop("claimed", None)
    if claimed:
        answers.forget(session, *claimed)


def _claim(session: Session, key: str) -> None:
    route = f"{request.method} {request.path}"
    body_hash = sha256(request.get_data(cache=True) + request.query_string).hexdigest()
    try:
        earlier = answers.claim(session, g.principal.id, route, key, body_hash)
    except DBAPIError as fault:
        if getattr(fault.orig, "sqlstate", "") == "55P03":  # lock_timeout
            raise StillRunning from fault
        raise
    if earlier is None:
        session.info["claimed"] = (g.principal.id, route, key)
        return
    if earlier.body_hash != body_hash:
        raise KeyReused
    raise Replayed(_answer(earlier.status, earlier.etag, earlier.body))


def _answer(status: int, etag: str | None, body: str) -> Response:
    response = Response(body, status, content_type="application/json")
    response.headers["Idempotency-Replayed"] = "true"
    if etag:
        response.headers["ETag"] = etag
    return response
