"""A company at work on servers of our own: one product in stock, one customer, and ways to break it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import pika
import urllib3
from sqlalchemy import create_engine, text

from chassis.transport.bus import dead_queue_of, queue_of
from operations.demo import company_of
from operations.processes import APPS, ROOT, SERVICES, Plan, System, command
from operations.reconcile.books import Books
from operations.reconcile.command import Report, reconcile
from operations.reconcile.transport import load_subscriptions, traffic
from operations.scenario.acts import Play, api
from operations.scenario.client import Person, Unexpected, eventually
from operations.scenario.files import file_customer, sign_limit
from operations.scenario.report import Report as Quiet

PRICE, COST = "16.00", "10.00"
CONTRACTS = ROOT / "contracts"


@dataclass
class Works:
    """The running system with what the tests act on."""

    system: System
    postgres: Any
    rabbitmq: Any
    people: Any = None
    customer: dict[str, Any] = field(default_factory=dict)
    product: dict[str, Any] = field(default_factory=dict)
    supplier: dict[str, Any] = field(default_factory=dict)
    reviving: Any = field(default_factory=Lock)

    # -- what people do -------------------------------------------------------------------

    def insist(self, role: str, path: str, body: Any = None) -> Any:
        """POST with one key until it is answered, reviving what died in between, as a client and
        an orchestrator would; the effect must happen once."""
        key, person = str(uuid4()), self.people[role]

        def attempt() -> Any:
            try:
                # waiting out a dead service would keep the one who revives it from doing so
                answer = person.ask_once("POST", path, body, **{"Idempotency-Key": key})
            except urllib3.exceptions.HTTPError:
                answer = None
            if answer is not None and answer.status < 500 and answer.code != "request_in_progress":
                return answer
            self.revive()
            return None

        answer = eventually(f"an answer to POST {path}", attempt, patience=60)
        if answer.status >= 300:
            raise Unexpected(f"POST {path}: {answer.status} {answer.json}")
        return answer.json

    def draft(
        self, quantity: str, product: dict[str, Any] | None = None, **line: Any
    ) -> dict[str, Any]:
        product = product or self.product
        lines = [{"product_id": product["id"], "quantity": quantity, "price": PRICE, **line}]
        return self.draft_of(lines)

    def draft_of(self, lines: list[dict[str, Any]]) -> dict[str, Any]:
        lines = [{"tax_rate": "0.13", **line} for line in lines]
        form = {"customer_id": self.customer["id"], "lines": lines}
        return self.insist("salesperson", api("sales", "/orders"), form)

    def post(self, order: dict[str, Any]) -> dict[str, Any]:
        return self.insist("salesperson", api("sales", f"/orders/{order['id']}/post"))

    def sell(self, quantity: str) -> dict[str, Any]:
        return self.post(self.draft(quantity))

    def take_back(self, order: dict[str, Any], quantity: str) -> dict[str, Any]:
        """A return against the order's delivery, as soon as there is one."""
        lines = self.deliveries(order)[0]["lines"]
        form = {
            "lines": [{"delivery_line_id": lines[0]["id"], "quantity": quantity}],
            "phase": "after_sales",
            "severity": "general",
            "reason": "noise",
        }
        return self.insist("service_agent", api("sales", "/returns"), form)

    def deliveries(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        """The order's deliveries, awaited."""
        manager = self.people["sales_manager"]
        path = api("sales", "/deliveries")
        found = eventually(
            f"a delivery of {order['number']}",
            lambda: (self.revive() or manager.get(path, order_id=order["id"]))["items"],
            patience=60,
        )
        return [manager.get(api("sales", f"/deliveries/{one['id']}")) for one in found]

    def receive(self, quantity: str, lot: str, product: dict[str, Any] | None = None) -> None:
        """Buy, check and receive a lot."""
        self.take_in(self.bought(quantity, lot, product))

    def bought(
        self, quantity: str, lot: str, product: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The receipt of a lot that was bought and checked, as a form."""
        product = product or self.product
        line = {
            "product_id": product["id"],
            "quantity": quantity,
            "unit_price": COST,
            "tax_rate": "0.13",
        }
        form = {"supplier_id": self.supplier["id"], "lines": [line]}
        order = self.insist("buyer", api("inventory", "/purchase-orders"), form)
        path = api("inventory", f"/purchase-orders/{order['id']}")
        self.insist("inventory_manager", path + "/check")
        got = {"order_line_id": order["lines"][0]["id"], "quantity": quantity, "lot": lot}
        return {"purchase_order_id": order["id"], "lines": [got]}

    def take_in(self, receipt: dict[str, Any]) -> None:
        self.insist("warehouse_keeper", api("inventory", "/receipts"), receipt)

    def new_product(self, code: str) -> dict[str, Any]:
        form = {"code": code, "name": code, "unit": "pcs", "tracking": "lot", "tax_rate": "0.13"}
        made = self.insist("buyer", api("inventory", "/products"), form)
        self.known_to_sales(made)
        return made

    def known_to_sales(self, product: dict[str, Any]) -> None:
        sql = f"SELECT count(*) AS n FROM products WHERE id = '{product['id']}'"
        eventually("sales knows the product", lambda: self.sql("sales", sql)[0]["n"])

    # -- what can be seen -----------------------------------------------------------------

    def stock(self, product: dict[str, Any] | None = None) -> dict[str, Decimal]:
        product = product or self.product
        sql = f"""SELECT COALESCE(SUM(free), 0) AS free, COALESCE(SUM(reserved), 0) AS reserved,
            COALESCE(SUM(held), 0) AS held, COALESCE(SUM(quarantined), 0) AS quarantined
            FROM balances WHERE product_id = '{product["id"]}'"""
        return dict(self.sql("inventory", sql)[0])

    def sql(self, service: str, sql: str) -> list[Any]:
        engine = create_engine(self.system.plan.database_url(service))
        try:
            with engine.connect() as connection:
                return list(connection.execute(text(sql)).mappings())
        finally:
            engine.dispose()

    def report(self) -> Report:
        return reconcile(self._urls(), CONTRACTS)

    def in_flight(self) -> list[str]:
        books = Books(self._urls())
        try:
            return traffic(books, load_subscriptions(CONTRACTS)).in_flight
        finally:
            books.close()

    def _urls(self) -> dict[str, str]:
        return {service: self.system.plan.database_url(service) for service in SERVICES}

    def queued(self) -> dict[str, int]:
        """How many messages wait on the broker, by queue that isn't empty."""
        queues = [name(service) for service in SERVICES for name in (queue_of, dead_queue_of)]
        with pika.BlockingConnection(pika.URLParameters(self.system.plan.bus_url)) as connection:
            channel = connection.channel()
            told = [channel.queue_declare(name, passive=True).method for name in queues]
        return {each.queue: each.message_count for each in told if each.message_count}

    def settle(self, patience: float = 60) -> None:
        """Wait until nothing is in flight or queued, then hold the books against each other."""

        def at_rest() -> bool:
            self.revive()
            if self.in_flight():
                return False  # what is on its way makes differences, and settles them
            found = self.report()
            return not (found.in_flight or found.differences or self.queued())

        try:
            eventually("nothing in flight and no difference", at_rest, patience)
        except Unexpected:
            found = self.report()
            lines = [str(line) for line in [*found.in_flight[:10], *found.differences[:10]]]
            lines += [f"{number} in {name}" for name, number in self.queued().items()]
            raise Unexpected("after the fault:\n" + "\n".join(lines)) from None

    # -- what breaks ----------------------------------------------------------------------

    def revive(self) -> None:
        """Start again what has died, without a failpoint; whoever comes second waits for it."""
        with self.reviving:
            running = self.system.pids()
            dead = [name for name in self.system.names if name not in running]
            if dead:
                self.system.start(*dead)
                self.system.wait_ready(*dead)

    @contextmanager
    def dying_at(self, process: str, failpoint: str) -> Iterator[Callable[[], None]]:
        """The process will kill itself at this point; the yielded call awaits that it has."""
        self.system.stop(process)
        self.system.start(process, SIFANG_FAILPOINT=failpoint, SIFANG_FAILPOINT_GROUP="1")
        self.system.wait_ready(process)
        pid = self.system.pids()[process]

        def has_died() -> None:
            eventually(
                f"{process} died at {failpoint}", lambda: self.system.pids().get(process) != pid
            )

        yield has_died
        self.revive()

    @contextmanager
    def second_worker(self, *services: str) -> Iterator[None]:
        """One more worker (and relay) of each service, as when IT scales out."""
        for service in services:
            environ = self.system.environ(service, {"SIFANG_HINT": ""})
            argv = command(service, "worker")
            self.system._order(do="start", name=f"{service}-second", argv=argv, env=environ)
        yield
        self.system.kill(*(f"{service}-second" for service in services))


def open_works(directory: Path, postgres: Any, rabbitmq: Any) -> Works:
    """Everything up and signed in, 10,000 pieces of P on the shelf, a customer with credit."""
    urls = {app: postgres.create() for app in APPS}
    plan = Plan(
        directory,
        database=urls.__getitem__,
        bus=rabbitmq.create(),
        environ={"SIFANG_TEST_MODE": "1"},
    )
    works = Works(System(plan).up(), postgres, rabbitmq)
    works.people = company_of(works.system)
    show = Play(works.people, Quiet(out=(directory / "play.txt").open("w")))
    works.customer = show.customers["X"] = file_customer(show, "X")
    sign_limit(show, "X", "9999999.00")
    works.supplier = works.insist(
        "buyer", api("inventory", "/suppliers"), {"code": "S", "name": "Supplier"}
    )
    works.product = works.new_product("P")
    works.receive("10000", "L-A")
    account = api("sales", f"/credit-accounts/{works.customer['id']}")
    manager: Person = works.people["sales_manager"]
    eventually("sales knows the limit", lambda: _limit(manager, account))
    return works


def _limit(manager: Person, path: str) -> Any:
    answer = manager.ask("GET", path)
    return answer.status == 200 and answer.json["limit"]


def moment() -> float:
    return time.monotonic()
