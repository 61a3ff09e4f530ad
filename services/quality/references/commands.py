"""Keep the copies: each function writes what a fact of the owner said."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from .models import Customer, Lot, Product


def keep_customer(session: Session, state: dict[str, Any]) -> None:
    """The whole state of a customer's file replaces what was known."""
    session.merge(
        Customer(
            id=UUID(state["customer_id"]),
            code=state["code"],
            name=state["display_name"],
            grade=state["grade"],
            archived=state["archived"],
        )
    )


def keep_product(session: Session, state: dict[str, Any]) -> None:
    """The whole state of a product replaces what was known."""
    session.merge(
        Product(
            id=UUID(state["product_id"]),
            code=state["code"],
            name=state["name"],
            unit=state["unit"],
            tracking=state["tracking"],
            archived=state["archived"],
        )
    )


def note_received_lots(session: Session, receipt: dict[str, Any]) -> None:
    """A lot is known from its first receipt on, with who supplied it."""
    for line in receipt["lines"]:
        if line["lot_id"]:
            lot = _lot(session, line)
            lot.supplier_name = receipt["supplier_name"] or lot.supplier_name
            lot.batch = line.get("batch")
            lot.received_on = _first(lot.received_on, receipt["received_on"])


def keep_lot_balance(session: Session, state: dict[str, Any]) -> None:
    """Where a lot's pieces are, in inventory's own words."""
    lot = _lot(session, state)
    lot.held = state["held"]
    lot.balance = state["balance"]


def _lot(session: Session, named: dict[str, Any]) -> Lot:
    lot = session.get(Lot, UUID(named["lot_id"]))
    if lot is None:
        product = UUID(named["product_id"])
        lot = Lot(id=UUID(named["lot_id"]), lot=named["lot"], product_id=product, held=False)
        session.add(lot)
        session.flush()
    return lot


def _first(known: date | None, received_on: str) -> date:
    day = date.fromisoformat(received_on)
    return day if known is None else min(known, day)
