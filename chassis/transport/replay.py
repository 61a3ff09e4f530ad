"""Sending the producer's log once more, to one service."""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from chassis.data.database import Database
from chassis.service import Service
from chassis.settings import Settings

from .bus import Message, Outcome, Publisher, exchange_of, open_bus
from .tables import outbox
from .topology import Subscriptions, read_subscriptions, rebuild_key, replay_key

WINDOW = 200
PATIENCE = 10


class ReplayStopped(ConnectionError):
    """The bus did not take a window; what was sent before is handled once, so just start again."""


@dataclass(frozen=True)
class Selection:
    """Which part of the log, and whether it is for the `copy` lines only."""

    to: str
    types: Sequence[str]
    subject: str | None = None
    since: datetime | None = None
    rebuild: bool = False

    @property
    def key(self) -> str:
        """The routing key that reaches the one service."""
        return rebuild_key(self.to) if self.rebuild else replay_key(self.to)

    def where(self) -> Iterator[ColumnElement[bool]]:
        """As conditions on the outbox."""
        yield outbox.c.type.in_(self.types)
        yield outbox.c.published.is_not(None)  # the relay carries the rest anyway
        if self.subject:
            yield outbox.c.subject == self.subject
        if self.since:
            yield outbox.c.created >= self.since


def resend(database: Database, publisher: Publisher, service: str, selection: Selection) -> int:
    """Send the selected facts of a service's log again; returns how many.

    Bytes and ids are those of the first time, so whoever has handled a fact ignores it.
    """
    sent = last = 0
    while rows := _next(database, selection, last):
        _publish(publisher, [_message(service, selection, row) for row in rows])
        sent, last = sent + len(rows), rows[-1].id
    return sent


def subscribed(
    subscriptions: Subscriptions, producer: str, to: str, copies_only: bool
) -> list[str]:
    """The producer's types that a service has lines for."""
    return sorted(
        line["type"]
        for line in subscriptions[to]
        if line["type"].startswith(f"{producer}.") and (line["kind"] == "copy" or not copies_only)
    )


def command(service: Service, settings: Settings, arguments: Sequence[str]) -> int:
    """`replay --to SERVICE [--type T]… [--subject S] [--since T] [--rebuild]`, at the producer."""
    told = _parser().parse_args(arguments)
    subscriptions = read_subscriptions(settings.contracts_dir)
    types = told.type or subscribed(subscriptions, service.name, told.to, told.rebuild)
    selection = Selection(told.to, types, told.subject, told.since, told.rebuild)
    database, publisher = Database(settings.database_url, 2), open_bus(settings.bus_url).publisher()
    try:
        print(f"sent {resend(database, publisher, service.name, selection)} facts to {told.to}")
    finally:
        publisher.close()
        database.dispose()
    return 0


def _next(database: Database, selection: Selection, last: int) -> Sequence[Any]:
    query = select(outbox.c.id, outbox.c.event_id, outbox.c.envelope).where(outbox.c.id > last)
    query = query.where(*selection.where()).order_by(outbox.c.id).limit(WINDOW)
    with database.reading() as session:
        return session.execute(query).all()


def _message(service: str, selection: Selection, row: Row[Any]) -> Message:
    body = row.envelope.encode()
    return Message(exchange_of(service), selection.key, body, mandatory=True, id=str(row.event_id))


def _publish(publisher: Publisher, window: list[Message]) -> None:
    for attempt in range(PATIENCE):
        outcomes = publisher.publish(window)
        window = [
            message
            for message, outcome in zip(window, outcomes, strict=True)
            if outcome is not Outcome.CONFIRMED
        ]
        if not window:
            return
        if Outcome.UNROUTABLE in outcomes:
            raise ReplayStopped(f"nothing is bound to {window[0].key} on {window[0].exchange}")
        time.sleep(0.1 * 2**attempt)
    raise ReplayStopped(f"the bus did not take {len(window)} messages")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("replay", description=__doc__)
    parser.add_argument("--to", required=True, help="the service that is to receive it")
    parser.add_argument("--type", action="append", help="only this event type (repeatable)")
    parser.add_argument("--subject", help="only this aggregate, such as order/<id>")
    parser.add_argument("--since", type=_instant, help="only facts stated since then (ISO 8601)")
    parser.add_argument("--rebuild", action="store_true", help="for `copy` lines only")
    return parser


def _instant(text: str) -> datetime:
    """An instant; without an offset it is the machine's local time."""
    return datetime.fromisoformat(text).astimezone()
