"""Crediting returned pieces, and taking the credit back where the verdict leaves them to the customer."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from chassis.numbers import ZERO, part
from chassis.transport.fact import Fact

from ..credit.models import CreditAccount
from ..credit_notes.commands import Credit, issue_credit_note
from ..credit_notes.reversals import Reversal, Taken, reverse_credit
from ..credit_notes.rules import FOLLOWING
from ..write_offs.commands import give_up_less
from . import queries, rules
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
    given = queries.given(session, [line["id"] for line, _ in pieces if line.get("credited")])
    lines = [_credited(line, quantity, given.get(line["id"])) for line, quantity in pieces]
    for line, quantity in pieces:
        count(session, line["id"], credited=quantity)
    head = _head(returned) | {"disposal_id": _disposal_id(disposal)}
    issue_credit_note(session, account, Credit(head, lines, give_up_less, disposal))


def take_back(
    session: Session,
    account: CreditAccount,
    pieces: Iterable[tuple[Row, Decimal, str, Decimal]],
    disposal: Fact | None = None,
) -> None:
    """Take back the credit of pieces, each with the ground for it and what they cost."""
    told = []
    for line, quantity, ground, cost in pieces:
        count(session, line["id"], credited=-quantity, reversed=quantity)
        told.append(Taken(line["id"], quantity, line["price_mode"], ground, cost))
    reverse_credit(session, account, Reversal(told, _disposal_id(disposal), disposal))


def count(session: Session, line_id: UUID, **more: Decimal) -> None:
    """Add to what is counted of a return line."""
    line = ReturnLine.__table__
    values = {line.c[name]: line.c[name] + quantity for name, quantity in more.items()}
    session.execute(update(line).where(line.c.id == line_id).values(values))


def _disposal_id(disposal: Fact | None) -> UUID | None:
    return UUID(disposal.data["disposal_id"]) if disposal else None


def _head(returned: Row) -> dict[str, Any]:
    head = {name: returned[name] for name in _OF_RETURN}
    return head | {"return_id": returned["id"], "return_number": returned["number"]}


_OF_RETURN = ("customer_id", "customer_name", "salesperson_id", "salesperson_name", "department")


def _credited(line: Row, quantity: Decimal, given: Any) -> dict[str, Any]:
    """What some pieces of a returned line are credited, after those that are credited already: the
    last parts, as what is taken back, or goes to the customer again, are the first."""
    whole = line["quantity"]
    others = whole - (line.get("credited") or ZERO) - quantity
    reached = {
        name: line[name] - part(line[name], whole, ZERO, others)
        for name in FOLLOWING[line["price_mode"]]
    }
    reached["cost"] = _cost_of_earned(line) if others else line["cost"]
    told = {name: max(x - getattr(given, name, ZERO), ZERO) for name, x in reached.items()}
    told |= {"tax": told["gross"] - told["net"]} if "gross" in told else {}
    told |= {"gross": told["net"] + told["tax"]}
    copied = {name: line[name] for name in _COPIED}
    named = {"return_line_id": line["id"], "delivery_id": line["paid_delivery_id"]}
    return copied | named | told | {"quantity": quantity}


def _cost_of_earned(line: Row) -> Decimal:
    """What the pieces of a returned line cost that deserve their credit, lot by lot."""
    lots = rules.lots_of(line["lots"], line["lot_costs"])
    return rules.cost_of_judged(lots, line["judged_lots"], is_charged=False)


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
