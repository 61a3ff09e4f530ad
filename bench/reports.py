"""The reports: what people ask of two years of sales, among very many deliveries with five lines each.

The orders that the list was measured on are delivered in the database itself, as copies of a delivery
that went through the doors, spread over customers, sellers and 24 months; one customer in five pays
late. The kept totals are then those of all lines, as the self-check works them out.
"""

import json
import time
from collections.abc import Mapping

import psycopg

from bench.limit import plain
from bench.load import Market
from bench.site import Site
from bench.steps import quantile
from bench.wire import Wire

REPORTS = "/api/v1/sales/reports"
REPEATS = 40
SELLERS = 10
DAYS = 730

ASKED = {
    "ranking of customers": "/ranking?by=customer",
    "ranking of products by gross": "/ranking?by=product&sort=-gross",
    "ranking by seller, half a year": "/ranking?by=salesperson&since={half}",
    "ranking by region": "/ranking?by=region",
    "ranking by month": "/ranking?by=month&sort=-net",
    "margins of customers": "/margins?by=customer",
    "margins of products by rate": "/margins?by=product&sort=margin_rate",
    "margins of one customer's products": "/margins?by=product&customer_id={customer}",
    "margins of one product's customers": "/margins?by=customer&product_id={product}",
    "margins of one region's products": "/margins?by=product&region={region}",
    "return rates of products": "/return-rates?by=product",
    "return rates of customers": "/return-rates?by=customer",
    "sales list of a customer": "/sales?customer_id={customer}",
    "sales list of a month, all customers": "/sales?since={half}&until={half}",
    "sales list, a late page": "/sales?after={late}",
    "grade proposal": "/grades",
    "customers at risk": "/customers-at-risk",
}


def measure(site: Site, market: Market) -> dict[str, float]:
    """p95 in seconds of every report, over what was delivered in the database."""
    named = _deliver(site, market)
    wire = Wire(site.system.address, site.company["executive"].token)
    found = {name: _p95(wire, REPORTS + path.format(**named)) for name, path in ASKED.items()}
    wire.close()
    return found


def _p95(wire: Wire, path: str) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.monotonic()
        status, body, _ = wire.get(path)
        times.append(time.monotonic() - began)
        if status != 200 or not json.loads(body)["items"]:
            raise RuntimeError(f"GET {path}: {status} {body[:300]!r}")
    return quantile(times, 0.95)


def _deliver(site: Site, market: Market) -> Mapping[str, str]:
    """Deliver every filled order; gives the words that the paths above leave open."""
    told = {"customers": list(market.customers), "sellers": SELLERS, "days": DAYS}
    with psycopg.connect(plain(site.database("sales")), autocommit=True) as connection:
        for statement in (_REGIONS, _ORDERS, _DELIVERIES, _LINES, _RECEIVABLES):
            connection.execute(statement, told)  # type: ignore[arg-type]
        connection.execute("TRUNCATE sales_totals, customer_totals, product_totals")
        for table, key in _GRAINS.items():
            connection.execute(_TOTALS.format(table=table, key=key))  # type: ignore[arg-type]
        connection.execute("ANALYZE")
        row = connection.execute(_WORDS).fetchone()
    assert row
    half, late, region = row
    return {
        "customer": market.customers[0],
        "product": market.products[0],
        "half": half,
        "late": late,
        "region": region,
    }


_REGIONS = """UPDATE customers SET region =
    (ARRAY['110000','310000','320000','330000','440000'])[1 + abs(hashtext(id::text)) %% 5]"""
_ORDERS = """
    UPDATE orders SET ordered_on = current_date - (abs(hashtext(number)) %% %(days)s),
           customer_id = (%(customers)s::uuid[])[1 + abs(hashtext(id::text))
                                                  %% cardinality(%(customers)s::uuid[])]
     WHERE number LIKE 'BENCH-%%'"""
# ids below those of today, so that whoever watches for new deliveries afterwards sees them
_DELIVERIES = """
    INSERT INTO deliveries SELECT made.*
      FROM (SELECT d FROM deliveries d ORDER BY d.id LIMIT 1) AS template, orders o
     CROSS JOIN LATERAL jsonb_populate_record(template.d, jsonb_build_object(
           'id', overlay(gen_random_uuid()::text PLACING '00' FROM 1), 'number', 'BENCH-D-' || o.number, 'issue_id', gen_random_uuid(),
           'order_id', o.id, 'order_number', o.number, 'customer_id', o.customer_id,
           'salesperson_id', lpad(to_hex(abs(hashtext(o.number)) %% %(sellers)s), 32, '0')::uuid,
           'delivered_on', o.ordered_on, 'booked_on', o.ordered_on)) AS made
     WHERE o.number LIKE 'BENCH-%%'"""
_LINES = """
    INSERT INTO delivery_lines SELECT made.*
      FROM (SELECT l FROM delivery_lines l ORDER BY l.id LIMIT 1) AS template,
           deliveries d JOIN order_lines o ON o.order_id = d.order_id
     CROSS JOIN LATERAL jsonb_populate_record(template.l, jsonb_build_object(
           'id', gen_random_uuid(), 'delivery_id', d.id, 'order_line_id', o.id,
           'issue_line_id', gen_random_uuid(), 'product_id', o.product_id,
           'product_code', o.product_code, 'product_name', o.product_name)) AS made
     WHERE d.number LIKE 'BENCH-D-%%'"""
_RECEIVABLES = """
    INSERT INTO receivables SELECT made.*
      FROM (SELECT r FROM receivables r ORDER BY r.id LIMIT 1) AS template, deliveries d
     CROSS JOIN LATERAL (SELECT d.booked_on <= current_date -
           CASE abs(hashtext(d.customer_id::text)) %% 5 WHEN 0 THEN 150 ELSE 45 END) AS due (paid)
     CROSS JOIN LATERAL jsonb_populate_record(template.r, jsonb_build_object(
           'id', gen_random_uuid(), 'number', replace(d.number, 'BENCH-D-', 'BENCH-R-'), 'delivery_id', d.id,
           'delivery_number', d.number, 'customer_id', d.customer_id,
           'salesperson_id', d.salesperson_id, 'booked_on', d.booked_on, 'due_on', d.booked_on + 30,
           'overdue_at', now(), 'open', CASE WHEN paid THEN 0 ELSE (template.r).gross END,
           'cleared_on', CASE WHEN paid THEN d.booked_on + 30 END)) AS made
     WHERE d.number LIKE 'BENCH-D-%%'"""
_GRAINS = {
    "sales_totals": "month, customer_id, product_id, salesperson_id, department",
    "customer_totals": "month, customer_id, salesperson_id, department",
    "product_totals": "month, product_id, salesperson_id, department",
}
_TOTALS = """
    INSERT INTO {table} ({key}, delivered_quantity, delivered_net, delivered_gross, delivered_cost,
                         returned_quantity, returned_net, credited_net, credited_gross, credited_cost)
    SELECT {key}, SUM(quantity), SUM(net), SUM(gross), SUM(cost), 0, 0, 0, 0, 0
      FROM (SELECT date_trunc('month', d.booked_on)::date AS month, d.customer_id, l.product_id,
                   d.salesperson_id, d.department, l.quantity, l.net, l.gross, l.cost
              FROM delivery_lines l JOIN deliveries d ON d.id = l.delivery_id) AS sold
     GROUP BY {key}"""
_WORDS = """
    SELECT to_char(current_date - 180, 'YYYY-MM'),
           (SELECT to_char(booked_on, 'YYYY-MM-DD') || '.' || id FROM deliveries
             ORDER BY booked_on, id OFFSET (SELECT count(*) * 9 / 10 FROM deliveries) LIMIT 1),
           (SELECT region FROM customers ORDER BY id LIMIT 1)"""
