"""What is done to the settings: change them."""

from typing import Any

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.errors import StaleVersion

from .models import ONLY, Setting


def change_settings(session: Session, version: int, change: dict[str, Any]) -> Setting:
    """Decide limits anew; what was booked before them stays booked."""
    kept = session.get_one(Setting, ONLY, with_for_update=True)
    if kept.version != version:
        raise StaleVersion(version=kept.version)
    before = {name: getattr(kept, name) for name in change}
    for name, value in change.items():
        setattr(kept, name, value)
    kept.changed_by, kept.changed_by_name = actor(session).id, actor(session).name
    kept.changed_at = clock.now()
    kept.version += 1
    session.flush()
    record(session, "settings", before, change)
    return kept
