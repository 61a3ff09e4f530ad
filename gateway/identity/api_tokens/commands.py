"""What is done to API tokens: make and revoke."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.clock import now
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.ids import new_id

from ...errors import PermissionNotYours, TooFarAhead
from ...models import ApiToken
from .. import credentials

LONGEST_DAYS = 366


def make_token(session: Session, body: dict[str, Any]) -> tuple[ApiToken, str]:
    """Make a token with some of the actor's permissions; returns it and its secret, which is not stored."""
    me = actor(session)
    for position, permission in enumerate(body["permissions"]):
        if not me.may(permission):
            raise PermissionNotYours(pointer=f"/permissions/{position}", permission=permission)
    if not now() < body["expires_at"] <= now() + timedelta(days=LONGEST_DAYS):
        raise TooFarAhead(pointer="/expires_at", days=LONGEST_DAYS)
    secret = credentials.new_secret(credentials.API_TOKEN)
    token = ApiToken(
        id=new_id(), version=1, user_id=me.id, name=body["name"],
        permissions=sorted(set(body["permissions"])), token_hash=credentials.fingerprint(secret),
        created_at=now(), expires_at=body["expires_at"],
    )  # fmt: skip
    session.add(token)
    record(
        session,
        f"api-token/{token.id}",
        None,
        {"name": token.name, "permissions": token.permissions},
    )
    return token, secret


def revoke_token(session: Session, owner: UUID, token_id: UUID) -> ApiToken:
    """Make a token worthless from now on; revoking it again changes nothing."""
    lock(session, [f"api-token/{token_id}"])
    token = session.scalar(
        select(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == owner)
    )
    if token is None:
        raise NotFound
    if token.revoked_at is None:
        token.revoked_at = now()
        token.version += 1
        record(session, f"api-token/{token.id}", None, {"revoked_at": token.revoked_at})
    return token
