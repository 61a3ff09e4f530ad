"""What becomes of returned goods, replacements, credit taken back, and when a customer is at risk."""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, Rate, UnitPrice

revision = "0012"
down_revision = "0011"

NOBODY = "00000000-0000-0000-0000-000000000000"


def upgrade() -> None:
    _name_replacements()
    _decide_outcomes()
    _extend_cases()
    _create_reversals()
    _create_reversal_lines()
    _owe_anew()
    _create_risk_rule()


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _add(table: str, name: str, kind: object, default: str) -> None:
    """A column that rows so far need a value in, and new ones bring one."""
    op.add_column(table, sa.Column(name, kind, nullable=False, server_default=default))  # type: ignore[arg-type]
    if _is_postgres():
        op.alter_column(table, name, server_default=None)


def _name_replacements() -> None:
    _add("orders", "kind", sa.String(20), "sale")
    op.add_column("orders", sa.Column("return_id", Id))
    op.add_column("orders", sa.Column("return_number", sa.String(40)))
    op.create_index("ix_orders_customer_ordered", "orders", ["customer_id", "ordered_on"])
    op.create_index("ix_orders_return_id", "orders", ["return_id"])
    op.add_column("deliveries", sa.Column("return_id", Id))
    for table in ("order_lines", "delivery_lines"):
        op.add_column(table, sa.Column("return_line_id", Id))
        op.add_column(table, sa.Column("warranty_from", Day))


def _decide_outcomes() -> None:
    _add("returns", "reason_code", sa.String(20), "defect")
    _add("return_lines", "outcome", sa.String(20), "credit")
    nobody = NOBODY if _is_postgres() else NOBODY.replace("-", "")
    _add("return_lines", "paid_delivery_id", Id, nobody)
    op.execute("UPDATE return_lines SET paid_delivery_id = delivery_id")
    for name in ("reversed", "replaced", "sent_back"):
        _add("return_lines", name, Quantity, "0")
    _add("return_lines", "sent_lots", Json, "[]")
    with op.batch_alter_table("return_lines") as lines:
        lines.drop_constraint(op.f("ck_return_lines_judged"), type_="check")
        lines.create_check_constraint(
            op.f("ck_return_lines_judged"), "judged <= quantity AND replaced <= judged"
        )
        lines.create_check_constraint(
            op.f("ck_return_lines_credited"), "credited >= 0 AND credited <= quantity"
        )
        lines.create_check_constraint(
            op.f("ck_return_lines_sent_back"), "sent_back >= 0 AND sent_back <= quantity"
        )
    # pieces credited on receipt counted as judged, although quality had not seen them
    op.execute(
        "UPDATE return_lines SET judged = 0 WHERE return_id IN"
        " (SELECT id FROM returns WHERE credit_when = 'on_receipt')"
    )


def _extend_cases() -> None:
    """Copies, which a rebuild fills again; until then a case counts as not severe."""
    nobody = NOBODY if _is_postgres() else NOBODY.replace("-", "")
    _add("cases", "product_id", Id, nobody)
    _add("cases", "severity", sa.String(20), "general")
    op.create_index("ix_cases_customer_id", "cases", ["customer_id", "status"])


def _create_reversals() -> None:
    _add("credit_notes", "reversed", Money, "0")
    _add("credit_note_lines", "reversed", Quantity, "0")
    op.create_table(
        "credit_reversals",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("credit_note_id", Id, nullable=False),
        sa.Column("credit_note_number", sa.String(40), nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("return_number", sa.String(40), nullable=False),
        sa.Column("disposal_id", Id),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("issued_on", Day, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        *(sa.Column(name, Money, nullable=False) for name in ("net", "tax", "gross", "cost")),
        *(sa.Column(name, Money, nullable=False) for name in ("from_open", "reopened", "charged")),
        sa.Column("receivable_id", Id),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "from_open + reopened + charged = gross", name=op.f("ck_credit_reversals_whole")
        ),
        sa.ForeignKeyConstraint(
            ["credit_note_id"],
            ["credit_notes.id"],
            name=op.f("fk_credit_reversals_credit_note_id_credit_notes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_reversals")),
        sa.UniqueConstraint("number", name=op.f("uq_credit_reversals_number")),
    )
    op.create_index(
        "uq_credit_reversals_disposal",
        "credit_reversals",
        ["disposal_id", "credit_note_id", "ground"],
        unique=True,
    )
    op.create_index("ix_credit_reversals_note", "credit_reversals", ["credit_note_id"])
    op.create_index("ix_credit_reversals_customer_id", "credit_reversals", ["customer_id", "id"])
    op.create_index(
        "ix_credit_reversals_customer_issued",
        "credit_reversals",
        ["customer_id", "issued_on", "id"],
    )
    op.create_index("ix_credit_reversals_issued_on", "credit_reversals", ["issued_on", "id"])


def _create_reversal_lines() -> None:
    op.create_table(
        "credit_reversal_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("credit_reversal_id", Id, nullable=False),
        sa.Column("credit_note_line_id", Id, nullable=False),
        sa.Column("return_line_id", Id, nullable=False),
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("delivery_line_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(40), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("price", UnitPrice, nullable=False),
        sa.Column("discount", Money, nullable=False),
        sa.Column("tax_rate", Rate, nullable=False),
        *(sa.Column(name, Money, nullable=False) for name in ("net", "tax", "gross", "cost")),
        sa.ForeignKeyConstraint(
            ["credit_reversal_id"],
            ["credit_reversals.id"],
            name=op.f("fk_credit_reversal_lines_credit_reversal_id_credit_reversals"),
        ),
        sa.ForeignKeyConstraint(
            ["credit_note_line_id"],
            ["credit_note_lines.id"],
            name=op.f("fk_credit_reversal_lines_credit_note_line_id_credit_note_lines"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_reversal_lines")),
    )
    for name in ("credit_reversal_id", "credit_note_line_id"):
        op.create_index(op.f(f"ix_credit_reversal_lines_{name}"), "credit_reversal_lines", [name])


def _owe_anew() -> None:
    with op.batch_alter_table("receivables") as receivables:
        receivables.drop_constraint(op.f("ck_receivables_kind"), type_="check")
        receivables.create_check_constraint(
            op.f("ck_receivables_kind"), "kind IN ('delivery', 'opening', 'reversal')"
        )


def _create_risk_rule() -> None:
    rule = op.create_table(
        "risk_rule",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("overdue_days", sa.Integer, nullable=False),
        sa.Column("overdue_share", Rate, nullable=False),
        sa.Column("silent_days", sa.Integer, nullable=False),
        sa.Column("orders_before", sa.Integer, nullable=False),
        sa.Column("margin_points", Rate, nullable=False),
        sa.Column("severe_cases", sa.Integer, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_risk_rule_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_rule")),
    )
    first = {"id": 1, "version": 1, "overdue_days": 60, "silent_days": 90}
    first |= {"orders_before": 4, "severe_cases": 2}
    shares = {"overdue_share": Decimal("0.2"), "margin_points": Decimal("0.05")}
    op.bulk_insert(rule, [first | shares])
