"""The bus in AsyncAPI 3.0: one channel per event type, its producer sends, its subscribers receive."""

from collections.abc import Mapping
from typing import Any

from chassis.transport.contract import Contract


def asyncapi(events: Mapping[str, Contract], subscribed: Mapping[str, list[str]]) -> str:
    """contracts/asyncapi.yaml."""
    import yaml

    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Sifang 四方 facts",
            "version": "v1",
            "description": "CloudEvents 1.0 (JSON) on one topic exchange per producing service; at least "
            "once, in no promised order.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {type: _channel(type, each) for type, each in events.items()},
        "operations": _operations(events, subscribed),
        "components": {"messages": {type: _message(type, each) for type, each in events.items()}},
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)


def _channel(type: str, each: Contract) -> dict[str, Any]:
    exchange = {"name": f"{type.split('.')[0]}.events", "type": "topic", "durable": True}
    return {
        "address": type,
        "messages": {type: {"$ref": f"#/components/messages/{type}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange}},
    }


def _message(type: str, each: Contract) -> dict[str, Any]:
    return {
        "name": type,
        "summary": each.doc,
        "payload": {
            "type": "object",
            "required": [
                "specversion",
                "id",
                "type",
                "source",
                "subject",
                "sequence",
                "time",
                "data",
            ],
            "properties": {
                "type": {"const": type},
                "source": {"const": type.split(".")[0]},
                "subject": {"type": "string", "pattern": f"^{each.subject}/"},
                "data": {"$ref": f"events/{type}.json"},
            },
        },
    }


def _operations(
    events: Mapping[str, Contract], subscribed: Mapping[str, list[str]]
) -> dict[str, Any]:
    operations: dict[str, Any] = {}
    for type in events:
        channel = {"channel": {"$ref": f"#/channels/{type}"}}
        operations[f"{type.split('.')[0]} states {type}"] = {"action": "send", **channel}
        for service in subscribed.get(type, []):
            operations[f"{service} acts on {type}"] = {"action": "receive", **channel}
    return operations
