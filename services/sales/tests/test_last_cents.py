"""What goes to and fro is worth in the end what was paid for it, to the cent, and counts once."""

from importlib import import_module

import pytest
from sqlalchemy import case, select, text

from ..returns.models import ReturnLine
from .conftest import done, line, lot
from .test_margins import cents
from .test_outcomes import replacement_of, sent_back, taken_back
from .test_returns import notes, verdict

AMOUNTS = ("net", "tax", "gross")


def sold(desk, customer, mode, **more):
    """Three pieces at a price and a discount that don't divide."""
    wanted = line(desk.product(), "3", price="33.345", discount="0.02", **more)
    order = desk.posted(customer, wanted, price_mode=mode)
    desk.issue(order, {"cost": "20.00"})
    return desk.deliveries(order)[0]


def credited(desk, customer):
    """What stands of all credit notes of a customer, after their reversals."""
    reversals = done(desk.by("finance").get("/credit-reversals", customer_id=customer))["items"]
    return {
        name: sum(cents(note[name]) for note in notes(desk, customer))
        - sum(cents(reversal[name]) for reversal in reversals)
        for name in AMOUNTS
    }


@pytest.mark.both_databases
@pytest.mark.parametrize("mode", ["excluded", "included"])
def test_what_came_back_twice_is_credited_once_to_the_cent(desk, mode):
    x = desk.customer()
    delivery = sold(desk, x, mode)
    first, second = (desk.take_back(delivery, "1") for _ in range(2))
    verdict(desk, second, ("to_customer", "1"))
    sent_back(desk, second, "1")
    verdict(desk, first, ("to_customer", "1"))
    sent_back(desk, first, "1")
    assert credited(desk, x) == dict.fromkeys(AMOUNTS, 0)
    kept = desk.take_back(delivery, "1")
    verdict(desk, desk.take_back(delivery, "1"), ("scrap", "1"))
    verdict(desk, kept, ("to_customer", "1"))
    sent_back(desk, kept, "1")
    for _ in range(2):
        desk.take_back(delivery, "1")
    assert credited(desk, x) == {name: cents(delivery[name]) for name in AMOUNTS}
    (receivable,) = desk.receivables(x)
    assert receivable["open"] == "0.00"
    discounts = [cents(note["lines"][0]["discount"]) for note in notes(desk, x)]
    assert all(discount >= 0 for discount in discounts)


def cost_of_sales(desk, customer):
    return desk.margin(customer)["cost"]


@pytest.mark.both_databases
def test_a_piece_that_comes_back_twice_takes_its_cost_back_once(desk):
    x = desk.customer()
    order = desk.posted(x, line(desk.product(), "3"))
    desk.issue(order, {"cost": "10.00"})
    (delivery,) = desk.deliveries(order)
    first = desk.take_back(delivery, "1")
    desk.take_back(delivery, "1")
    verdict(desk, first, ("to_customer", "1"))
    sent_back(desk, first, "1")
    seen = [cost_of_sales(desk, x)]
    for _ in range(2):
        desk.take_back(delivery, "1")
        seen.append(cost_of_sales(desk, x))
    assert seen == ["6.66", "3.33", "0.00"]
    told = desk.door.facts("sales.return.received.v1")
    costs = [one["cost"] for fact in told for each in fact["lines"] for one in each["lots"]]
    assert costs == ["3.33", "3.34", "3.33", "3.33"]


@pytest.mark.both_databases
@pytest.mark.parametrize("when", ["on_receipt", "after_verdict"])
@pytest.mark.parametrize("charged", ["L-A", "L-B"])
def test_lots_of_one_line_keep_their_own_cost_whichever_goes_again(desk, when, charged):
    x = desk.customer(return_credit=when)
    order = desk.posted(x, line(desk.product(), "4"))
    lots = [lot(0xA, "L-A", "2", "10.01"), lot(0xB, "L-B", "2", "20.01")]
    desk.issue(order, {"cost": "30.02", "lots": lots})
    (delivery,) = desk.deliveries(order)
    every = desk.take_back(delivery, "4")
    for each in sorted(every["lines"][0]["lots"], key=lambda each: each["lot"] != charged):
        one = every | {"lines": [every["lines"][0] | {"lots": [each]}]}
        if each["lot"] == charged:
            verdict(desk, one, ("to_customer", "2"))
            sent_back(desk, one, "2")
        else:
            verdict(desk, one, ("scrap", "2"))
    assert cost_of_sales(desk, x) == {"L-A": "10.01", "L-B": "20.01"}[charged]
    for _ in range(2):
        verdict(desk, desk.take_back(delivery, "1"), ("scrap", "1"))
    assert cost_of_sales(desk, x) == "0.00"


@pytest.mark.both_databases
def test_old_return_lines_get_the_costs_of_their_lots(desk):
    x = desk.customer()
    order = desk.posted(x, line(desk.product(), "6"))
    lots = [lot(0xA, "L-A", "3", "10.00"), lot(0xB, "L-B", "3", "20.00")]
    desk.issue(order, {"cost": "30.00", "lots": lots})
    (delivery,) = desk.deliveries(order)
    first = desk.take_back(delivery, "1")
    desk.take_back(delivery, "4")
    verdict(desk, first, ("to_customer", "1"))
    sent_back(desk, first, "1")
    verdict(desk, desk.take_back(delivery, "2"), ("scrap", "1"))
    migration = import_module("services.sales.migrations.versions.0022_costs_of_returned_lots")
    waits = case((ReturnLine.judged < ReturnLine.quantity, ReturnLine.judged_lots))
    asked = select(ReturnLine.lot_costs, waits).order_by(ReturnLine.id)
    with desk.door.database.transaction() as session:
        kept = session.execute(asked).all()
        session.execute(text("UPDATE return_lines SET lot_costs = '[]', judged_lots = '[]'"))
        migration.fill(session.connection())
        assert session.execute(asked).all() == kept
    assert [costs for costs, _ in kept] == [["3.33"], ["6.67", "13.33"], ["3.33", "6.67"]]
    assert [(x["quantity"], x["is_charged"]) for x in kept[2][1]] == [("1.000", False)]


@pytest.mark.both_databases
@pytest.mark.parametrize("when", ["on_receipt", "after_verdict"])
@pytest.mark.parametrize("kinds", [("scrap", "to_customer"), ("to_customer", "scrap")])
def test_a_line_of_which_a_part_went_again_is_credited_to_the_cent(desk, when, kinds):
    x = desk.customer(return_credit=when)
    order = desk.posted(x, line(desk.product(), "3", price="33.333333"))
    desk.issue(order, {"cost": "10.00"})
    (delivery,) = desk.deliveries(order)
    both = desk.take_back(delivery, "2")
    for kind in kinds:
        verdict(desk, both, (kind, "1"))
    sent_back(desk, both, "1")
    seen = [cost_of_sales(desk, x)]
    for _ in range(2):
        verdict(desk, desk.take_back(delivery, "1"), ("scrap", "1"))
        seen.append(cost_of_sales(desk, x))
    assert seen == ["6.67", "3.33", "0.00"]
    assert credited(desk, x) == {name: cents(delivery[name]) for name in AMOUNTS}


@pytest.mark.both_databases
@pytest.mark.parametrize("mode", ["excluded", "included"])
def test_replacements_sent_one_by_one_are_worth_together_what_was_paid(desk, mode):
    x = desk.customer()
    delivery = sold(desk, x, mode)
    returned = taken_back(desk, delivery, "3", "replacement")
    for _ in range(3):
        verdict(desk, returned, ("scrap", "1"))
    orders = done(desk.by("finance").get("/orders", return_id=returned["id"]))["items"]
    for order in orders:
        desk.issue(desk.order(order), {"cost": "7.00"}, kind="replacement")
        (free,) = desk.deliveries(order)
        desk.take_back(free, "1")
    assert len(orders) == 3
    assert credited(desk, x) == {name: cents(delivery[name]) for name in AMOUNTS}
    (receivable,) = [r for r in desk.receivables(x) if r["gross"] != "0.00"]
    assert receivable["open"] == "0.00"


def test_a_replacement_in_parts_comes_back_in_parts(desk):
    x = desk.customer()
    delivery = sold(desk, x, "excluded")
    returned = taken_back(desk, delivery, "3", "replacement")
    verdict(desk, returned, ("scrap", "3"))
    order = replacement_of(desk, returned)
    for _ in range(3):
        desk.issue(order, {"quantity": "1", "cost": "7.00"}, kind="replacement")
    for free in desk.deliveries(order):
        desk.take_back(free, "1")
    assert credited(desk, x) == {name: cents(delivery[name]) for name in AMOUNTS}


def test_pieces_sent_back_to_the_customer_are_sold_as_before_and_were_returned_once(desk):
    x = desk.customer()
    delivery = sold(desk, x, "excluded")
    returned = desk.take_back(delivery, "2")
    assert desk.margin(x)["quantity"] == "1.000"
    verdict(desk, returned, ("to_customer", "2"))
    sent_back(desk, returned, "2")
    margin = desk.margin(x)
    assert (margin["quantity"], margin["net"]) == ("3.000", delivery["net"])
    rates = done(desk.by("finance").get("/reports/return-rates", customer_id=x))["totals"]
    told = [rates[n] for n in ("returned_quantity", "sent_back_quantity", "quantity_rate")]
    assert told == ["2.000", "2.000", "0.6667"]
    ranked = done(desk.by("finance").get("/reports/ranking", sort="-quantity"))["totals"]
    assert ranked["quantity"] == "3.000"
