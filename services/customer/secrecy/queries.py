"""What a reader is shown of a file's private fields; showing any is noted in the same transaction."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.data.journal import record_reading
from chassis.data.vault import open_sealed

from . import rules


def unsealed(
    session: Session, person: UUID, values: Mapping[str, Any], secret: Iterable[str]
) -> dict[str, Any]:
    """The values with the secret ones among them opened."""
    opened = {
        name: open_sealed(session, person, values[name]) for name in secret if values.get(name)
    }
    return {**values, **opened}


def disclose(
    session: Session,
    thing: str,
    values: Mapping[str, Any],
    classes: Mapping[str, str],
    owner: UUID | None,
    purpose: str,
) -> dict[str, Any]:
    """The values the reader may see, with a line in the reading log if any is above internal."""
    reader = actor(session)
    shown = rules.readable(reader, values, classes, owner)
    private = rules.private_fields(shown, classes)
    if private:
        record_reading(session, thing, private, purpose)
    return shown
