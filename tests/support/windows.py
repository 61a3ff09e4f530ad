"""Facts through the real inbox as one window from the bus, without a bus."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from chassis.transport.bus import Delivery, exchange_of
from chassis.transport.inbox import Inbox
from chassis.transport.tables import inbox


class FactDied(AssertionError):
    """A fact of the window went dead; the message is the reason a dead letter shows."""


def run_window(receiver: Inbox, envelopes: Sequence[dict[str, Any]]) -> None:
    """Receive envelopes as one window and run what they set free; raises FactDied.

    Facts that wait (for a predecessor, or after a transient failure) stay in the inbox silently.
    """
    before = _dead(receiver)
    receiver.receive([delivery(envelope) for envelope in envelopes])
    while receiver.released:
        receiver.work_off()
    for row in _dead(receiver) - before:
        raise FactDied(f"{row[0]}: {row[2]}")


def delivery(envelope: dict[str, Any], **changes: Any) -> Delivery:
    """An envelope as the bus delivers it from its producer's exchange."""
    given = {
        "exchange": exchange_of(envelope["source"]),
        "key": envelope["type"],
        "body": json.dumps(envelope, default=str).encode(),
        "redelivered": False,
        "tag": 1,
        "generation": 1,
    }
    return Delivery(**given | changes)


def _dead(receiver: Inbox) -> set[tuple[Any, ...]]:
    query = select(inbox.c.handler, inbox.c.event_id, inbox.c.reason).where(inbox.c.state == "dead")
    with receiver.database.reading() as session:
        return {tuple(row) for row in session.execute(query)}
