"""Inventory against itself: the ledger is the truth that pools, balances, lots and demands repeat."""

from .rules import Never, Rule, Same

INVENTORY = "inventory"

_LEDGER_POOLS = """
    SELECT product_id, COALESCE(SUM(quantity) FILTER (WHERE pool = 'stock'), 0) AS stock_q,
           COALESCE(SUM(value) FILTER (WHERE pool = 'stock'), 0) AS stock_m,
           COALESCE(SUM(quantity) FILTER (WHERE pool = 'quarantine'), 0) AS quarantine_q,
           COALESCE(SUM(value) FILTER (WHERE pool = 'quarantine'), 0) AS quarantine_m
      FROM movements GROUP BY product_id"""

_LEDGER_PLACES = """
    SELECT product_id, warehouse_id,
           COALESCE(SUM(quantity) FILTER (WHERE pool = 'stock'), 0) AS stock_q,
           COALESCE(SUM(quantity) FILTER (WHERE pool = 'quarantine'), 0) AS quarantine_q
      FROM movements GROUP BY product_id, warehouse_id"""

_LEDGER_LOTS = """
    SELECT lot_id, warehouse_id,
           COALESCE(SUM(quantity) FILTER (WHERE pool = 'stock'), 0) AS stock_q,
           COALESCE(SUM(quantity) FILTER (WHERE pool = 'quarantine'), 0) AS quarantine_q
      FROM movements GROUP BY lot_id, warehouse_id"""

RULES: tuple[Rule, ...] = (
    Same(
        "ledger = stock value and quarantine value",
        (INVENTORY, _LEDGER_POOLS),
        (
            INVENTORY,
            """SELECT product_id, quantity AS stock_q, value AS stock_m,
                      quarantine_quantity AS quarantine_q, quarantine_value AS quarantine_m FROM pools""",
        ),
    ),
    Same(
        "ledger = stock per warehouse",
        (INVENTORY, _LEDGER_PLACES),
        (
            INVENTORY,
            """SELECT product_id, warehouse_id, free + reserved + held AS stock_q,
                      quarantined AS quarantine_q FROM balances""",
        ),
    ),
    Same(
        "ledger = stock per lot",
        (INVENTORY, _LEDGER_LOTS),
        (
            INVENTORY,
            """SELECT lot_id, warehouse_id, available + held AS stock_q, quarantined AS quarantine_q
                 FROM lot_balances""",
        ),
    ),
    Same(
        "lots = stock per warehouse",
        (
            INVENTORY,
            """SELECT product_id, warehouse_id, SUM(available) AS available_q, SUM(held) AS held_q,
                      SUM(quarantined) AS quarantined_q FROM lot_balances GROUP BY product_id, warehouse_id""",
        ),
        (
            INVENTORY,
            """SELECT product_id, warehouse_id, free + reserved AS available_q, held AS held_q,
                      quarantined AS quarantined_q FROM balances""",
        ),
    ),
    Same(
        "reserved by orders = reserved in stock",
        (
            INVENTORY,
            """SELECT product_id, warehouse_id, SUM(reserved) AS reserved_q FROM demand_lines
                GROUP BY product_id, warehouse_id""",
        ),
        (INVENTORY, "SELECT product_id, warehouse_id, reserved AS reserved_q FROM balances"),
    ),
    Same(
        "reserved by lot number = named in the lot",
        (
            INVENTORY,
            """SELECT l.id AS lot_id, d.warehouse_id, SUM(d.reserved) AS named_q FROM demand_lines d
                 JOIN lots l ON l.product_id = d.product_id AND l.number = d.lot
                GROUP BY l.id, d.warehouse_id""",
        ),
        (INVENTORY, "SELECT lot_id, warehouse_id, named AS named_q FROM lot_balances"),
    ),
    Same(
        "issued of an order line = its movements",
        (INVENTORY, "SELECT id AS line_id, issued AS issued_q FROM demand_lines"),
        (
            INVENTORY,
            """SELECT order_line_id AS line_id, -SUM(quantity) AS issued_q FROM movements
                WHERE kind = 'issue' AND order_line_id IS NOT NULL GROUP BY order_line_id""",
        ),
    ),
    Never(
        "stock below zero",
        (
            INVENTORY,
            """SELECT product_id, warehouse_id FROM balances
                WHERE free < 0 OR reserved < 0 OR held < 0 OR quarantined < 0""",
        ),
    ),
    Never(
        "a held lot with pieces free to leave",
        (
            INVENTORY,
            """SELECT b.lot_id FROM lot_balances b JOIN lots l ON l.id = b.lot_id
                WHERE l.held AND b.available > 0 AND l.number <> '-'
                  AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.lot_id = l.id AND h.freed > 0)""",
        ),
    ),
    Same(
        "an active hold = a held lot",
        (
            INVENTORY,
            """SELECT DISTINCT lot_id, 1 AS is_held FROM holds WHERE status = 'active'""",
        ),
        (INVENTORY, "SELECT id AS lot_id, 1 AS is_held FROM lots WHERE held"),
    ),
)
