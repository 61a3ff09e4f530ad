"""What the acts share: who plays, the report, and the things that earlier acts have made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .client import Answer, Person, Unexpected, eventually
from .company import Company
from .report import Report

Thing = dict[str, Any]
Seen = Callable[[Thing], Any]
PRICE, RATE = "16.00", "0.13"


@dataclass
class Play:
    """One performance. Things are as the services showed them last."""

    company: Company
    report: Report
    customers: dict[str, Thing] = field(default_factory=dict)
    orders: dict[str, Thing] = field(default_factory=dict)
    deliveries: dict[str, Thing] = field(default_factory=dict)
    lots: dict[str, Thing] = field(default_factory=dict)
    supplier: Thing = field(default_factory=dict)
    product: Thing = field(default_factory=dict)
    returned: Thing = field(default_factory=dict)
    case: Thing = field(default_factory=dict)


def api(service: str, path: str) -> str:
    """A service's path as the gateway offers it."""
    return f"/api/v1/{service}{path}"


def only(found: Thing) -> Thing | None:
    """The one item of a list, or None while it is not there; more than one is never right here."""
    items = found["items"]
    if len(items) > 1:
        raise Unexpected(f"there should be one, there are {len(items)}: {items}")
    return items[0] if items else None


def once_known(person: Person, path: str, form: Any, what: str) -> Thing:
    """POST as soon as the service has heard of what the form names: its copies come by the bus."""
    answers: list[Answer] = []

    def attempt() -> Thing | None:
        answers.append(person.ask("POST", path, form))
        return answers[-1].json if 200 <= answers[-1].status < 300 else None

    try:
        return eventually(what, attempt, patience=15)
    except Unexpected as late:
        raise Unexpected(f"{late}; the last answer was {answers[-1].json}") from None


def decimal(text: Any) -> Decimal:
    return Decimal(str(text))


def watch(person: Person, path: str, seen: Seen, what: str) -> Thing:
    """Read until the thing is there and as it should become, and return it."""

    def look() -> Thing | None:
        answer = person.ask("GET", path)
        return answer.json if answer.status == 200 and seen(answer.json) else None

    return eventually(what, look)
