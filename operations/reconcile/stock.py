"""Inventory against itself: the ledger is the truth that pools, balances, lots and demands repeat."""

from .rules import Never, Parts, Rule, Same

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

_A_DAY = """
           SUM(CASE WHEN pool = 'stock' THEN quantity ELSE 0 END) AS sq,
           SUM(CASE WHEN pool = 'stock' THEN value ELSE 0 END) AS sm,
           SUM(CASE WHEN pool = 'quarantine' THEN quantity ELSE 0 END) AS qq,
           SUM(CASE WHEN pool = 'quarantine' THEN value ELSE 0 END) AS qm"""

_BEFORE = "ORDER BY booked_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"

_LEDGER_DAYS = f"""
    WITH moved AS (SELECT product_id, booked_on, {_A_DAY} FROM movements
                    GROUP BY product_id, booked_on)
    SELECT product_id, booked_on AS day, SUM(sq) OVER w AS stock_q, SUM(sm) OVER w AS stock_m,
           SUM(qq) OVER w AS quarantine_q, SUM(qm) OVER w AS quarantine_m FROM moved
    WINDOW w AS (PARTITION BY product_id {_BEFORE})"""

_LEDGER_PLACE_DAYS = f"""
    WITH moved AS (SELECT product_id, warehouse_id, booked_on, {_A_DAY} FROM movements
                    GROUP BY product_id, warehouse_id, booked_on)
    SELECT product_id, warehouse_id, booked_on AS day, SUM(sq) OVER w AS stock_q,
           SUM(qq) OVER w AS quarantine_q FROM moved
    WINDOW w AS (PARTITION BY product_id, warehouse_id {_BEFORE})"""

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
    Never(
        "an empty pool that is worth something, or one worth less than nothing",
        (
            INVENTORY,
            """SELECT product_id FROM pools WHERE value < 0 OR quarantine_value < 0
                   OR (quantity = 0 AND value <> 0)
                   OR (quarantine_quantity = 0 AND quarantine_value <> 0)""",
        ),
    ),
    Same(
        "layers = value of products costed first in, first out",
        (
            INVENTORY,
            """SELECT product_id, SUM(quantity) AS left_q, SUM(value) AS left_m FROM layers
                GROUP BY product_id""",
        ),
        (
            INVENTORY,
            """SELECT k.product_id, k.quantity AS left_q, k.value AS left_m FROM pools k
                 JOIN products p ON p.id = k.product_id WHERE p.costing = 'fifo'""",
        ),
    ),
    Same(
        "ledger = stock per warehouse",
        (INVENTORY, _LEDGER_PLACES),
        (
            INVENTORY,
            """SELECT product_id, warehouse_id, free + reserved + held + "between" AS stock_q,
                      quarantined AS quarantine_q FROM balances""",
        ),
    ),
    Same(
        "ledger = stock per lot",
        (INVENTORY, _LEDGER_LOTS),
        (
            INVENTORY,
            """SELECT lot_id, warehouse_id, available + held + "between" AS stock_q,
                      quarantined AS quarantine_q
                 FROM lot_balances""",
        ),
    ),
    Same(
        "lots = stock per warehouse",
        (
            INVENTORY,
            """SELECT product_id, warehouse_id, SUM(available) AS available_q, SUM(held) AS held_q,
                      SUM(quarantined) AS quarantined_q, SUM("between") AS between_q
                 FROM lot_balances GROUP BY product_id, warehouse_id""",
        ),
        (
            INVENTORY,
            """SELECT product_id, warehouse_id, free + reserved AS available_q, held AS held_q,
                      quarantined AS quarantined_q, "between" AS between_q FROM balances""",
        ),
    ),
    Same(
        "where a serial number is = its lot's pieces",
        (
            INVENTORY,
            """SELECT lot_id, MAX(CASE state WHEN 'in_stock' THEN 1 ELSE 0 END) AS is_available,
                      MAX(CASE state WHEN 'held' THEN 1 ELSE 0 END) AS is_held,
                      MAX(CASE state WHEN 'quarantined' THEN 1 ELSE 0 END) AS is_quarantined,
                      MAX(CASE state WHEN 'between' THEN 1 ELSE 0 END) AS is_between
                 FROM serials GROUP BY lot_id""",
        ),
        (
            INVENTORY,
            """SELECT b.lot_id, SUM(CASE WHEN available > 0 THEN 1 ELSE 0 END) AS is_available,
                      SUM(CASE WHEN held > 0 THEN 1 ELSE 0 END) AS is_held,
                      SUM(CASE WHEN quarantined > 0 THEN 1 ELSE 0 END) AS is_quarantined,
                      SUM(CASE WHEN "between" > 0 THEN 1 ELSE 0 END) AS is_between
                 FROM lot_balances b JOIN serials s ON s.lot_id = b.lot_id GROUP BY b.lot_id""",
        ),
    ),
    Never(
        "a serial number that is gone elsewhere than its last movement took it",
        (
            INVENTORY,
            """SELECT s.lot_id FROM serials s LEFT JOIN movements m
                   ON m.lot_id = s.lot_id AND m.quantity < 0 AND NOT EXISTS (
                      SELECT 1 FROM movements later WHERE later.lot_id = m.lot_id
                         AND later.quantity < 0 AND later.id > m.id)
                WHERE s.state NOT IN ('in_stock', 'held', 'quarantined', 'between')
                  AND s.state <> CASE m.kind WHEN 'issue' THEN 'with_customer'
                      WHEN 'to_customer' THEN 'with_customer' WHEN 'to_supplier' THEN 'to_supplier'
                      WHEN 'scrap' THEN 'scrapped' WHEN 'use' THEN 'used' ELSE 'missing' END""",
        ),
    ),
    Same(
        "shipped and not yet arrived = between warehouses",
        (
            INVENTORY,
            """SELECT lot_id, SUM(shipped - received - sent_back - written_off) AS between_q
                 FROM transfer_pieces GROUP BY lot_id""",
        ),
        (
            INVENTORY,
            """SELECT lot_id, SUM("between") AS between_q FROM lot_balances GROUP BY lot_id""",
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
            """SELECT l.id AS lot_id, d.warehouse_id, SUM(a.quantity) AS named_q FROM allotments a
                 JOIN demand_lines d ON d.id = a.line_id
                 JOIN lots l ON l.product_id = d.product_id AND l.number = a.lot
                GROUP BY l.id, d.warehouse_id""",
        ),
        (INVENTORY, "SELECT lot_id, warehouse_id, named AS named_q FROM lot_balances"),
    ),
    Same(
        "reserved of an order line by lot number = its lots",
        (INVENTORY, "SELECT id AS line_id, numbered AS numbered_q FROM demand_lines"),
        (
            INVENTORY,
            """SELECT line_id, SUM(quantity) AS numbered_q FROM allotments GROUP BY line_id""",
        ),
    ),
    Same(
        "used of a waiver = what left by it",
        (INVENTORY, "SELECT id AS waiver_id, used AS used_q FROM waivers"),
        (
            INVENTORY,
            """SELECT waiver_id, SUM(quantity) AS used_q FROM waiver_uses GROUP BY waiver_id""",
        ),
    ),
    Never(
        "a waiver of which more left or is promised than was granted",
        (
            INVENTORY,
            """SELECT w.lot_id, w.customer_id FROM waivers w
                GROUP BY w.lot_id, w.customer_id
               HAVING SUM(CASE WHEN w.status = 'active' THEN w.quantity - w.used ELSE 0 END) <
                      COALESCE((SELECT SUM(a.quantity) FROM allotments a
                                  JOIN demand_lines d ON d.id = a.line_id
                                  JOIN demands o ON o.id = d.order_id
                                  JOIN lots l ON l.number = a.lot AND l.product_id = d.product_id
                                 WHERE a.waived AND l.id = w.lot_id
                                   AND o.customer_id = w.customer_id), 0)
                   OR SUM(w.used) > SUM(w.quantity)""",
        ),
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
        "an order line of which a piece is in no state, or in two",
        (
            INVENTORY,
            """SELECT id AS line_id FROM demand_lines
                WHERE ordered <> reserved + issued + cancelled + backordered""",
        ),
    ),
    Parts(
        "cost of disposed pieces = their part of what was returned",
        (
            INVENTORY,
            """SELECT id, quantity AS whole_q, cost AS whole_m, disposed AS taken_q,
                      disposed_cost AS taken_m FROM returned""",
        ),
    ),
    Same(
        "stock before a day = ledger before it",
        (
            INVENTORY,
            """SELECT product_id, day, quantity AS stock_q, value AS stock_m,
                      quarantine_quantity AS quarantine_q, quarantine_value AS quarantine_m
                 FROM pool_days""",
        ),
        (INVENTORY, _LEDGER_DAYS),
    ),
    Same(
        "stock of a warehouse before a day = ledger before it",
        (
            INVENTORY,
            """SELECT b.product_id, b.warehouse_id, b.day, b.quantity AS stock_q,
                      b.quarantined AS quarantine_q FROM balance_days b
                WHERE EXISTS (SELECT 1 FROM movements m WHERE m.product_id = b.product_id
                              AND m.warehouse_id = b.warehouse_id AND m.booked_on = b.day)""",
        ),
        (INVENTORY, _LEDGER_PLACE_DAYS),
    ),
    Never(
        "stock below zero",
        (
            INVENTORY,
            """SELECT product_id, warehouse_id FROM balances
                WHERE free < 0 OR reserved < 0 OR held < 0 OR quarantined < 0 OR "between" < 0""",
        ),
    ),
    Never(
        "a held lot with pieces free to leave",
        (
            INVENTORY,
            """SELECT b.lot_id FROM lot_balances b JOIN lots l ON l.id = b.lot_id
                WHERE l.held AND l.number <> '-'
                  AND b.available > COALESCE((
                      SELECT SUM(a.quantity) FROM allotments a JOIN demand_lines d ON d.id = a.line_id
                       WHERE a.waived AND a.lot = l.number AND d.product_id = l.product_id
                         AND d.warehouse_id = b.warehouse_id), 0)
                  AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.lot_id = l.id AND h.freed > 0)""",
        ),
    ),
    Never(
        "an expired lot with pieces free to leave",
        (
            INVENTORY,
            """SELECT b.lot_id FROM lot_balances b JOIN lots l ON l.id = b.lot_id
                WHERE l.expired AND b.available > 0""",
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
    Same(
        "quarantine = returned and inspected pieces left in it",
        (
            INVENTORY,
            """SELECT product_id, SUM(quantity) AS quantity_q, SUM(cost) AS cost_m FROM (
                   SELECT product_id, quantity - disposed AS quantity, cost - disposed_cost AS cost
                     FROM returned
                    UNION ALL
                   SELECT i.product_id, l.quantity - l.gone, l.cost - l.gone_cost
                     FROM inspected_lots l JOIN inspections i ON i.id = l.inspection_id
               ) AS pieces GROUP BY product_id""",
        ),
        (
            INVENTORY,
            """SELECT product_id, quarantine_quantity AS quantity_q, quarantine_value AS cost_m
                 FROM pools""",
        ),
    ),
)
