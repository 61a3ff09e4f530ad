"""Running items: a window in one commit, or each in its own, and what becomes of those that fail."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import structlog
from sqlalchemy.orm import Session

from chassis.data.database import Database, lock
from chassis.failpoints import failpoint

from . import inbox_rows as rows
from .failure import DatabaseAway, Verdict, due_after, judge, reason
from .items import Item
from .lines import Lines

FATAL_ATTEMPT = 5
"""At this attempt an item whose earlier ones ended without a word is dead without running."""

log = structlog.get_logger(__name__)

Admit = Callable[[Session, Sequence[Item]], list[Item]]
"""How items get their rows in the transaction: `admit` for new ones, `begin` for claimed ones."""


class Runner:
    """Runs items of one service. The row of an item and its effects are one commit."""

    def __init__(self, lines: Lines, database: Database) -> None:
        self._lines = lines
        self._database = database
        self.released = False
        """Whether something that waited for what has run is due now."""

    def run(self, items: Sequence[Item], admit: Admit) -> None:
        """Done or stored, all of them, when this returns; raises DatabaseAway when it can't be."""
        try:
            self._run_together(items, admit)
        except Exception as error:
            if judge(error) is Verdict.AWAY:
                raise DatabaseAway(reason(error)) from error
            if len(items) == 1:
                self._put_away(items[0], error)
                return
            log.warning("inbox.window_failed", size=len(items), reason=reason(error))
            for item in items:
                self.run([item], admit)

    def run_counted(self, item: Item) -> None:
        """For an item that may have killed its process: its attempt is committed before it runs."""
        with self._database.transaction() as session:
            item = replace(item, attempts=rows.count(session, item))
        if item.attempts:
            self.run_again(item)

    def run_again(self, item: Item) -> None:
        """Run an item that is claimed and counted, unless it was counted too often."""
        if item.attempts < FATAL_ATTEMPT:
            self.run([item], rows.begin)
        else:
            self.bury(item, "it ran again and again and ended without an outcome")

    def bury(self, item: Item, why: str) -> None:
        """Make an item dead, for a person to look at."""
        with self._database.transaction() as session:
            rows.put(session, item, "dead", why)
        log.error("inbox.dead", **_described(item), reason=why)

    def _run_together(self, items: Sequence[Item], admit: Admit) -> None:
        with self._database.transaction() as session:
            lock(session, self._lines.keys(items))
            released = self._lines.run(session, admit(session, items))
            failpoint("consumer.handled")
        failpoint("consumer.committed")
        self.released |= released

    def _put_away(self, item: Item, error: BaseException) -> None:
        item = replace(item, attempts=item.attempts or 1)
        due = due_after(item.attempts) if judge(error) is Verdict.TRANSIENT else None
        if due is None:
            self.bury(item, reason(error))
            return
        with self._database.transaction() as session:
            rows.put(session, item, "waiting", reason(error), due)
        log.warning("inbox.waiting", **_described(item), due=str(due), reason=reason(error))


def _described(item: Item) -> dict[str, Any]:
    return {
        "handler": item.line.handler,
        "type": item.fact.type,
        "subject": item.fact.subject,
        "id": str(item.event_id),
        "attempts": item.attempts,
        "correlation": item.fact.correlation,
    }
