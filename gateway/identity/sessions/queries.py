"""What is asked about sessions."""

from typing import Any

from sqlalchemy.orm import Session

from ...models import ApiToken, User, UserSession
from ...tokens import Caller


def session_of(session: Session, caller: Caller) -> dict[str, Any]:
    """The caller's session (or API token) as its owner sees it, without any secret."""
    kinds: dict[str, Any] = {"session": UserSession, "api_token": ApiToken}
    user = session.get_one(User, caller.principal.id)
    return {
        "id": caller.credential,
        "user_id": user.id,
        "number": user.number,
        "name": user.name,
        "department": user.department,
        "roles": user.roles,
        "permissions": sorted(caller.principal.permissions),
        "must_change_password": user.must_change_password,
        "expires_at": session.get_one(kinds[caller.kind], caller.credential).expires_at,
        "token": None,
        "csrf_token": None,
    }
