"""Tables of files: what a file says, where its filing stands, and what makes files look alike."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Json, Money

from ..base import Base


class FileText:
    """The fields of a file as the forms list them; the three secret ones hold sealed text."""

    type: Mapped[str] = mapped_column(String(20))
    category: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(200))
    short_name: Mapped[str | None] = mapped_column(String(60))
    person_name: Mapped[str | None] = mapped_column(String(100))
    terms_kind: Mapped[str] = mapped_column(String(20))
    terms_days: Mapped[int] = mapped_column(Integer)
    return_credit: Mapped[str] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(6))
    sales_region: Mapped[str | None] = mapped_column(String(60))
    needs: Mapped[list[str]] = mapped_column(Json)
    wanted_products: Mapped[str | None] = mapped_column(Text)
    phone_office: Mapped[str | None] = mapped_column(String(40))
    phone_mobile: Mapped[str | None] = mapped_column(String(40))
    phone_home: Mapped[str | None] = mapped_column(String(40))
    fax: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))
    qq: Mapped[str | None] = mapped_column(String(20))
    wechat: Mapped[str | None] = mapped_column(String(60))
    website: Mapped[str | None] = mapped_column(String(254))
    address_company: Mapped[str | None] = mapped_column(String(300))
    address_home: Mapped[str | None] = mapped_column(String(300))
    address_billing: Mapped[str | None] = mapped_column(String(300))
    address_delivery: Mapped[str | None] = mapped_column(String(300))
    postcode: Mapped[str | None] = mapped_column(String(12))
    introduction: Mapped[str | None] = mapped_column(Text)
    remark: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[UUID | None] = mapped_column(Id)
    department: Mapped[str | None] = mapped_column(String(60))
    credit_code: Mapped[str | None] = mapped_column(String(40))
    nature: Mapped[str | None] = mapped_column(String(20))
    industry: Mapped[str | None] = mapped_column(String(10))
    legal_representative: Mapped[str | None] = mapped_column(String(100))
    person_in_charge: Mapped[str | None] = mapped_column(String(100))
    registered_capital: Mapped[Decimal | None] = mapped_column(Money)
    founded_on: Mapped[date | None] = mapped_column(Day)
    staff: Mapped[int | None] = mapped_column(Integer)
    main_business: Mapped[str | None] = mapped_column(Text)
    bank: Mapped[str | None] = mapped_column(String(200))
    account: Mapped[str | None] = mapped_column(String(40))
    tax_no: Mapped[str | None] = mapped_column(String(40))
    employer: Mapped[str | None] = mapped_column(String(200))
    person_department: Mapped[str | None] = mapped_column(String(100))
    title: Mapped[str | None] = mapped_column(String(100))
    birth_date: Mapped[date | None] = mapped_column(Day)
    identity_kind: Mapped[str | None] = mapped_column(String(20))
    identity_no: Mapped[str | None] = mapped_column(Text)
    height_cm: Mapped[str | None] = mapped_column(Text)
    weight_kg: Mapped[str | None] = mapped_column(Text)
    marital_status: Mapped[str | None] = mapped_column(String(20))
    none: Mapped[list[str]] = mapped_column(Json)


class Customer(FileText, Base):
    """客户: the edition in force (or, before the first approval, what is being filled).

    `pending` holds a change of an approved file until it is signed: field → new value as on the
    wire, secret values sealed. `makers` are the people who wrote what is waiting to be signed.
    """

    __tablename__ = "customers"
    __table_args__ = (
        Index("ix_customers_owner_id", "owner_id"),
        Index("ix_customers_filing", "filing", "due_on"),
        Index("ix_customers_registered_by", "registered_by", "id"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    display_name: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20))
    grade: Mapped[str | None] = mapped_column(String(1))
    filing: Mapped[str] = mapped_column(String(20))
    edition: Mapped[int] = mapped_column(Integer, default=0)
    pending: Mapped[dict[str, Any]] = mapped_column(Json)
    makers: Mapped[list[str]] = mapped_column(Json)
    missing: Mapped[list[str]] = mapped_column(Json)
    registered_by: Mapped[UUID] = mapped_column(Id)
    registered_by_name: Mapped[str | None] = mapped_column(String(120))
    registered_on: Mapped[date] = mapped_column(Day)
    due_on: Mapped[date] = mapped_column(Day)
    filed_on: Mapped[date | None] = mapped_column(Day)
    archive_reason: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class Likeness(Base):
    """A normal form of a file's name, phone or credit code, by which near-duplicates are found."""

    __tablename__ = "likenesses"
    __table_args__ = (Index("ix_likenesses_form", "kind", "form"),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    form: Mapped[str] = mapped_column(String(200), primary_key=True)
