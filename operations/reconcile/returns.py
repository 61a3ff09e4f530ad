"""Returns ↔ quarantine ↔ cases ↔ credit notes, verdicts ↔ what was done, holds on both sides."""

from .rules import Rule, Same

SALES, INVENTORY, QUALITY = "sales", "inventory", "quality"

RULES: tuple[Rule, ...] = (
    Same(
        "delivery line's returned pieces = its return lines",
        (SALES, "SELECT id, returned AS quantity_q FROM delivery_lines"),
        (
            SALES,
            """SELECT delivery_line_id AS id, SUM(quantity) AS quantity_q FROM return_lines
                GROUP BY delivery_line_id""",
        ),
    ),
    Same(
        "return line = what entered quarantine, at its cost",
        (SALES, "SELECT id, quantity AS quantity_q, cost AS cost_m FROM return_lines"),
        (
            INVENTORY,
            """SELECT return_line_id AS id, SUM(quantity) AS quantity_q, SUM(cost) AS cost_m
                 FROM returned GROUP BY return_line_id""",
        ),
    ),
    Same(
        "return line = one quality case",
        (SALES, "SELECT id, quantity AS quantity_q, 1 AS cases_q FROM return_lines"),
        (
            QUALITY,
            """SELECT e.return_line_id AS id, SUM(e.quantity_complained) AS quantity_q,
                      COUNT(c.id) AS cases_q FROM entries e LEFT JOIN cases c ON c.entry_id = e.id
                WHERE e.return_line_id IS NOT NULL GROUP BY e.return_line_id""",
        ),
    ),
    Same(
        "return credited on receipt = its credit note",
        (
            SALES,
            """SELECT l.return_id, SUM(l.gross) AS gross_m, SUM(l.cost) AS cost_m FROM return_lines l
                 JOIN returns r ON r.id = l.return_id WHERE r.credit_when = 'on_receipt'
                GROUP BY l.return_id""",
        ),
        (
            SALES,
            """SELECT n.return_id, SUM(n.gross) AS gross_m, SUM(n.cost) AS cost_m FROM credit_notes n
                 JOIN returns r ON r.id = n.return_id WHERE r.credit_when = 'on_receipt'
                GROUP BY n.return_id""",
        ),
    ),
    Same(
        "pieces in quarantine, as the case counts them",
        (
            QUALITY,
            """SELECT return_line_id, SUM(quarantined) AS quantity_q FROM pieces
                GROUP BY return_line_id""",
        ),
        (
            INVENTORY,
            """SELECT return_line_id, SUM(quantity) AS quantity_q FROM returned
                GROUP BY return_line_id""",
        ),
    ),
    Same(
        "verdict = what inventory did, at its cost",
        (
            QUALITY,
            """SELECT return_line_id, SUM(quantity) AS quantity_q, SUM(cost) AS cost_m FROM dispositions
                GROUP BY return_line_id""",
        ),
        (
            INVENTORY,
            """SELECT return_line_id, SUM(disposed) AS quantity_q, SUM(disposed_cost) AS cost_m
                 FROM returned GROUP BY return_line_id""",
        ),
    ),
    Same(
        "hold of a case = hold in inventory",
        (QUALITY, "SELECT id, case_id, 1 AS is_active FROM holds WHERE status <> 'ended'"),
        (INVENTORY, "SELECT id, case_id, 1 AS is_active FROM holds WHERE status = 'active'"),
    ),
)
