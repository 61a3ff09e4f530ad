"""Signing in and out over HTTP: a cookie for browsers, a bearer token for programs."""

from typing import Any

from flask import Response, g, request

from chassis.data.database import reading, transaction
from chassis.web.door import OPEN, Door
from chassis.web.replies import reply

from ...errors import NoSessionToEnd
from ...running import running, slowly
from ..callers import COOKIE
from ..credentials import csrf_token
from . import commands, queries, signing_in
from .schemas import Credentials, PasswordChange, SessionOut

door = Door(
    "session",
    __name__,
    url_prefix="/api/v1/session",
    zh="登录与会话",
    en="Signing in, and the session",
)


@door.post("", needs=OPEN, takes=Credentials, gives=SessionOut, status=201, zh="登录", en="Sign in")
@slowly
def sign_in(body: dict[str, Any]) -> Response:
    begun, secret = signing_in.sign_in(body["number"].lower(), body["password"], _address())
    caller = running().callers.of_session(secret)
    with reading() as session:
        shown = queries.session_of(session, caller)
        if not body["cookie"]:
            return reply(session, shown | {"token": secret}, 201)
        answer = reply(session, shown | {"csrf_token": csrf_token(secret)}, 201)
    _keep_in_browser(answer, secret, begun.expires_at)
    return answer


@door.get("", needs="gateway.session.read", gives=SessionOut, zh="当前会话", en="Show my session")
def show_session() -> Response:
    cookie = "" if "Authorization" in request.headers else request.cookies.get(COOKIE, "")
    with reading() as session:
        shown = queries.session_of(session, g.caller)
        return reply(session, shown | ({"csrf_token": csrf_token(cookie)} if cookie else {}))


@door.delete("", needs="gateway.session.end", status=204, zh="退出", en="Sign out")
def sign_out() -> Response:
    if g.caller.kind == "api_token":
        raise NoSessionToEnd(id=g.caller.credential)
    with transaction() as session:
        commands.end_session(session, g.caller.credential)
    answer = Response(status=204)
    answer.delete_cookie(COOKIE, **_cookie_kind())
    return answer


@door.put(
    "/password",
    needs="gateway.password.change",
    takes=PasswordChange,
    status=204,
    zh="修改密码",
    en="Change my password",
)
def change_password(body: dict[str, Any]) -> Response:
    caller = g.caller
    signing_in.change_password(
        caller.principal.id, body["current"], body["password"], caller.credential, _address()
    )
    return Response(status=204)


def _keep_in_browser(answer: Response, secret: str, expires: Any) -> None:
    answer.set_cookie(COOKIE, secret, expires=expires, **_cookie_kind())


def _cookie_kind() -> dict[str, Any]:
    secure = running().settings.secure_cookie
    return {"httponly": True, "samesite": "Strict", "secure": secure, "path": "/"}


def _address() -> str:
    return request.remote_addr or ""
