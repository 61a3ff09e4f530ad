"""The limit: how many sales a second the database alone takes, driven by pgbench with no Python.

Both sides of a sale run at once, each in a database of its own as in the real system: the sales
side stores an order, five lines and an outbox row and commits; the stock side stores an inbox row
and five ledger rows, updates five balances of 200 products and commits.
"""

import re
import shutil
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from bench.servers import database_name
from tests.support.postgres import Postgres, binaries

PRODUCTS = 200
CLIENTS = 4
"""Clients of each side: two sides on two cores; more only wait for each other."""

SALES_SCHEMA = """
CREATE TABLE orders (
    id uuid PRIMARY KEY, number text NOT NULL UNIQUE, customer_id int NOT NULL,
    status text NOT NULL, net numeric(18, 2) NOT NULL, tax numeric(18, 2) NOT NULL,
    gross numeric(18, 2) NOT NULL, version int NOT NULL, created_at timestamptz NOT NULL);
CREATE INDEX ON orders (customer_id, id);
CREATE TABLE order_lines (
    id uuid PRIMARY KEY, order_id uuid NOT NULL, product_id int NOT NULL,
    quantity numeric(18, 3) NOT NULL, price numeric(18, 6) NOT NULL, net numeric(18, 2) NOT NULL,
    tax numeric(18, 2) NOT NULL, gross numeric(18, 2) NOT NULL);
CREATE INDEX ON order_lines (order_id);
CREATE SEQUENCE order_number;
CREATE TABLE outbox (
    id bigserial PRIMARY KEY, event_id uuid NOT NULL UNIQUE, type text NOT NULL,
    subject text NOT NULL, envelope text NOT NULL, created timestamptz NOT NULL,
    published timestamptz);
CREATE INDEX ON outbox (id) WHERE published IS NULL;
"""

STOCK_SCHEMA = """
CREATE TABLE balances (
    product_id int PRIMARY KEY, free numeric(18, 3) NOT NULL CHECK (free >= 0),
    value numeric(18, 2) NOT NULL, version int NOT NULL);
INSERT INTO balances SELECT n, 100000000, 1000000000, 1 FROM generate_series(1, %d) AS n;
CREATE TABLE ledger (
    id uuid PRIMARY KEY, product_id int NOT NULL, source_line uuid NOT NULL,
    quantity numeric(18, 3) NOT NULL, value numeric(18, 2) NOT NULL, at timestamptz NOT NULL);
CREATE INDEX ON ledger (product_id, id);
CREATE TABLE inbox (
    handler text, event_id uuid, hash bytea NOT NULL, state text NOT NULL,
    handled timestamptz NOT NULL, PRIMARY KEY (handler, event_id));
"""

LINE = "(gen_random_uuid(), CAST(:id AS uuid), :p{n}, 2, 16.00, 32.00, 4.16, 36.16)"
MOVEMENT = "(gen_random_uuid(), :p{n}, gen_random_uuid(), -2, -20.00, now())"
UPDATE = "UPDATE balances SET free = free - 2, value = value - 20, version = version + 1 WHERE product_id = :p{n};"


@dataclass(frozen=True)
class Limit:
    """Sales a second, found in two ways; `both` is the higher answer and the limit we compare with.

    `sales_side` and `stock_side` ran unthrottled beside each other, so the slower one is what both
    sustain; `alternating` ran both transactions at one rate in one database.
    """

    sales_side: float
    stock_side: float
    alternating: float

    @property
    def both(self) -> float:
        return max(min(self.sales_side, self.stock_side), self.alternating)


def measure(server: Postgres, seconds: int) -> Limit:
    """Run both sides at once on fresh databases, which are dropped afterwards."""
    sales, stock = server.create(database_name("sales")), server.create(database_name("stock"))
    try:
        _execute(sales, SALES_SCHEMA + STOCK_SCHEMA % PRODUCTS)
        _execute(stock, STOCK_SCHEMA % PRODUCTS)
        with tempfile.TemporaryDirectory(prefix="sifang-bench-") as folder:
            scripts = _write(Path(folder))
            return Limit(
                *_beside(scripts, (sales, stock), seconds), _alternating(scripts, sales, seconds)
            )
    finally:
        server.drop(sales)
        server.drop(stock)


def _write(folder: Path) -> tuple[Path, Path]:
    sales, stock = folder / "sales.sql", folder / "stock.sql"
    sales.write_text(sales_script())
    stock.write_text(stock_script())
    return sales, stock


def _beside(scripts: tuple[Path, Path], urls: tuple[str, str], seconds: int) -> tuple[float, float]:
    """Each side by a pgbench of its own, at whatever rate it reaches."""
    sides = [
        _start(url, [script], CLIENTS, seconds) for url, script in zip(urls, scripts, strict=True)
    ]
    sales, stock = [_rate(side) for side in sides]
    return sales, stock


def _alternating(scripts: tuple[Path, Path], url: str, seconds: int) -> float:
    """One pgbench that plays either side with equal chance: a sale is two of its transactions."""
    return round(_rate(_start(url, list(scripts), 2 * CLIENTS, seconds)) / 2, 1)


def sales_script() -> str:
    lines = ", ".join(LINE.format(n=n) for n in range(5))
    body = "{" + "x" * 1200 + "}"
    return "\n".join(
        [
            *_five_products(),
            "\\set customer random(1, 1000)",
            "BEGIN;",
            "INSERT INTO orders VALUES (gen_random_uuid(), 'SO-' || nextval('order_number'), :customer,"
            " 'posted', 160.00, 20.80, 180.80, 1, now()) RETURNING id \\gset",
            f"INSERT INTO order_lines VALUES {lines};",
            "INSERT INTO outbox (event_id, type, subject, envelope, created) VALUES (gen_random_uuid(),"
            f" 'sales.order.posted.v1', 'order/' || CAST(:id AS text), '{body}', now());",
            "COMMIT;",
        ]
    )


def stock_script() -> str:
    movements = ", ".join(MOVEMENT.format(n=n) for n in range(5))
    return "\n".join(
        [
            *_five_products(),
            "BEGIN;",
            "INSERT INTO inbox VALUES ('issue_stock', gen_random_uuid(), '\\x00', 'done', now());",
            *(UPDATE.format(n=n) for n in range(5)),
            f"INSERT INTO ledger VALUES {movements};",
            "COMMIT;",
        ]
    )


def _five_products() -> list[str]:
    """Five different products in rising order, so that no two sales can deadlock."""
    share = PRODUCTS // 5
    return [f"\\set p{n} random({n * share + 1}, {(n + 1) * share})" for n in range(5)]


def _start(url: str, scripts: list[Path], clients: int, seconds: int) -> subprocess.Popen[str]:
    options = ["-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(seconds)]
    files = [word for script in scripts for word in ("-f", str(script))]
    command = [pgbench(), *options, *files, plain(url)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _rate(process: subprocess.Popen[str]) -> float:
    out, problem = process.communicate()
    found = re.search(r"tps = ([\d.]+)", out)
    if process.returncode or not found:
        raise RuntimeError(f"pgbench: {problem.strip()[-300:]}")
    return round(float(found[1]), 1)


def pgbench() -> str:
    found = shutil.which("pgbench")
    beside = binaries()
    if not found and beside and (beside / "pgbench").exists():
        found = str(beside / "pgbench")
    if not found:
        raise SystemExit("make bench needs pgbench: install postgresql-contrib or postgresql")
    return found


def _execute(url: str, statements: str) -> None:
    with psycopg.connect(plain(url), autocommit=True) as connection:
        connection.execute(statements)


def plain(url: str) -> str:
    """The URL as psycopg and pgbench take it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


if __name__ == "__main__":
    from bench.servers import postgres_server

    with postgres_server() as found:
        limit = measure(found, 10)
        print(asdict(limit), limit.both)
