"""Crediting returned goods: all of a return on receipt, or piece by piece after quality's verdict."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from chassis.numbers import ZERO, part
from chassis.transport.fact import Fact

from ..credit.commands import lock_accounts
from ..credit.models import CreditAccount
from ..credit_notes.commands import Credit, issue_credit_note
from ..errors import VerdictUnknown
from ..orders.rules import amounts_of, part_of
from . import queries, rules
from .models import Return, ReturnLine

Row = Mapping[str, Any]


@dataclass(slots=True)
class Judged:
    """Pieces of a returned line that a verdict judged, and those of them that earn credit."""

    judged: Decimal = ZERO
    credited: Decimal = ZERO


def credit_return(
    session: Session, account: CreditAccount, head: Row, lines: Sequence[Row]
) -> None:
    """Credit a whole return at once."""
    for line in lines:
        _count(session, line["id"], Judged(line["quantity"], line["quantity"]))
    issue_credit_note(session, account, Credit(_head(head), [_line(line) for line in lines]))


def credit_after_verdict(session: Session, fact: Fact) -> None:
    """Credit what quality judged of a return that waited for its verdict; returns credited on
    receipt are left alone. What goes back to the customer earns nothing."""
    data = fact.data
    returned = session.get(Return, UUID(data["return_id"]))
    if returned is None:
        raise VerdictUnknown(disposal_id=data["disposal_id"], thing=f"return {data['return_id']}")
    if returned.credit_when != "after_verdict":
        return
    account = lock_accounts(session, [returned.customer_id])[returned.customer_id]
    verdicts = _verdicts(data["items"])
    lines = queries.lines_to_credit(session, returned.id)
    for line_id in verdicts:
        if line_id not in lines:
            raise VerdictUnknown(disposal_id=data["disposal_id"], thing=f"line {line_id}")
        _count(session, line_id, verdicts[line_id])
    earned = [_part(lines[id], x.credited) for id, x in verdicts.items() if x.credited]
    if earned:
        head = _head(vars(returned)) | {"disposal_id": UUID(data["disposal_id"])}
        issue_credit_note(session, account, Credit(head, earned, fact))


def _verdicts(items: Iterable[Row]) -> dict[UUID, Judged]:
    verdicts: dict[UUID, Judged] = {}
    for item in items:
        verdict = verdicts.setdefault(UUID(item["return_line_id"]), Judged())
        quantity = Decimal(item["quantity"])
        verdict.judged += quantity
        verdict.credited += quantity if rules.earns_credit(item["kind"]) else ZERO
    return verdicts


def _count(session: Session, line_id: UUID, more: Judged) -> None:
    line = ReturnLine.__table__
    counted = {
        "judged": line.c.judged + more.judged,
        "credited": line.c.credited + more.credited,
    }
    session.execute(update(line).where(line.c.id == line_id).values(counted))


def _head(returned: Row) -> dict[str, Any]:
    copied = ("customer_id", "customer_name", "salesperson_id", "department")
    head = {name: returned[name] for name in copied}
    return head | {"return_id": returned["id"], "return_number": returned["number"]}


def _line(line: Row) -> dict[str, Any]:
    return {name: line[name] for name in _CREDITED} | {"return_line_id": line["id"]}


_CREDITED = [
    "delivery_id",
    "delivery_line_id",
    "product_id",
    "product_code",
    "product_name",
    "salesperson_id",
    "department",
    "quantity",
    "price",
    "discount",
    "tax_rate",
    "net",
    "tax",
    "gross",
    "cost",
]


def _part(line: Any, quantity: Decimal) -> dict[str, Any]:
    """What some pieces of a returned line are credited, after those credited before."""
    before, whole = line.credited, line.quantity
    amounts = part_of(line.price_mode, amounts_of(line), whole, before, quantity)
    told = {name: getattr(amounts, name) for name in ("net", "tax", "gross")}
    told |= {name: part(getattr(line, name), whole, before, quantity) for name in _SHARED}
    return _line(line._asdict() | told | {"quantity": quantity})


_SHARED = ("cost", "discount")
