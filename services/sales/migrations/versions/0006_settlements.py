"""Receivables with terms, invoice and the day they cleared; sources and dated settlements."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Money

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _widen_receivables()
    _create_sources()
    _create_settlements()
    _carry_credit_notes_over()
    _start_watching_due_dates()


def _widen_receivables() -> None:
    with op.batch_alter_table("receivables") as table:
        table.add_column(
            sa.Column("kind", sa.String(20), nullable=False, server_default="delivery")
        )
        table.add_column(sa.Column("reference", sa.String(80)))
        table.add_column(sa.Column("terms_kind", sa.String(20)))
        table.add_column(sa.Column("terms_days", sa.Integer))
        table.add_column(sa.Column("cleared_on", Day))
        table.add_column(sa.Column("overdue_at", Instant))
        table.add_column(
            sa.Column("invoice_state", sa.String(10), nullable=False, server_default="none")
        )
        table.add_column(sa.Column("invoice_number", sa.String(40)))
        table.add_column(sa.Column("invoiced_on", Day))
        table.add_column(sa.Column("red_number", sa.String(40)))
        table.add_column(sa.Column("red_on", Day))
        for name in ("delivery_id", "order_id", "salesperson_id"):
            table.alter_column(name, existing_type=Id, nullable=True)
        for name in ("delivery_number", "order_number", "department"):
            table.alter_column(name, existing_type=sa.String(40), nullable=True)
    op.execute("UPDATE receivables SET cleared_on = booked_on WHERE open = 0")
    op.execute(
        "UPDATE receivables SET cleared_on = (SELECT max(n.issued_on) FROM settlements s"
        " JOIN credit_notes n ON n.id = s.credit_note_id WHERE s.receivable_id = receivables.id)"
        " WHERE open = 0 AND id IN (SELECT receivable_id FROM settlements)"
    )
    op.execute(
        "UPDATE receivables SET terms_days = (SELECT terms_days FROM orders o WHERE o.id = order_id),"
        " terms_kind = (SELECT terms_kind FROM orders o WHERE o.id = order_id)"
    )
    with op.batch_alter_table("receivables") as table:
        table.alter_column("kind", existing_type=sa.String(20), server_default=None)
        table.alter_column("invoice_state", existing_type=sa.String(10), server_default=None)
        table.create_check_constraint(
            op.f("ck_receivables_cleared"), "(open = 0) = (cleared_on IS NOT NULL)"
        )
        table.create_check_constraint(
            op.f("ck_receivables_kind"), "kind IN ('delivery', 'opening')"
        )
        table.create_check_constraint(
            op.f("ck_receivables_invoice_state"), "invoice_state IN ('none', 'issued', 'red')"
        )
    op.create_index("ix_receivables_booked_on", "receivables", ["booked_on", "cleared_on"])
    op.create_index("ix_receivables_customer_booked", "receivables", ["customer_id", "booked_on"])
    _partial("ix_receivables_open", "receivables", ["customer_id", "due_on"], "open > 0")
    _partial(
        "ix_receivables_unstated", "receivables", ["due_on"], "open > 0 AND overdue_at IS NULL"
    )


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(
        name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where)
    )


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("booked_on", Day, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("open", Money, nullable=False),
        sa.Column("cleared_on", Day),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("open >= 0 AND open <= amount", name=op.f("ck_sources_open")),
        sa.CheckConstraint(
            "(open = 0) = (cleared_on IS NOT NULL)", name=op.f("ck_sources_cleared")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("number", name=op.f("uq_sources_number")),
    )
    op.create_index("ix_sources_customer_id", "sources", ["customer_id", "booked_on"])
    op.create_index("ix_sources_booked_on", "sources", ["booked_on", "cleared_on"])
    _partial("ix_sources_open", "sources", ["customer_id"], "open > 0")


def _create_settlements() -> None:
    op.drop_index(op.f("ix_settlements_credit_note_id"), "settlements")
    op.drop_index(op.f("ix_settlements_receivable_id"), "settlements")
    op.rename_table("settlements", "settled_before")
    _free_the_old_names()
    op.create_table(
        "settlements",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("booked_on", Day, nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("reversed", Money, nullable=False),
        sa.Column("operator_id", Id, nullable=False),
        sa.Column("remark", sa.String(500), nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "reversed >= 0 AND reversed <= amount", name=op.f("ck_settlements_reversed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
        sa.UniqueConstraint("number", name=op.f("uq_settlements_number")),
    )
    op.create_index("ix_settlements_customer_id", "settlements", ["customer_id", "id"])
    _create_settlement_lines()


def _free_the_old_names() -> None:
    """On PostgreSQL a constraint's index keeps its name when the table is renamed."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE settled_before RENAME CONSTRAINT pk_settlements TO pk_before")


def _create_settlement_lines() -> None:
    op.create_table(
        "settlement_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("settlement_id", Id, nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("source_kind", sa.String(20), nullable=False),
        sa.Column("source_number", sa.String(40), nullable=False),
        sa.Column("receivable_id", Id),
        sa.Column("receivable_number", sa.String(40)),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("use", sa.String(10), nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("reversed", Money, nullable=False),
        sa.Column("reverses_id", Id),
        sa.Column("booked_on", Day, nullable=False),
        sa.Column("settled_at", Instant, nullable=False),
        sa.Column("operator_id", Id, nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.CheckConstraint(
            "(amount > 0) = (reverses_id IS NULL) AND amount <> 0",
            name=op.f("ck_settlement_lines_amount"),
        ),
        sa.CheckConstraint(
            "reversed >= 0 AND (reversed = 0 OR reversed <= amount)",
            name=op.f("ck_settlement_lines_reversed"),
        ),
        sa.CheckConstraint(
            "(use = 'settle') = (receivable_id IS NOT NULL)", name=op.f("ck_settlement_lines_use")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_settlement_lines_{column}_{table}")
            )
            for column, table in (
                ("settlement_id", "settlements"),
                ("source_id", "sources"),
                ("receivable_id", "receivables"),
                ("reverses_id", "settlement_lines"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_lines")),
    )
    op.create_index(
        op.f("ix_settlement_lines_settlement_id"), "settlement_lines", ["settlement_id"]
    )
    for column in ("receivable_id", "source_id", "customer_id"):
        op.create_index(f"ix_settlement_lines_{column}", "settlement_lines", [column, "booked_on"])


def _carry_credit_notes_over() -> None:
    """Each note becomes a source, and what it settled a settlement under the note's own number."""
    op.execute(
        "INSERT INTO sources (id, version, created_at, kind, number, customer_id, customer_name,"
        " booked_on, currency, amount, open, cleared_on) SELECT id, version, created_at,"
        " 'credit_note', number, customer_id, customer_name, issued_on, currency, gross, open,"
        " CASE WHEN open = 0 THEN issued_on END FROM credit_notes"
    )
    op.execute(
        "INSERT INTO settlements (id, version, created_at, number, kind, customer_id,"
        " customer_name, booked_on, amount, reversed, operator_id, remark) SELECT n.id, 1,"
        " n.created_at, n.number, 'credit_note', n.customer_id, n.customer_name, n.issued_on,"
        f" SUM(s.amount), 0, {_nobody()}, '' FROM credit_notes n JOIN settled_before s"
        " ON s.credit_note_id = n.id GROUP BY n.id, n.created_at, n.number, n.customer_id,"
        " n.customer_name, n.issued_on"
    )
    op.execute(
        "INSERT INTO settlement_lines (id, settlement_id, source_id, source_kind, source_number,"
        " receivable_id, receivable_number, customer_id, use, amount, reversed, booked_on,"
        " settled_at, operator_id, reason) SELECT s.id, n.id, n.id, 'credit_note', n.number,"
        " r.id, r.number, n.customer_id, 'settle', s.amount, 0, n.issued_on, s.settled_at,"
        f" {_nobody()}, '' FROM settled_before s JOIN credit_notes n"
        " ON n.id = s.credit_note_id JOIN receivables r ON r.id = s.receivable_id"
    )
    op.drop_table("settled_before")
    with op.batch_alter_table("credit_notes") as table:
        table.drop_constraint(op.f("ck_credit_notes_open"), type_="check")
        table.drop_column("open")


def _nobody() -> str:
    """Who acted is not known of what was settled before."""
    zeros = "'" + "0" * 32 + "'"
    return f"CAST({zeros} AS uuid)" if op.get_bind().dialect.name == "postgresql" else zeros


def _start_watching_due_dates() -> None:
    """The timer that states what is overdue; it sets itself again each day."""
    timers = sa.table(
        "timers",
        sa.column("id", Id),
        sa.column("name", sa.String),
        sa.column("key", sa.String),
        sa.column("due", Instant),
        sa.column("data", sa.JSON),
    )
    from chassis import clock
    from chassis.ids import new_id

    first = {"name": "state_overdue_receivables", "key": "daily", "data": {}}
    op.execute(timers.insert().values(id=new_id(), due=clock.now(), **first))
