"""Holds, returned pieces and costs of poor quality."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _holds()
    _returns()


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", Id, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("case_number", sa.String(40), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id),
        sa.Column("lot", sa.String(60)),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("requested_by", Id, nullable=False),
        sa.Column("requested_by_name", sa.String(120), nullable=False),
        sa.Column("in_force_at", Instant),
        sa.Column("seen", sa.Integer),
        sa.Column("passed", sa.Integer),
        sa.Column("ended_at", Instant),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_holds_case_id_cases"),
    )
    op.create_index("ix_holds_case_id", "holds", ["case_id"])
    op.create_index("ix_holds_lot_id", "holds", ["lot_id"])
    op.create_table(
        "hold_endings",
        sa.Column("id", Id, primary_key=True),
        sa.Column("hold_id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("quantity", Quantity),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("record", sa.String(200)),
        sa.Column("clean_point", sa.String(200)),
        sa.Column("consent_reference", sa.String(200)),
        sa.Column("expires_on", Day),
        sa.Column("ended_by", Id, nullable=False),
        sa.Column("ended_by_name", sa.String(120), nullable=False),
        sa.Column("ended_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_hold_endings_case_id_cases"),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"], name="fk_hold_endings_hold_id_holds"),
    )
    op.create_index("ix_hold_endings_case_id", "hold_endings", ["case_id"])
    op.create_index("ix_hold_endings_hold_id", "hold_endings", ["hold_id"])
    op.create_table(
        "affected_customers",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("display_name", sa.String(200), nullable=False),
        sa.Column("order_numbers", Json, nullable=False),
        sa.Column("delivered", Quantity, nullable=False),
        sa.Column("returned", Quantity, nullable=False),
        sa.Column("net", Quantity, nullable=False),
        sa.UniqueConstraint(
            "case_id", "lot_id", "customer_id", name="uq_affected_customers_case_id"
        ),
    )
    op.create_table(
        "affected_orders",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("line_id", Id, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.UniqueConstraint("case_id", "lot_id", "line_id", name="uq_affected_orders_case_id"),
    )


def _returns() -> None:
    op.create_table(
        "pieces",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("return_line_id", Id, nullable=False),
        sa.Column("lot_id", Id),
        sa.Column("lot", sa.String(60)),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("quarantined", Quantity),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_pieces_case_id_cases"),
        sa.CheckConstraint("quantity > 0", name="ck_pieces_quantity"),
        sa.CheckConstraint("quarantined >= 0", name="ck_pieces_quarantined"),
    )
    op.create_index("ix_pieces_case_id", "pieces", ["case_id"])
    op.create_index("ix_pieces_return_line_id", "pieces", ["return_line_id"])
    op.create_table(
        "dispositions",
        sa.Column("id", Id, primary_key=True),
        sa.Column("case_id", Id),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("disposal_id", Id, nullable=False),
        sa.Column("disposal", sa.Integer),
        sa.Column("return_line_id", Id, nullable=False),
        sa.Column("lot_id", Id),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("finding", sa.Text),
        sa.Column("judged_by", Id),
        sa.Column("judged_by_name", sa.String(120)),
        sa.Column("judged_at", Instant),
        sa.Column("cost", Money),
        sa.Column("disposed_at", Instant),
        sa.CheckConstraint("quantity > 0", name="ck_dispositions_quantity"),
    )
    op.create_index("ix_dispositions_case_id", "dispositions", ["case_id"])
    op.create_index("ix_dispositions_return_id", "dispositions", ["return_id"])
    op.create_table(
        "costs",
        sa.Column("id", Id, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("case_number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("product_id", Id),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("booked_on", Day, nullable=False),
        sa.Column("disposition_id", Id),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_costs_case_id_cases"),
        sa.UniqueConstraint("disposition_id", name="uq_costs_disposition_id"),
    )
    op.create_index("ix_costs_case_id", "costs", ["case_id"])
    op.create_index("ix_costs_customer_id_booked_on", "costs", ["customer_id", "booked_on"])
