"""RabbitMQ's definitions file: the topology with its policies, and a user per service."""

import base64
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from chassis.transport.bus import exchange_of, queue_of
from chassis.transport.topology import (
    DELIVERY_LIMIT,
    LENGTH_LIMIT,
    Subscriptions,
    topology_of,
)

DEAD_EXCHANGE = "sifang.dead"


def definitions(
    subscriptions: Subscriptions, vhost: str = "/", passwords: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the broker loads; users only for the passwords given, so that it can be shown without."""
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
