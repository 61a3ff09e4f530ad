"""Every route that changes something leaves a row in its service's journal, under the request's own id."""

from typing import Any
from uuid import UUID

import pytest

from tests.support.cash import SECOND, collect, give_in, remind
from tests.support.selling import amend_and_deliver, quote
from tests.support.town import Town
from tests.support.warehouse import correct_books, inspect_arrivals, take_stock
from tests.support.watched import Watched


@pytest.fixture
def watched(service_door) -> Watched:
    return Watched(Town(service_door))


def test_every_changing_route_leaves_a_journal_row(watched):
    town = watched.town
    keep_files(town)
    product = fill_the_house(town)
    order = sell(town, town.customer("X"), product)
    work_cases(town, order, product)
    quote(town, town.customer("Q"), product)
    amend_and_deliver(town, town.customer("D"), product)
    handle_money(town, product)
    close_month(town)
    handle_sheets(town)
    inspect_arrivals(town)
    assert watched.routes() - {change.route for change in watched.changes} == set()
    journalled = watched.journalled()
    assert [change.route for change in watched.changes if change.request not in journalled] == []


SHEETS = {
    ("inventory", "buyer"): ("suppliers", "products", "sale-prices", "offers"),
    ("inventory", "inventory_manager"): ("openings",),
    ("inventory", "warehouse_keeper"): ("counts",),
    ("sales", "salesperson"): ("orders",),
    ("sales", "finance"): ("openings",),
}
"""Who brings in which forms."""


def handle_sheets(town: Town) -> None:
    """A sheet of each form in, and its list out."""
    for (service, role), forms in SHEETS.items():
        person = town.as_(service, role)
        for form in forms:
            path = f"/sheets/{form}"
            assert person.send_file(f"{path}/imports?mode=check", b"code\n").status_code == 202
            if form != "sale-prices":  # a list of products
                assert person.post(f"{path}/exports", {"reason": "?"}).status_code == 202


def keep_files(town: Town) -> None:
    """Customers: `Town.customer` walks all but the archive."""
    filed = town.customer("Y")
    town.do("customer", "archivist", f"/customers/{filed['id']}/archive", {"reason": "closed"})


def fill_the_house(town: Town) -> dict[str, Any]:
    """Everything people do in inventory; leaves a product with 90 pieces or so."""
    product = town.product("P")
    product = town.change(
        "inventory", "buyer", f"/products/{product['id']}", {"model": "M"}, product["version"]
    )
    town.receive(product, "100", "L-A", "10.00")
    (supplier,) = town.see("inventory", "buyer", "/suppliers")["items"]
    path = f"/suppliers/{supplier['id']}"
    town.change("inventory", "buyer", path, {"account": "1"}, supplier["version"])
    town.do("inventory", "finance", path + "/bank/reject", {"reason": "a slip"})
    town.change("inventory", "buyer", path, {"account": "2"}, supplier["version"] + 2)
    town.do("inventory", "finance", path + "/bank/approve")
    town.do("inventory", "quality_manager", path + "/block", {"reason": "late"})
    town.do("inventory", "quality_manager", path + "/unblock", {"reason": "improved"})
    move_goods(town, product)
    line = {"product_id": product["id"], "quantity": "1", "unit_price": "1"}
    form = {"supplier_id": supplier["id"], "lines": [line]}
    order = town.do("inventory", "buyer", "/purchase-orders", form)
    path = f"/purchase-orders/{order['id']}"
    town.change("inventory", "buyer", path, {"remark": "soon"}, order["version"])
    town.do("inventory", "inventory_manager", path + "/check")
    town.do("inventory", "buyer", path + "/amend", {"reason": "a price"})
    order = town.do("inventory", "inventory_manager", path + "/check")
    part = f"{path}/lines/{order['lines'][0]['id']}"
    town.do("inventory", "inventory_manager", part + "/exceed", {"quantity": "1", "reason": "?"})
    town.do("inventory", "buyer", part + "/cancel", {"quantity": "0.5", "reason": "?"})
    town.do("inventory", "buyer", path + "/cancel", {"reason": "not needed"})
    offer = {"product_id": product["id"], "supplier_id": supplier["id"], "price": "1"}
    offer = town.do("inventory", "buyer", "/offers", offer)
    town.change("inventory", "buyer", f"/offers/{offer['id']}", {"price": "2"}, 1)
    form = {"product_id": product["id"], "maximum": "9999"}
    limit = town.do("inventory", "inventory_manager", "/stock-limits", form)
    path = f"/stock-limits/{limit['id']}"
    short = {"minimum": "9998", "maximum": None}
    town.change("inventory", "inventory_manager", path, short, limit["version"])
    chosen = {"proposals": [{"id": limit["id"]}]}
    town.do("inventory", "buyer", "/replenishment-proposals/order", chosen)
    made = town.do("inventory", "inventory_manager", "/categories", {"code": "K", "name": "k"})
    path = f"/categories/{made['id']}"
    town.change("inventory", "inventory_manager", path, {"archived": True}, 1)
    used = {"product_id": product["id"], "quantity": "2", "reason": "sample"}
    town.do("inventory", "warehouse_keeper", "/issues", used)
    opened = {"product_id": town.product("O")["id"], "lot": "L-O", "quantity": "1", "value": "1.00"}
    opened["expiry"] = "2031-01-31"
    for verb, form in (("reject", {"reason": "?"}), ("sign", None)):
        made = town.do("inventory", "inventory_manager", "/openings", {"lines": [opened]})
        town.do("inventory", "finance", f"/openings/{made['id']}/{verb}", form)
    (lot,) = town.see("inventory", "inspector", "/lots", number="L-O")["items"]
    later = {"expiry": "2032-01-31", "reason": "tested again"}
    town.do("inventory", "quality_manager", f"/lots/{lot['id']}/extend", later)
    right = {"expiry": "2032-02-28", "reason": "mistyped"}
    town.do("inventory", "inventory_manager", f"/lots/{lot['id']}/correct-expiry", right)
    correct_books(town, product, "L-A")
    take_stock(town, product, "L-A", "95")
    return product


def send_back(town: Town, case: str) -> None:
    """Held pieces go back to their supplier, at the second attempt."""
    (receipt,) = town.see("inventory", "buyer", "/receipts")["items"]
    line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": "3"}
    form = {"receipt_id": receipt["id"], "reason": "rusty", "lines": [line]}
    form |= {"from_held": True, "case_number": case}
    cancelled, sent = (
        town.do("inventory", "buyer", "/supplier-returns", form)["id"] for _ in range(2)
    )
    path = f"/supplier-returns/{sent}"
    town.do("inventory", "buyer", f"/supplier-returns/{cancelled}/cancel", {"reason": "twice"})
    town.do("inventory", "quality_manager", f"{path}/release")
    town.do("inventory", "warehouse_keeper", f"{path}/ship")


def move_goods(town: Town, product: dict[str, Any]) -> None:
    """Transfers to a new warehouse: one cancelled, one of which a piece is lost and one comes back."""
    keeper, manager = "warehouse_keeper", "inventory_manager"
    there = town.do("inventory", manager, "/warehouses", {"code": "W2", "name": "Two"})
    place = f"/warehouses/{there['id']}"
    town.change("inventory", manager, place, {"keeper": "Zhang"}, there["version"])
    listed = town.see("inventory", keeper, "/warehouses", is_default="true")["items"]
    lines = [{"product_id": product["id"], "quantity": "4"}]
    form = {"from_id": listed[0]["id"], "to_id": there["id"], "lines": lines}
    drafts = [town.do("inventory", keeper, "/transfers", form) for _ in range(2)]
    idle, path = (f"/transfers/{draft['id']}" for draft in drafts)
    town.change("inventory", keeper, idle, {"reason": "nearer"}, drafts[0]["version"])
    town.do("inventory", keeper, idle + "/cancel", {"reason": "not needed"})
    shipped = town.do("inventory", keeper, path + "/ship")
    one = {"line_id": shipped["lines"][0]["id"], "quantity": "1"}
    for _ in range(2):
        lost = town.do("inventory", keeper, path + "/losses", one | {"reason": "fell off"})
    first, second = (f"/transfer-losses/{loss['id']}" for loss in lost["losses"])
    town.do("inventory", manager, first + "/approve")
    town.do("inventory", manager, second + "/reject")
    town.do("inventory", keeper, path + "/send-back", {"lines": [one]})
    town.do("inventory", manager, path + "/receive", {})


def sell(town: Town, customer: dict[str, Any], product: dict[str, Any]) -> dict[str, Any]:
    """Everything people do in sales; gives the order that was delivered and partly taken back."""
    order = town.draft(customer, product, "2")
    path = f"/orders/{order['id']}"
    town.change("sales", "salesperson", path, {"remark": "soon"}, order["version"])
    town.do("sales", "salesperson", path + "/confirm")
    town.do("sales", "salesperson", path + "/cancel", {"reason": "postponed"})
    dear = town.draft(customer, product, "9999")
    assert town.as_("sales", "salesperson").post(f"/orders/{dear['id']}/post").status_code == 409
    (hold,) = town.see("sales", "finance", "/credit-holds")["items"]
    town.do("sales", "finance", f"/credit-holds/{hold['id']}/release", {"reason": "advance paid"})
    sold = town.sell(customer, product, "10")
    returned = town.take_back(sold, "2")
    lines = [{"return_line_id": returned["lines"][0]["id"], "outcome": "replacement"}]
    decided = {"reason": "agreed", "lines": lines}
    town.do("sales", "sales_manager", f"/returns/{returned['id']}/decide", decided)
    rule = town.see("sales", "finance", "/reports/risk-rule")
    town.change(
        "sales", "info_supervisor", "/reports/risk-rule", {"silent_days": 91}, rule["version"]
    )
    return sold


def handle_money(town: Town, product: dict[str, Any]) -> None:
    """What finance does about a sale that is paid, one that isn't, and debts of old."""
    for name, deal in (("paying", collect), ("poor", give_in)):
        sold = town.sell(town.customer(name), product, "4")
        (owed,) = town.see("sales", "finance", "/receivables", order_id=sold["id"])["items"]
        deal(town, owed)
    remind(town, town.customer("late"), town.customer("later"))


def close_month(town: Town) -> None:
    """A month is closed, and opened again by a second person."""
    closed = town.do("sales", "finance", "/periods", {"period": "2020-01"})
    path = f"/periods/{closed['id']}/reopen"
    answer = town.doors["sales"].as_("finance", SECOND).post(path, {"reason": "missed"})
    assert answer.status_code == 200, answer.json


def work_cases(town: Town, order: dict[str, Any], product: dict[str, Any]) -> None:
    """Everything people do in quality: a returned line's case to its end, and a concern."""
    (case,) = town.see("quality", "quality_engineer", "/cases")["items"]
    path = f"/cases/{case['id']}"
    town.do("quality", "quality_engineer", path + "/contain", {})
    town.do("quality", "quality_engineer", path + "/causes", {"kind": "escape", "text": "missed"})
    town.do("quality", "quality_engineer", path + "/reply", {"text": "replaced"})
    (piece,) = town.see("quality", "quality_engineer", path)["pieces"]
    item = {name: piece[name] for name in ("return_line_id", "lot_id", "quantity")}
    verdict = {"items": [item | {"kind": "scrap"}], "finding": "cracked"}
    town.do("quality", "quality_engineer", path + "/verdict", verdict)
    town.do("quality", "quality_manager", path + "/close", {"summary": "done"})
    concern = {
        "kind": "complaint",
        "phase": "after_sales",
        "channel": "customer",
        "severity": "minor",
        "customer_id": order["customer_id"],
        "product_id": product["id"],
        "lot": "L-A",
        "quantity_complained": "1",
        "description": "noise",
    }
    entered = town.do("quality", "marketing", "/cases", concern)
    town.do("quality", "quality_engineer", f"/cases/{entered['id']}/contain", {})
    send_back(town, entered["number"])
    (hold,) = town.see("quality", "quality_manager", f"/cases/{entered['id']}")["holds"]
    ending = {"ground": "no_fault", "reason": "all are good"}
    town.do("quality", "quality_manager", f"/holds/{UUID(hold['id'])}/end", ending)
