"""Where received pieces are, on the lines of receipts and of orders: in quarantine, returned, scrapped,
else accepted; and which order line an inspection is about.

What was returned twice over, out of the stock and after inspection, counts no further than what came:
reconcile names such a line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Money, Quantity
from chassis.numbers import ZERO, part

revision = "0028"
down_revision = "0027"

_NOWHERE = UUID(int=0)
_RECEIVED = sa.table(
    "receipt_lines",
    *(sa.column(name, Id) for name in ("id", "receipt_id", "order_line_id", "lot_id")),
    *(sa.column(name, Quantity) for name in ("quantity", "quarantined", "returned", "scrapped")),
    *(sa.column(name, Money) for name in ("value", "tax", "gone_value", "gone_tax")),
)
_ORDERED = sa.table(
    "purchase_order_lines",
    sa.column("id", Id),
    *(sa.column(name, Quantity) for name in ("quarantined", "returned", "scrapped")),
)
_INSPECTIONS = sa.table(
    "inspections",
    *(sa.column(name, Id) for name in ("id", "receipt_id", "order_line_id")),
    sa.column("number", sa.String),
)
_LOTS = sa.table(
    "inspected_lots",
    *(sa.column(name, Id) for name in ("id", "inspection_id", "lot_id")),
    sa.column("quantity", Quantity),
    sa.column("cost", Money),
)
_MOVEMENTS = sa.table(
    "movements",
    *(sa.column(name, Id) for name in ("id", "source_id", "lot_id")),
    *(sa.column(name, sa.String) for name in ("source_kind", "pool", "kind")),
    sa.column("quantity", Quantity),
    sa.column("value", Money),
)
_RETURNS = sa.table("supplier_returns", sa.column("id", Id), sa.column("status", sa.String))
_RETURNED = sa.table(
    "supplier_return_lines",
    *(sa.column(name, Id) for name in ("return_id", "receipt_line_id")),
    *(sa.column(name, Money) for name in ("value", "tax")),
)


def upgrade() -> None:
    for table, whole in (("receipt_lines", "quantity"), ("purchase_order_lines", "received")):
        check = (
            f"quarantined >= 0 AND scrapped >= 0 AND quarantined + returned + scrapped <= {whole}"
        )
        _add(table, "quarantined", Quantity)
        _add(table, "scrapped", Quantity, f" CONSTRAINT ck_{table}_parts CHECK ({check})")
    for name in ("gone_value", "gone_tax"):
        _add("receipt_lines", name, Money)
    about = sa.Column("order_line_id", Id, nullable=False, server_default=_NOWHERE.hex)
    op.add_column("inspections", about)
    fill(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("inspections", "order_line_id", server_default=None)


def _add(table: str, name: str, kind: Any, check: str = "") -> None:
    stored = kind.compile(dialect=op.get_bind().dialect)
    op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {stored} DEFAULT 0 NOT NULL{check}")


@dataclass
class _Line:
    """A receipt line as it is counted."""

    row: Any
    quarantined: Decimal = ZERO
    sent_back: Decimal = ZERO
    scrapped: Decimal = ZERO
    gone_value: Decimal = ZERO
    gone_tax: Decimal = ZERO

    def leave(self, taken: Decimal, worth: Decimal, kind: str) -> None:
        """Pieces leave quarantine after inspection."""
        self.quarantined -= taken
        if kind == "release":
            return
        gone = self.sent_back + self.scrapped
        self.gone_tax += part(self.row.tax, self.row.quantity, gone, taken)
        self.gone_value += worth
        if kind == "scrap":
            self.scrapped += taken
        else:
            self.sent_back += taken

    def counted(self) -> dict[str, Any]:
        kept = self.row.quantity - self.quarantined - self.scrapped
        return {
            "one": self.row.id,
            "waiting": self.quarantined,
            "back": min(self.row.returned + self.sent_back, kept),
            "lost": self.scrapped,
            "net_gone": self.gone_value,
            "tax_gone": min(self.gone_tax, self.row.tax),
        }


@dataclass
class _Inspected:
    """The lines that an inspection is about, by lot."""

    row: Any
    lots: list[Any] = field(default_factory=list)
    lines: dict[UUID, list[_Line]] = field(default_factory=dict)


def fill(connection: sa.Connection) -> None:
    """Count what the ledger says of every receipt line that was inspected or of which some went back."""
    lines = {line.row.id: line for line in _read_lines(connection)}
    inspections = _read_inspections(connection)
    _find_lines(inspections.values(), lines.values())
    _follow(connection, inspections)
    _add_returns(connection, lines)
    _write(connection, list(lines.values()), list(inspections.values()))


def _read_lines(connection: sa.Connection) -> Iterator[_Line]:
    inspected = sa.select(_INSPECTIONS.c.receipt_id)
    returned = sa.select(_RETURNED.c.receipt_line_id)
    some = sa.or_(_RECEIVED.c.receipt_id.in_(inspected), _RECEIVED.c.id.in_(returned))
    for row in connection.execute(sa.select(_RECEIVED).where(some).order_by(_RECEIVED.c.id)):
        yield _Line(row)


def _read_inspections(connection: sa.Connection) -> dict[UUID, _Inspected]:
    rows = connection.execute(sa.select(_INSPECTIONS).order_by(_INSPECTIONS.c.number))
    inspections = {row.id: _Inspected(row) for row in rows}
    for lot in connection.execute(sa.select(_LOTS).order_by(_LOTS.c.id)):
        inspections[lot.inspection_id].lots.append(lot)
    return inspections


def _find_lines(inspections: Iterable[_Inspected], lines: Iterable[_Line]) -> None:
    """A lot that came for two lines of the order has an inspection of each, made in their order."""
    came: dict[tuple[UUID, UUID], dict[UUID, list[_Line]]] = {}
    for line in lines:
        of_lot = came.setdefault((line.row.receipt_id, line.row.lot_id), {})
        of_lot.setdefault(line.row.order_line_id, []).append(line)
    for inspection in inspections:
        for lot in inspection.lots:
            left = came[inspection.row.receipt_id, lot.lot_id]
            alike = (each for each in left if _whole(left[each]) == (lot.quantity, lot.cost))
            found = left.pop(next(alike, next(iter(left))))
            inspection.lines[lot.lot_id] = found
            for line in found:
                line.quarantined = line.row.quantity


def _whole(lines: list[_Line]) -> tuple[Decimal, Decimal]:
    quantity = sum((line.row.quantity for line in lines), ZERO)
    return quantity, sum((line.row.value for line in lines), ZERO)


def _follow(connection: sa.Connection, inspections: dict[UUID, _Inspected]) -> None:
    """What left quarantine, movement by movement; of several lines of a lot from the first on."""
    query = sa.select(_MOVEMENTS).where(
        _MOVEMENTS.c.source_kind == "inspection", _MOVEMENTS.c.pool == "quarantine"
    )
    for moved in connection.execute(query.order_by(_MOVEMENTS.c.id)):
        quantity, gone = -moved.quantity, ZERO
        for line in inspections[moved.source_id].lines[moved.lot_id]:
            taken = min(line.quarantined, quantity - gone)
            if taken:
                line.leave(taken, part(-moved.value, quantity, gone, taken), moved.kind)
                gone += taken


def _add_returns(connection: sa.Connection, lines: dict[UUID, _Line]) -> None:
    shipped = _RETURNED.join(_RETURNS, _RETURNS.c.id == _RETURNED.c.return_id)
    query = sa.select(_RETURNED).select_from(shipped).where(_RETURNS.c.status == "shipped")
    for row in connection.execute(query):
        lines[row.receipt_line_id].gone_value += row.value
        lines[row.receipt_line_id].gone_tax += row.tax


def _write(connection: sa.Connection, lines: list[_Line], inspections: list[_Inspected]) -> None:
    kinds = {"waiting": Quantity, "back": Quantity, "lost": Quantity}
    kinds |= {"net_gone": Money, "tax_gone": Money}
    names = ("quarantined", "returned", "scrapped", "gone_value", "gone_tax")
    told = {
        name: sa.bindparam(bound, type_=kind)
        for name, (bound, kind) in zip(names, kinds.items(), strict=True)
    }
    one = sa.bindparam("one", type_=Id)
    if lines:
        count = _RECEIVED.update().where(_RECEIVED.c.id == one).values(told)
        connection.execute(count, [line.counted() for line in lines])
    about = [
        {"one": each.row.id, "line": next(iter(each.lines.values()))[0].row.order_line_id}
        for each in inspections
    ]
    if about:
        name = _INSPECTIONS.update().where(_INSPECTIONS.c.id == one)
        connection.execute(name.values(order_line_id=sa.bindparam("line", type_=Id)), about)
    connection.execute(_ORDERED.update().values({name: _sum_of(name) for name in names[:3]}))


def _sum_of(name: str) -> Any:
    mine = _RECEIVED.c.order_line_id == _ORDERED.c.id
    summed = sa.select(sa.func.sum(_RECEIVED.c[name], type_=Quantity)).where(mine)
    return sa.func.coalesce(summed.scalar_subquery(), sa.literal_column("0"))
