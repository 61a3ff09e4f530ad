"""What sales promised: undelivered amounts of accounts, accepted quotations, receipts of deliveries."""

from .rules import Never, Rule, Same

SALES = "sales"
LIVE = "('confirmed', 'posted', 'cancelling')"

RULES: tuple[Rule, ...] = (
    Same(
        "credit account = undelivered of its orders",
        (SALES, "SELECT id, undelivered AS undelivered_m FROM credit_accounts"),
        (
            SALES,
            f"""SELECT customer_id AS id, SUM(amount) AS undelivered_m FROM (
                  SELECT customer_id, gross AS amount FROM orders WHERE status IN {LIVE}
                  UNION ALL
                  SELECT d.customer_id, -d.gross FROM deliveries d JOIN orders o ON o.id = d.order_id
                   WHERE d.kind = 'sale' AND o.status IN {LIVE}
                  UNION ALL
                  SELECT customer_id, -withheld FROM credit_holds WHERE status = 'open'
                  UNION ALL
                  SELECT o.customer_id, v.extra FROM order_versions v
                    JOIN orders o ON o.id = v.order_id WHERE v.status = 'requested') AS promised
                GROUP BY customer_id""",
        ),
    ),
    Same(
        "accepted quotation = its order",
        (SALES, "SELECT id, order_id, 1 AS is_there FROM quotations WHERE status = 'accepted'"),
        (
            SALES,
            """SELECT quotation_id AS id, id AS order_id, 1 AS is_there FROM orders
                WHERE quotation_id IS NOT NULL""",
        ),
    ),
    Never(
        "a delivery signed for whose lines are not, or the other way",
        (
            SALES,
            """SELECT d.id FROM deliveries d JOIN delivery_lines l ON l.delivery_id = d.id
                WHERE (d.signed_on IS NULL AND l.signed IS NOT NULL)
                   OR (d.signed_on IS NOT NULL AND l.signed IS NULL)""",
        ),
    ),
)
