"""What a reader is shown of a file's private fields, and the line that says which."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.data.journal import record_readings
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
) -> dict[str, Any]:
    """The values the reader may see, with a line in the journal if any is above internal and was
    not just sent by himself."""
    shown = rules.readable(actor(session), values, classes, owner)
    sent = session.info["context"].request.get("form", {})
    private = [n for n in rules.private_fields(shown, classes) if shown[n] != sent.get(n)]
    if private:
        record_readings(session, {thing: private})
    return shown
