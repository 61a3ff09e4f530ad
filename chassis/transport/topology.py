"""Who receives what: exchanges, queues and bindings, all derived from the services' lines.

RabbitMQ takes them as one definitions file (`sifang topology`); consumers never declare.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.service import Line, Service

from .bus import dead_queue_of, exchange_of, queue_of

DELIVERY_LIMIT = 1000
"""High, because a lost connection counts as a delivery; attempts are counted in the inbox."""
LENGTH_LIMIT = 1_000_000

Subscriptions = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Topology:
    """What a bus has to have; bindings are (exchange, pattern, queue), queues (name, last net)."""

    exchanges: tuple[str, ...]
    queues: tuple[tuple[str, str], ...]
    bindings: tuple[tuple[str, str, str], ...]


def subscriptions_of(services: Iterable[Service]) -> Subscriptions:
    """The content of contracts/subscriptions.json."""
    return {service.name: [_line(line) for line in service.lines] for service in services}


def read_subscriptions(contracts_dir: str) -> Subscriptions:
    """The committed subscriptions."""
    return json.loads((Path(contracts_dir) / "subscriptions.json").read_text())


def family(type: str) -> str:
    """A type without its version; queues are bound to families, so that none of a newer version is lost."""
    return type.rpartition(".")[0]


def families(subscriptions: Subscriptions) -> frozenset[str]:
    """Families somebody subscribes to; their facts are published as mandatory."""
    return frozenset(family(line["type"]) for lines in subscriptions.values() for line in lines)


def replay_key(service: str) -> str:
    """The routing key that reaches one service only; any line may handle what comes by it."""
    return f"to.{service}"


def rebuild_key(service: str) -> str:
    """The routing key that reaches only the `copy` lines of one service."""
    return f"rebuild.{service}"


def topology_of(subscriptions: Subscriptions) -> Topology:
    """One exchange per producer, one queue per consumer, a binding per family and two for replay."""
    bindings = set()
    for service, lines in subscriptions.items():
        for line in lines:
            exchange = exchange_of(line["type"].partition(".")[0])
            patterns = (f"{family(line['type'])}.*", replay_key(service), rebuild_key(service))
            bindings |= {(exchange, pattern, queue_of(service)) for pattern in patterns}
    exchanges = {exchange_of(service) for service in subscriptions}
    return Topology(
        exchanges=tuple(sorted(exchanges | {exchange for exchange, _, _ in bindings})),
        queues=tuple(
            (queue_of(service), dead_queue_of(service)) for service in sorted(subscriptions)
        ),
        bindings=tuple(sorted(bindings)),
    )


def declare_topology(url: str, subscriptions: Subscriptions) -> None:
    """Make a bus have its exchanges, queues and bindings, by plain AMQP or in the SQLite file.

    For `make run`, tests and benchmarks. On RabbitMQ it needs a privileged user and sets no policy
    or user: those come with the definitions file.
    """
    if url.startswith("sqlite:"):
        from .sqlite_bus import SqliteBus

        SqliteBus(url).declare(topology_of(subscriptions))
    else:
        from .rabbit import declare

        declare(url, topology_of(subscriptions))


def matches(pattern: str, key: str) -> bool:
    """Whether a routing key fits a binding: `*` is one word, `#` any number of them."""
    return _match(pattern.split("."), key.split("."))


def _match(pattern: list[str], words: list[str]) -> bool:
    if not pattern:
        return not words
    if pattern[0] == "#":
        return _match(pattern[1:], words) or (bool(words) and _match(pattern, words[1:]))
    return bool(words) and pattern[0] in ("*", words[0]) and _match(pattern[1:], words[1:])


def _line(line: Line) -> dict[str, Any]:
    described = {
        "type": line.type,
        "handler": line.handler,
        "mode": line.mode.name,
        "kind": line.kind,
    }
    if line.mode.predecessor:
        described["after"] = line.mode.predecessor
    return described
