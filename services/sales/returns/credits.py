"""Crediting returned pieces, and taking the credit back where the verdict leaves them to the customer."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from chassis.numbers import part
from chassis.transport.fact import Fact

from ..credit.models import CreditAccount
from ..credit_notes.commands import Credit, issue_credit_note
from ..credit_notes.reversals import Reversal, reverse_credit
from ..orders.rules import Amounts, part_of
from .models import ReturnLine

Row = Mapping[str, Any]
Pieces = Sequence[tuple[Row, Decimal]]
"""Return lines, each with a quantity of its pieces."""


def credit(
    session: Session,
    account: CreditAccount,
    returned: Row,
    pieces: Pieces,
    disposal: Fact | None = None,
) -> None:
    """Credit some pieces of a return as they were sold."""
    lines = [_credited(line, quantity) for line, quantity in pieces]
    for line, quantity in pieces:
        count(session, line["id"], credited=quantity)
    head = _head(returned) | {"disposal_id": _disposal_id(disposal)}
    issue_credit_note(session, account, Credit(head, lines, disposal))


def take_back(
    session: Session,
    account: CreditAccount,
    pieces: Iterable[tuple[Row, Decimal, str]],
    disposal: Fact | None = None,
) -> None:
    """Take back the credit of pieces, each with the ground for it."""
    found = list(pieces)
    for line, quantity, _ in found:
        count(session, line["id"], credited=-quantity, reversed=quantity)
    told = [(line["id"], quantity, line["price_mode"], ground) for line, quantity, ground in found]
    reverse_credit(session, account, Reversal(told, _disposal_id(disposal), disposal))


def count(session: Session, line_id: UUID, **more: Decimal) -> None:
    """Add to what is counted of a return line."""
    line = ReturnLine.__table__
    values = {line.c[name]: line.c[name] + quantity for name, quantity in more.items()}
    session.execute(update(line).where(line.c.id == line_id).values(values))


def _disposal_id(disposal: Fact | None) -> UUID | None:
    return UUID(disposal.data["disposal_id"]) if disposal else None


def _head(returned: Row) -> dict[str, Any]:
    copied = ("customer_id", "customer_name", "salesperson_id", "department")
    head = {name: returned[name] for name in copied}
    return head | {"return_id": returned["id"], "return_number": returned["number"]}


def _credited(line: Row, quantity: Decimal) -> dict[str, Any]:
    """What some pieces of a returned line are credited, after those that are credited already."""
    before, whole = line.get("credited") or Decimal(0), line["quantity"]
    amounts = Amounts(line["net"], line["tax"], line["gross"])
    parts = part_of(line["price_mode"], amounts, whole, before, quantity)
    told = {name: getattr(parts, name) for name in ("net", "tax", "gross")}
    told |= {name: part(line[name], whole, before, quantity) for name in ("cost", "discount")}
    copied = {name: line[name] for name in _COPIED}
    named = {"return_line_id": line["id"], "delivery_id": line["paid_delivery_id"]}
    return copied | named | told | {"quantity": quantity}


_COPIED = [
    "delivery_line_id",
    "product_id",
    "product_code",
    "product_name",
    "salesperson_id",
    "department",
    "price",
    "tax_rate",
]
