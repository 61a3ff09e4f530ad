"""What goes to and fro is worth in the end what was paid for it, to the cent, and counts once."""

import pytest

from .conftest import done, line
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
