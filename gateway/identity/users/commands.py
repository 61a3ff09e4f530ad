"""What is done to users; each takes the session first, notes it in the journal and never commits."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chassis.clock import now
from chassis.data.database import actor, lock
from chassis.data.journal import record, record_readings
from chassis.data.vault import open_sealed, seal
from chassis.errors import NotFound, StaleVersion
from chassis.ids import new_id

from ...errors import LastAdministrator, NumberTaken
from ...models import User, UserSession
from . import rules
from .schemas import USER_CLASSES

JOURNALED = (
    "number",
    "name",
    "category",
    "department",
    "roles",
    "address",
    "phone",
    "email",
    "enabled",
)


def create_user(
    session: Session,
    body: dict[str, Any],
    password_hash: str,
    must_change: bool = True,
    id: UUID | None = None,
) -> User:
    """Enter a user; the password he was given must be changed at his first sign-in."""
    rules.refuse_mixed_roles(body["roles"])
    lock(session, ["users/" + body["number"]])
    if session.scalar(select(User.id).where(User.number == body["number"])):
        raise NumberTaken(pointer="/number", number=body["number"])
    user = User(
        id=id or new_id(), version=1, enabled=True, created_at=now(), password_hash=password_hash,
        must_change_password=must_change, **_stored(body),
    )  # fmt: skip
    session.add(user)
    user.identity_number = seal(session, user.id, body.get("identity_number"))
    _journal(session, user, {}, secret=user.identity_number is not None)
    return user


def change_user(session: Session, user_id: UUID, version: int, changes: dict[str, Any]) -> User:
    """Change a user's record; whoever is disabled is signed out everywhere."""
    user = _locked(session, user_id, version)
    rules.refuse_own_change(actor(session).id == user.id, changes)
    rules.refuse_mixed_roles(changes.get("roles", user.roles))
    before = _record_of(user)
    was_administrator = rules.administers(user.roles, user.enabled)
    for name, value in _stored(changes).items():
        setattr(user, name, value)
    if was_administrator and not rules.administers(user.roles, user.enabled):
        _refuse_losing_last_administrator(session, user)
    if "identity_number" in changes:
        user.identity_number = seal(session, user.id, changes["identity_number"])
    if not user.enabled:
        end_sessions(session, user.id)
    user.version += 1
    _journal(session, user, before, secret="identity_number" in changes)
    return user


def reset_password(
    session: Session, user_id: UUID, version: int, password: str, password_hash: str
) -> User:
    """Give a user a password he must change at once; his sessions end."""
    user = _locked(session, user_id, version)
    rules.refuse_simple_password(user.number, password)
    return _set_password(session, user, password_hash, must_change=True, reason="password reset")


def change_password(session: Session, user_id: UUID, password_hash: str, keep: UUID) -> User:
    """The user's own change of password; all sessions but the one he did it in end."""
    user = _locked(session, user_id)
    return _set_password(
        session, user, password_hash, must_change=False, reason="password changed", keep=keep
    )


def read_identity_number(session: Session, user_id: UUID, reason: str) -> Any:
    """The identity number, and a line about who read it and why in the same transaction."""
    user = _locked(session, user_id)
    number = open_sealed(session, user.id, user.identity_number)
    if number is not None:
        record_readings(session, {f"user/{user.id}": ["identity_number"]}, reason)
    return number


def end_sessions(session: Session, user_id: UUID, keep: UUID | None = None) -> None:
    """End every session of a user but one."""
    running = update(UserSession).where(
        UserSession.user_id == user_id, UserSession.ended_at.is_(None)
    )
    if keep:
        running = running.where(UserSession.id != keep)
    session.execute(running.values(ended_at=now()))


def _set_password(
    session: Session,
    user: User,
    password_hash: str,
    must_change: bool,
    reason: str,
    keep: UUID | None = None,
) -> User:
    user.password_hash = password_hash
    user.must_change_password = must_change
    user.version += 1
    end_sessions(session, user.id, keep)
    record(
        session, f"user/{user.id}", None, {"password": "changed", "version": user.version}, reason
    )
    return user


def _locked(session: Session, user_id: UUID, version: int | None = None) -> User:
    # one lock for all: who is the last administrator depends on every user
    lock(session, ["users"])
    user = session.get(User, user_id)
    if user is None:
        raise NotFound
    if version is not None and user.version != version:
        raise StaleVersion(version=user.version)
    return user


def _refuse_losing_last_administrator(session: Session, losing: User) -> None:
    others = session.scalars(select(User).where(User.enabled.is_(True), User.id != losing.id))
    if not any(rules.administers(other.roles, True) for other in others):
        raise LastAdministrator(number=losing.number)


def _stored(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name in JOURNALED}


def _record_of(user: User) -> dict[str, Any]:
    return {name: getattr(user, name) for name in JOURNALED}


def _journal(session: Session, user: User, before: dict[str, Any], secret: bool) -> None:
    after = _record_of(user) | ({"identity_number": "recorded"} if secret else {})
    record(session, f"user/{user.id}", before, after, classes=USER_CLASSES, person=user.id)
