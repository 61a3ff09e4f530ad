"""The rules of a return: never more than delivered less returned, in lots that were delivered."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, NamedTuple, Protocol

from chassis.numbers import money, part, quantity as exact

from ..credit_notes.rules import FOLLOWING
from ..errors import LotNotDelivered, ReturnJudged, ReturnTooMuch, VerdictTooMuch

ZERO = Decimal("0.00")
KEPT_BY_CUSTOMER = "to_customer"
CHARGED = ("no_fault", "misuse")


class Lot(NamedTuple):
    """A quantity of one lot, at its cost."""

    lot_id: str
    lot: str | None
    quantity: Decimal
    cost: Decimal = ZERO


Judged = Mapping[str, Any]
"""Judged pieces of one lot: `lot_id`, `quantity`, `is_charged`."""


class Out(NamedTuple):
    """A lot of a delivery line: how much left, and how much of it is back, each at its cost."""

    lot: Lot
    back: Lot

    @property
    def left(self) -> Decimal:
        return self.lot.quantity - self.back.quantity

    def take(self, quantity: Decimal) -> Lot:
        """Pieces that come back now: the rounded cost of all so far less what those cost that are
        back, so that the last ones take the rest whatever went to and fro."""
        reached = money(self.lot.cost * (self.back.quantity + quantity) / self.lot.quantity)
        cost = max(reached - self.back.cost, ZERO)
        return self.lot._replace(quantity=quantity, cost=cost)


class Worth(Protocol):
    """Pieces with what they were sold for."""

    quantity: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    discount: Decimal


@dataclass(slots=True)
class Given:
    """The pieces of something sold that came back and didn't go to the customer again, and what
    they carry of what was paid for all of them."""

    pieces: Decimal = ZERO
    carried: dict[str, Decimal] = field(default_factory=dict)

    def add(self, came: Worth, sent_back: Decimal = ZERO) -> None:
        """Count pieces that came back, but for those that were sent back again."""
        self.pieces += came.quantity - sent_back
        for name in ("net", "tax", "gross", "discount"):
            amount = getattr(came, name)
            kept = amount - part(amount, came.quantity, ZERO, sent_back)
            self.carried[name] = self.carried.get(name, ZERO) + kept

    def take(self, mode: str, sold: Worth, quantity: Decimal) -> dict[str, Decimal]:
        """What the next pieces carry: the rounded amount of all so far less what the earlier ones
        carry, so that the last ones take the rest whatever went to and fro."""
        reached = self.pieces + quantity
        told = {
            name: max(
                money(getattr(sold, name) * reached / sold.quantity) - self.carried.get(name, ZERO),
                ZERO,
            )
            for name in FOLLOWING[mode]
        }
        told |= {"tax": told["gross"] - told["net"]} if "gross" in told else {}
        told |= {"gross": told["net"] + told["tax"]}
        self.add(SimpleNamespace(quantity=quantity, **told))
        return told


def lots_of(stored: Sequence[dict[str, Any]], costs: Sequence[str] = ()) -> list[Lot]:
    """Lots as they are stored beside a line, decimals as strings, with their costs if given."""
    paid = [Decimal(cost) for cost in costs] or [ZERO] * len(stored)
    return [
        Lot(x["lot_id"], x["lot"], exact(x["quantity"]), cost)
        for x, cost in zip(stored, paid, strict=True)
    ]


def check_quantity(
    delivery: str, delivered: Decimal, returned: Decimal, quantity: Decimal, pointer: str
) -> None:
    """Refuse to take back more than is still out of a delivery line."""
    if quantity > delivered - returned:
        raise ReturnTooMuch(
            pointer, delivery=delivery, open=delivered - returned, quantity=quantity
        )


def still_out(delivered: Sequence[Lot], returned: Iterable[Lot]) -> list[Out]:
    """The lots of a delivery line in the order they left, each with what came back of it."""
    back = _together(returned)
    return [
        Out(lot, back.get(id, lot._replace(quantity=ZERO, cost=ZERO)))
        for id, lot in _together(delivered).items()
    ]


def _together(lots: Iterable[Lot]) -> dict[str, Lot]:
    """Each lot once, with its pieces and costs added up."""
    whole: dict[str, Lot] = {}
    for lot in lots:
        had = whole.get(lot.lot_id, lot._replace(quantity=ZERO, cost=ZERO))
        whole[lot.lot_id] = had._replace(
            quantity=had.quantity + lot.quantity, cost=had.cost + lot.cost
        )
    return whole


def pick(
    lots: Sequence[Out], quantity: Decimal, named: Collection[str], delivery: str, pointer: str
) -> list[Lot]:
    """The lots that come back: the named ones, or those delivered, in the order they left."""
    picked, missing = [], quantity
    for out in lots:
        taken = min(out.left, missing) if not named or out.lot.lot in named else ZERO
        missing -= taken
        if taken:
            picked.append(out.take(taken))
    idle = set(named) - {str(lot.lot) for lot in picked}
    if missing or idle:
        lot = ", ".join(sorted(idle or named))
        raise LotNotDelivered(
            pointer, delivery=delivery, lot=lot, open=quantity - missing, quantity=quantity
        )
    return picked


def without(lots: Sequence[Lot], gone: Iterable[Lot]) -> list[Lot]:
    """Lots that came back, less those that went out to the customer again with the first parts of
    their cost, as inventory lets them go."""
    sent = _together(gone)
    kept = []
    for lot in lots:
        taken = sent[lot.lot_id].quantity if lot.lot_id in sent else ZERO
        cost = lot.cost - part(lot.cost, lot.quantity, ZERO, taken)
        kept += [lot._replace(quantity=lot.quantity - taken, cost=cost)]
    return kept


def in_lots(
    lots: Sequence[Lot], judged: Sequence[Judged], lot_id: str | None, quantity: Decimal
) -> Iterator[tuple[str, Decimal]]:
    """The lots of pieces that are judged now: the one that is named, or the first that wait."""
    if lot_id is not None:
        yield lot_id, quantity
        return
    done = _together(Lot(x["lot_id"], None, exact(x["quantity"])) for x in judged)
    for out in still_out(lots, done.values()):
        taken = min(out.left, quantity)
        if taken:
            quantity -= taken
            yield out.lot.lot_id, taken


def cost_of_judged(lots: Sequence[Lot], judged: Sequence[Judged], is_charged: bool) -> Decimal:
    """What the judged pieces cost that the customer is charged for, the first parts of their lots;
    or those that deserve their credit, the last ones."""
    total = ZERO
    for lot in lots:
        pieces = (x for x in judged if (x["lot_id"], x["is_charged"]) == (lot.lot_id, is_charged))
        some = min(sum((exact(x["quantity"]) for x in pieces), ZERO), lot.quantity)
        before = ZERO if is_charged else lot.quantity - some
        total += part(lot.cost, lot.quantity, before, some)
    return total


def deserves(kind: str, fault: str) -> bool:
    """Whether a judged piece is made good: not what goes back as it is, nor by the customer's fault."""
    return kind != KEPT_BY_CUSTOMER and fault not in CHARGED


def ground_of(kind: str, fault: str) -> str:
    """Why the credit of a judged piece is taken back."""
    return fault if fault in CHARGED else "sent_back"


TRANSITIONS = {
    "received": {"decide": "received", "judge": "judging"},
    "judging": {"judge": "judging"},
    "judged": {},
}
"""state → verb → next state of a return line; the last verdict makes it `judged`."""


def line_state(quantity: Decimal, judged: Decimal) -> str:
    """How far a return line is judged."""
    if not judged:
        return "received"
    return "judging" if judged < quantity else "judged"


def check_decidable(number: str, quantity: Decimal, judged: Decimal) -> None:
    """What becomes of a line is decided until quality gave its first verdict."""
    if "decide" not in TRANSITIONS[line_state(quantity, judged)]:
        raise ReturnJudged(number=number)


def check_judged(id: object, quantity: Decimal, judged: Decimal, more: Decimal) -> None:
    """No piece is judged twice."""
    if judged + more > quantity:
        raise VerdictTooMuch(line_id=id, left=quantity - judged, quantity=more)
