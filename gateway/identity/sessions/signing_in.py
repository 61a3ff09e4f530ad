"""Signing in, step by step: the password is hashed between two transactions, never inside one."""

from datetime import timedelta
from uuid import UUID

from chassis.data.database import reading, transaction

from ...errors import PasswordWrong, SignInFailed
from ...models import User, UserSession
from ...running import running
from ..users import commands as users
from ..users.rules import refuse_simple_password
from . import commands
from .throttle import forgive


def sign_in(number: str, password: str, address: str) -> tuple[UserSession, str]:
    """A new session and its secret; raises SignInThrottled or SignInFailed."""
    passwords, settings = running().passwords, running().settings
    with transaction() as session:
        user = commands.attempt(session, number, address)
    known = user.password_hash if user and user.enabled else None
    if not passwords.fits(known, password) or user is None:
        with transaction() as session:
            commands.note_failure(session, user, address)
        raise SignInFailed
    fresh = passwords.hash(password) if passwords.is_outdated(user.password_hash) else None
    with transaction() as session:
        lasts = timedelta(hours=settings.session_hours)
        return commands.begin_session(session, user, address, lasts, fresh)


def change_password(user_id: UUID, current: str, password: str, keep: UUID, address: str) -> None:
    """A user's own change of password; guessing the current one is throttled like signing in."""
    with reading() as session:
        number = session.get_one(User, user_id).number
    refuse_simple_password(number, password)
    with transaction() as session:
        user = commands.attempt(session, number, address)
    if user is None or not running().passwords.fits(user.password_hash, current):
        raise PasswordWrong(pointer="/current")
    hashed = running().passwords.hash(password)
    with transaction() as session:
        forgive(session, number, address)
        users.change_password(session, user_id, hashed, keep)
