"""The reports: what people ask of two years of sales, among very many deliveries with five lines each.

The orders that the list was measured on are delivered in the database itself, as copies of a delivery
that went through the doors, spread over customers, sellers and 24 months; one customer in five pays
late, and what was paid is settled, so that past days can be asked for. The kept totals are then those
of all lines, as the self-check works them out. In inventory every product moved on every day.
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

REPORTS, STOCK = "/api/v1/sales/reports", "/api/v1/inventory"
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
    "ageing": "/ageing",
    "ageing half a year ago": "/ageing?as_of={day}",
    "proposed ratings": "/rating-proposals",
    "ageing a year ago": "/ageing?as_of={year}",
}
IN_STOCK = {
    "stock and value half a year ago": "/stock-as-of?as_of={day}",
    "total value a year ago": "/stock-as-of/total?as_of={year}",
}


def measure(site: Site, market: Market) -> dict[str, float]:
    """p95 in seconds of every report, over what was delivered in the database."""
    named = _deliver(site, market)
    _keep_days(site)
    wire = Wire(site.system.address, site.company["executive"].token)
    paths = {name: REPORTS + path for name, path in ASKED.items()}
    paths |= {name: STOCK + path for name, path in IN_STOCK.items()}
    found = {name: _p95(wire, path.format(**named)) for name, path in paths.items()}
    wire.close()
    return found


def _p95(wire: Wire, path: str) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.monotonic()
        status, body, _ = wire.get(path)
        times.append(time.monotonic() - began)
        if status != 200 or not json.loads(body).get("items", True):
            raise RuntimeError(f"GET {path}: {status} {body[:300]!r}")
    return quantile(times, 0.95)


def _deliver(site: Site, market: Market) -> Mapping[str, str]:
    """Deliver every filled order; gives the words that the paths above leave open."""
    told = {"customers": list(market.customers), "sellers": SELLERS, "days": DAYS}
    with psycopg.connect(plain(site.database("sales")), autocommit=True) as connection:
        for statement in (_REGIONS, _ORDERS, _DELIVERIES, _LINES, _RECEIVABLES, *_PAID):
            connection.execute(statement, told)  # type: ignore[arg-type]
        connection.execute("TRUNCATE sales_totals, customer_totals, product_totals")
        for table, key in _GRAINS.items():
            connection.execute(_TOTALS.format(table=table, key=key))  # type: ignore[arg-type]
        connection.execute("ANALYZE")
        row = connection.execute(_WORDS).fetchone()
    assert row
    half, late, region, day, year = row
    return {
        "customer": market.customers[0],
        "product": market.products[0],
        "half": half,
        "late": late,
        "region": region,
        "day": day,
        "year": year,
    }


def _keep_days(site: Site) -> None:
    with psycopg.connect(plain(site.database("inventory")), autocommit=True) as connection:
        for statement in _DAYS:
            connection.execute(statement, {"days": DAYS})  # type: ignore[arg-type]
        connection.execute("ANALYZE")


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
# every fifth customer pays so late that it is at risk, however much the load has left open beside it
_RECEIVABLES = """
    INSERT INTO receivables SELECT made.*
      FROM (SELECT r FROM receivables r ORDER BY r.id LIMIT 1) AS template, deliveries d
     CROSS JOIN LATERAL (SELECT d.booked_on <= current_date -
           CASE array_position(%(customers)s::uuid[], d.customer_id) %% 5 WHEN 0 THEN 200 ELSE 45 END) AS due (paid)
     CROSS JOIN LATERAL jsonb_populate_record(template.r, jsonb_build_object(
           'id', gen_random_uuid(), 'number', replace(d.number, 'BENCH-D-', 'BENCH-R-'), 'delivery_id', d.id,
           'delivery_number', d.number, 'customer_id', d.customer_id,
           'salesperson_id', d.salesperson_id, 'booked_on', d.booked_on, 'due_on', d.booked_on + 30,
           'overdue_at', now(), 'open', CASE WHEN paid THEN 0 ELSE (template.r).gross END,
           'cleared_on', CASE WHEN paid THEN d.booked_on + 30 END)) AS made
     WHERE d.number LIKE 'BENCH-D-%%'"""
_PAID = (
    """
    CREATE TEMP TABLE paid AS SELECT gen_random_uuid() AS source, r.* FROM receivables r
     WHERE number LIKE 'BENCH-R-%%' AND cleared_on IS NOT NULL""",
    """
    INSERT INTO sources (id, version, created_at, kind, number, customer_id, customer_name,
                         booked_on, currency, amount, open, cleared_on)
    SELECT source, 1, now(), 'payment', 'PM-' || number, customer_id, customer_name, cleared_on,
           currency, gross, 0, cleared_on FROM paid""",
    """
    INSERT INTO settlements (id, version, created_at, number, kind, customer_id, customer_name,
                             booked_on, amount, reversed, operator_id, remark)
    SELECT source, 1, now(), 'ST-' || number, 'payment', customer_id, customer_name, cleared_on,
           gross, 0, source, '' FROM paid""",
    """
    INSERT INTO settlement_lines (id, settlement_id, source_id, source_kind, source_number,
                                  receivable_id, receivable_number, customer_id, use, amount,
                                  reversed, booked_on, settled_at, operator_id, reason)
    SELECT gen_random_uuid(), source, source, 'payment', 'PM-' || number, id, number, customer_id,
           'settle', gross, 0, cleared_on, now(), source, '' FROM paid""",
)
_DAYS = (
    """
    INSERT INTO pool_days (product_id, day, quantity, value, quarantine_quantity, quarantine_value)
    SELECT product_id, current_date - n, quantity, value, quarantine_quantity, quarantine_value
      FROM pools CROSS JOIN generate_series(1, %(days)s) AS n""",
    """
    INSERT INTO balance_days (product_id, day, warehouse_id, quantity, quarantined)
    SELECT product_id, current_date - n, warehouse_id, free + reserved + held, quarantined
      FROM balances CROSS JOIN generate_series(1, %(days)s) AS n""",
)
_GRAINS = {
    "sales_totals": "month, customer_id, product_id, salesperson_id, department",
    "customer_totals": "month, customer_id, salesperson_id, department",
    "product_totals": "month, product_id, salesperson_id, department",
}
_TOTALS = """
    INSERT INTO {table} ({key}, delivered_quantity, delivered_net, delivered_gross, delivered_cost,
                         returned_quantity, returned_net, sent_back_quantity, credited_net,
                         credited_gross, credited_cost)
    SELECT {key}, SUM(quantity), SUM(net), SUM(gross), SUM(cost), 0, 0, 0, 0, 0, 0
      FROM (SELECT date_trunc('month', d.booked_on)::date AS month, d.customer_id, l.product_id,
                   d.salesperson_id, d.department, l.quantity, l.net, l.gross, l.cost
              FROM delivery_lines l JOIN deliveries d ON d.id = l.delivery_id) AS sold
     GROUP BY {key}"""
_WORDS = """
    SELECT to_char(current_date - 180, 'YYYY-MM'),
           (SELECT to_char(booked_on, 'YYYY-MM-DD') || '.' || id FROM deliveries
             ORDER BY booked_on, id OFFSET (SELECT count(*) * 9 / 10 FROM deliveries) LIMIT 1),
           (SELECT region FROM customers ORDER BY id LIMIT 1),
           to_char(current_date - 180, 'YYYY-MM-DD'), to_char(current_date - 365, 'YYYY-MM-DD')"""
