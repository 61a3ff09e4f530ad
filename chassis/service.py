"""What a service is to the chassis: its name, its tables, and one line per thing it does on others' facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import MetaData, Table


@dataclass(frozen=True)
class Mode:
    """How a line copes with a bus that promises at-least-once and no order."""

    name: Literal["latest", "once", "after"]
    predecessor: str = ""


latest = Mode("latest")
"""Keeps the highest sequence of a subject and ignores older facts; for whole states."""

once = Mode("once")
"""Runs in any order, once per fact; the handler's own business key must be unique."""


def after(type: str) -> Mode:
    """Waits until this service handled a fact of `type` with the same subject; dead after 24 h."""
    return Mode("after", type)


def no_keys(fact: Any) -> Iterable[str]:
    """For handlers that touch only rows of their own subject."""
    return ()


@dataclass(frozen=True)
class Line:
    """One thing a service does on one type of fact.

    The name of `handle` is stored in the inbox and is API. One function may stand on lines of several
    types: `latest` then counts their sequences together, and a batch holds the facts of all of them.
    """

    type: str
    mode: Mode
    handle: Callable[..., None]
    keys: Callable[[Any], Iterable[str]] = no_keys
    kind: Literal["copy", "effect"] = "effect"
    batch: bool = False

    @property
    def handler(self) -> str:
        """The stored name."""
        return self.handle.__name__

    @property
    def producer(self) -> str:
        """The service that states this type."""
        return self.type.split(".", 1)[0]


@dataclass(frozen=True)
class Service:
    """A service as its worker, its web process and the operations commands see it."""

    name: str
    package: str
    metadata: MetaData
    lines: tuple[Line, ...] = ()
    timers: dict[str, Callable[..., None]] = field(default_factory=dict)
    jobs: dict[str, Callable[..., None]] = field(default_factory=dict)
    """What is done for each kind of job; a service with any has the tables of `chassis.jobs`."""
    copies: tuple[Table, ...] = ()
    """Tables that only `copy` lines fill; a rebuild empties them, first one first."""

    def __post_init__(self) -> None:
        refuse_ambiguous(self.lines)
        refuse_endless_waits(self.lines)

    @cached_property
    def lines_by_type(self) -> dict[str, list[Line]]:
        """The lines a fact of each type runs through, in the order they are written."""
        by_type: dict[str, list[Line]] = {}
        for line in self.lines:
            by_type.setdefault(line.type, []).append(line)
        return by_type


def refuse_ambiguous(lines: Iterable[Line]) -> None:
    """Stop at import where a stored handler name would mean two things."""
    seen: set[tuple[str, str]] = set()
    meaning: dict[str, tuple[Any, ...]] = {}
    for line in lines:
        same = (line.handle, line.mode.name, line.kind, line.batch)
        if (line.handler, line.type) in seen:
            raise ValueError(f"{line.handler} stands on {line.type} twice")
        if meaning.setdefault(line.handler, same) != same:
            raise ValueError(f"lines named {line.handler} differ in function, mode, kind or batch")
        seen.add((line.handler, line.type))


def refuse_endless_waits(lines: Iterable[Line]) -> None:
    """A line may wait only for what this service handles too."""
    handled = {line.type for line in lines}
    for line in lines:
        if line.mode.predecessor and line.mode.predecessor not in handled:
            raise ValueError(f"{line.handler} waits for {line.mode.predecessor}, which has no line")
