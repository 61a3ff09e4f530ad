"""The sealed values of a person, opened."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.data.vault import open_sealed


def unsealed(
    session: Session, person: UUID, values: Mapping[str, Any], secret: Iterable[str]
) -> dict[str, Any]:
    """The values with the secret ones among them opened."""
    opened = {
        name: open_sealed(session, person, values[name]) for name in secret if values.get(name)
    }
    return {**values, **opened}
