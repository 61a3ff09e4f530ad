"""Tables of stock: pools of value, balances per warehouse, lots, their holds, and the ledger."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Quantity, UnitPrice

from ..base import Base


class Pool(Base):
    """价值池: what all stock of a product is worth, and apart from it what is in quarantine."""

    __tablename__ = "pools"
    __table_args__ = (
        CheckConstraint("quantity >= 0 AND value >= 0", name="stock"),
        CheckConstraint("quarantine_quantity >= 0 AND quarantine_value >= 0", name="quarantine"),
        CheckConstraint("quantity > 0 OR value = 0", name="stock_empty"),
        CheckConstraint("quarantine_quantity > 0 OR quarantine_value = 0", name="quarantine_empty"),
    )

    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"), primary_key=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    value: Mapped[Decimal] = mapped_column(Money)
    quarantine_quantity: Mapped[Decimal] = mapped_column(Quantity)
    quarantine_value: Mapped[Decimal] = mapped_column(Money)
    last_average: Mapped[Decimal | None] = mapped_column(UnitPrice)
    moved_on: Mapped[date | None] = mapped_column(Day)


class Layer(Base):
    """成本层: pieces of a first-in-first-out product that came in together, and what is left of them.

    Those left of a product are its pool; used-up ones stay as the record of what went when.
    """

    __tablename__ = "layers"
    __table_args__ = (
        CheckConstraint("quantity >= 0 AND quantity <= whole", name="quantity"),
        CheckConstraint("value >= 0 AND (quantity > 0 OR value = 0)", name="value"),
        Index(
            "ix_layers_left",
            "product_id",
            postgresql_where=text("quantity > 0"),
            sqlite_where=text("quantity > 0"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    place: Mapped[int] = mapped_column(Integer)
    first: Mapped[bool] = mapped_column(Boolean)
    kind: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[UUID] = mapped_column(Id)
    source_line: Mapped[UUID] = mapped_column(Id)
    whole: Mapped[Decimal] = mapped_column(Quantity)
    worth: Mapped[Decimal] = mapped_column(Money)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    value: Mapped[Decimal] = mapped_column(Money)
    created_at: Mapped[datetime] = mapped_column(Instant)


class Balance(Base):
    """商品库存: the pieces of a product in a warehouse, each in exactly one state.

    `between` are those on their way: only the place `warehouses.models.TRANSIT` has any.
    """

    __tablename__ = "balances"
    __table_args__ = (
        UniqueConstraint("product_id", "warehouse_id"),
        CheckConstraint(
            "free >= 0 AND reserved >= 0 AND held >= 0 AND quarantined >= 0", name="pieces"
        ),
        CheckConstraint('"between" >= 0', name="between"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    free: Mapped[Decimal] = mapped_column(Quantity)
    reserved: Mapped[Decimal] = mapped_column(Quantity)
    held: Mapped[Decimal] = mapped_column(Quantity)
    quarantined: Mapped[Decimal] = mapped_column(Quantity)
    between: Mapped[Decimal] = mapped_column(Quantity)
    moved_at: Mapped[datetime | None] = mapped_column(Instant)
    moved_by: Mapped[UUID | None] = mapped_column(Id)
    moved_by_name: Mapped[str | None] = mapped_column(String(120))


class PoolDay(Base):
    """日前结存: a pool as it was before its product's first movement of a day.

    No foreign keys here and in `balance_days`: the rows are copies of ones that have them.
    """

    __tablename__ = "pool_days"

    product_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    day: Mapped[date] = mapped_column(Day, primary_key=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    value: Mapped[Decimal] = mapped_column(Money)
    quarantine_quantity: Mapped[Decimal] = mapped_column(Quantity)
    quarantine_value: Mapped[Decimal] = mapped_column(Money)


class BalanceDay(Base):
    """日前结存 per warehouse: pieces in stock and in quarantine before a product's first movement of a day."""

    __tablename__ = "balance_days"

    product_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    day: Mapped[date] = mapped_column(Day, primary_key=True)
    warehouse_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    quarantined: Mapped[Decimal] = mapped_column(Quantity)


class Lot(Base):
    """批次: pieces of one origin; an untracked product has one lot, `-`, for all of its pieces.

    Once `expired` its pieces are held until somebody answers for a later expiry.
    A serial number is a lot of one piece; `batch` is the supplier's lot it came in.
    """

    __tablename__ = "lots"
    __table_args__ = (
        UniqueConstraint("product_id", "number"),
        Index(
            "ix_lots_batch",
            "product_id",
            "batch",
            postgresql_where=text("batch IS NOT NULL"),
            sqlite_where=text("batch IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    number: Mapped[str] = mapped_column(String(60))
    batch: Mapped[str | None] = mapped_column(String(60))
    expiry: Mapped[date | None] = mapped_column(Day)
    held: Mapped[bool] = mapped_column(Boolean, default=False)
    expired: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class LotBalance(Base):
    """批次库存: a lot in a warehouse; `named` is the part of available that orders reserved by its number."""

    __tablename__ = "lot_balances"
    __table_args__ = (
        UniqueConstraint("lot_id", "warehouse_id"),
        CheckConstraint("available >= 0 AND held >= 0 AND quarantined >= 0", name="pieces"),
        CheckConstraint("named >= 0 AND named <= available", name="named"),
        CheckConstraint('"between" >= 0', name="between"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"), index=True)
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    available: Mapped[Decimal] = mapped_column(Quantity)
    named: Mapped[Decimal] = mapped_column(Quantity)
    held: Mapped[Decimal] = mapped_column(Quantity)
    quarantined: Mapped[Decimal] = mapped_column(Quantity)
    between: Mapped[Decimal] = mapped_column(Quantity)


class Movement(Base):
    """库存流水: the append-only ledger; a source line moves a lot once per kind and pool.

    No foreign keys: every row comes from a slot whose product, warehouse and lot were just read,
    and three look-ups for each of a posted order's rows would be its largest cost.
    """

    __tablename__ = "movements"
    __table_args__ = (
        UniqueConstraint("source_line", "kind", "pool", "lot_id"),
        Index("ix_movements_product", "product_id", "id"),
        Index("ix_movements_lot", "lot_id", "id"),
        Index("ix_movements_source", "source_id"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    booked_on: Mapped[date] = mapped_column(Day)
    pool: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    product_id: Mapped[UUID] = mapped_column(Id)
    warehouse_id: Mapped[UUID] = mapped_column(Id)
    lot_id: Mapped[UUID] = mapped_column(Id)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_cost: Mapped[Decimal] = mapped_column(UnitPrice)
    value: Mapped[Decimal] = mapped_column(Money)
    source_kind: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[UUID] = mapped_column(Id)
    source_line: Mapped[UUID] = mapped_column(Id)
    order_line_id: Mapped[UUID | None] = mapped_column(Id)
    customer_id: Mapped[UUID | None] = mapped_column(Id)
    fact_id: Mapped[UUID | None] = mapped_column(Id)
    operator: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))


class Issue(Base):
    """出库单: goods that left in one go, to an order's customer or for use in the house."""

    __tablename__ = "issues"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    kind: Mapped[str] = mapped_column(String(12))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    issued_on: Mapped[date] = mapped_column(Day)
    order_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    order_number: Mapped[str | None] = mapped_column(String(40), index=True)
    customer_id: Mapped[UUID | None] = mapped_column(Id)
    customer_name: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)
    operator: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class Hold(Base):
    """冻结: why a lot is held; `taken` and `freed` count the pieces it took when set and let go.

    One for a `batch` of serial numbers is meant for those too that are still to come: they get a hold
    `on_arrival`, until the case asks for its own.
    """

    __tablename__ = "holds"
    __table_args__ = (
        Index(
            "ix_holds_batch",
            "product_id",
            "batch",
            postgresql_where=text("batch IS NOT NULL"),
            sqlite_where=text("batch IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    case_id: Mapped[UUID] = mapped_column(Id)
    case_number: Mapped[str] = mapped_column(String(40), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    batch: Mapped[str | None] = mapped_column(String(60))
    on_arrival: Mapped[bool] = mapped_column(Boolean, default=False)
    status: Mapped[str] = mapped_column(String(10))
    taken: Mapped[Decimal] = mapped_column(Quantity)
    freed: Mapped[Decimal] = mapped_column(Quantity)
    ground: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class Displaced(Base):
    """受影响订单行: how much of an order line's reservation a hold released."""

    __tablename__ = "displaced"

    hold_id: Mapped[UUID] = mapped_column(ForeignKey("holds.id"), primary_key=True)
    line_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    order_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    quantity: Mapped[Decimal] = mapped_column(Quantity)


class Waiver(Base):
    """让步放行: one customer may take held pieces of a lot, so many and until a day; `used` is what left."""

    __tablename__ = "waivers"
    __table_args__ = (CheckConstraint("used >= 0 AND used <= quantity", name="used"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    hold_id: Mapped[UUID] = mapped_column(ForeignKey("holds.id"), index=True)
    case_number: Mapped[str] = mapped_column(String(40))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    customer_id: Mapped[UUID] = mapped_column(Id)
    status: Mapped[str] = mapped_column(String(10))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    used: Mapped[Decimal] = mapped_column(Quantity)
    expires_on: Mapped[date] = mapped_column(Day)
    created_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class WaiverUse(Base):
    """让步放行使用记录: pieces that an issue line took by a waiver."""

    __tablename__ = "waiver_uses"

    waiver_id: Mapped[UUID] = mapped_column(ForeignKey("waivers.id"), primary_key=True)
    issue_line_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    order_id: Mapped[UUID] = mapped_column(Id)
    order_number: Mapped[str] = mapped_column(String(40))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    at: Mapped[datetime] = mapped_column(Instant)


class Serial(Base):
    """序列号: where the one piece of this number is; written with every movement of it."""

    __tablename__ = "serials"
    __table_args__ = (
        Index("ix_serials_product", "product_id", "state"),
        Index(
            "ix_serials_customer",
            "customer_id",
            postgresql_where=text("customer_id IS NOT NULL"),
            sqlite_where=text("customer_id IS NOT NULL"),
        ),
        Index("ix_serials_number", "number"),
    )

    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    product_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[str] = mapped_column(String(60))
    batch: Mapped[str | None] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(20))
    warehouse_id: Mapped[UUID | None] = mapped_column(Id)
    customer_id: Mapped[UUID | None] = mapped_column(Id)
    moved_at: Mapped[datetime] = mapped_column(Instant)
