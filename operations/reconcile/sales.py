"""Order ↔ movements, deliveries ↔ receivables, and what sales keeps as totals of them."""

from .rules import Never, Parts, Rule, Same

SALES, INVENTORY, CUSTOMER, QUALITY = "sales", "inventory", "customer", "quality"

_PARTS_DELIVERED = """
    SELECT l.id AS line_id, '{amount}' AS amount, l.quantity AS whole_q, l.{amount} AS whole_m,
           SUM(d.quantity) AS taken_q, SUM(d.{amount}) AS taken_m
      FROM order_lines l JOIN orders o ON o.id = l.order_id
      JOIN delivery_lines d ON d.order_line_id = l.id
     WHERE l.earlier IS NULL AND o.price_mode IN ({modes}) GROUP BY l.id, l.quantity, l.{amount}"""
"""Of lines that have had one price all along: net, and the amount that the price mode says first."""

RULES: tuple[Rule, ...] = (
    Parts(
        "net, tax and gross of delivered pieces = their part of the order line",
        (
            SALES,
            " UNION ALL ".join(
                _PARTS_DELIVERED.format(amount=amount, modes=modes)
                for amount, modes in (
                    ("net", "'excluded', 'included'"),
                    ("tax", "'excluded'"),
                    ("gross", "'included'"),
                )
            ),
        ),
    ),
    Same(
        "order line = demand in inventory",
        (
            SALES,
            """SELECT l.id AS line_id, l.quantity AS ordered_q, l.delivered AS delivered_q,
                      l.cancelled AS cancelled_q FROM order_lines l JOIN orders o ON o.id = l.order_id
                WHERE o.status <> 'draft' AND (o.status <> 'cancelled' OR o.confirmed_at IS NOT NULL
                      OR o.posted_at IS NOT NULL)""",
        ),
        (
            INVENTORY,
            """SELECT l.id AS line_id, ordered AS ordered_q, issued AS delivered_q,
                      cancelled AS cancelled_q FROM demand_lines l""",
        ),
    ),
    Same(
        "reserved and back-ordered, as sales shows them",
        (
            SALES,
            """SELECT l.id AS line_id, l.reserved AS reserved_q, l.backordered AS backordered_q
                 FROM order_lines l JOIN orders o ON o.id = l.order_id
                WHERE o.status IN ('confirmed', 'posted')""",
        ),
        (
            INVENTORY,
            """SELECT id AS line_id, reserved AS reserved_q, backordered AS backordered_q
                 FROM demand_lines""",
        ),
    ),
    Same(
        "delivery line = what inventory issued, at its cost",
        (
            SALES,
            """SELECT issue_line_id AS line_id, quantity AS quantity_q, cost AS cost_m
                 FROM delivery_lines""",
        ),
        (
            INVENTORY,
            """SELECT source_line AS line_id, -SUM(quantity) AS quantity_q, -SUM(value) AS cost_m
                 FROM movements WHERE kind = 'issue' AND order_line_id IS NOT NULL GROUP BY source_line""",
        ),
    ),
    Same(
        "delivery = its lines",
        (
            SALES,
            "SELECT id, net AS net_m, tax AS tax_m, gross AS gross_m, cost AS cost_m FROM deliveries",
        ),
        (
            SALES,
            """SELECT delivery_id AS id, SUM(net) AS net_m, SUM(tax) AS tax_m, SUM(gross) AS gross_m,
                      SUM(cost) AS cost_m FROM delivery_lines GROUP BY delivery_id""",
        ),
    ),
    Same(
        "delivery = receivable",
        (
            SALES,
            """SELECT id, net AS net_m, tax AS tax_m, gross AS gross_m FROM deliveries
                WHERE kind = 'sale'""",
        ),
        (
            SALES,
            """SELECT delivery_id AS id, net AS net_m, tax AS tax_m, gross AS gross_m
                 FROM receivables WHERE kind = 'delivery'""",
        ),
    ),
    Same(
        "order line = its deliveries",
        (
            SALES,
            """SELECT id AS line_id, delivered AS quantity_q, delivered_net AS net_m, cost AS cost_m
                 FROM order_lines""",
        ),
        (
            SALES,
            """SELECT order_line_id AS line_id, SUM(quantity) AS quantity_q, SUM(net) AS net_m,
                      SUM(cost) AS cost_m FROM delivery_lines GROUP BY order_line_id""",
        ),
    ),
    Never(
        "an order line delivered whole at another amount than ordered",
        (
            SALES,
            """SELECT l.id AS line_id FROM order_lines l JOIN delivery_lines d ON d.order_line_id = l.id
                GROUP BY l.id, l.quantity, l.delivered, l.net, l.tax, l.gross
               HAVING l.delivered = l.quantity
                  AND (SUM(d.net) <> l.net OR SUM(d.tax) <> l.tax OR SUM(d.gross) <> l.gross)""",
        ),
    ),
    Same(
        "order = its lines",
        (
            SALES,
            """SELECT id, net AS net_m, tax AS tax_m, gross AS gross_m, discount AS discount_m,
                      delivered_net AS delivered_m, cost AS cost_m FROM orders""",
        ),
        (
            SALES,
            """SELECT order_id AS id, SUM(net) AS net_m, SUM(tax) AS tax_m, SUM(gross) AS gross_m,
                      SUM(order_discount) AS discount_m, SUM(delivered_net) AS delivered_m,
                      SUM(cost) AS cost_m FROM order_lines GROUP BY order_id""",
        ),
    ),
    Same(
        "quality cost, as sales counts it",
        (QUALITY, "SELECT id, customer_id, amount AS amount_m FROM costs"),
        (SALES, "SELECT id, customer_id, amount AS amount_m FROM quality_costs"),
    ),
    Same(
        "customer file, as sales knows it",
        (CUSTOMER, "SELECT id, code, 1 AS is_there FROM customers"),
        (SALES, "SELECT id, code, 1 AS is_there FROM customers"),
    ),
    Same(
        "quality case, as sales knows it",
        (
            QUALITY,
            "SELECT id, customer_id, severity, status, 1 AS is_there FROM cases WHERE status IN ('opened', 'closed')",
        ),
        (
            SALES,
            "SELECT id, customer_id, severity, status, 1 AS is_there FROM cases WHERE status IN ('opened', 'closed')",
        ),
    ),
    Same(
        "product, as sales knows it",
        (INVENTORY, "SELECT id, code, name, 1 AS is_there FROM products"),
        (SALES, "SELECT id, code, name, 1 AS is_there FROM products"),
    ),
)
