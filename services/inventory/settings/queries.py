"""The question what the settings are."""

from sqlalchemy.orm import Session

from .models import ONLY, Setting


def settings(session: Session) -> Setting:
    """The settings as they are now."""
    return session.get_one(Setting, ONLY)
