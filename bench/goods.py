"""A stocked market: 200 products bought and received, 50 customers whose credit is no obstacle.

Products, stock and the first customer go through the doors; the other customers are copies of the
first in the sales database, which is all that selling looks at.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from bench import site
from bench.limit import PRODUCTS, plain
from bench.load import Market
from bench.site import Site
from chassis.ids import new_id
from operations.scenario.acts import Play, Thing, api
from operations.scenario.client import eventually
from operations.scenario.files import file_customer, sign_limit
from operations.scenario.report import Report

CUSTOMERS = 50
PER_ORDER = 50
QUANTITY, PRICE = "1000000", "10.00"


@dataclass(frozen=True)
class _Buyer:
    company: Any
    supplier: Thing


def stock(here: Site) -> Market:
    """Everything the load needs, known to sales and on the shelf."""
    buyer = _buyer(here)
    products = [_product(buyer, number) for number in range(PRODUCTS)]
    for begun in range(0, PRODUCTS, PER_ORDER):
        _buy(buyer, products[begun : begun + PER_ORDER])
    customers = _customers(here)
    eventually("sales knows all products", lambda: _known(here) == PRODUCTS)
    return site.market(here, customers, products)


def _buyer(here: Site) -> _Buyer:
    company = here.company
    who = {"code": "S1", "name": "上海元件厂"}
    return _Buyer(company, company["buyer"].post(api("inventory", "/suppliers"), who))


def _product(buyer: _Buyer, number: int) -> str:
    form = {"code": f"P{number:03}", "name": f"商品 {number}", "unit": "个", "tax_rate": "0.13"}
    return buyer.company["inventory_manager"].post(api("inventory", "/products"), form)["id"]


def _buy(buyer: _Buyer, products: list[str]) -> None:
    lines = [
        {"product_id": product, "quantity": QUANTITY, "unit_price": PRICE, "tax_rate": "0.13"}
        for product in products
    ]
    form = {"supplier_id": buyer.supplier["id"], "lines": lines}
    order = buyer.company["buyer"].post(api("inventory", "/purchase-orders"), form)
    path = api("inventory", f"/purchase-orders/{order['id']}")
    buyer.company["inventory_manager"].post(path + "/check")
    arrived = [
        {"order_line_id": line["id"], "quantity": QUANTITY, "lot": "L-1"} for line in order["lines"]
    ]
    receipt = {"purchase_order_id": order["id"], "lines": arrived}
    buyer.company["warehouse_keeper"].post(api("inventory", "/receipts"), receipt)


def _customers(here: Site) -> list[str]:
    """One customer signed by everybody who must, and copies of what sales knows of it."""
    show = Play(here.company, Report())
    show.customers["X"] = file_customer(show, "X")
    sign_limit(show, "X", "99999999.00")
    first = UUID(show.customers["X"]["id"])
    ids = [first, *(new_id() for _ in range(CUSTOMERS - 1))]
    with psycopg.connect(plain(here.database("sales")), autocommit=True) as connection:
        eventually("sales knows the limit", lambda: _limit(connection, first))
        for table in ("customers", "credit_accounts"):
            _multiply(connection, table, first, ids[1:])
        connection.execute("UPDATE credit_accounts SET credit_limit = 999999999999")
    return [str(each) for each in ids]


def _limit(connection: psycopg.Connection, customer: UUID) -> bool:
    query = "SELECT 1 FROM credit_accounts JOIN customers USING (id) WHERE id = %s AND credit_limit > 0 AND approved"
    return bool(connection.execute(query, (customer,)).fetchone())


def _multiply(connection: psycopg.Connection, table: str, of: UUID, ids: list[UUID]) -> None:
    """Copies of one row under other ids; sales keeps no other unique column of a customer."""
    row = connection.execute(
        sql.SQL("SELECT to_jsonb(t) FROM {} AS t WHERE id = %s").format(sql.Identifier(table)),
        (of,),
    ).fetchone()
    assert row
    copy = sql.SQL("INSERT INTO {} SELECT * FROM jsonb_populate_record(NULL::{}, %s)")
    for each in ids:
        values = Jsonb(row[0] | {"id": str(each)})
        connection.execute(copy.format(sql.Identifier(table), sql.Identifier(table)), (values,))


def _known(here: Site) -> int:
    with psycopg.connect(plain(here.database("sales"))) as connection:
        row = connection.execute("SELECT count(*) FROM products").fetchone()
        return row[0] if row else 0
