"""Tables of incoming inspection: plans, how suppliers stand, and what was found and done, lot by lot."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
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

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, UnitPrice

from ..base import Base

AWAITED = text("status IN ('waiting', 'inspecting')")


class InspectionPlan(Base):
    """检验方案: how a product is inspected when it arrives, of one supplier or of every other one."""

    __tablename__ = "inspection_plans"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"), index=True)
    supplier_id: Mapped[UUID | None] = mapped_column(ForeignKey("suppliers.id"))
    level: Mapped[str] = mapped_column(String(4))
    aql: Mapped[str] = mapped_column(String(6))
    accept_on_zero: Mapped[bool] = mapped_column(Boolean)
    reducible: Mapped[bool] = mapped_column(Boolean)
    characteristics: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class InspectionStanding(Base):
    """检验状态: the severity for the next lot of a product and supplier, and the history it follows from."""

    __tablename__ = "inspection_standings"
    __table_args__ = (UniqueConstraint("product_id", "supplier_id"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("suppliers.id"), index=True)
    severity: Mapped[str] = mapped_column(String(12))
    score: Mapped[int] = mapped_column(Integer)
    recent: Mapped[list[Any]] = mapped_column(Json)
    in_row: Mapped[int] = mapped_column(Integer)
    rejected: Mapped[int] = mapped_column(Integer)
    lots_accepted: Mapped[int] = mapped_column(Integer)
    lots_rejected: Mapped[int] = mapped_column(Integer)
    inspected_on: Mapped[date | None] = mapped_column(Day)
    switched_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)


class Inspection(Base):
    """来料检验单: what arrived in one go of an order line, in quarantine at the receipt's cost.

    `barred` are the people who bought it; sample and limits are drawn when the inspection starts.
    """

    __tablename__ = "inspections"
    __table_args__ = (
        CheckConstraint(
            "released >= 0 AND sent_back >= 0 AND scrapped >= 0"
            " AND released + sent_back + scrapped <= quantity",
            name="pieces",
        ),
        Index("ix_inspections_supplier", "supplier_id", "product_id"),
        Index("ix_inspections_status", "status", "id"),
        Index(
            "ix_inspections_awaited",
            "product_id",
            "warehouse_id",
            postgresql_where=AWAITED,
            sqlite_where=AWAITED,
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    receipt_id: Mapped[UUID] = mapped_column(Id, index=True)
    receipt_number: Mapped[str] = mapped_column(String(40))
    order_line_id: Mapped[UUID] = mapped_column(Id)
    received_on: Mapped[date] = mapped_column(Day)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("suppliers.id"))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_plans.id"))
    barred: Mapped[list[Any]] = mapped_column(Json)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    cost: Mapped[Decimal] = mapped_column(Money)
    released: Mapped[Decimal] = mapped_column(Quantity)
    sent_back: Mapped[Decimal] = mapped_column(Quantity)
    scrapped: Mapped[Decimal] = mapped_column(Quantity)
    level: Mapped[str | None] = mapped_column(String(4))
    aql: Mapped[str | None] = mapped_column(String(6))
    severity: Mapped[str | None] = mapped_column(String(12))
    letter: Mapped[str | None] = mapped_column(String(1))
    sample_size: Mapped[int | None] = mapped_column(Integer)
    accept: Mapped[int | None] = mapped_column(Integer)
    reject: Mapped[int | None] = mapped_column(Integer)
    defects_found: Mapped[int | None] = mapped_column(Integer)
    inspector: Mapped[UUID | None] = mapped_column(Id)
    inspector_name: Mapped[str | None] = mapped_column(String(120))
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    remark: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def left(self) -> Decimal:
        """Pieces that are still in quarantine."""
        return self.quantity - self.released - self.sent_back - self.scrapped


class InspectedLot(Base):
    """检验批次: the pieces of one lot that an inspection is about, and what of them left quarantine."""

    __tablename__ = "inspected_lots"
    __table_args__ = (
        UniqueConstraint("inspection_id", "lot_id"),
        CheckConstraint("gone >= 0 AND gone <= quantity", name="gone"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspections.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    lot: Mapped[str] = mapped_column(String(60))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    cost: Mapped[Decimal] = mapped_column(Money)
    gone: Mapped[Decimal] = mapped_column(Quantity)
    gone_cost: Mapped[Decimal] = mapped_column(Money)

    @property
    def left(self) -> Decimal:
        """Pieces of this lot that are still in quarantine."""
        return self.quantity - self.gone


class InspectionDefect(Base):
    """检验缺陷: nonconforming pieces found in the sample, by defect."""

    __tablename__ = "inspection_defects"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspections.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    quantity: Mapped[int] = mapped_column(Integer)
    remark: Mapped[str | None] = mapped_column(Text)


class Measurement(Base):
    """检验实测值: a measured characteristic with its limits."""

    __tablename__ = "measurements"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspections.id"), index=True)
    characteristic: Mapped[str] = mapped_column(String(100))
    unit: Mapped[str | None] = mapped_column(String(20))
    value: Mapped[Decimal] = mapped_column(UnitPrice)
    lower: Mapped[Decimal | None] = mapped_column(UnitPrice)
    upper: Mapped[Decimal | None] = mapped_column(UnitPrice)


class InspectionDisposal(Base):
    """来料处置: pieces that left quarantine after their inspection, by whom and why."""

    __tablename__ = "inspection_disposals"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspections.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    cost: Mapped[Decimal] = mapped_column(Money)
    reason: Mapped[str | None] = mapped_column(Text)
    operator: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str] = mapped_column(String(120))
    disposed_on: Mapped[date] = mapped_column(Day)
