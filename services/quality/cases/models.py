"""Tables of cases: the case, its lots, and what was found out, done and said in it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Json, Money, Quantity

from ..base import Base


class PathTrigger(Base):
    """8D 触发条件: what makes a full 8D necessary, as data; a disabled trigger has no row."""

    __tablename__ = "path_triggers"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    months: Mapped[int | None] = mapped_column(Integer)


class Case(Base):
    """案件: head, with the concern's customer, product, phase and severity as decided on here."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_status", "status", "id"),
        Index("ix_cases_customer_id", "customer_id", "id"),
        Index("ix_cases_product_id", "product_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), unique=True)
    status: Mapped[str] = mapped_column(String(20))
    path: Mapped[str] = mapped_column(String(10))
    path_reasons: Mapped[list[Any]] = mapped_column(Json)
    phase: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(10))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    product_id: Mapped[UUID] = mapped_column(Id)
    product_code: Mapped[str] = mapped_column(String(60))
    product_name: Mapped[str] = mapped_column(String(200))
    return_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    return_line_id: Mapped[UUID | None] = mapped_column(Id, unique=True)
    cost: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    received_at: Mapped[datetime] = mapped_column(Instant)
    opened_by: Mapped[UUID] = mapped_column(Id)
    opened_by_name: Mapped[str] = mapped_column(String(120))
    engineer_id: Mapped[UUID | None] = mapped_column(Id)
    engineer_name: Mapped[str | None] = mapped_column(String(120))
    contained_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[UUID | None] = mapped_column(Id)
    closed_by_name: Mapped[str | None] = mapped_column(String(120))
    summary: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class CaseLot(Base):
    """涉及批次: a lot the concern came with (and how many pieces of it), or one containing added."""

    __tablename__ = "case_lots"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(Id)
    lot_id: Mapped[UUID] = mapped_column(Id)
    lot: Mapped[str] = mapped_column(String(60), index=True)
    quantity: Mapped[Decimal | None] = mapped_column(Quantity)


class Location(Base):
    """遏制地点: how many suspect pieces are where; a later answer for a place replaces an earlier one."""

    __tablename__ = "locations"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    place: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(String(10))
    found: Mapped[Decimal | None] = mapped_column(Quantity)
    sorted: Mapped[Decimal | None] = mapped_column(Quantity)
    bad: Mapped[Decimal | None] = mapped_column(Quantity)
    owner: Mapped[str] = mapped_column(String(120))
    effective: Mapped[bool | None] = mapped_column(Boolean)
    answered_by: Mapped[UUID] = mapped_column(Id)
    answered_by_name: Mapped[str] = mapped_column(String(120))
    answered_at: Mapped[datetime] = mapped_column(Instant)


class Cause(Base):
    """原因: why it occurred, or why it escaped."""

    __tablename__ = "causes"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[UUID] = mapped_column(Id)
    written_by_name: Mapped[str] = mapped_column(String(120))
    written_at: Mapped[datetime] = mapped_column(Instant)


class Reply(Base):
    """回复: what the customer was told."""

    __tablename__ = "replies"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[UUID] = mapped_column(Id)
    written_by_name: Mapped[str] = mapped_column(String(120))
    written_at: Mapped[datetime] = mapped_column(Instant)
