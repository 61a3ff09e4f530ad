"""The ledger of a product reckoned again from its first line, by other code than what wrote it."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from sqlalchemy import select

from ..inspections.models import InspectedLot, Inspection
from ..products.models import Product
from ..purchasing.models import PurchaseOrder, PurchaseOrderLine, ReceiptLine
from ..returns.models import Disposal, Returned
from ..stock.models import Movement, Pool
from ..supplier_returns.models import SupplierReturnLine

NOTHING = Decimal(0)
OUT = ("issue", "use", "adjustment")
APART = ("transfer_out", "transfer_in")


def rounded(amount, places="0.01"):
    return amount.quantize(Decimal(places), ROUND_HALF_UP)


@dataclass
class Average:
    """A pool at its moving average."""

    quantity: Decimal = NOTHING
    value: Decimal = NOTHING
    last: Decimal | None = None

    def come(self, quantity, value, move):
        self.quantity += quantity
        self.value += value

    def worth(self, quantity):
        """What pieces found more are worth, as far as that is known."""
        if self.quantity:
            return rounded(quantity * self.value / self.quantity)
        return None if self.last is None else rounded(quantity * self.last)

    def go(self, quantity):
        cost = rounded(quantity * self.value / self.quantity)
        return self._gone(quantity, self.value if quantity == self.quantity else cost)

    def go_back(self, quantity, cost, line):
        all_of_it = quantity == self.quantity
        return self._gone(quantity, self.value if all_of_it else min(cost, self.value))

    def _gone(self, quantity, cost):
        if quantity == self.quantity:
            self.last = rounded(self.value / self.quantity, "0.000001")
        self.quantity -= quantity
        self.value -= cost
        return cost


@dataclass
class InLayers(Average):
    """A pool first in, first out; returns that were released before all that came."""

    layers: list = field(default_factory=list)

    def come(self, quantity, value, move):
        super().come(quantity, value, move)
        again = move.kind == "release" and move.source_kind == "disposal"
        layer = [quantity, value, quantity, move.source_line]
        place = sum(each[4] for each in self.layers) if again else len(self.layers)
        self.layers.insert(place, [*layer, again])
        if self.last is None or not (again or move.kind == "adjustment"):
            self.last = rounded(value / quantity, "0.000001")

    def worth(self, quantity):
        return None if self.last is None else rounded(quantity * self.last)

    def go(self, quantity):
        return self._take(quantity, self.layers)

    def go_back(self, quantity, cost, line):
        return self._take(quantity, sorted(self.layers, key=lambda layer: layer[3] != line))

    def _take(self, quantity, layers):
        self.quantity -= quantity
        cost = NOTHING
        for layer in layers:
            whole, worth, left, *_ = layer
            taken = min(left, quantity)
            layer[2], quantity = left - taken, quantity - taken
            cost += rounded(worth * (whole - layer[2]) / whole) - rounded(
                worth * (whole - left) / whole
            )
        self.value -= cost
        self.layers[:] = [layer for layer in self.layers if layer[2]]
        return cost


def assert_costs_follow(session, product):
    """Everything left the stock at what the rules say it cost, and parts add up to their wholes."""
    costing = session.get(Product, product).costing
    mine = select(Movement).where(Movement.product_id == product).order_by(Movement.id)
    moves = session.scalars(mine).all()
    pool = InLayers() if costing == "fifo" else Average()
    stock = [move for move in moves if move.pool == "stock" and move.kind not in APART]
    kept = NOTHING
    for (_, kind), group in groupby(stock, key=lambda move: (move.source_line, move.kind)):
        kept = _follow(session, pool, kind, list(group), kept)
    there = session.get(Pool, product)
    assert (pool.quantity, pool.value, kept) == (there.quantity, there.value, 0)
    _what_only_moves_stays(moves)
    _returned_parts(session, product, moves)
    received = select(ReceiptLine).where(ReceiptLine.product_id == product)
    came = session.scalars(received).all()
    of_line = defaultdict(list)
    for each in came:
        of_line[each.order_line_id].append(each)
    _inspected_parts(session, came, product)
    _ordered_parts(session, of_line, product)


def _follow(session, pool, kind, moves, kept):
    """Let one document line's movements do to the pool what they say; returns what the pool keeps
    of a receipt's cost, to be told by the next."""
    quantity, value = (sum(getattr(each, name) for each in moves) for name in ("quantity", "value"))
    if kind == "cost_difference":
        assert value == kept
        return NOTHING
    assert kept == 0
    if kind == "to_supplier":
        line = session.get(SupplierReturnLine, moves[0].source_line).receipt_line_id
        return -value - pool.go_back(-quantity, -value, line)
    if kind in OUT and quantity < 0:
        _left_at(moves, -quantity, pool.go(-quantity))
        return NOTHING
    if kind == "adjustment":
        assert pool.worth(quantity) in (None, value)
    for each in moves:
        pool.come(each.quantity, each.value, each)
    return NOTHING


def _left_at(moves, quantity, cost):
    """Each lot took its part of the cost."""
    gone = NOTHING
    for each in moves:
        before, gone = rounded(cost * gone / quantity), gone - each.quantity
        assert -each.value == rounded(cost * gone / quantity) - before, (each.kind, cost)
    assert gone == quantity


def _what_only_moves_stays(moves):
    """What goes from quarantine into the stock, or from a warehouse to another, keeps its value."""
    kept = [move for move in moves if move.kind in ("release", *APART)]
    for _, group in groupby(kept, key=lambda move: move.source_line):
        both = list(group)
        assert sum(move.quantity for move in both) == sum(move.value for move in both) == 0


def _returned_parts(session, product, moves):
    """What comes back of an issue brings all that is back up to its part of the cost."""
    disposals = select(Disposal.id, Disposal.return_id)
    of_return = {row.id: row.return_id for row in session.execute(disposals)}
    mine = select(Returned).where(Returned.product_id == product)
    returned = {(each.return_id, each.lot_id): each for each in session.scalars(mine)}
    issued = {(move.source_line, move.lot_id): move for move in moves if move.kind == "issue"}
    back = {}
    for move in moves:
        if move.kind not in ("return", "to_customer"):
            continue
        came = returned[of_return.get(move.source_id, move.source_id), move.lot_id]
        key = (came.issue_line_id, move.lot_id)
        pieces, cost = back.get(key, (NOTHING, NOTHING))
        pieces, whole = pieces + move.quantity, issued[key]
        if move.kind == "return":
            reached = rounded(whole.value * pieces / whole.quantity)
            assert move.value == came.cost == max(reached - cost, NOTHING)
        back[key] = (pieces, cost + move.value)
        assert back[key][1] <= -whole.value
        assert back[key][1] == -whole.value or pieces < -whole.quantity
    for came in returned.values():
        _disposed_parts(came)


def _disposed_parts(came):
    """What is sent out again takes the first parts of the cost, what is done otherwise the last."""
    otherwise = came.disposed - came.sent_back
    again = rounded(came.cost * came.sent_back / came.quantity)
    rest = rounded(came.cost * (came.quantity - otherwise) / came.quantity)
    assert came.sent_back_cost == again
    assert came.disposed_cost == again + came.cost - rest


def _inspected_parts(session, came, product):
    gone = defaultdict(Decimal)
    for x in came:
        part = rounded(x.value * (x.quantity - x.quarantined) / x.quantity)
        gone[x.receipt_id, x.order_line_id, x.lot_id] += part
    of_inspection = select(InspectedLot, Inspection).join(Inspection)
    for lot, it in session.execute(of_inspection.where(Inspection.product_id == product)):
        assert lot.gone_cost == gone[it.receipt_id, it.order_line_id, lot.lot_id]


def _ordered_parts(session, came_of, product):
    """What came of an order's line brought its part of the line, and orders are their lines."""
    ordered = select(PurchaseOrderLine.order_id).where(PurchaseOrderLine.product_id == product)
    with_others = select(PurchaseOrderLine).where(PurchaseOrderLine.order_id.in_(ordered))
    orders = defaultdict(list)
    for line in session.scalars(with_others):
        orders[line.order_id].append(line)
        if line.product_id != product:
            continue
        came = came_of[line.id]
        assert line.received <= line.allowed
        assert line.received + line.cancelled + line.open >= line.pieces
        if line.received <= line.pieces:
            net = rounded(line.net * line.received / line.pieces)
            assert sum(each.value for each in came) == net
        if line.received == line.pieces:
            assert sum(each.tax for each in came) == line.tax
    for order in session.scalars(select(PurchaseOrder).where(PurchaseOrder.id.in_(orders))):
        lines = orders[order.id]
        for name in ("net", "tax", "gross"):
            assert getattr(order, name) == sum(getattr(line, name) for line in lines)
        assert order.net + order.tax == order.gross
