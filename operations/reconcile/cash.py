"""Receivables ↔ settlements ↔ sources ↔ accounts: what is open follows from dated lines, to the cent."""

from .rules import Never, Rule, Same

SALES = "sales"

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
)
