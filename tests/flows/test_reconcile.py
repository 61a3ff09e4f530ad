"""Promise 8: the self-check finds nothing in a sound system, and each rule was seen red."""

from contextlib import contextmanager, nullcontext
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from chassis import clock
from operations.processes import ROOT
from operations.reconcile.books import Books
from operations.reconcile.command import RULES, compare, reconcile
from operations.reconcile.rules import Same, is_compared
from tests.flows.planted import PLANTED
from tests.flows.planted_numbers import OTHER_NUMBERS
from tests.support.town import Town
from tests.support.warehouse import correct_books, inspect_arrivals, take_stock


@pytest.fixture
def town(service_door):
    """A company that has bought, sold, taken back, held a lot, judged and closed a case."""
    made = Town(service_door)
    play(made)
    return made


def play(town: Town) -> None:
    last = clock.today().replace(day=1) - timedelta(days=1)
    town.do("sales", "finance", "/periods", {"period": f"{last:%Y-%m}"})
    inspected = inspect_arrivals(town)
    correct_books(town, inspected, "I-6")
    take_stock(town, inspected, "I-6", "9")
    customer, product = town.customer("X"), town.product("P")
    town.receive(product, "100", "L-A", "10.00")
    receipt = town.receive(town.product("Q", costing="fifo"), "10", "L-Q", "3.00")
    line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": "2"}
    form = {"receipt_id": receipt["id"], "reason": "rusty", "lines": [line]}
    asked = town.do("inventory", "buyer", "/supplier-returns", form)
    town.do("inventory", "warehouse_keeper", f"/supplier-returns/{asked['id']}/ship")
    open_stock(town, town.product("R"))
    form = {"product_id": product["id"], "minimum": "10", "maximum": "50"}
    town.do("inventory", "inventory_manager", "/stock-limits", form)
    order = town.sell(customer, product, "30")
    promise(town, customer, product, town.sell(customer, product, "80"))
    town.take_back(order, "6")
    case = town.see("quality", "quality_engineer", "/cases")["items"][0]
    path = f"/cases/{case['id']}"
    town.do("quality", "quality_engineer", path + "/contain", CONTAINED)
    waive(town, customer, product, path)
    move(town, town.product("T"))
    number(town)
    for kind in ("occurrence", "escape"):
        town.do(
            "quality", "quality_engineer", path + "/causes", {"kind": kind, "text": "worn tool"}
        )
    town.do("quality", "quality_engineer", path + "/reply", {"text": "replaced"})
    seen = town.see("quality", "quality_engineer", path)
    piece = seen["pieces"][0]
    items = [
        {
            "return_line_id": piece["return_line_id"],
            "lot_id": piece["lot_id"],
            "kind": k,
            "quantity": q,
        }
        for k, q in (("restock", "4"), ("scrap", "2"))
    ]
    verdict = {"items": items, "finding": "two worn"}
    town.do("quality", "quality_engineer", path + "/verdict", verdict)
    town.do("quality", "quality_manager", path + "/close", {"summary": "done"})
    send_back(town, town.take_back(order, "3"))


def send_back(town: Town, returned: dict) -> None:
    """Nothing is wrong with what came back: its credit is reversed."""
    query = {"return_id": returned["id"]}
    (case,) = town.see("quality", "quality_engineer", "/cases", **query)["items"]
    path = f"/cases/{case['id']}"
    town.do("quality", "quality_engineer", path + "/contain", CONTAINED)
    piece = town.see("quality", "quality_engineer", path)["pieces"][0]
    item = {name: piece[name] for name in ("return_line_id", "lot_id", "quantity")}
    verdict = {"items": [item | {"kind": "to_customer"}], "finding": "sound"}
    town.do("quality", "quality_engineer", path + "/verdict", verdict)


def promise(town: Town, customer: dict, product: dict, order: dict) -> None:
    """A quotation becomes an order; an order of which goods are missing is amended."""
    line = {"product_id": product["id"], "quantity": "2", "price": "9.99"}
    form = {"customer_id": customer["id"], "valid_until": "2999-12-31", "lines": [line]}
    quoted = town.do("sales", "salesperson", "/quotations", form)
    for verb in ("send", "accept"):
        town.do("sales", "salesperson", f"/quotations/{quoted['id']}/{verb}")
    changed = {"line_id": order["lines"][0]["id"], "quantity": "75", "price": "15.55"}
    form = {"revision": 1, "reason": "fewer", "lines": [changed]}
    town.do("sales", "salesperson", f"/orders/{order['id']}/amend", form)


def open_stock(town: Town, product: dict) -> None:
    """Opening balances of a product, signed at the second attempt; then some of it is used."""
    line = {"product_id": product["id"], "lot": "L-R", "quantity": "5", "unit_cost": "2"}
    for verb, form in (("reject", {"reason": "?"}), ("sign", None)):
        made = town.do("inventory", "inventory_manager", "/openings", {"lines": [line]})
        town.do("inventory", "finance", f"/openings/{made['id']}/{verb}", form)
    form = {"product_id": product["id"], "quantity": "1", "reason": "sample"}
    town.do("inventory", "warehouse_keeper", "/issues", form)


def waive(town, customer, product, path):
    """The customer still waits for ten; of what arrives for the held lot he takes five by waiver."""
    bring(town, product, "20", lot="L-A")
    hold = town.see("quality", "quality_manager", path)["holds"][0]["id"]
    form = {"ground": "waiver", "quantity": "5", "customer_id": customer["id"], "reason": "urgent"}
    form |= {"consent_reference": "letter", "expires_on": "2099-01-01"}
    town.do("quality", "quality_manager", f"/holds/{hold}/end", form)


def number(town):
    """Three pieces tracked by serial number."""
    form = {"code": "N", "name": "N", "unit": "pcs", "tracking": "serial"}
    bring(town, town.do("inventory", "buyer", "/products", form), "3", first_serial="SN-1")


def bring(town, product, quantity, **told):
    """More of a product from a supplier that is known already."""
    line = {"product_id": product["id"], "quantity": quantity, "unit_price": "5.00"}
    supplier = town.see("inventory", "buyer", "/suppliers")["items"][0]["id"]
    form = {"supplier_id": supplier, "lines": [line]}
    order = town.do("inventory", "buyer", "/purchase-orders", form)
    town.do("inventory", "inventory_manager", f"/purchase-orders/{order['id']}/check")
    line = {"order_line_id": order["lines"][0]["id"], "quantity": quantity} | told
    form = {"purchase_order_id": order["id"], "lines": [line]}
    town.do("inventory", "warehouse_keeper", "/receipts", form)


def move(town, product):
    """Five of ten pieces go to another warehouse, three of them arrive, one is lost."""
    town.receive(product, "10", "L-T", "2.00")
    form = {"code": "W2", "name": "W2"}
    there = town.do("inventory", "inventory_manager", "/warehouses", form)["id"]
    listed = town.see("inventory", "buyer", "/warehouses", is_default="true")["items"]
    lines = [{"product_id": product["id"], "quantity": "5"}]
    form = {"from_id": listed[0]["id"], "to_id": there, "lines": lines}
    path = f"/transfers/{town.do('inventory', 'warehouse_keeper', '/transfers', form)['id']}"
    shipped = town.do("inventory", "warehouse_keeper", path + "/ship")
    came = {"lines": [{"line_id": shipped["lines"][0]["id"], "quantity": "3"}]}
    town.do("inventory", "inventory_manager", path + "/receive", came)
    lost = {"line_id": shipped["lines"][0]["id"], "quantity": "1", "reason": "fell off"}
    (loss,) = town.do("inventory", "warehouse_keeper", path + "/losses", lost)["losses"]
    town.do("inventory", "inventory_manager", f"/transfer-losses/{loss['id']}/approve")


CONTAINED = {
    "locations": [
        {"place": place, "answer": "none", "owner": "warehouse", "effective": True}
        for place in ("customer", "transit", "finished_goods", "work_in_progress", "supplier")
    ],
}


def check(town):
    return reconcile(town.urls(), ROOT / "contracts")


def test_every_rule_has_a_planted_difference():
    assert set(PLANTED) == {rule.name for rule in RULES}


@pytest.mark.both_databases
def test_a_sound_company_has_no_difference_and_nothing_in_flight(town):
    report = check(town)
    assert [str(line) for line in report.differences] == []
    assert report.in_flight == []


@pytest.mark.both_databases
def test_each_rule_sees_the_difference_it_is_for_and_each_number_was_seen_different(town):
    seen = set()
    for rule, (service, sql) in PLANTED.items():
        with planted(town, service, sql) as books:
            found = compare(books, ROOT / "contracts").differences
        assert rule in {line.rule for line in found}, f"{rule} did not see: {sql}"
        seen |= {(line.rule, line.found.split()[0]) for line in found}
    for rule, sql in OTHER_NUMBERS:
        with planted(town, PLANTED[rule][0], sql) as books:
            found = NAMED[rule].differences(books)
            seen |= {(line.rule, line.found.split()[0]) for line in found}
    compared = {(rule.name, number) for rule in RULES for number in numbers_of(town, rule)}
    assert sorted(compared - seen) == []


NAMED = {rule.name: rule for rule in RULES}


def numbers_of(town, rule):
    """The columns that a rule compares; a rule without two questions has none."""
    for service, sql in (rule.left, rule.right) if isinstance(rule, Same) else ():
        with town.doors[service].database.engine.connect() as connection:
            yield from filter(is_compared, connection.execute(text(sql)).keys())


@contextmanager
def planted(town, service, sql):
    """The books with this difference in them, which is gone afterwards."""
    books = Planted(town.urls())
    with town.doors[service].database.engine.connect() as connection:
        let_it_break(connection)
        connection.execute(text(sql))
        books.planted = {service: connection}
        yield books
        connection.rollback()
    books.close()


class Planted(Books):
    """Books of which one service is read inside the transaction that holds the planted difference."""

    planted: dict = {}

    def open(self, service):
        given = self.planted.get(service)
        return nullcontext(given) if given is not None else super().open(service)


def let_it_break(connection):
    """Switch the database's own checks off for this transaction: the rule stands behind them."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        return
    checks = "SELECT conrelid::regclass AS place, conname FROM pg_constraint WHERE contype = 'c'"
    for row in connection.execute(
        text(checks + " AND connamespace = 'public'::regnamespace")
    ).all():
        connection.execute(text(f'ALTER TABLE {row.place} DROP CONSTRAINT "{row.conname}"'))


def test_a_fact_on_its_way_and_a_dead_one_are_named(town):
    town.as_("inventory", "buyer").post("/products", PRODUCT)  # stated, carried to nobody
    assert any("inventory.product.registered.v1" in line for line in check(town).in_flight)
    town.carry()
    with town.doors["sales"].database.transaction() as session:
        session.execute(text("UPDATE inbox SET state = 'dead', reason = 'x' WHERE state = 'done'"))
    assert any(line.rule == "outbox = inbox" for line in check(town).differences)


@pytest.mark.both_databases
def test_everything_delivered_ten_times_and_shuffled_changes_nothing(town):
    """Promise 2: each effect once."""
    before = numbers(town)
    town.deliver_again(10, Random(7))
    town.carry()
    assert numbers(town) == before
    assert check(town).differences == []


def numbers(town):
    """Everything counted that a doubled effect would change: effects, and what was said of them."""
    asked = {
        "inventory": "movements issues outbox journal",
        "sales": "deliveries receivables settlements quality_costs outbox journal",
        "quality": "cases costs dispositions outbox journal",
    }
    sums = {
        "inventory": "SELECT sum(value), sum(quarantine_value) FROM pools",
        "sales": "SELECT sum(delivered_net - credited_net), sum(returned_net) FROM sales_totals",
        "quality": "SELECT sum(cost), count(*) FROM cases",
    }
    seen = {}
    for service, tables in asked.items():
        with town.doors[service].database.reading() as session:
            counts = [session.scalar(text(f"SELECT count(*) FROM {t}")) for t in tables.split()]
            seen[service] = (*counts, *session.execute(text(sums[service])).one())
    return seen


PRODUCT = {"code": "S", "name": "S", "unit": "pcs", "tracking": "lot", "tax_rate": "0.13"}
