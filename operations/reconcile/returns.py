"""Returns ↔ quarantine ↔ cases ↔ credit notes, verdicts ↔ what was done, holds on both sides."""

from .rules import Never, Rule, Same

SALES, INVENTORY, QUALITY = "sales", "inventory", "quality"

RULES: tuple[Rule, ...] = (
    Same(
        "delivery line's returned pieces = its return lines",
        (SALES, "SELECT id, returned AS quantity_q FROM delivery_lines"),
        (
            SALES,
            """SELECT delivery_line_id AS id, SUM(quantity - sent_back) AS quantity_q
                 FROM return_lines GROUP BY delivery_line_id""",
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
        "pieces with customers, as sales counts them = the ledger",
        (
            SALES,
            """SELECT product_id, SUM(pieces) AS with_q FROM (
                 SELECT product_id, quantity AS pieces FROM delivery_lines UNION ALL
                 SELECT product_id, sent_back - quantity FROM return_lines) AS moved
                GROUP BY product_id""",
        ),
        (
            INVENTORY,
            """SELECT product_id, -SUM(quantity) AS with_q FROM movements
                WHERE kind IN ('issue', 'return', 'to_customer') GROUP BY product_id""",
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
        "credited and reversed pieces of a return line = its credit notes and reversals",
        (
            SALES,
            "SELECT id, credited AS credited_q, reversed AS reversed_q FROM return_lines",
        ),
        (
            SALES,
            """SELECT id, SUM(given - taken) AS credited_q, SUM(taken) AS reversed_q FROM (
                 SELECT return_line_id AS id, quantity AS given, 0 AS taken FROM credit_note_lines
                 UNION ALL
                 SELECT return_line_id, 0, quantity FROM credit_reversal_lines) AS moved
                GROUP BY id""",
        ),
    ),
    Same(
        "credit note = its lines",
        (
            SALES,
            """SELECT id, net AS net_m, tax AS tax_m, gross AS gross_m, cost AS cost_m
                 FROM credit_notes""",
        ),
        (
            SALES,
            """SELECT credit_note_id AS id, SUM(net) AS net_m, SUM(tax) AS tax_m,
                      SUM(gross) AS gross_m, SUM(cost) AS cost_m
                 FROM credit_note_lines GROUP BY credit_note_id""",
        ),
    ),
    Same(
        "credit reversal = its lines",
        (
            SALES,
            """SELECT id, net AS net_m, tax AS tax_m, gross AS gross_m, cost AS cost_m
                 FROM credit_reversals""",
        ),
        (
            SALES,
            """SELECT credit_reversal_id AS id, SUM(net) AS net_m, SUM(tax) AS tax_m,
                      SUM(gross) AS gross_m, SUM(cost) AS cost_m
                 FROM credit_reversal_lines GROUP BY credit_reversal_id""",
        ),
    ),
    Same(
        "reversed of a credit note = its reversals' lines",
        (SALES, "SELECT id, reversed AS gross_m FROM credit_notes"),
        (
            SALES,
            """SELECT r.credit_note_id AS id, SUM(l.gross) AS gross_m FROM credit_reversal_lines l
                 JOIN credit_reversals r ON r.id = l.credit_reversal_id GROUP BY r.credit_note_id""",
        ),
    ),
    Never(
        "a credit note's line reversed whole at other amounts",
        (
            SALES,
            """SELECT n.id FROM credit_note_lines n
                 JOIN credit_reversal_lines r ON r.credit_note_line_id = n.id
                GROUP BY n.id, n.quantity, n.net, n.tax, n.gross, n.cost
               HAVING SUM(r.quantity) > n.quantity OR (SUM(r.quantity) = n.quantity AND
                      (SUM(r.net) <> n.net OR SUM(r.tax) <> n.tax OR SUM(r.gross) <> n.gross
                       OR SUM(r.cost) <> n.cost))""",
        ),
    ),
    Same(
        "what a reversal charges = its receivable",
        (
            SALES,
            "SELECT receivable_id AS id, charged AS gross_m FROM credit_reversals WHERE charged <> 0",
        ),
        (SALES, "SELECT id, gross AS gross_m FROM receivables WHERE kind = 'reversal'"),
    ),
    Never(
        "a return line that is to be credited on receipt and is not",
        (
            SALES,
            """SELECT l.id FROM return_lines l JOIN returns r ON r.id = l.return_id
                WHERE r.credit_when = 'on_receipt' AND l.outcome = 'credit'
                  AND l.credited + COALESCE((
                        SELECT SUM(x.quantity) FROM credit_reversal_lines x
                          JOIN credit_reversals c ON c.id = x.credit_reversal_id
                         WHERE x.return_line_id = l.id AND c.ground <> 'decided'), 0) <> l.quantity""",
        ),
    ),
    Never(
        "more credited for a delivery than it was worth",
        (
            SALES,
            """SELECT d.id FROM deliveries d JOIN (
                 SELECT delivery_id, net, gross FROM credit_note_lines
                 UNION ALL
                 SELECT delivery_id, -net, -gross FROM credit_reversal_lines) AS credited
                   ON credited.delivery_id = d.id
                GROUP BY d.id, d.net, d.gross
               HAVING SUM(credited.net) > d.net OR SUM(credited.gross) > d.gross""",
        ),
    ),
    Same(
        "judged pieces, as sales counts them",
        (SALES, "SELECT id, judged AS quantity_q FROM return_lines"),
        (
            QUALITY,
            """SELECT return_line_id AS id, SUM(quantity) AS quantity_q FROM dispositions
                GROUP BY return_line_id""",
        ),
    ),
    Same(
        "pieces sent back to the customer",
        (SALES, "SELECT id, sent_back AS quantity_q FROM return_lines"),
        (
            INVENTORY,
            """SELECT return_line_id AS id, SUM(sent_back) AS quantity_q FROM returned
                GROUP BY return_line_id""",
        ),
    ),
    Same(
        "sent back to customers = movements, at what they took of the cost",
        (
            INVENTORY,
            """SELECT return_id, lot_id, SUM(sent_back) AS quantity_q, SUM(sent_back_cost) AS cost_m
                 FROM returned GROUP BY return_id, lot_id""",
        ),
        (
            INVENTORY,
            """SELECT d.return_id, m.lot_id, -SUM(m.quantity) AS quantity_q, -SUM(m.value) AS cost_m
                 FROM disposals d JOIN movements m ON m.source_id = d.id
                WHERE m.kind = 'to_customer' GROUP BY d.return_id, m.lot_id""",
        ),
    ),
    Never(
        "a lot that is back beyond its cost, or whole at another",
        (
            INVENTORY,
            """SELECT r.issue_line_id, r.lot_id FROM (
                 SELECT issue_line_id, lot_id, SUM(quantity - sent_back) AS pieces,
                        SUM(cost - sent_back_cost) AS cost
                   FROM returned GROUP BY issue_line_id, lot_id) AS r
                 JOIN movements m ON m.source_line = r.issue_line_id AND m.lot_id = r.lot_id
                  AND m.kind = 'issue'
                WHERE r.cost > -m.value OR (r.pieces = -m.quantity AND r.cost <> -m.value)""",
        ),
    ),
    Same(
        "replaced pieces of a return line = ordered for it",
        (SALES, "SELECT id, replaced AS quantity_q FROM return_lines"),
        (
            SALES,
            """SELECT l.return_line_id AS id, SUM(l.quantity) AS quantity_q FROM order_lines l
                 JOIN orders o ON o.id = l.order_id WHERE o.kind = 'replacement'
                GROUP BY l.return_line_id""",
        ),
    ),
    Same(
        "cost of a replacement = its case's quality cost",
        (
            SALES,
            """SELECT l.id, l.cost AS cost_m FROM delivery_lines l
                 JOIN deliveries d ON d.id = l.delivery_id WHERE d.kind = 'replacement'""",
        ),
        (
            QUALITY,
            """SELECT delivery_line_id AS id, amount AS cost_m FROM costs
                WHERE kind = 'replacement'""",
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
