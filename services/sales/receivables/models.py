"""The table of receivables: what is owed, until when, how much of it is open."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money

from ..base import Base, Thing

_STILL_OPEN = text("open > 0")
_INVOICED, _REDDENED = text("invoice_number IS NOT NULL"), text("red_number IS NOT NULL")
_UNSTATED = text("open > 0 AND overdue_at IS NULL")


class Receivable(Thing, Base):
    """What a customer owes for one delivery, or owed when the books were opened.

    `open` falls as it is settled and rises when a settlement is reversed; `cleared_on` is the day
    of the books on which it last fell to zero, empty while anything is open. `overdue_at` is when
    the fact that it is overdue was stated.
    """

    __tablename__ = "receivables"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20), default="delivery")
    reference: Mapped[str | None] = mapped_column(String(80))
    delivery_id: Mapped[UUID | None] = mapped_column(Id, unique=True)
    delivery_number: Mapped[str | None] = mapped_column(String(40))
    order_id: Mapped[UUID | None] = mapped_column(Id)
    order_number: Mapped[str | None] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID | None] = mapped_column(Id)
    salesperson_name: Mapped[str | None] = mapped_column(String(120))
    department: Mapped[str | None] = mapped_column(String(40))
    booked_on: Mapped[date] = mapped_column(Day)
    terms_kind: Mapped[str | None] = mapped_column(String(20))
    terms_days: Mapped[int | None]
    due_on: Mapped[date] = mapped_column(Day)
    currency: Mapped[str] = mapped_column(String(3))
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    open: Mapped[Decimal] = mapped_column(Money)
    cleared_on: Mapped[date | None] = mapped_column(Day)
    overdue_at: Mapped[datetime | None] = mapped_column(Instant)
    invoice_state: Mapped[str] = mapped_column(String(10), default="none")
    invoice_number: Mapped[str | None] = mapped_column(String(40))
    invoiced_on: Mapped[date | None] = mapped_column(Day)
    red_number: Mapped[str | None] = mapped_column(String(40))
    red_on: Mapped[date | None] = mapped_column(Day)

    __table_args__ = (
        CheckConstraint("open >= 0 AND open <= gross", name="open"),
        CheckConstraint("(open = 0) = (cleared_on IS NOT NULL)", name="cleared"),
        CheckConstraint("kind IN ('delivery', 'opening', 'reversal')", name="kind"),
        CheckConstraint("invoice_state IN ('none', 'issued', 'red')", name="invoice_state"),
        Index("ix_receivables_order_id", "order_id"),
        Index("ix_receivables_customer_id", "customer_id", "id"),
        Index("ix_receivables_salesperson_id", "salesperson_id", "id"),
        Index("ix_receivables_booked_on", "booked_on", "cleared_on"),
        Index("ix_receivables_customer_due", "customer_id", "due_on"),
        Index(
            "ix_receivables_open",
            "customer_id",
            "due_on",
            postgresql_where=_STILL_OPEN,
            sqlite_where=_STILL_OPEN,
        ),
        Index(
            "ix_receivables_invoice_number",
            "invoice_number",
            postgresql_where=_INVOICED,
            sqlite_where=_INVOICED,
        ),
        Index(
            "ix_receivables_red_number",
            "red_number",
            postgresql_where=_REDDENED,
            sqlite_where=_REDDENED,
        ),
        Index(
            "ix_receivables_unstated",
            "due_on",
            postgresql_where=_UNSTATED,
            sqlite_where=_UNSTATED,
        ),
    )
