"""What quality's verdict on returned pieces sets off: credit, its taking back, or a replacement.

Sales, not quality, knows what the customer was promised; the verdict says what the pieces deserve.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.numbers import ZERO, quantity as exact
from chassis.transport.fact import Fact

from ..credit.commands import lock_accounts
from ..deliveries.models import DeliveryLine
from ..errors import VerdictUnknown
from ..margins import commands as margins
from ..orders.replacements import Replaced, post_replacement
from ..periods.commands import booking_day
from . import queries, rules
from .credits import count, credit, take_back
from .models import Return, ReturnLine

Row = Mapping[str, Any]


@dataclass(slots=True)
class Judged:
    """Pieces of a returned line that a verdict judged: how many deserve to be made good, for which
    reason how many don't and what those cost; and what is judged of its lots by now."""

    lots: list[rules.Judged]
    deserving: Decimal = ZERO
    charged: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    costs: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def quantity(self) -> Decimal:
        return self.deserving + sum(self.charged.values(), ZERO)


def act_on_verdict(session: Session, fact: Fact) -> None:
    """Credit what waited for the verdict, take back what was credited too early, replace what is to
    be replaced, credit what was to be repaired and stays here; refused pieces earn nothing."""
    data = fact.data
    returned = session.get(Return, UUID(data["return_id"]))
    if returned is None:
        raise VerdictUnknown(disposal_id=data["disposal_id"], thing=f"return {data['return_id']}")
    account = lock_accounts(session, [returned.customer_id])[returned.customer_id]
    judged = _judged(session, returned.id, data)
    late = returned.credit_when == "after_verdict"
    back = [
        (line, quantity, ground, x.costs[ground])
        for line, x in judged
        for ground, quantity in x.charged.items()
        if line["outcome"] == "credit" and not late
    ]
    paid = ("credit", "repair") if late else ("repair",)
    earned = [(line, x.deserving) for line, x in judged if x.deserving and line["outcome"] in paid]
    if back and earned:
        day = booking_day(session, clock.today())
        margins.lock_totals(session, vars(returned), day, (line for line, _ in judged))
    if back:
        take_back(session, account, back, fact)
    if earned:
        credit(session, account, vars(returned), earned, fact)
    _replace(session, returned, judged, fact)


def _judged(session: Session, return_id: UUID, data: Row) -> list[tuple[Row, Judged]]:
    """The judged lines as they are under the lock, counted; refuses what sales doesn't have."""
    lines = queries.lines_to_credit(session, return_id)
    found: list[tuple[Row, Judged]] = []
    by_line: defaultdict[UUID, list[Row]] = defaultdict(list)
    for item in data["items"]:
        by_line[UUID(item["return_line_id"])].append(item)
    for line_id, items in by_line.items():
        if line_id not in lines:
            raise VerdictUnknown(disposal_id=data["disposal_id"], thing=f"line {line_id}")
        line = lines[line_id]._asdict()
        x = _judge(line, items)
        rules.check_judged(line_id, line["quantity"], line["judged"], x.quantity)
        count(session, line_id, judged=x.quantity)
        of_line = update(ReturnLine).where(ReturnLine.id == line_id)
        session.execute(of_line.values(judged_lots=x.lots))
        found.append((line | {"judged_lots": x.lots}, x))
    return found


def _judge(line: Row, items: Iterable[Row]) -> Judged:
    lots = rules.lots_of(line["lots"], line["lot_costs"])
    judged = Judged([*line["judged_lots"]])
    for item in items:
        quantity, kind, fault = Decimal(item["quantity"]), item["kind"], item["fault"]
        is_charged = not rules.deserves(kind, fault)
        before = rules.cost_of_judged(lots, judged.lots, is_charged)
        judged.lots += [
            {"lot_id": lot_id, "quantity": str(exact(some)), "is_charged": is_charged}
            for lot_id, some in rules.in_lots(lots, judged.lots, item["lot_id"], quantity)
        ]
        if is_charged:
            ground = rules.ground_of(kind, fault)
            judged.charged[ground] += quantity
            judged.costs[ground] += rules.cost_of_judged(lots, judged.lots, True) - before
        else:
            judged.deserving += quantity
    return judged


def _replace(
    session: Session, returned: Return, judged: list[tuple[Row, Judged]], fact: Fact
) -> None:
    """A free order per seller for what of this verdict is to be replaced."""
    due = [(line, x.deserving) for line, x in judged if line["outcome"] == "replacement"]
    pieces = [Replaced(line, quantity) for line, quantity in due if quantity]
    for piece in pieces:
        count(session, piece.line["id"], replaced=piece.quantity)
    for _, of_seller in groupby(sorted(pieces, key=_seller), key=_seller):
        post_replacement(session, returned, list(of_seller), fact)


def _seller(piece: Replaced) -> tuple[UUID, str]:
    return piece.line["salesperson_id"], piece.line["department"]


def note_sent_back(session: Session, fact: Fact) -> None:
    """Inventory sent pieces back to the customer: they may come back once more."""
    sent = [item for item in fact.data["items"] if item["kind"] == rules.KEPT_BY_CUSTOMER]
    returned = session.get(Return, UUID(fact.data["return_id"])) if sent else None
    if returned is None:
        return
    lock_accounts(session, [returned.customer_id])
    day = booking_day(session, clock.today())
    pieces = [(_send_back(session, item), Decimal(item["quantity"])) for item in sent]
    margins.book(session, (margins.sent_back(vars(returned), day, vars(x), q) for x, q in pieces))


def _send_back(session: Session, item: Row) -> ReturnLine:
    line = session.get_one(ReturnLine, UUID(item["return_line_id"]), populate_existing=True)
    quantity = Decimal(item["quantity"])
    line.sent_back += quantity
    line.sent_lots = [
        *line.sent_lots,
        {"lot_id": item["lot_id"], "lot": None, "quantity": str(quantity)},
    ]
    session.flush()
    delivered = DeliveryLine.__table__
    lowered = {"returned": delivered.c.returned - quantity}
    of_line = delivered.c.id == line.delivery_line_id
    session.execute(update(delivered).where(of_line).values(lowered))
    return line
