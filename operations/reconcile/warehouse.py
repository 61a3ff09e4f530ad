"""What must agree between the warehouse's documents and the ledger: openings, inspections, counts."""

from .rules import Never, Rule, Same

INVENTORY = "inventory"

RULES: tuple[Rule, ...] = (
    Same(
        "signed opening balances = movements",
        (
            INVENTORY,
            """SELECT l.id AS line_id, l.quantity AS opened_q, l.value AS opened_m
                 FROM opening_lines l JOIN openings o ON o.id = l.opening_id
                WHERE o.status = 'signed'""",
        ),
        (
            INVENTORY,
            """SELECT source_line AS line_id, quantity AS opened_q, value AS opened_m FROM movements
                WHERE kind = 'opening'""",
        ),
    ),
    Never(
        "a product opened twice in a warehouse",
        (
            INVENTORY,
            """SELECT l.product_id, o.warehouse_id FROM opening_lines l
                 JOIN openings o ON o.id = l.opening_id WHERE o.status <> 'rejected'
                GROUP BY l.product_id, o.warehouse_id HAVING COUNT(DISTINCT o.id) > 1""",
        ),
    ),
    Never(
        "a product moved in a warehouse before its opening",
        (
            INVENTORY,
            """SELECT DISTINCT l.product_id, o.warehouse_id FROM openings o
                 JOIN opening_lines l ON l.opening_id = o.id
                 JOIN movements m ON m.product_id = l.product_id AND m.warehouse_id = o.warehouse_id
                WHERE o.status = 'signed' AND m.kind <> 'opening' AND m.at < o.signed_at""",
        ),
    ),
    Same(
        "inspection = its lots",
        (
            INVENTORY,
            """SELECT id, quantity AS quantity_q, cost AS cost_m,
                      released + sent_back + scrapped AS gone_q FROM inspections""",
        ),
        (
            INVENTORY,
            """SELECT inspection_id AS id, SUM(quantity) AS quantity_q, SUM(cost) AS cost_m,
                      SUM(gone) AS gone_q FROM inspected_lots GROUP BY inspection_id""",
        ),
    ),
    Same(
        "disposal of inspected pieces = its movements",
        (
            INVENTORY,
            "SELECT id, quantity AS quantity_q, cost AS cost_m FROM inspection_disposals",
        ),
        (
            INVENTORY,
            """SELECT source_line AS id, -SUM(quantity) AS quantity_q, -SUM(value) AS cost_m
                 FROM movements WHERE source_kind = 'inspection' AND pool = 'quarantine'
                GROUP BY source_line""",
        ),
    ),
    Same(
        "approved loss of a transfer = its movement",
        (
            INVENTORY,
            """SELECT id, -quantity AS quantity_q, value AS value_m FROM transfer_losses
                WHERE status = 'approved'""",
        ),
        (
            INVENTORY,
            """SELECT l.id, SUM(m.quantity) AS quantity_q, SUM(m.value) AS value_m
                 FROM movements m JOIN transfer_losses l ON l.id = m.source_line
                WHERE m.source_kind = 'transfer' GROUP BY l.id""",
        ),
    ),
    Same(
        "adjustment = its movement",
        (
            INVENTORY,
            """SELECT id, quantity AS quantity_q, value AS value_m FROM adjustments
                WHERE status IN ('approved', 'booked')""",
        ),
        (
            INVENTORY,
            """SELECT source_line AS id, SUM(quantity) AS quantity_q, SUM(value) AS value_m
                 FROM movements WHERE source_kind = 'adjustment' GROUP BY source_line""",
        ),
    ),
    Same(
        "difference of an approved stocktake = its movement",
        (
            INVENTORY,
            """SELECT l.id, l.difference AS quantity_q, l.amount AS value_m FROM stocktake_lines l
                 JOIN stocktakes s ON s.id = l.stocktake_id
                WHERE s.status = 'approved' AND l.difference <> 0""",
        ),
        (
            INVENTORY,
            """SELECT source_line AS id, SUM(quantity) AS quantity_q, SUM(value) AS value_m
                 FROM movements WHERE source_kind = 'stocktake' GROUP BY source_line""",
        ),
    ),
)
