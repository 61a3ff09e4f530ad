"""What must agree about purchases: orders, receipts, limits of stock, what goes back to suppliers."""

from .rules import Never, Parts, Rule, Same

INVENTORY = "inventory"

_LEVELS = """
    SELECT s.id AS limit_id,
           COALESCE(s.minimum, 0) > COALESCE((SELECT SUM(free) FROM balances b
             WHERE b.product_id = s.product_id AND b.warehouse_id = s.warehouse_id), 0)
           - COALESCE((SELECT SUM(backordered) FROM demand_lines d
             WHERE d.product_id = s.product_id AND d.warehouse_id = s.warehouse_id), 0)
           + COALESCE((SELECT SUM(open) FROM purchase_order_lines l
             WHERE l.product_id = s.product_id AND l.warehouse_id = s.warehouse_id), 0)
           AND s.minimum IS NOT NULL AS is_below,
           COALESCE(s.maximum < COALESCE((SELECT SUM(free + reserved + held + quarantined)
             FROM balances b WHERE b.product_id = s.product_id
              AND b.warehouse_id = s.warehouse_id), 0), false) AS is_above
      FROM stock_limits s"""

_LINES = (
    INVENTORY,
    """SELECT receipt_id, order_line_id, lot_id, quantity AS received_q,
              quarantined AS quarantined_q, returned AS returned_q, scrapped AS scrapped_q,
              gone_value AS gone_m FROM receipt_lines""",
)

_MOVED = """SUM(CASE WHEN m.kind = 'receipt' THEN m.quantity ELSE 0 END) AS received_q,
       SUM(CASE WHEN m.pool = 'quarantine' THEN m.quantity ELSE 0 END) AS quarantined_q,
       SUM(CASE WHEN m.kind = 'to_supplier' THEN -m.quantity ELSE 0 END) AS returned_q,
       SUM(CASE WHEN m.kind = 'scrap' THEN -m.quantity ELSE 0 END) AS scrapped_q,
       SUM(CASE WHEN m.kind IN ('to_supplier', 'scrap') THEN -m.value ELSE 0 END) AS gone_m
  FROM movements m"""

_OF_LINE = "l.receipt_id, l.order_line_id, l.lot_id"

_LEDGER = (
    INVENTORY,
    f"""SELECT {_OF_LINE}, {_MOVED} JOIN receipt_lines l ON l.id = m.source_line
         WHERE m.source_kind = 'receipt' GROUP BY {_OF_LINE}
         UNION ALL SELECT {_OF_LINE}, {_MOVED}
          JOIN supplier_return_lines b ON b.id = m.source_line
          JOIN receipt_lines l ON l.id = b.receipt_line_id
         WHERE m.source_kind = 'supplier_return' GROUP BY {_OF_LINE}
         UNION ALL SELECT i.receipt_id, i.order_line_id, m.lot_id, {_MOVED}
          JOIN inspections i ON i.id = m.source_id
         WHERE m.source_kind = 'inspection' GROUP BY i.receipt_id, i.order_line_id, m.lot_id""",
)
"""Of what came with a receipt for an order line of a lot: what came, and what left after inspection
or by returns to the supplier."""

_PARTS_RECEIVED = """
    SELECT l.id AS line_id, '{amount}' AS amount, l.pieces AS whole_q, l.{amount} AS whole_m,
           SUM(r.quantity) AS taken_q, SUM(r.{taken}) AS taken_m
      FROM purchase_order_lines l JOIN purchase_orders o ON o.id = l.order_id
      JOIN receipt_lines r ON r.order_line_id = l.id
     WHERE l.received <= l.pieces AND l.pieces > 0 AND o.price_mode IN ({modes})
     GROUP BY l.id, l.pieces, l.{amount}"""
"""Of lines of which no more came than was ordered: net, and the amount that the price mode says first."""

_BOTH, _EXCLUDED, _INCLUDED = "'excluded', 'included'", "'excluded'", "'included'"
_OF_RETURNS = """NOT EXISTS (SELECT 1 FROM inspections i WHERE i.receipt_id = l.receipt_id
                        AND i.order_line_id = l.order_line_id)"""

RULES: tuple[Rule, ...] = (
    Parts(
        "net, tax and gross of received pieces = their part of the purchase order line",
        (
            INVENTORY,
            " UNION ALL ".join(
                _PARTS_RECEIVED.format(amount=amount, taken=taken, modes=modes)
                for amount, taken, modes in (
                    ("net", "value", _BOTH),
                    ("tax", "tax", _EXCLUDED),
                    ("gross", "value + r.tax", _INCLUDED),
                )
            ),
        ),
    ),
    Parts(
        "tax gone with what left of a receipt line = its part",
        (
            INVENTORY,
            """SELECT l.id AS receipt_line_id, l.quantity AS whole_q, l.tax AS whole_m,
                      l.returned + l.scrapped AS taken_q, l.gone_tax AS taken_m FROM receipt_lines l
                 JOIN purchase_order_lines o ON o.id = l.order_line_id
                 JOIN purchase_orders p ON p.id = o.order_id WHERE p.price_mode = 'excluded'""",
        ),
    ),
    Same(
        "tax gone of a receipt that was not inspected = that of its returns to the supplier",
        (
            INVENTORY,
            f"""SELECT l.id AS receipt_line_id, l.gone_tax AS tax_m FROM receipt_lines l
                 WHERE {_OF_RETURNS}""",
        ),
        (
            INVENTORY,
            f"""SELECT l.id AS receipt_line_id, SUM(b.tax) AS tax_m FROM supplier_return_lines b
                  JOIN supplier_returns r ON r.id = b.return_id
                  JOIN receipt_lines l ON l.id = b.receipt_line_id
                 WHERE r.status = 'shipped' AND {_OF_RETURNS} GROUP BY l.id""",
        ),
    ),
    Never(
        "a receipt line that is gone whole at other amounts than it came at",
        (
            INVENTORY,
            """SELECT id AS receipt_line_id FROM receipt_lines
                WHERE (returned + scrapped = quantity AND (gone_value <> value OR gone_tax <> tax))
                   OR gone_tax < 0 OR gone_tax > tax""",
        ),
    ),
    Never(
        "a purchase order or a line of it whose gross is not net and tax",
        (
            INVENTORY,
            """SELECT id FROM purchase_orders WHERE gross <> net + tax
               UNION ALL SELECT id FROM purchase_order_lines WHERE gross <> net + tax""",
        ),
    ),
    Same(
        "received pieces of a purchase order line = its receipt lines",
        (
            INVENTORY,
            """SELECT id AS line_id, received AS received_q, quarantined AS quarantined_q,
                      returned AS returned_q, scrapped AS scrapped_q FROM purchase_order_lines""",
        ),
        (
            INVENTORY,
            """SELECT order_line_id AS line_id, SUM(quantity) AS received_q,
                      SUM(quarantined) AS quarantined_q, SUM(returned) AS returned_q,
                      SUM(scrapped) AS scrapped_q FROM receipt_lines GROUP BY order_line_id""",
        ),
    ),
    Same(
        "purchase order line = received + cancelled + open",
        (INVENTORY, "SELECT id AS line_id, open AS open_q FROM purchase_order_lines"),
        (
            INVENTORY,
            """SELECT id AS line_id, CASE WHEN pieces + to_replace > received + cancelled
                      THEN pieces + to_replace - received - cancelled ELSE 0 END AS open_q
                 FROM purchase_order_lines""",
        ),
    ),
    Never(
        "on order of a purchase order that is over",
        (
            INVENTORY,
            """SELECT l.id AS line_id FROM purchase_order_lines l
                 JOIN purchase_orders o ON o.id = l.order_id
                WHERE l.open > 0 AND o.status IN ('received', 'closed', 'cancelled')""",
        ),
    ),
    Same(
        "purchase order = its lines",
        (
            INVENTORY,
            "SELECT id AS order_id, net AS net_m, tax AS tax_m, gross AS gross_m FROM purchase_orders",
        ),
        (
            INVENTORY,
            """SELECT order_id, SUM(net) AS net_m, SUM(tax) AS tax_m, SUM(gross) AS gross_m
                 FROM purchase_order_lines GROUP BY order_id""",
        ),
    ),
    Same(
        "stock beyond its limits, as it is kept",
        (
            INVENTORY,
            """SELECT id AS limit_id, below_since IS NOT NULL AS is_below,
                      above_since IS NOT NULL AS is_above FROM stock_limits""",
        ),
        (INVENTORY, _LEVELS),
    ),
    Same(
        "back to supplier = movements, at the receipt's cost",
        (
            INVENTORY,
            """SELECT l.id AS line_id, l.quantity AS back_q, l.value AS back_m,
                      l.difference AS other_m FROM supplier_return_lines l
                 JOIN supplier_returns r ON r.id = l.return_id WHERE r.status = 'shipped'""",
        ),
        (
            INVENTORY,
            """SELECT source_line AS line_id, -SUM(quantity) AS back_q,
                      -SUM(CASE WHEN kind = 'to_supplier' THEN value ELSE 0 END) AS back_m,
                      SUM(CASE WHEN kind = 'to_supplier' THEN 0 ELSE value END) AS other_m
                 FROM movements WHERE source_kind = 'supplier_return' GROUP BY source_line""",
        ),
    ),
    Same("pieces of a receipt line, and what the gone ones took = the ledger", _LINES, _LEDGER),
    Same(
        "returned of a receipt = its returns to the supplier and what inspections sent back",
        (INVENTORY, "SELECT receipt_id, order_line_id, returned AS back_q FROM receipt_lines"),
        (
            INVENTORY,
            """SELECT l.receipt_id, l.order_line_id, b.quantity AS back_q
                 FROM supplier_return_lines b JOIN supplier_returns r ON r.id = b.return_id
                 JOIN receipt_lines l ON l.id = b.receipt_line_id WHERE r.status = 'shipped'
                UNION ALL SELECT receipt_id, order_line_id, sent_back FROM inspections""",
        ),
    ),
    Never(
        "more pieces of a receipt line in some place than were received",
        (
            INVENTORY,
            """SELECT id AS receipt_line_id FROM receipt_lines
                WHERE quarantined + returned + scrapped > quantity""",
        ),
    ),
)
