"""Problem answers (RFC 9457): the one place where refusals and faults become HTTP."""

import json
from http import HTTPStatus
from itertools import islice
from typing import Any

import structlog
from flask import Flask, Response, g, request
from gunicorn.http.errors import NoMoreData, ParseException
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from chassis.data.plain import plain_one
from chassis.errors import Refusal

from .idempotency import Replayed
from .wording import in_chinese

MOST_ERRORS = 100
"""Faults of one form that an answer names."""

log = structlog.get_logger()
_SENTENCES = {
    400: ("The request can't be read: {detail}", "请求无法解析:{detail}"),
    404: ("There is nothing at this address.", "此地址不存在。"),
    405: ("This address doesn't take {method}.", "此地址不接受 {method}。"),
    413: ("The body is larger than {limit} bytes.", "请求内容超过 {limit} 字节。"),
    415: ("Send JSON with Content-Type: application/json.", "请以 application/json 发送 JSON。"),
    422: ("Some fields are wrong; each is named in errors.", "部分字段有误,详见 errors。"),
    500: (
        "The service failed; the fault is logged under this request's id.",
        "服务内部错误,已按请求编号记录。",
    ),
    503: ("The database doesn't answer just now; try again.", "数据库暂时无响应,请稍后重试。"),
}


def install(app: Flask) -> None:
    """Turn every way a request can fail into a problem answer in the reader's language."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Replayed, lambda replayed: replayed.response)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(TimeoutError, _database)
    app.register_error_handler(RecursionError, _too_deep)
    app.register_error_handler(ParseException, _torn)
    app.register_error_handler(NoMoreData, _torn)
    app.register_error_handler(Exception, _fault)


def language() -> str:
    """The reader's language, `zh` or `en`, from Accept-Language; zh when nothing is said."""
    return request.accept_languages.best_match(["zh", "en"]) or "zh"


def problem(status: int, code: str, detail: str, **members: Any) -> Response:
    """A problem answer; `errors` is a list of {pointer, detail}."""
    body = {
        "type": f"urn:sifang:error:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
    }
    body |= {"code": code, "detail": detail, "request_id": g.get("request_id"), **members}
    answer = Response(
        json.dumps(body, default=plain_one, ensure_ascii=False),
        status,
        content_type="application/problem+json",
    )
    if status in (429, 503) or members.get("retry_after"):
        answer.headers["Retry-After"] = str(members.get("retry_after", 1))
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _refused(refusal: Refusal) -> Response:
    detail, members = refusal.sentence(language()), refusal.details()
    if refusal.pointer:
        members["errors"] = [{"pointer": refusal.pointer, "detail": detail}]
    return problem(refusal.status, refusal.code, detail, **members)


def _http(fault: HTTPException) -> Response:
    status = fault.code or 500
    if fault.response is not None and status < 400:
        return fault.response  # type: ignore[return-value]
    messages = getattr(fault, "data", {}).get("messages") if hasattr(fault, "data") else None
    if messages:
        return problem(
            422,
            "invalid_fields",
            _sentence(422),
            errors=list(islice(_flatten(messages), MOST_ERRORS)),
        )
    code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    answer = problem(status, code, _sentence(status, str(fault.description or "")))
    if isinstance(fault, MethodNotAllowed) and fault.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(fault.valid_methods))
    return answer


def _database(fault: DBAPIError | TimeoutError) -> Response:
    """A database that is away or busy is the caller's to try again; the rest is our fault."""
    if isinstance(fault, (OperationalError, InterfaceError, TimeoutError)):
        log.warning("database.unavailable", error=str(getattr(fault, "orig", fault)))
        return problem(503, "database_unavailable", _sentence(503))
    if _out_of_range(fault):
        return problem(422, "out_of_range", _sentence(422))
    return _fault(fault)


def _too_deep(fault: RecursionError) -> Response:
    """JSON nested thousands deep exhausts the parser; nothing of ours recurses that far."""
    return problem(400, "bad_request", _sentence(400, "nested too deeply / 嵌套过深"))


def _torn(fault: Exception) -> Response:
    """A body whose pieces aren't as they were announced shows only while it is read."""
    answer = problem(400, "bad_request", _sentence(400, "malformed body / 内容的分块有误"))
    answer.headers["Connection"] = "close"
    return answer


def _fault(fault: Exception) -> Response:
    log.error("request.failed", exc_info=fault)
    return problem(500, "internal_error", _sentence(500))


def _out_of_range(fault: DBAPIError) -> bool:
    return getattr(fault.orig, "sqlstate", "") in ("22003", "22021", "22P05")


def _sentence(status: int, detail: str = "") -> str:
    pair = _SENTENCES.get(status, ("{detail}", "{detail}"))
    sentence = pair[language() == "zh"]
    limit = request.max_content_length
    return sentence.format(detail=detail, method=request.method, limit=limit)


def _flatten(messages: Any, pointer: str = "") -> Any:
    """webargs nests messages by location, field and index; a JSON pointer names the field."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            top = pointer == "" and name in ("json", "query", "path", "headers")
            step = "" if top or name == "_schema" else f"/{name}"
            yield from _flatten(inner, pointer + step)
    else:
        for message in messages if isinstance(messages, list) else [messages]:
            detail = in_chinese(str(message)) if language() == "zh" else str(message)
            yield {"pointer": pointer or "/", "detail": detail}
