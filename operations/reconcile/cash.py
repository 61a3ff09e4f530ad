"""Receivables ↔ settlements ↔ sources ↔ accounts: what is open follows from dated lines, to the cent."""

from .rules import Never, Rule, Same

SALES = "sales"

_BOOKED = " UNION ALL ".join(
    f"SELECT id, {day} AS day, {at} AS at FROM {table}"
    for table, day, at in (
        ("deliveries", "booked_on", "created_at"),
        ("returns", "booked_on", "created_at"),
        ("receivables", "booked_on", "created_at"),
        ("credit_notes", "issued_on", "created_at"),
        ("credit_reversals", "issued_on", "created_at"),
        ("sources", "booked_on", "created_at"),
        ("settlement_lines", "booked_on", "settled_at"),
        ("quality_costs", "booked_on", "recorded_at"),
    )
)
_NUMBERED = " UNION ALL ".join(
    f"SELECT number FROM {table}"
    for table in ("deliveries", "receivables", "credit_notes", "credit_reversals")
)

RULES: tuple[Rule, ...] = (
    Same(
        "receivable = open + settled",
        (SALES, "SELECT id, gross - open AS settled_m FROM receivables"),
        (
            SALES,
            """SELECT receivable_id AS id, SUM(amount) AS settled_m FROM settlement_lines
                WHERE receivable_id IS NOT NULL GROUP BY receivable_id""",
        ),
    ),
    Same(
        "source = open + used",
        (SALES, "SELECT id, amount - open AS used_m FROM sources"),
        (
            SALES,
            "SELECT source_id AS id, SUM(amount) AS used_m FROM settlement_lines GROUP BY source_id",
        ),
    ),
    Same(
        "credit note = its source",
        (SALES, "SELECT id, gross AS amount_m FROM credit_notes"),
        (SALES, "SELECT id, amount AS amount_m FROM sources WHERE kind = 'credit_note'"),
    ),
    Same(
        "signed opening balance = its receivable or source",
        (
            SALES,
            """SELECT l.id, l.kind, l.amount AS amount_m FROM opening_lines l
                 JOIN openings o ON o.id = l.opening_id WHERE o.status = 'approved'""",
        ),
        (
            SALES,
            """SELECT id, 'receivable' AS kind, gross AS amount_m FROM receivables WHERE kind = 'opening'
               UNION ALL SELECT id, 'credit', amount FROM sources WHERE kind = 'opening'""",
        ),
    ),
    Same(
        "opening receivable taken back = settled by its reversal",
        (
            SALES,
            """SELECT id, amount AS amount_m FROM opening_lines
               WHERE kind = 'receivable' AND reversed_on IS NOT NULL""",
        ),
        (
            SALES,
            """SELECT receivable_id AS id, SUM(amount) AS amount_m FROM settlement_lines
               WHERE source_kind = 'opening_reversal' GROUP BY receivable_id""",
        ),
    ),
    Same(
        "payment = its source",
        (SALES, "SELECT id, amount AS amount_m FROM payments"),
        (SALES, "SELECT id, amount AS amount_m FROM sources WHERE kind = 'payment'"),
    ),
    Same(
        "reversed payment = nothing left of it",
        (SALES, "SELECT id, amount AS void_m FROM payments WHERE status = 'reversed'"),
        (
            SALES,
            """SELECT source_id AS id, SUM(amount) AS void_m FROM settlement_lines
                WHERE use = 'void' AND source_kind = 'payment' GROUP BY source_id""",
        ),
    ),
    Same(
        "approved refund = what left its source",
        (
            SALES,
            """SELECT source_id AS id, SUM(amount) AS refund_m FROM refunds
                WHERE status = 'approved' GROUP BY source_id""",
        ),
        (
            SALES,
            """SELECT source_id AS id, SUM(amount) AS refund_m FROM settlement_lines
                WHERE use = 'refund' GROUP BY source_id""",
        ),
    ),
    Same(
        "agreed debit note or write-off = its source",
        (
            SALES,
            """SELECT id, amount AS amount_m FROM debit_notes WHERE status IN ('approved', 'reversed')
               UNION ALL SELECT id, amount FROM write_offs WHERE status = 'approved'""",
        ),
        (
            SALES,
            """SELECT id, amount AS amount_m FROM sources
                WHERE kind IN ('debit_note', 'tail', 'bad_debt')""",
        ),
    ),
    Same(
        "settlement = its lines",
        (SALES, "SELECT id, amount AS amount_m, reversed AS reversed_m FROM settlements"),
        (
            SALES,
            """SELECT settlement_id AS id,
                      SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS amount_m,
                      SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS reversed_m
                 FROM settlement_lines GROUP BY settlement_id""",
        ),
    ),
    Same(
        "settlement line's reversed amount = the lines that reverse it",
        (SALES, "SELECT id, reversed AS reversed_m FROM settlement_lines"),
        (
            SALES,
            """SELECT reverses_id AS id, -SUM(amount) AS reversed_m FROM settlement_lines
                WHERE reverses_id IS NOT NULL GROUP BY reverses_id""",
        ),
    ),
    Never(
        "a receivable settled beyond its amount, or below nothing",
        (
            SALES,
            """SELECT r.id FROM receivables r JOIN settlement_lines l ON l.receivable_id = r.id
                GROUP BY r.id, r.gross HAVING SUM(l.amount) > r.gross OR SUM(l.amount) < 0""",
        ),
    ),
    Never(
        "a source used beyond its amount, or below nothing",
        (
            SALES,
            """SELECT s.id FROM sources s JOIN settlement_lines l ON l.source_id = s.id
                GROUP BY s.id, s.amount HAVING SUM(l.amount) > s.amount OR SUM(l.amount) < 0""",
        ),
    ),
    Same(
        "recovered write-off or reversed debit note = what was voided of it",
        (
            SALES,
            """SELECT id, recovered AS void_m FROM write_offs UNION ALL
               SELECT id, amount FROM debit_notes WHERE status = 'reversed'""",
        ),
        (
            SALES,
            """SELECT source_id AS id, SUM(amount) AS void_m FROM settlement_lines
                WHERE use = 'void' AND source_kind IN ('tail', 'bad_debt', 'debit_note')
                GROUP BY source_id""",
        ),
    ),
    Never(
        "a number of a delivery, receivable or credit note that was taken and no document bears",
        (
            SALES,
            f"""SELECT s.kind, s.year FROM series s WHERE s.kind IN ('DN', 'AR', 'CN', 'CR')
                   AND s.last <> (SELECT COUNT(*) FROM ({_NUMBERED}) AS d
                                   WHERE d.number LIKE s.kind || '-' || s.year || '-%')""",
        ),
    ),
    Never(
        "a document booked into a month after it was closed",
        (
            SALES,
            f"""SELECT d.id, p.name FROM ({_BOOKED}) AS d JOIN periods p
                    ON d.day BETWEEN p.starts_on AND p.ends_on AND d.at > p.closed_at
                 WHERE p.kind = 'month' AND p.status = 'closed'""",
        ),
    ),
    Same(
        "credit account = open receivables",
        (SALES, "SELECT id, open_receivables AS open_m FROM credit_accounts"),
        (
            SALES,
            "SELECT customer_id AS id, SUM(open) AS open_m FROM receivables GROUP BY customer_id",
        ),
    ),
    Same(
        "credit account = unallocated advances and credits",
        (SALES, "SELECT id, unallocated AS open_m FROM credit_accounts"),
        (
            SALES,
            "SELECT customer_id AS id, SUM(open) AS open_m FROM sources GROUP BY customer_id",
        ),
    ),
    Same(
        "credit account = unallocated advances",
        (SALES, "SELECT id, advances AS open_m FROM credit_accounts"),
        (
            SALES,
            """SELECT customer_id AS id, SUM(open) AS open_m FROM sources
               WHERE kind IN ('payment', 'opening') GROUP BY customer_id""",
        ),
    ),
)
