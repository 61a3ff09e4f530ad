"""Copies, concerns and cases, with the clock and the 8D triggers as the company set them."""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

from chassis.data.migrations import create_chassis_tables
from chassis.data.types import Day, Id, Instant, Json, Money, Quantity
from paper.tables import create_paper_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_chassis_tables(op)
    create_paper_tables(op)
    _copies()
    _settings()
    _cases()
    _work()
    _set_clock()
    _set_triggers()


def _copies() -> None:
    op.create_table(
        "customers",
        sa.Column("id", Id, primary_key=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("grade", sa.String(4)),
        sa.Column("archived", sa.Boolean, nullable=False),
    )
    op.create_table(
        "products",
        sa.Column("id", Id, primary_key=True),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("tracking", sa.String(10), nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
    )
    op.create_table(
        "lots",
        sa.Column("id", Id, primary_key=True),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("supplier_name", sa.String(200)),
        sa.Column("received_on", Day),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("balance", Json),
    )
    op.create_index("ix_lots_product_id_lot", "lots", ["product_id", "lot"])


def _settings() -> None:
    op.create_table(
        "clock_terms",
        sa.Column("path", sa.String(10), primary_key=True),
        sa.Column("step", sa.String(20), primary_key=True),
        sa.Column("hours", sa.Integer, nullable=False),
        sa.Column("amber_percent", sa.Integer, nullable=False),
    )
    op.create_table(
        "path_triggers",
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("amount", Money),
        sa.Column("months", sa.Integer),
    )


def _cases() -> None:
    op.create_table(
        "entries",
        sa.Column("id", Id, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("complaint_no", sa.String(60)),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(60), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("drawing_revision", sa.String(40)),
        sa.Column("serial", sa.String(60)),
        sa.Column("delivery_id", Id),
        sa.Column("delivery_number", sa.String(40)),
        sa.Column("order_id", Id),
        sa.Column("return_id", Id),
        sa.Column("return_number", sa.String(40)),
        sa.Column("return_line_id", Id),
        sa.Column("quantity_delivered", Quantity),
        sa.Column("quantity_complained", Quantity, nullable=False),
        sa.Column("quantity_confirmed", Quantity),
        sa.Column("quantity_no_trouble_found", Quantity),
        sa.Column("quantity_misuse", Quantity),
        sa.Column("defect_code", sa.String(40)),
        sa.Column("demands_8d", sa.Boolean, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("condition", sa.Text),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.UniqueConstraint("return_line_id", name="uq_entries_return_line_id"),
    )
    op.create_table(
        "cases",
        sa.Column("id", Id, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("entry_id", Id, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("path", sa.String(10), nullable=False),
        sa.Column("path_reasons", Json, nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(60), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("return_id", Id),
        sa.Column("return_line_id", Id),
        sa.Column("cost", Money, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("opened_by", Id, nullable=False),
        sa.Column("opened_by_name", sa.String(120), nullable=False),
        sa.Column("engineer_id", Id),
        sa.Column("engineer_name", sa.String(120)),
        sa.Column("contained_at", Instant),
        sa.Column("closed_at", Instant),
        sa.Column("closed_by", Id),
        sa.Column("closed_by_name", sa.String(120)),
        sa.Column("summary", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_cases_entry_id_entries"),
        sa.UniqueConstraint("entry_id", name="uq_cases_entry_id"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
        sa.UniqueConstraint("return_line_id", name="uq_cases_return_line_id"),
    )
    op.create_index("ix_cases_customer_id", "cases", ["customer_id", "id"])
    op.create_index("ix_cases_product_id", "cases", ["product_id", "id"])
    op.create_index("ix_cases_return_id", "cases", ["return_id"])
    op.create_index("ix_cases_status", "cases", ["status", "id"])
    op.create_table(
        "deadlines",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("amber_at", Instant, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("done_at", Instant),
        sa.Column("state", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_deadlines_case_id_cases"),
        sa.UniqueConstraint("case_id", "step", name="uq_deadlines_case_id"),
    )
    op.create_table(
        "case_lots",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("quantity", Quantity),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_lots_case_id_cases"),
    )
    op.create_index("ix_case_lots_case_id", "case_lots", ["case_id"])
    op.create_index("ix_case_lots_lot", "case_lots", ["lot"])


def _work() -> None:
    op.create_table(
        "locations",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("found", Quantity),
        sa.Column("sorted", Quantity),
        sa.Column("bad", Quantity),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("effective", sa.Boolean),
        sa.Column("answered_by", Id, nullable=False),
        sa.Column("answered_by_name", sa.String(120), nullable=False),
        sa.Column("answered_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_locations_case_id_cases"),
    )
    op.create_index("ix_locations_case_id", "locations", ["case_id"])
    op.create_table(
        "causes",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written_by", Id, nullable=False),
        sa.Column("written_by_name", sa.String(120), nullable=False),
        sa.Column("written_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_causes_case_id_cases"),
    )
    op.create_index("ix_causes_case_id", "causes", ["case_id"])
    op.create_table(
        "replies",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("written_by", Id, nullable=False),
        sa.Column("written_by_name", sa.String(120), nullable=False),
        sa.Column("written_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_replies_case_id_cases"),
    )
    op.create_index("ix_replies_case_id", "replies", ["case_id"])


def _set_clock() -> None:
    short = {"acknowledge": 4, "d3": 24, "reply": 14 * 24}
    days = {"d4": 7, "d5": 14, "d6": 30, "d7": 45, "d8": 60}
    eightd = {"acknowledge": 4, "d3": 24} | {step: 24 * count for step, count in days.items()}
    terms = sa.table(
        "clock_terms",
        sa.column("path", sa.String),
        sa.column("step", sa.String),
        sa.column("hours", sa.Integer),
        sa.column("amber_percent", sa.Integer),
    )
    for path, steps in (("short", short), ("eightd", eightd)):
        for step, hours in steps.items():
            op.execute(terms.insert().values(path=path, step=step, hours=hours, amber_percent=75))


def _set_triggers() -> None:
    triggers = sa.table(
        "path_triggers",
        sa.column("code", sa.String),
        sa.column("amount", Money),
        sa.column("months", sa.Integer),
    )
    for code in ("zero_km", "severe", "customer_demand"):
        op.execute(triggers.insert().values(code=code))
    op.execute(triggers.insert().values(code="repeat", months=12))
    op.execute(triggers.insert().values(code="cost", amount=Decimal("5000.00")))
