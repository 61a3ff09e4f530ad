"""What must be true of a product's books at every moment, asked of the tables themselves."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from chassis import clock

from ..demands.models import Allotment, Demand, DemandLine
from ..inspections.models import InspectedLot, Inspection
from ..past.shapes import places_at, pools_at
from ..products.models import Product
from ..purchasing.models import PurchaseOrderLine, ReceiptLine
from ..returns.models import Returned
from ..stock.models import Balance, Layer, Lot, LotBalance, Movement, Pool, Serial
from ..stock.queries import lot_balances
from ..transfers.models import TransferPiece
from ..warehouses.models import TRANSIT
from .reckoning import assert_costs_follow

STATES = ("free", "reserved", "held", "quarantined", "between")
GONE_BY = {
    "issue": "with_customer",
    "to_customer": "with_customer",
    "to_supplier": "to_supplier",
    "scrap": "scrapped",
    "use": "used",
    "adjustment": "missing",
}
PARTS = ("free reserved held quarantined between with_customers to_supplier scrapped used").split()


def assert_books_balance(door, product, at_length=True):
    """Ledger = pools = warehouses = lots; every piece in one state; every line's parts add up;
    nobody waits for what is free. At length, of which a fault stays to be seen: every lot's balanced
    line balances; what waits or is on its way has its paper; costs are what they must be; today is
    now."""
    product = UUID(str(product))
    with door.database.reading() as session:
        pool = session.get(Pool, product)
        if pool is None:
            return
        _ledger_is_pools(session, pool)
        _layers_are_the_pool(session, pool)
        _lots_are_warehouses(session, product)
        _reservations_are_demands(session, product)
        _numbers_are_where_they_say(session, product)
        _lots_are_their_ledger(session, product)
        _nobody_waits_for_free_goods(session, product)
        if at_length:
            _lots_balance(session, product)
            _what_is_away_has_its_transfer(session, product)
            _quarantine_has_its_papers(session, pool)
            _received_pieces_are_in_one_place(session, product)
            _today_is_now(session, pool)
            assert_costs_follow(session, product)


def _ledger_is_pools(session, pool):
    for name, quantity, value in (
        ("stock", pool.quantity, pool.value),
        ("quarantine", pool.quarantine_quantity, pool.quarantine_value),
    ):
        total = select(func.sum(Movement.quantity), func.sum(Movement.value))
        of_pool = (Movement.product_id == pool.product_id, Movement.pool == name)
        pieces, worth = session.execute(total.where(*of_pool)).one()
        assert (pieces or 0, worth or 0) == (quantity, value)
        assert quantity >= 0 and value >= 0 and (quantity or not value)
    balances = session.scalars(select(Balance).where(Balance.product_id == pool.product_id)).all()
    assert all(getattr(each, state) >= 0 for each in balances for state in STATES)
    assert (
        sum(each.free + each.reserved + each.held + each.between for each in balances)
        == pool.quantity
    )
    assert sum(each.quarantined for each in balances) == pool.quarantine_quantity


def _layers_are_the_pool(session, pool):
    layers = session.scalars(select(Layer).where(Layer.product_id == pool.product_id)).all()
    if session.get(Product, pool.product_id).costing == "fifo":
        assert sum(layer.quantity for layer in layers) == pool.quantity
        assert sum(layer.value for layer in layers) == pool.value
    else:
        assert layers == []


def _lots_are_warehouses(session, product):
    for each in session.scalars(select(Balance).where(Balance.product_id == product)):
        here = select(LotBalance).where(
            LotBalance.product_id == product, LotBalance.warehouse_id == each.warehouse_id
        )
        lots = session.scalars(here).all()
        assert sum(lot.available for lot in lots) == each.free + each.reserved
        assert sum(lot.held for lot in lots) == each.held
        assert sum(lot.quarantined for lot in lots) == each.quarantined
        assert sum(lot.between for lot in lots) == each.between
        assert all(0 <= lot.named <= lot.available for lot in lots)


def _reservations_are_demands(session, product):
    lines = session.scalars(select(DemandLine).where(DemandLine.product_id == product)).all()
    for line in lines:
        parts = (line.reserved, line.issued, line.cancelled, line.backordered)
        assert sum(parts) == line.ordered and min(parts) >= 0
    for each in session.scalars(select(Balance).where(Balance.product_id == product)):
        mine = [line for line in lines if line.warehouse_id == each.warehouse_id]
        assert sum(line.reserved for line in mine) == each.reserved
    numbered = select(Allotment.line_id, func.sum(Allotment.quantity)).group_by(Allotment.line_id)
    numbers = dict(
        session.execute(numbered.join(DemandLine).where(DemandLine.product_id == product)).all()
    )
    for line in lines:
        assert numbers.get(line.id, 0) == line.numbered <= line.reserved
    issued = select(func.sum(-Movement.quantity)).where(
        Movement.product_id == product, Movement.kind == "issue"
    )
    assert sum(line.issued for line in lines) == (session.scalar(issued) or 0)


def _lots_balance(session, product):
    for line in _balance_lines(session, product).values():
        assert line["received"] + line["adjusted"] == sum(line[part] for part in PARTS)


def _balance_lines(session, product):
    lots = session.scalars(select(Lot.id).where(Lot.product_id == product)).all()
    return lot_balances(session, lots)


def _numbers_are_where_they_say(session, product):
    """A serial number is one piece in the house, in its state, or left it as its last movement says."""
    numbers = session.scalars(select(Serial).where(Serial.product_id == product)).all()
    lines = _balance_lines(session, product) if numbers else {}
    out = select(Movement.lot_id, Movement.kind, Movement.customer_id).order_by(Movement.id)
    out = out.where(Movement.product_id == product, Movement.quantity < 0)
    last = {row.lot_id: row for row in session.execute(out)} if numbers else {}
    for number in numbers:
        line = lines[number.lot_id]
        here = {state: line[state] for state in ("held", "quarantined", "between")}
        here["in_stock"] = line["free"] + line["reserved"]
        assert sum(here.values()) == here.get(number.state, 0) == (number.state in here)
        if number.state not in here:
            left = last[number.lot_id]
            assert GONE_BY[left.kind] == number.state
            assert left.customer_id == number.customer_id or number.state != "with_customer"


def _lots_are_their_ledger(session, product):
    """Wherever pieces of a lot lie, they are what the ledger brought there, none of them twice."""
    at = (Movement.lot_id, Movement.warehouse_id, Movement.pool)
    moved = select(*at, func.sum(Movement.quantity, type_=Movement.quantity.type)).group_by(*at)
    rows = session.execute(moved.where(Movement.product_id == product))
    ledger = {tuple(key): pieces for *key, pieces in rows}
    for here in session.scalars(select(LotBalance).where(LotBalance.product_id == product)):
        parts = (here.available + here.held + here.between, here.quarantined)
        for pool, pieces in zip(("stock", "quarantine"), parts, strict=True):
            assert ledger.pop((here.lot_id, here.warehouse_id, pool), 0) == pieces >= 0
        elsewhere = (here.available, here.held, here.quarantined)
        assert not any(elsewhere if here.warehouse_id == TRANSIT else (here.between,))
    assert not any(ledger.values())


def _what_is_away_has_its_transfer(session, product):
    away = select(LotBalance.lot_id, func.sum(LotBalance.between))
    away = away.where(LotBalance.product_id == product, LotBalance.between > 0)
    there = dict(session.execute(away.group_by(LotBalance.lot_id)).all())
    on_paper = dict.fromkeys(there, Decimal(0))
    mine = select(TransferPiece).where(TransferPiece.product_id == product)
    for piece in session.scalars(mine):
        if piece.left:
            on_paper[piece.lot_id] = on_paper.get(piece.lot_id, 0) + piece.left
    assert there == on_paper


def _quarantine_has_its_papers(session, pool):
    """What waits in quarantine is what returns and inspections still have to decide, at their cost."""
    of_inspection = select(InspectedLot).join(Inspection)
    inspected = session.scalars(of_inspection.where(Inspection.product_id == pool.product_id)).all()
    returned = session.scalars(select(Returned).where(Returned.product_id == pool.product_id)).all()
    pieces = sum(each.left for each in inspected)
    pieces += sum(each.quantity - each.disposed for each in returned)
    cost = sum(each.cost - each.gone_cost for each in inspected)
    cost += sum(each.cost - each.disposed_cost for each in returned)
    assert (pieces, cost) == (pool.quarantine_quantity, pool.quarantine_value)


def _received_pieces_are_in_one_place(session, product):
    """Of every receipt line all pieces are somewhere, the gone ones at what they took of it; order
    lines are their sums, and in all they are what the ledger moved."""
    lines = session.scalars(select(ReceiptLine).where(ReceiptLine.product_id == product)).all()
    counted = ("quarantined", "accepted", "returned", "scrapped")
    for line in lines:
        assert min(getattr(line, state) for state in counted) >= 0
        gone, whole = (line.gone_value, line.gone_tax), (line.value, line.tax)
        assert all(0 <= part <= total for part, total in zip(gone, whole, strict=True))
        assert gone == whole or line.quarantined + line.accepted
    mine = select(PurchaseOrderLine).where(PurchaseOrderLine.product_id == product)
    for ordered in session.scalars(mine):
        came = [line for line in lines if line.order_line_id == ordered.id]
        assert sum(line.quantity for line in came) == ordered.received
        for state in counted:
            assert sum(getattr(line, state) for line in came) == getattr(ordered, state)
    waiting = session.scalars(
        select(InspectedLot).join(Inspection).where(Inspection.product_id == product)
    )
    assert sum(lot.left for lot in waiting) == sum(line.quarantined for line in lines)
    total = select(func.sum(-Movement.quantity), func.sum(-Movement.value))
    total = total.where(
        Movement.product_id == product,
        Movement.source_kind.in_(("inspection", "supplier_return")),
        Movement.kind.in_(("to_supplier", "scrap")),
    )
    left = session.execute(total).one()
    gone = sum(line.returned + line.scrapped for line in lines)
    assert (left[0] or 0, left[1] or 0) == (gone, sum(line.gone_value for line in lines))


def _today_is_now(session, pool):
    """Stock as of today is the live stock, in all and in each warehouse."""
    today, product = clock.today(), pool.product_id
    now = (pool.quantity, pool.value, pool.quarantine_quantity, pool.quarantine_value)
    found = session.execute(pools_at(today).where(Pool.product_id == product)).all()
    assert [tuple(row)[1:] for row in found] == ([now] if now[0] or now[2] else [])
    rows = session.execute(places_at(today).where(Balance.product_id == product)).mappings()
    then = {row["warehouse_id"]: (row["quantity"], row["quarantine_quantity"]) for row in rows}
    live = {
        each.warehouse_id: (each.free + each.reserved + each.held + each.between, each.quarantined)
        for each in session.scalars(select(Balance).where(Balance.product_id == product))
    }
    assert then == {place: pieces for place, pieces in live.items() if any(pieces)}


def _nobody_waits_for_free_goods(session, product):
    free = select(Balance.warehouse_id).where(Balance.product_id == product, Balance.free > 0)
    waiting = select(func.count()).select_from(DemandLine).join(Demand)
    waiting = waiting.where(
        DemandLine.product_id == product, DemandLine.backordered > 0, DemandLine.lot.is_(None)
    )
    waiting = waiting.where(DemandLine.warehouse_id.in_(free), DemandLine.serials.is_(None))
    assert session.scalar(waiting) == 0
    kept = (
        select(func.sum(DemandLine.reserved)).join(Demand).where(DemandLine.product_id == product)
    )
    posted, cancelled = (Demand.state == state for state in ("posted", "cancelled"))
    assert not session.scalar(kept.where(posted | cancelled)), "kept for nobody"
    wanted = select(func.sum(DemandLine.backordered)).join(Demand)
    assert not session.scalar(wanted.where(DemandLine.product_id == product, cancelled))
