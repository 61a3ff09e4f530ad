"""Which order here a sheet's rows mean."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from paper.sheets.form import Entry

from ..base import Record
from ..errors import OrderUncertain
from .models import Order


class Here:
    """The orders that some entries may mean, read at once."""

    def __init__(self, session: Session, entries: Sequence[Entry]) -> None:
        numbers, references = set(), set()
        for entry in entries:
            numbers |= {entry.told["number"], entry.told["former_number"]} - {None}
            references |= {entry.told["reference"]} - {None}
        columns = (Order.number, Order.former_number, Order.reference)
        query = select(Order.id, Order.customer_id, *columns).where(
            or_(
                Order.number.in_(numbers),
                Order.former_number.in_(numbers),
                Order.reference.in_(references),
            )
        )
        self._orders = session.execute(query).all()

    def meant(self, entry: Entry, customer: UUID) -> UUID | None:
        """The order that the rows are about, none if it is new; refuses where it can't be told."""
        name, said, may_be = self._candidates(entry)
        found = [each for each in may_be if each.customer_id == customer]
        if len(found) > 1 and name == "number":
            found = [each for each in found if each.reference == entry.told["reference"]]
        if len(found) > 1 or (may_be and not found and name != "reference"):
            numbers = ", ".join(each.number for each in found or may_be)
            raise OrderUncertain(f"/{name}", said=said, found=numbers)
        return found[0].id if found else None

    def _candidates(self, entry: Entry) -> tuple[str, str, list[Record]]:
        """By what the rows name their order, and those here that bear it."""
        number, former = entry.told["number"], entry.told["former_number"]
        if number:
            return "number", number, self._numbered(number, former, entry)
        if former:
            return "former_number", former, self._came_as(former)
        reference = entry.told["reference"]
        return "reference", reference, [x for x in self._orders if x.reference == reference]

    def _numbered(self, number: str, former: str | None, entry: Entry) -> list[Record]:
        """An order that came in under this number, or has it here. This service may have given it to one
        that came in under another number: that one is meant where the sheet says both."""
        own = [each for each in self._orders if each.number == number]
        if "former_number" in entry.given:
            own = [each for each in own if each.former_number == former]
        if own and former:
            return own
        came = self._came_as(number)
        return [*came, *(each for each in own if each not in came)]

    def _came_as(self, former: str) -> list[Record]:
        return [each for each in self._orders if each.former_number == former]
