"""What a sheet of orders names by codes and names, as the API's form would say it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from paper.sheets.form import Entry

from ..base import Record
from ..errors import CustomerUnknown, ProductUnknown, SalespersonUnknown, WarehouseUnknown
from ..references.models import Customer, Product, Warehouse
from . import people, plans

_NAMED = ("product_code", "warehouse_code")
_NOT_THE_ORDERS = ("number", "customer_code", "status", "lines")


class Named:
    """The customers, products and warehouses that some entries name, read at once."""

    def __init__(self, session: Session, entries: Sequence[Entry]) -> None:
        lines = [line for entry in entries for line in entry.told["lines"]]
        self._session = session
        self._customers = self._by_code(Customer, {x.told["customer_code"] for x in entries})
        self._products = self._by_code(Product, {line["product_code"] for line in lines})
        self._warehouses = self._by_code(Warehouse, {line["warehouse_code"] for line in lines})

    def customer(self, entry: Entry) -> UUID:
        code = entry.told["customer_code"]
        if code not in self._customers:
            raise CustomerUnknown("/customer_code", customer_id=code)
        return self._customers[code]

    def order(self, entry: Entry, now: Sequence[Record] = ()) -> dict[str, Any]:
        """The whole order; lines for which the sheet has no column keep what they are `now`."""
        told = {n: value for n, value in entry.told.items() if n not in _NOT_THE_ORDERS}
        told |= {"customer_id": self.customer(entry)}
        told["salesperson_id"] = self._salesperson(told["salesperson_id"])
        told["former_number"] = entry.told["number"] or told["former_number"]
        told["lines"] = [
            self._line(place, line, entry.given, now)
            for place, line in enumerate(entry.told["lines"])
        ]
        return told

    def _salesperson(self, said: str | None) -> UUID | None:
        """Whose id or name is said; one's own name means oneself."""
        if said is None:
            return None
        try:
            return UUID(said)
        except ValueError:
            who = actor(self._session)
            found = [who.id] if said == who.name else people.called(self._session, said)
        if len(found) != 1:
            raise SalespersonUnknown("/salesperson_id", name=said, count=len(found))
        return found[0]

    def _line(
        self, place: int, told: Mapping[str, Any], given: frozenset[str], now: Sequence[Record]
    ) -> dict[str, Any]:
        product = self._products.get(told["product_code"])
        if product is None:
            pointer = f"/lines/{place}/product_code"
            raise ProductUnknown(pointer, product_id=told["product_code"])
        before = now[place] if place < len(now) and now[place].product_id == product else None
        line = {name: value for name, value in told.items() if name not in _NAMED}
        line["product_id"] = product
        if before:
            unsaid = (name for name in plans.ASKED if f"lines/{name}" not in given)
            kept = {name: getattr(before, name) for name in unsaid if name in line}
            line |= {name: value for name, value in kept.items() if name != "product_id"}
        code = told["warehouse_code"]
        if before and "lines/warehouse_code" not in given:
            code = before.warehouse_code
        line["warehouse_id"] = self._warehouse(place, code, before)
        return line

    def _warehouse(self, place: int, code: str | None, before: Record | None) -> UUID | None:
        """A line keeps a warehouse that it names by the same code, whatever that is called today."""
        if before and code == before.warehouse_code:
            return before.warehouse_id
        if code is None:
            return None
        if code not in self._warehouses:
            raise WarehouseUnknown(f"/lines/{place}/warehouse_code", warehouse=code)
        return self._warehouses[code]

    def _by_code(self, kind: Any, codes: set[str | None]) -> dict[str | None, UUID]:
        rows = self._session.execute(select(kind.id, kind.code).where(kind.code.in_(codes)))
        return {row.code: row.id for row in rows}
