"""What is asked about users and roles."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.web.shape import Shape

from ...models import User
from ...policy import ROLES
from .schemas import UserDetailOut, UserOut

USERS = Shape(UserOut, User)
USER = Shape(UserDetailOut, User, thing="user")


def user_record(session: Session, user_id: UUID) -> dict[str, Any]:
    """One user as the reader may see him."""
    return USER.one(session, User.id == user_id)


def roles() -> list[dict[str, Any]]:
    """Every role with what the policy gives it."""
    return [
        {
            "code": role.code,
            "zh": role.zh,
            "en": role.en,
            "department": role.department,
            "permissions": sorted(role.permissions),
            "scopes": role.scopes,
            "clearance": role.clearance,
        }
        for role in ROLES.values()
    ]
