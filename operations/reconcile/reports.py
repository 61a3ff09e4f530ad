"""What the reports are read from ↔ the lines of the documents, month by month."""

from .rules import Rule, Same

SALES = "sales"

_FINEST = "month, customer_id, product_id, salesperson_id, department"
_MOVED = f"""
    SELECT {_FINEST}, SUM(delivered_quantity) AS delivered_q, SUM(delivered_net) AS delivered_m,
           SUM(delivered_gross) AS delivered_gross_m, SUM(delivered_cost) AS delivered_cost_m,
           SUM(returned_quantity) AS returned_q, SUM(returned_net) AS returned_m,
           SUM(credited_net) AS credited_m, SUM(credited_gross) AS credited_gross_m,
           SUM(credited_cost) AS credited_cost_m FROM sales_totals GROUP BY {_FINEST}"""
_BOOKED = f"""
    SELECT {_FINEST}, SUM(dq) AS delivered_q, SUM(dn) AS delivered_m, SUM(dg) AS delivered_gross_m,
           SUM(dc) AS delivered_cost_m, SUM(rq) AS returned_q, SUM(rn) AS returned_m,
           SUM(cn) AS credited_m, SUM(cg) AS credited_gross_m, SUM(cc) AS credited_cost_m FROM (
      SELECT SUBSTR(CAST(h.booked_on AS TEXT), 1, 7) || '-01' AS month, h.customer_id, l.product_id,
             h.salesperson_id, h.department, l.quantity AS dq, l.net AS dn, l.gross AS dg,
             CASE WHEN h.kind = 'sale' THEN l.cost ELSE 0 END AS dc,
             0 AS rq, 0 AS rn, 0 AS cn, 0 AS cg, 0 AS cc
        FROM delivery_lines l JOIN deliveries h ON h.id = l.delivery_id
       UNION ALL
      SELECT SUBSTR(CAST(h.booked_on AS TEXT), 1, 7) || '-01', h.customer_id, l.product_id,
             l.salesperson_id, l.department, 0, 0, 0, 0, l.quantity, l.net, 0, 0, 0
        FROM return_lines l JOIN returns h ON h.id = l.return_id
       UNION ALL
      SELECT SUBSTR(CAST(h.issued_on AS TEXT), 1, 7) || '-01', h.customer_id, l.product_id,
             l.salesperson_id, l.department, 0, 0, 0, 0, 0, 0, l.net, l.gross, l.cost
        FROM credit_note_lines l JOIN credit_notes h ON h.id = l.credit_note_id
       UNION ALL
      SELECT SUBSTR(CAST(h.issued_on AS TEXT), 1, 7) || '-01', h.customer_id, l.product_id,
             l.salesperson_id, l.department, 0, 0, 0, 0, 0, 0, -l.net, -l.gross, -l.cost
        FROM credit_reversal_lines l JOIN credit_reversals h ON h.id = l.credit_reversal_id) AS booked
     GROUP BY {_FINEST}"""
_SUMS = """SUM(delivered_quantity) AS delivered_q, SUM(delivered_net) AS delivered_m,
           SUM(delivered_gross) AS delivered_gross_m, SUM(delivered_cost) AS delivered_cost_m,
           SUM(returned_quantity) AS returned_q, SUM(returned_net) AS returned_m,
           SUM(sent_back_quantity) AS sent_back_q, SUM(credited_net) AS credited_m,
           SUM(credited_gross) AS credited_gross_m, SUM(credited_cost) AS credited_cost_m"""
_OF_CUSTOMER = "month, customer_id, salesperson_id, department"
_OF_PRODUCT = "month, product_id, salesperson_id, department"

RULES: tuple[Rule, ...] = (
    Same(
        "pieces sent back to customers, as the totals count them",
        (
            SALES,
            """SELECT product_id, salesperson_id, department, SUM(sent_back_quantity) AS quantity_q
                 FROM sales_totals GROUP BY product_id, salesperson_id, department""",
        ),
        (
            SALES,
            """SELECT product_id, salesperson_id, department, SUM(sent_back) AS quantity_q
                 FROM return_lines GROUP BY product_id, salesperson_id, department""",
        ),
    ),
    Same(
        "kept totals = deliveries, returns and credit notes of the month",
        (SALES, _MOVED.replace("SELECT month,", "SELECT CAST(month AS TEXT) AS month,")),
        (SALES, _BOOKED),
    ),
    Same(
        "totals of customers = totals of their products",
        (SALES, f"SELECT {_OF_CUSTOMER}, {_SUMS} FROM customer_totals GROUP BY {_OF_CUSTOMER}"),
        (SALES, f"SELECT {_OF_CUSTOMER}, {_SUMS} FROM sales_totals GROUP BY {_OF_CUSTOMER}"),
    ),
    Same(
        "totals of products = totals of their customers",
        (SALES, f"SELECT {_OF_PRODUCT}, {_SUMS} FROM product_totals GROUP BY {_OF_PRODUCT}"),
        (SALES, f"SELECT {_OF_PRODUCT}, {_SUMS} FROM sales_totals GROUP BY {_OF_PRODUCT}"),
    ),
    Same(
        "quality cost of a month = its cases' costs",
        (
            SALES,
            """SELECT customer_id, CAST(month AS TEXT) AS month, SUM(cost) AS cost_m,
                      SUM(recharged) AS recharged_m FROM quality_totals GROUP BY customer_id, month""",
        ),
        (
            SALES,
            """SELECT customer_id, SUBSTR(CAST(booked_on AS TEXT), 1, 7) || '-01' AS month,
                      SUM(CASE WHEN kind = 'recharge' THEN 0 ELSE amount END) AS cost_m,
                      SUM(CASE WHEN kind = 'recharge' THEN -amount ELSE 0 END) AS recharged_m
                 FROM quality_costs GROUP BY customer_id, SUBSTR(CAST(booked_on AS TEXT), 1, 7)""",
        ),
    ),
)
