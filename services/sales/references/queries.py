"""Questions to the copies: which customer, which products, which warehouses, which held lots."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from chassis import clock

from ..base import Record
from ..errors import (
    CaseUnknown,
    CustomerUnknown,
    ProductUnknown,
    WarehouseArchived,
    WarehouseUnknown,
)
from .models import Case, Customer, Lot, Product, Warehouse

_CUSTOMER = Customer.__table__.c
_PRODUCT = Product.__table__.c
_LOT = Lot.__table__.c
_IDS: Any = bindparam("ids", expanding=True)
_CUSTOMER_OF = select(*_CUSTOMER).where(_CUSTOMER.id == bindparam("customer_id"))
_PRODUCTS = select(*_PRODUCT).where(_PRODUCT.id.in_(_IDS))


def customer(session: Session, customer_id: UUID) -> Record:
    """The copy of one customer; refuses an id that sales never heard of."""
    found = session.execute(_CUSTOMER_OF, {"customer_id": customer_id}).first()
    if found is None:
        raise CustomerUnknown("/customer_id", customer_id=customer_id)
    return found


def products(session: Session, ids: list[UUID]) -> list[Record]:
    """The copy of the product of each line, in one statement; refuses the first unknown one."""
    rows = session.execute(_PRODUCTS, {"ids": list(set(ids))})
    known = {row.id: row for row in rows}
    for place, product_id in enumerate(ids):
        if product_id not in known:
            raise ProductUnknown(f"/lines/{place}/product_id", product_id=product_id)
    return [known[product_id] for product_id in ids]


def warehouse_codes(session: Session, ids: Sequence[UUID | None]) -> list[str | None]:
    """The code of the warehouse of each line, where it names one; refuses the first that is unknown or
    archived."""
    named = {each for each in ids if each}
    if not named:
        return [None] * len(ids)
    rows = session.scalars(select(Warehouse).where(Warehouse.id.in_(named)))
    known = {row.id: row for row in rows}
    for place, each in enumerate(ids):
        if each and each not in known:
            raise WarehouseUnknown(f"/lines/{place}/warehouse_id", warehouse=each)
        if each and known[each].archived:
            raise WarehouseArchived(f"/lines/{place}/warehouse_id", code=known[each].code)
    return [known[each].code if each else None for each in ids]


def case_number(session: Session, case_id: UUID) -> str:
    """The number of a quality case; refuses one that sales never heard of."""
    number = session.scalar(select(Case.number).where(Case.id == case_id))
    if number is None:
        raise CaseUnknown("/case_id", case_id=case_id)
    return number


def holding_cases(
    session: Session, lots: Iterable[tuple[UUID, str]], customer_id: UUID
) -> dict[tuple[UUID, str], str]:
    """Which of these (product, lot) are held, each with the number of a case that holds it; not
    those of which the customer may take pieces by waiver."""
    named = set(lots)
    if not named:
        return {}
    query = select(_LOT.product_id, _LOT.lot, _LOT.holds, _LOT.waivers).where(
        _LOT.held, _LOT.product_id.in_({product_id for product_id, _ in named})
    )
    rows = [row for row in session.execute(query) if not _is_waived(row.waivers, customer_id)]
    held = {(row.product_id, row.lot): row.holds for row in rows}
    return {lot: holds[0]["case_number"] for lot, holds in held.items() if lot in named and holds}


def _is_waived(waivers: Iterable[Mapping[str, Any]], customer_id: UUID) -> bool:
    theirs = (each for each in waivers if each["customer_id"] == str(customer_id))
    today = clock.today().isoformat()
    return any(each["status"] == "active" and each["expires_on"] >= today for each in theirs)
