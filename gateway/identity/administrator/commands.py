"""What is done with the one-time secret: print it, use it."""

from datetime import timedelta
from hmac import compare_digest

from sqlalchemy.orm import Session

from chassis.clock import now
from chassis.data.database import lock
from chassis.data.journal import record

from ...errors import SecretUsed, SecretWrong
from ...models import OneTimeSecret, User
from .. import credentials
from ..users.commands import create_user

PURPOSE = "administrator"
LASTS = timedelta(days=1)
_THING = "one-time-secret/administrator"


def new_secret(session: Session) -> str:
    """A fresh secret, good for one administrator within a day; an unused older one is void."""
    lock(session, [_THING])
    secret = credentials.new_secret()
    row = session.get(OneTimeSecret, PURPOSE) or OneTimeSecret(purpose=PURPOSE)
    row.secret_hash, row.created_at, row.used_at = credentials.fingerprint(secret), now(), None
    session.add(row)
    record(session, _THING, None, {"made_at": row.created_at})
    return secret


def refuse_bad_secret(session: Session, secret: str) -> OneTimeSecret:
    """The row of a secret that is still good; raises SecretUsed or SecretWrong."""
    row = session.get(OneTimeSecret, PURPOSE)
    fits = row is not None and compare_digest(row.secret_hash, credentials.fingerprint(secret))
    if row is None or not fits or now() - row.created_at > LASTS:
        raise SecretWrong
    if row.used_at is not None:
        raise SecretUsed
    return row


def make_administrator(
    session: Session, secret: str, number: str, name: str, password_hash: str
) -> User:
    """The administrator the secret is good for, once."""
    lock(session, [_THING])
    row = refuse_bad_secret(session, secret)
    row.used_at = now()
    record(session, _THING, None, {"used_at": row.used_at, "number": number})
    body = {"number": number, "name": name, "category": "manager", "department": "it"}
    return create_user(session, body | {"roles": ["admin"]}, password_hash, must_change=False)
