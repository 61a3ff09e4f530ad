"""Tables of returns tracking 客户退货跟踪: the pieces that came back and what becomes of them."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Money, Quantity

from ..base import Base


class Piece(Base):
    """退货件: pieces of one return line and lot; `quarantined` is None until inventory confirmed it."""

    __tablename__ = "pieces"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("quarantined >= 0", name="quarantined"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    return_id: Mapped[UUID] = mapped_column(Id)
    return_line_id: Mapped[UUID] = mapped_column(Id, index=True)
    lot_id: Mapped[UUID | None] = mapped_column(Id)
    lot: Mapped[str | None] = mapped_column(String(60))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    quarantined: Mapped[Decimal | None] = mapped_column(Quantity)


class Disposition(Base):
    """处置: one item of a verdict, completed by inventory's answer.

    An answer that arrives before its return is known here makes the row alone; the case is filled
    in when it opens. So the order of arrival does not matter.
    """

    __tablename__ = "dispositions"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        Index("ix_dispositions_return_id", "return_id"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    return_id: Mapped[UUID] = mapped_column(Id)
    disposal_id: Mapped[UUID] = mapped_column(Id)
    disposal: Mapped[int | None] = mapped_column(Integer)
    return_line_id: Mapped[UUID] = mapped_column(Id)
    lot_id: Mapped[UUID | None] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(20))
    fault: Mapped[str | None] = mapped_column(String(20))
    labour: Mapped[Decimal | None] = mapped_column(Money)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    finding: Mapped[str | None] = mapped_column(Text)
    judged_by: Mapped[UUID | None] = mapped_column(Id)
    judged_by_name: Mapped[str | None] = mapped_column(String(120))
    judged_at: Mapped[datetime | None] = mapped_column(Instant)
    cost: Mapped[Decimal | None] = mapped_column(Money)
    disposed_at: Mapped[datetime | None] = mapped_column(Instant)
