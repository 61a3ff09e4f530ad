"""Answers of changing routes, and the version a caller expects to change."""

from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from chassis.data.plain import to_json
from chassis.errors import Refusal

from . import idempotency


class VersionMissing(Refusal):
    """A change came without the version it is based on."""

    status = 428
    code = "if_match_missing"
    en = "Send If-Match with the ETag you read, so that nobody's change is overwritten."
    zh = "请用 If-Match 发送读取时的 ETag,以免覆盖他人的修改。"


class VersionMalformed(Refusal):
    """If-Match isn't an ETag this service gave."""

    status = 400
    code = "if_match_malformed"
    en = 'If-Match must be an ETag of this service, such as "3".'
    zh = 'If-Match 须为本服务给出的 ETag,例如 "3"。'


def reply(session: Session, body: dict[str, Any], status: int = 200) -> Response:
    """The answer of a change, dumped inside its transaction so that a replay is the same bytes.

    The ETag is the thing's version.
    """
    etag = f'"{body["version"]}"' if "version" in body else None
    text = to_json(body)
    idempotency.keep(session, status, etag, text.decode())
    response = Response(text, status, content_type="application/json")
    if etag:
        response.headers["ETag"] = etag
    return response


def expected_version() -> int:
    """The version in If-Match; raises 428 without one."""
    tag = request.headers.get("If-Match")
    if tag is None:
        raise VersionMissing
    digits = tag.strip().removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise VersionMalformed
    return int(digits)
