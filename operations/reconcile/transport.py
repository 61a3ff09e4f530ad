"""Outboxes ↔ inboxes: every fact that somebody subscribes to was handled by each of them, once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .books import Books, Row
from .rules import Difference

RULE = "outbox = inbox"
_STATED = "SELECT event_id, type, subject, published IS NULL AS is_hidden FROM outbox"
_HANDLED = "SELECT event_id, handler, type, subject, state, reason FROM inbox"


@dataclass(frozen=True)
class Traffic:
    """What is on its way, and what will not arrive by itself."""

    in_flight: list[str]
    differences: list[Difference]


def traffic(books: Books, subscriptions: Mapping[str, list[Mapping[str, str]]]) -> Traffic:
    """Follow every stated fact to every handler that subscribes to its type.

    `subscriptions` is contracts/subscriptions.json: service → its lines with `type` and `handler`.
    """
    producers = {line["type"].split(".")[0] for lines in subscriptions.values() for line in lines}
    stated = {name: books.rows(name, _STATED) for name in sorted(producers)}
    found = Traffic([], [])
    for service, lines in subscriptions.items():
        handled = {(row["handler"], row["event_id"]): row for row in books.rows(service, _HANDLED)}
        for line in lines:
            for fact in stated[line["type"].split(".")[0]]:
                if fact["type"] == line["type"]:
                    _follow(found, service, line["handler"], fact, handled)
        known = {fact["event_id"] for facts in stated.values() for fact in facts}
        found.differences.extend(_out_of_nowhere(service, handled.values(), known))
    return found


def load_subscriptions(contracts: Path) -> dict[str, list[Mapping[str, str]]]:
    """The generated table of who subscribes to what."""
    return json.loads((contracts / "subscriptions.json").read_text())


def _follow(
    found: Traffic, service: str, handler: str, fact: Row, handled: Mapping[tuple, Row]
) -> None:
    row = handled.get((handler, fact["event_id"]))
    name = f"{fact['type']} of {fact['subject']} → {service}.{handler}"
    if row is None:
        found.in_flight.append(
            name + (" (not published yet)" if fact["is_hidden"] else " (on the bus)")
        )
    elif row["state"] in ("waiting", "running", "blocked", "parked"):
        found.in_flight.append(f"{name} ({row['state']})")
    elif row["state"] == "dead":
        found.differences.append(Difference(RULE, name, f"dead: {row['reason']}"))


def _out_of_nowhere(service: str, handled: object, known: set[str]) -> Iterator[Difference]:
    for row in handled:  # type: ignore[attr-defined]
        if str(row["handler"]).startswith("timer:"):  # a service's own due timer, stated by nobody
            continue
        if row["state"] == "done" and row["event_id"] not in known and "." in str(row["type"]):
            yield Difference(
                RULE,
                f"{row['type']} in {service}",
                f"handled {row['event_id']}, which nobody stated",
            )
