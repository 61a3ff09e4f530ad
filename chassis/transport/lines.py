"""Running a service's lines over the facts of one window, each by its mode."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from chassis.principal import Context
from chassis.service import Line, Service

from . import inbox_rows as rows
from .items import Item
from .tables import latest_seen, upsert
from .timers import timer_lines


class Lines:
    """All lines of a service, timers included, and who waits for whom."""

    def __init__(self, service: Service) -> None:
        every = [*service.lines, *timer_lines(service)]
        self._place = {line.handler: place for place, line in reversed(list(enumerate(every)))}
        self._lines = {(line.handler, line.type): line for line in every}
        self._awaited: dict[str, set[str]] = {}
        for line in service.lines:
            if line.mode.predecessor:
                self._awaited.setdefault(line.mode.predecessor, set()).add(line.handler)

    def find(self, handler: str, type: str) -> Line | None:
        """The line that a stored handler name meant, if the code still has it."""
        return self._lines.get((handler, type))

    def keys(self, items: Iterable[Item]) -> set[str]:
        """Everything a window has to lock before it touches anything."""
        keys: set[str] = set()
        for item in items:
            keys.update(item.line.keys(item.fact))
            if item.line.mode.predecessor or item.fact.type in self._awaited:
                # else a successor could be stored as blocked while its predecessor commits
                keys.add(f"after:{item.fact.subject}")
        return keys

    def run(self, session: Session, items: Sequence[Item]) -> bool:
        """Run items whose inbox rows stand in this transaction; those not yet free stay blocked.

        True when rows of earlier windows were waiting for one of these and are due now.
        """
        blocked = [item for item in items if item.line.mode.predecessor]
        ran = [item for item in items if not item.line.mode.predecessor]
        self._run(session, ran)
        while free := self._free(session, blocked):
            self._run(session, free)
            rows.finish(session, free)
            ran += free
            freed = {item.name for item in free}
            blocked = [item for item in blocked if item.name not in freed]
        return self._release(session, ran)

    def _run(self, session: Session, items: Sequence[Item]) -> None:
        by_handler: dict[str, list[Item]] = {}
        for item in sorted(items, key=lambda item: (item.fact.time, item.fact.sequence)):
            by_handler.setdefault(item.line.handler, []).append(item)
        for handler in sorted(by_handler, key=self._place.__getitem__):
            group = by_handler[handler]
            if group[0].line.mode.name == "latest":
                group = newest(session, group)
            _hand_over(session, group)

    def _free(self, session: Session, blocked: Sequence[Item]) -> list[Item]:
        """Those whose predecessor was handled, by every line of this service that handles it."""
        if not blocked:
            return []
        types = {item.line.mode.predecessor for item in blocked}
        done = rows.handled(session, types, (item.fact.subject for item in blocked))
        return [item for item in blocked if self._needed(item) <= done]

    def _needed(self, item: Item) -> set[tuple[str, str, str]]:
        type, subject = item.line.mode.predecessor, item.fact.subject
        return {(type, subject, handler) for handler, of in self._lines if of == type}

    def _release(self, session: Session, ran: Sequence[Item]) -> bool:
        awaited = [item for item in ran if item.fact.type in self._awaited]
        if not awaited:
            return False
        handlers = {handler for item in awaited for handler in self._awaited[item.fact.type]}
        return rows.release(session, handlers, (item.fact.subject for item in awaited))


def newest(session: Session, group: Sequence[Item]) -> list[Item]:
    """The highest of each subject, if higher than all this handler has seen; marks them seen.

    The mark's row lock also makes two workers take turns on one subject.
    """
    highest: dict[str, Item] = {}
    for item in group:
        if (
            item.fact.subject not in highest
            or item.fact.sequence > highest[item.fact.subject].fact.sequence
        ):
            highest[item.fact.subject] = item
    insert = upsert(session, latest_seen)
    statement = insert.on_conflict_do_update(
        index_elements=["handler", "subject"],
        set_={"sequence": insert.excluded.sequence},
        where=latest_seen.c.sequence < insert.excluded.sequence,
    ).returning(latest_seen.c.subject)
    marks = [_mark(highest[subject]) for subject in sorted(highest)]
    return [highest[subject] for (subject,) in session.execute(statement, marks)]


def _hand_over(session: Session, group: Sequence[Item]) -> None:
    """Call the handler: once with all facts of a batch line, else once per fact."""
    if not group:
        return
    line = group[0].line
    if line.batch:
        several = Context(request={"verb": line.handler})
        session.info["context"] = _context(group[0]) if len(group) == 1 else several
        line.handle(session, [item.fact for item in group])
        return
    for item in group:
        session.info["context"] = _context(item)
        line.handle(session, item.fact)


def _context(item: Item) -> Context:
    """The system acting on this fact, so that what follows carries on its chain."""
    fact = item.fact
    request: dict[str, Any] = {"verb": item.line.handler}
    if fact.traceparent:
        request["traceparent"] = fact.traceparent
    return Context(correlation=fact.correlation, causation=str(fact.id), request=request)


def _mark(item: Item) -> dict[str, Any]:
    return {
        "handler": item.line.handler,
        "subject": item.fact.subject,
        "sequence": item.fact.sequence,
    }
