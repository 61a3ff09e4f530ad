"""Reading deliveries: which handlers a fact is for, or why it can be for none."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from chassis import clock
from chassis.service import Line, Service

from .bus import Delivery, exchange_of
from .contract import ContractBroken, ContractMissing, Published
from .fact import Fact, NotAFact, decode
from .failure import printable
from .topology import rebuild_key


@dataclass(frozen=True, slots=True)
class Item:
    """One fact for one handler: what a row of the inbox is about."""

    line: Line
    fact: Fact
    delivery: Delivery
    hash: bytes
    event_id: UUID
    received: datetime = field(default_factory=clock.now)
    attempts: int = 0

    @property
    def name(self) -> tuple[str, UUID]:
        """The primary key of its inbox row."""
        return self.line.handler, self.event_id


@dataclass(frozen=True, slots=True)
class Reject:
    """A delivery that no handler may see: `dead` for ever, or `parked` until the code knows it."""

    state: str
    reason: str
    delivery: Delivery
    hash: bytes
    type: str = ""
    subject: str = ""

    @property
    def event_id(self) -> UUID:
        """Named by its content, because what it says of itself is not to be trusted."""
        return content_id(self.hash)


def content_id(hash: bytes) -> UUID:
    """An id for content whose own id can't be used."""
    return UUID(bytes=hash[:16], version=5)


class Reader:
    """Holds deliveries against the service's lines and the published contracts.

    Without contracts (tests of one service alone) the data of a fact is taken as it is.
    """

    def __init__(self, service: Service, published: Published | None) -> None:
        self._service = service
        self._published = published

    def read(self, delivery: Delivery) -> list[Item] | Reject:
        """The items of a delivery, none when it is of no interest; or the reason to set it aside."""
        hash = sha256(delivery.body).digest()
        try:
            fact = decode(delivery.body)
        except NotAFact as error:
            return Reject("dead", printable(f"no fact: {error}"), delivery, hash)
        state, reason = self._objection(fact, delivery)
        if state:
            return Reject(state, printable(reason), delivery, hash, fact.type, fact.subject)
        lines = self._lines(fact, delivery)
        return [Item(line, fact, delivery, hash, fact.id) for line in lines]

    def _lines(self, fact: Fact, delivery: Delivery) -> list[Line]:
        lines = self._service.lines_by_type.get(fact.type, [])
        if delivery.key == rebuild_key(self._service.name):
            return [line for line in lines if line.kind == "copy"]
        return lines

    def _objection(self, fact: Fact, delivery: Delivery) -> tuple[str, str]:
        producer = fact.type.partition(".")[0]
        if fact.source != producer or delivery.exchange != exchange_of(producer):
            return "dead", f"forged: {fact.source!r} states {fact.type} on {delivery.exchange!r}"
        if fact.type not in self._service.lines_by_type:
            return "parked", f"{fact.type} is not known to this version"
        try:
            if self._published:
                self._published.check(fact)
        except ContractMissing as error:
            return "parked", str(error)
        except ContractBroken as error:
            return "dead", str(error)
        return "", ""
