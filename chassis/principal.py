"""Who acts: the person, client or process a transaction is done for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

CLASSES = ("public", "internal", "confidential", "secret")


def is_private(secrecy: str) -> bool:
    """Whether values of this class are above internal: sealed in the journal, noted when shown."""
    return CLASSES.index(secrecy) > CLASSES.index("internal")


@dataclass(frozen=True, slots=True)
class Principal:
    """Someone with permissions (`<service>.<noun>.<verb>`), a data scope per noun and a clearance."""

    id: UUID
    name: str = ""
    department: str = ""
    roles: tuple[str, ...] = ()
    permissions: frozenset[str] = frozenset()
    scopes: Mapping[str, str] = field(default_factory=dict)
    clearance: str = "internal"

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def scope(self, noun: str) -> str:
        """`own`, `department` or `all` for a noun such as `sales.order`; unnamed nouns are `all`."""
        return self.scopes.get(noun, "all")

    def sees(self, secrecy: str) -> bool:
        """Whether values of this secrecy class are for this person's eyes."""
        return CLASSES.index(secrecy) <= CLASSES.index(self.clearance)


SYSTEM = Principal(UUID(int=0), name="system", clearance="secret")
"""The worker acting on a fact or a timer: no permissions, because no door asks it for any."""


@dataclass(slots=True)
class Context:
    """What a transaction is done for: by whom, in which chain of facts, for which request."""

    principal: Principal = SYSTEM
    correlation: str | None = None
    causation: str | None = None
    request: dict[str, Any] = field(default_factory=dict)
