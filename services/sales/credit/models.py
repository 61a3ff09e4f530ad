"""Tables of credit: the account that every exposure check locks, and the holds it leads to."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Money

from ..base import Base, Thing


class CreditAccount(Thing, Base):
    """One row per customer, under the customer's id; whoever checks or moves exposure locks it.

    `limit` and `rating` are the customer service's word, `terms_version` the sequence they came
    with. `undelivered` is the gross still owed on confirmed and posted orders not on hold.
    Of the `unallocated` amount `advances` is what came in as money.
    `dunning_level` is what the customer was last reminded at and has not paid down since.
    """

    __tablename__ = "credit_accounts"

    limit: Mapped[Decimal | None] = mapped_column("credit_limit", Money)
    rating: Mapped[str | None] = mapped_column(String(1))
    terms_version: Mapped[int] = mapped_column(BigInteger, default=0)
    open_receivables: Mapped[Decimal] = mapped_column(Money, default=0)
    unallocated: Mapped[Decimal] = mapped_column(Money, default=0)
    advances: Mapped[Decimal] = mapped_column(Money, default=0)
    undelivered: Mapped[Decimal] = mapped_column(Money, default=0)
    dunning_level: Mapped[int] = mapped_column(default=0)
    dunning_holds: Mapped[bool] = mapped_column(default=False)


class CreditHold(Thing, Base):
    """An order that failed the credit check, for finance to release with a reason.

    `withheld` is what was taken out of the account's undelivered amount while the hold is open
    (a confirmed order's gross); the release puts it back.
    """

    __tablename__ = "credit_holds"

    order_id: Mapped[UUID] = mapped_column(Id)
    order_number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    salesperson_name: Mapped[str | None] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(40))
    verb: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(Money)
    exposure: Mapped[Decimal] = mapped_column(Money)
    limit: Mapped[Decimal | None] = mapped_column("credit_limit", Money)
    rating: Mapped[str | None] = mapped_column(String(1))
    withheld: Mapped[Decimal] = mapped_column(Money)
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(500))
    released_by: Mapped[UUID | None] = mapped_column(Id)
    released_by_name: Mapped[str | None] = mapped_column(String(120))
    released_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("status IN ('open', 'released', 'lapsed')", name="status"),
        Index(
            "uq_credit_holds_open",
            "order_id",
            unique=True,
            postgresql_where=text("status = 'open'"),
            sqlite_where=text("status = 'open'"),
        ),
        Index("ix_credit_holds_order_id", "order_id"),
        Index("ix_credit_holds_salesperson_id", "salesperson_id", "id"),
    )
