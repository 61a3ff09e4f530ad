"""A fact: something that happened to one aggregate, as it travels (CloudEvents 1.0, JSON)."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from chassis import clock
from chassis.data.plain import to_json
from chassis.ids import new_id

LIMIT = 256 * 1024
TYPE = re.compile(r"[a-z][a-z_]{0,30}(\.[a-z][a-z_]{0,30}){2}\.v[1-9][0-9]{0,3}")
SUBJECT = re.compile(r"[a-z][a-z_]{0,30}/[0-9A-Za-z._:-]{1,80}")


class FactTooLarge(ValueError):
    """A fact is a statement, not a document: its envelope stays within 256 KiB."""


class NotAFact(ValueError):
    """The bytes are no CloudEvents envelope of ours; the text says what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`sequence` counts the changes of one subject; between subjects it says nothing."""

    type: str
    subject: str
    sequence: int
    data: dict[str, Any]
    id: UUID = field(default_factory=new_id)
    source: str = ""
    time: datetime = field(default_factory=clock.now)
    correlation: str | None = None
    causation: str | None = None
    actor: str | None = None
    traceparent: str | None = None

    @property
    def subject_id(self) -> UUID:
        """The id of the aggregate, without its kind."""
        return UUID(self.subject.rpartition("/")[2])

    def caused_by(self, cause: "Fact") -> Self:
        """This fact as a consequence of that one; for handlers that answer a batch."""
        return replace(self, correlation=cause.correlation, causation=str(cause.id))

    def encode(self) -> str:
        """The envelope, byte for byte what every consumer will hash; raises FactTooLarge."""
        body = to_json(self.envelope())
        if len(body) > LIMIT:
            raise FactTooLarge(f"{self.type} of {self.subject} has more than {LIMIT} bytes")
        return body.decode()

    def envelope(self) -> dict[str, Any]:
        """The CloudEvents attributes; those without a value are left out."""
        attributes = {
            "specversion": "1.0",
            "id": str(self.id),
            "type": self.type,
            "source": self.source,
            "subject": self.subject,
            "sequence": self.sequence,
            "time": self.time,
            "datacontenttype": "application/json",
            "correlationid": self.correlation,
            "causationid": self.causation,
            "actor": self.actor,
            "traceparent": self.traceparent,
            "data": self.data,
        }
        return {name: value for name, value in attributes.items() if value is not None}


def decode(body: bytes) -> Fact:
    """The fact in an envelope; unknown attributes are tolerated. Raises NotAFact."""
    try:
        envelope = json.loads(body)
        fact = _from_envelope(envelope)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise NotAFact(f"{type(error).__name__}: {error}"[:300]) from error
    return fact


def _from_envelope(envelope: dict[str, Any]) -> Fact:
    _insist(envelope["specversion"] == "1.0", "specversion is not 1.0")
    for name, kind in _KINDS.items():
        _insist(type(envelope[name]) is kind, f"{name} is no {kind.__name__}")
    _insist(TYPE.fullmatch(envelope["type"]) is not None, "type has another form")
    _insist(SUBJECT.fullmatch(envelope["subject"]) is not None, "subject has another form")
    _insist(0 <= envelope["sequence"] < 2**63, "sequence is out of range")
    return Fact(
        type=envelope["type"],
        subject=envelope["subject"],
        sequence=envelope["sequence"],
        data=envelope["data"],
        id=UUID(envelope["id"]),
        source=envelope["source"],
        time=datetime.fromisoformat(envelope["time"]).astimezone(UTC),
        correlation=envelope.get("correlationid"),
        causation=envelope.get("causationid"),
        actor=envelope.get("actor"),
        traceparent=envelope.get("traceparent"),
    )


_KINDS = {"type": str, "subject": str, "source": str, "sequence": int, "time": str, "data": dict}


def _insist(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotAFact(otherwise)
