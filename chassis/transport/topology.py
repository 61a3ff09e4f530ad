"""Who receives what: exchanges, queues and bindings, all derived from the services' lines.

RabbitMQ takes them as one definitions file, with users and policies; consumers never declare.
"""

import base64
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from chassis.service import Line, Service

from .bus import dead_queue_of, exchange_of, queue_of

DELIVERY_LIMIT = 1000
"""High, because a lost connection counts as a delivery; attempts are counted in the inbox."""
LENGTH_LIMIT = 1_000_000
DEAD_EXCHANGE = "sifang.dead"

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
    or user: those come with `definitions`.
    """
    if url.startswith("sqlite:"):
        from .sqlite_bus import SqliteBus

        SqliteBus(url).declare(topology_of(subscriptions))
    else:
        from .rabbit import declare

        declare(url, topology_of(subscriptions))


def definitions(
    subscriptions: Subscriptions, vhost: str = "/", passwords: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """RabbitMQ's definitions: the topology, its policies and, given passwords, a user per service."""
    topology = topology_of(subscriptions)
    users = passwords or {}
    return {
        "vhosts": [{"name": vhost}],
        "users": [_user(name, password) for name, password in users.items()],
        "permissions": [_permission(name, vhost) for name in users],
        "exchanges": [
            *(_exchange(name, "topic", vhost) for name in topology.exchanges),
            _exchange(DEAD_EXCHANGE, "direct", vhost),
        ],
        "queues": [_queue(name, vhost) for pair in topology.queues for name in pair],
        "bindings": [
            *(_binding(*binding, vhost) for binding in topology.bindings),
            *(_binding(DEAD_EXCHANGE, dead, dead, vhost) for _, dead in topology.queues),
        ],
        "policies": [_policy(queue, dead, vhost) for queue, dead in topology.queues],
    }


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


def _user(name: str, password: str) -> dict[str, Any]:
    salt = os.urandom(4)
    hashed = base64.b64encode(salt + sha256(salt + password.encode()).digest()).decode()
    return {
        "name": name,
        "password_hash": hashed,
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": "",
    }


def _permission(name: str, vhost: str) -> dict[str, Any]:
    """A service writes its own exchange and reads its own queue, so facts can't be forged."""
    return {
        "user": name,
        "vhost": vhost,
        "configure": "^$",
        "write": "^" + exchange_of(name).replace(".", r"\.") + "$",
        "read": "^" + queue_of(name).replace(".", r"\.") + "$",
    }


def _exchange(name: str, kind: str, vhost: str) -> dict[str, Any]:
    lasting = {"durable": True, "auto_delete": False, "internal": False, "arguments": {}}
    return {"name": name, "vhost": vhost, "type": kind, **lasting}


def _queue(name: str, vhost: str) -> dict[str, Any]:
    """Its only argument is its type: to change one is an error (406), so limits are policies."""
    lasting = {"durable": True, "auto_delete": False}
    return {"name": name, "vhost": vhost, **lasting, "arguments": {"x-queue-type": "quorum"}}


def _binding(source: str, key: str, queue: str, vhost: str) -> dict[str, Any]:
    return {
        "source": source,
        "vhost": vhost,
        "destination": queue,
        "destination_type": "queue",
        "routing_key": key,
        "arguments": {},
    }


def _policy(queue: str, dead: str, vhost: str) -> dict[str, Any]:
    """At-least-once dead-lettering holds only together with reject-publish."""
    return {
        "vhost": vhost,
        "name": queue,
        "pattern": "^" + queue.replace(".", r"\.") + "$",
        "apply-to": "queues",
        "priority": 1,
        "definition": {
            "delivery-limit": DELIVERY_LIMIT,
            "max-length": LENGTH_LIMIT,
            "overflow": "reject-publish",
            "dead-letter-exchange": DEAD_EXCHANGE,
            "dead-letter-routing-key": dead,
            "dead-letter-strategy": "at-least-once",
        },
    }
