"""What is done to sessions: attempt, begin, end."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.clock import now
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.principal import Principal

from ...errors import SignInFailed
from ...models import User, UserSession
from .. import credentials
from . import throttle


def attempt(session: Session, number: str, address: str) -> User | None:
    """Count the attempt and find whom it is for; raises SignInThrottled during a pause."""
    throttle.count_attempt(session, number, address)
    return session.scalar(select(User).where(User.number == number))


def note_failure(session: Session, user: User | None, address: str) -> None:
    """Write the failed attempt down; the number of nobody isn't kept, it may be a password."""
    thing = f"user/{user.id}" if user else "user/unknown"
    record(session, thing, None, {"sign_in": "failed", "from": address})


def begin_session(
    session: Session, seen: User, address: str, lasts: timedelta, new_hash: str | None
) -> tuple[UserSession, str]:
    """Start a session after the right password; returns it and its secret, which is not stored.

    `seen` is the user as he was when his password was looked at; a change since then counts.
    """
    user = session.get_one(User, seen.id)
    if not user.enabled or user.version != seen.version:
        raise SignInFailed
    _act_as(session, user)
    throttle.forgive(session, user.number, address)
    if new_hash:
        user.password_hash = new_hash
    secret = credentials.new_secret(credentials.SESSION)
    begun = UserSession(
        id=new_id(), user_id=user.id, token_hash=credentials.fingerprint(secret),
        created_at=now(), seen_at=now(), expires_at=now() + lasts,
    )  # fmt: skip
    session.add(begun)
    record(session, f"user/{user.id}", None, {"sign_in": str(begun.id), "from": address})
    return begun, secret


def end_session(session: Session, session_id: UUID) -> None:
    """Sign out."""
    ended = session.get_one(UserSession, session_id)
    ended.ended_at = now()
    record(session, f"user/{ended.user_id}", None, {"sign_out": str(session_id)})


def _act_as(session: Session, user: User) -> None:
    """What follows is done by the user himself, who was nobody until his password fitted."""
    me = Principal(user.id, user.name, user.department)
    session.info["context"] = replace(session.info["context"], principal=me)
