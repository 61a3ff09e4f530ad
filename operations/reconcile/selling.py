"""What sales promised: undelivered amounts of accounts, accepted quotations, receipts of deliveries."""

from .rules import Never, Rule, Same

SALES = "sales"
LIVE = "('confirmed', 'posted', 'cancelling')"

_WITH_TAX = (
    "quotations",
    "quotation_lines",
    "orders",
    "order_lines",
    "deliveries",
    "delivery_lines",
    "receivables",
    "return_lines",
    "credit_notes",
    "credit_note_lines",
    "credit_reversals",
    "credit_reversal_lines",
)

RULES: tuple[Rule, ...] = (
    Never(
        "a document or a line of it whose gross is not net and tax",
        (
            SALES,
            " UNION ALL ".join(f"SELECT id FROM {x} WHERE gross <> net + tax" for x in _WITH_TAX),
        ),
    ),
    Same(
        "quotation = its lines",
        (
            SALES,
            """SELECT id, net AS net_m, tax AS tax_m, gross AS gross_m, discount AS discount_m
                 FROM quotations""",
        ),
        (
            SALES,
            """SELECT quotation_id AS id, SUM(net) AS net_m, SUM(tax) AS tax_m,
                      SUM(gross) AS gross_m, SUM(order_discount) AS discount_m
                 FROM quotation_lines GROUP BY quotation_id""",
        ),
    ),
    Never(
        "an order whose fulfilment is not that of its lines",
        (
            SALES,
            """SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id
                GROUP BY o.id, o.fulfilment HAVING o.fulfilment <> CASE
                  WHEN SUM(CASE WHEN l.delivered <> l.quantity THEN 1 ELSE 0 END) = 0 THEN 'all'
                  WHEN SUM(l.delivered) > 0 THEN 'part' ELSE 'none' END""",
        ),
    ),
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
