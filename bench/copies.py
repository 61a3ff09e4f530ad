"""Many orders at once: copies of one that went through the doors, written straight into the tables.

Whatever columns an order, its lines and its fact have, a copy has them too; only what must be its
own is changed: ids, number, products, quantities' places. Used to fill the list and the queue.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Json

from bench.limit import plain
from chassis.ids import new_id

Row = dict[str, Any]
POSTED = "sales.order.posted.v1"
CHUNK = 10_000


class Template:
    """One order with five lines as the sales database holds it, and the products to vary it by."""

    def __init__(self, url: str, order_id: str, products: Sequence[str]) -> None:
        self._url = plain(url)
        with psycopg.connect(self._url, row_factory=dict_row) as connection:
            self.order = _rows(connection, "orders", "id", order_id)[0]
            self.lines = _rows(connection, "order_lines", "order_id", order_id)
            self.fact = _fact(connection, order_id)
            self._products = {
                str(row["id"]): row
                for row in connection.execute("SELECT id, code, name FROM products").fetchall()
            }
        self._wanted = list(products)
        self._chance = random.Random(7)

    def fill(self, count: int) -> None:
        """Store that many more orders, which no other service hears of."""
        for begun in range(0, count, CHUNK):
            self._store(self._copies(min(CHUNK, count - begun)), with_facts=False)

    def post(self, count: int) -> None:
        """Store that many more posted orders with their facts unsent."""
        self._store(self._copies(count), with_facts=True)

    def _copies(self, count: int) -> Iterator[tuple[Row, list[Row]]]:
        for _ in range(count):
            order = self.order | {"id": new_id()}
            order["number"] = f"BENCH-{order['id'].hex[:20]}"
            products = self._chance.sample(self._wanted, len(self.lines))
            yield (
                order,
                [self._line(order, *pair) for pair in zip(self.lines, products, strict=True)],
            )

    def _line(self, order: Row, line: Row, product_id: str) -> Row:
        product = self._products[product_id]
        named = {"product_code": product["code"], "product_name": product["name"]}
        return line | named | {"id": new_id(), "order_id": order["id"], "product_id": product["id"]}

    def _store(self, copies: Iterable[tuple[Row, list[Row]]], with_facts: bool) -> None:
        pairs = list(copies)
        with psycopg.connect(self._url) as connection:
            _copy_in(connection, "orders", [order for order, _ in pairs])
            _copy_in(connection, "order_lines", [line for _, lines in pairs for line in lines])
            if with_facts:
                _copy_in(connection, "outbox", [self._stated(*pair) for pair in pairs])
                connection.execute(
                    "UPDATE credit_accounts SET undelivered = undelivered + %s WHERE id = %s",
                    (self.order["gross"] * len(pairs), self.order["customer_id"]),
                )
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("ANALYZE")

    def _stated(self, order: Row, lines: list[Row]) -> Row:
        """The outbox row of a copy, not yet published."""
        envelope = json.loads(self.fact["envelope"])
        identity = new_id()
        envelope |= {"id": str(identity), "subject": f"order/{order['id']}"}
        told = envelope["data"]
        told |= {"order_id": str(order["id"]), "number": order["number"]}
        for line, said in zip(lines, told["lines"], strict=True):
            said |= {"line_id": str(line["id"]), "product_id": str(line["product_id"])}
        text = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
        fresh = {key: value for key, value in self.fact.items() if key != "id"}
        own = {"event_id": identity, "subject": envelope["subject"], "envelope": text}
        return fresh | own | {"published": None, "attempts": 0}


def _rows(connection: Any, table: str, key: str, value: str) -> list[Row]:
    query = sql.SQL("SELECT * FROM {} WHERE {} = %s ORDER BY id")
    query = query.format(sql.Identifier(table), sql.Identifier(key))
    return connection.execute(query, (value,)).fetchall()


def _fact(connection: Any, order_id: str) -> Row:
    query = "SELECT * FROM outbox WHERE subject = %s AND type = %s"
    return connection.execute(query, (f"order/{order_id}", POSTED)).fetchone()


def _copy_in(connection: Any, table: str, rows: list[Row]) -> None:
    columns = list(rows[0])
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor().copy(statement) as copy:
        for row in rows:
            copy.write_row([_plain(row[column]) for column in columns])


def _plain(value: Any) -> Any:
    return Json(value) if isinstance(value, (dict, list)) else value
