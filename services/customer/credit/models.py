"""Tables of credit: proposals on their way through the signatures, and what is in force."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Money

from ..base import Base

_OPEN = text("state IN ('submitted', 'examined')")


class CreditProposal(Base):
    """信用申请: a limit, a rating or both, proposed for a customer."""

    __tablename__ = "credit_proposals"
    __table_args__ = (
        Index("ix_credit_proposals_customer_id", "customer_id", "created_at"),
        Index(
            "uq_credit_proposals_open",
            "customer_id",
            unique=True,
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
        CheckConstraint('"limit" >= 0', name="limit"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    limit: Mapped[Decimal | None] = mapped_column(Money)
    rating: Mapped[str | None] = mapped_column(String(1))
    reason: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(20))
    proposed_by: Mapped[UUID] = mapped_column(Id)
    proposed_by_name: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class CreditRecord(Base):
    """批准的信用: the limit and rating in force for a customer; its version counts the approvals."""

    __tablename__ = "credit_records"
    __table_args__ = (CheckConstraint('"limit" >= 0', name="limit"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), unique=True)
    limit: Mapped[Decimal | None] = mapped_column(Money)
    rating: Mapped[str | None] = mapped_column(String(1))
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("credit_proposals.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
