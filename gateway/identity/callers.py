"""Who is calling the gateway: a session by cookie or bearer token, or an API token.

Whoever is disabled or signed out is out at once, and within a second where another process of the
gateway was told so: what the database said of a secret is kept no longer, and no longer than until
this process commits anything.
"""

import time
from datetime import timedelta
from hmac import compare_digest
from typing import Any
from uuid import UUID

from flask import g, request
from sqlalchemy import Select, bindparam, select, update

from chassis.clock import now
from chassis.data.database import Database
from chassis.errors import Refusal
from chassis.principal import Principal
from chassis.web.auth import Unauthorized

from ..errors import CsrfTokenMissing
from ..models import ApiToken, User, UserSession
from ..policy import clearance_of, permissions_of, scopes_of
from ..tokens import Caller
from . import credentials

COOKIE = "sifang_session"
NOTED_EVERY = timedelta(seconds=60)
MUST_CHANGE = frozenset({"gateway.session.read", "gateway.session.end", "gateway.password.change"})
OF_ANY_API_TOKEN = frozenset({"gateway.session.read", "gateway.service_token.create"})
SAFE = ("GET", "HEAD", "OPTIONS")
KNOWN = 2_000
"""So many secrets and principals are kept; then they are looked up anew."""
KEPT = 1.0
"""Seconds for which a secret's row is kept: a page asks for many things at once."""

_USER = (
    User.id.label("user_id"),
    User.name,
    User.department,
    User.roles,
    User.version,
    User.must_change_password,
)


def _by_secret(model: Any, *columns: Any) -> Select[Any]:
    query = select(model.id, model.expires_at, *columns, *_USER).join(
        User, User.id == model.user_id
    )
    return query.where(model.token_hash == bindparam("fingerprint"), User.enabled.is_(True))


_SESSION = _by_secret(UserSession, UserSession.seen_at).where(UserSession.ended_at.is_(None))
_API_TOKEN = _by_secret(ApiToken, ApiToken.used_at.label("seen_at"), ApiToken.permissions)
_API_TOKEN = _API_TOKEN.where(ApiToken.revoked_at.is_(None))
_BY_SECRET = {"session": _SESSION, "api_token": _API_TOKEN}


class Callers:
    """Finds the caller of a request; principals are kept by user version, their rights by the second."""

    def __init__(self, database: Database, idle: timedelta) -> None:
        self._database = database
        self._idle = idle
        self._known: dict[tuple[UUID, int], Principal] = {}
        # by kind too: an API token sent where a session's secret belongs is not taken for one
        self._found: dict[tuple[str, str], tuple[object, float, Any]] = {}

    def caller(self) -> Caller:
        """The caller of the present request, also at `g.caller`; raises Unauthorized or CsrfTokenMissing."""
        bearer = _bearer()
        secret = bearer or request.cookies.get(COOKIE, "")
        if not secret:
            raise _unknown("no session and no token")
        caller = (
            self._of_api_token(secret)
            if bearer.startswith(credentials.API_TOKEN)
            else self.of_session(secret)
        )
        if not bearer:
            _refuse_forged_change(secret)
        g.caller = caller
        return caller

    def of_session(self, secret: str) -> Caller:
        """The caller a session's secret stands for; raises Unauthorized."""
        row = self._find("session", secret)
        if row.seen_at + self._idle <= now():
            raise _unknown("the session was idle too long")
        self._note_use(UserSession, UserSession.seen_at, row)
        return Caller(self._principal(row), row.id, row.version)

    def _of_api_token(self, secret: str) -> Caller:
        row = self._find("api_token", secret)
        self._note_use(ApiToken, ApiToken.used_at, row)
        whole = self._principal(row)
        allowed = whole.permissions & frozenset(row.permissions)
        if not row.must_change_password:
            allowed |= OF_ANY_API_TOKEN
        return Caller(_narrowed(whole, allowed), row.id, row.version, "api_token")

    def _find(self, kind: str, secret: str) -> Any:
        key = kind, credentials.fingerprint(secret)
        commit, until, row = self._found.get(key, (None, 0.0, None))
        if commit is not self._database.last_commit or until < time.monotonic():
            row = self._ask(key)
        if row is None or row.expires_at <= now():
            raise _unknown("unknown, ended or expired")
        return row

    def _ask(self, key: tuple[str, str]) -> Any:
        kind, fingerprint = key
        # noted before it is asked: a commit meanwhile makes the answer old
        commit, until = self._database.last_commit, time.monotonic() + KEPT
        with self._database.readers.connect() as connection:
            row = connection.execute(_BY_SECRET[kind], {"fingerprint": fingerprint}).first()
        if row is not None:
            _bound(self._found)
            self._found[key] = commit, until, row
        return row

    def _note_use(self, model: Any, column: Any, row: Any) -> None:
        if row.seen_at is None or now() - row.seen_at > NOTED_EVERY:
            with self._database.transaction() as session:
                session.execute(update(model).where(model.id == row.id).values({column: now()}))

    def _principal(self, row: Any) -> Principal:
        known = self._known.get((row.user_id, row.version))
        if known is None:
            known = principal_of(row)
            _bound(self._known)
            self._known[row.user_id, row.version] = known
        return known


def _bound(kept: dict[Any, Any]) -> None:
    if len(kept) >= KNOWN:
        kept.clear()


def principal_of(row: Any) -> Principal:
    """What the policy says of a user; until he changed a password given to him he can do nothing else."""
    roles = tuple(row.roles)
    permissions = (
        permissions_of(roles) & MUST_CHANGE if row.must_change_password else permissions_of(roles)
    )
    return Principal(
        row.user_id,
        row.name,
        row.department,
        roles,
        permissions,
        scopes_of(roles),
        clearance_of(roles),
    )


def _narrowed(whole: Principal, allowed: frozenset[str]) -> Principal:
    return Principal(
        whole.id, whole.name, whole.department, whole.roles, allowed, whole.scopes, whole.clearance
    )


def _bearer() -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _refuse_forged_change(secret: str) -> None:
    """A browser sends its cookie wherever a page tells it to; only our page can read the token."""
    given = request.headers.get("X-CSRF-Token", "").encode()
    if request.method not in SAFE and not compare_digest(
        given, credentials.csrf_token(secret).encode()
    ):
        raise CsrfTokenMissing


def _unknown(why: str) -> Refusal:
    return Unauthorized(service="gateway", why=why)
