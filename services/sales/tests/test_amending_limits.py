"""What an amendment may not say: refused where its sender wrote it, before inventory is asked."""

import pytest

from .conftest import done, line, refused
from .test_amending import amend, of
from .test_outcomes import delivered, replacement_of, taken_back, verdict


@pytest.fixture
def order(desk):
    """Two lines promised, 3 pieces of the second delivered."""
    x, p, q = desk.customer(), desk.product(), desk.product()
    order = desk.posted(x, line(p), line(q), ordered_on="2026-03-02")
    desk.issue(order, None, {"quantity": "3"})
    return order


@pytest.mark.parametrize(
    ("wished", "status", "code", "pointer"),
    [
        ({"quantity": "2"}, 409, "amended_below_delivered", "/lines/1/quantity"),
        ({"discount": "9999"}, 422, "discount_too_large", "/lines/1/discount"),
        ({"price": "9999999", "quantity": "9999999"}, 422, "amount_too_large", "/lines/1/quantity"),
    ],
)
def test_a_line_is_refused_where_it_is_written(desk, order, wished, status, code, pointer):
    new = {"product_id": order["lines"][0]["product_id"], "quantity": "1"}
    refused(amend(desk, order, new, of(order, 1, **wished)), status, code, pointer)


def test_a_new_line_is_refused_where_it_is_written(desk, order):
    dear = {"product_id": desk.product(sale_price=None), "quantity": "1"}
    answer = amend(desk, order, of(order, quantity="12"), dear)
    refused(answer, 422, "price_missing", "/lines/1/price")
    whole = {"product_id": desk.product(tracking="serial"), "quantity": "1.5"}
    answer = amend(desk, order, of(order, quantity="12"), whole)
    refused(answer, 422, "part_of_piece", "/lines/1/quantity")


def test_a_new_line_follows_the_others(desk, order):
    new = {"product_id": desk.product(), "quantity": "1"}
    held = desk.confirm(
        desk.draft(order["customer_id"], line(desk.product()), line(desk.product()))
    )
    seen = done(amend(desk, held, new))
    assert [each["line_no"] for each in seen["lines"]] == [1, 2, 3]


def test_a_line_is_named_once(desk, order):
    twice = of(order, quantity="8"), of(order, quantity="9")
    refused(amend(desk, order, *twice), 422, "amend_line_unknown", "/lines/1/line_id")


def test_a_total_beyond_the_books_is_refused_before_inventory_is_asked(desk, order):
    desk.credit(order["customer_id"], "9999999999999.99")
    large = [of(order, n, price="9999999", quantity="80000") for n in (0, 1)]
    refused(amend(desk, order, *large), 422, "amount_too_large", "/lines")
    assert desk.door.facts("sales.order.amending.v1") == []


def test_goods_are_not_wished_for_before_their_order(desk, order):
    answer = amend(desk, order, wished_on="2026-03-01")
    refused(answer, 422, "wished_before_order", "/wished_on")
    assert done(amend(desk, order, wished_on="2026-03-02"))["wished_on"] == "2026-03-02"


def test_what_a_replacement_sends_stays_as_the_return_says(desk):
    returned = taken_back(desk, delivered(desk, desk.customer()), "6", "replacement")
    verdict(desk, returned, ("scrap", "6"))
    order = replacement_of(desk, returned)
    dearer = amend(desk, order, of(order, price="5.00"))
    told = refused(dearer, 409, "replacement_fixed", "/lines")
    assert returned["number"] in told["detail"]
    new = {"product_id": desk.product(), "quantity": "1"}
    refused(amend(desk, order, new), 409, "replacement_fixed", "/lines")
    refused(amend(desk, order, discount="1.00"), 409, "replacement_fixed", "/discount")
    asked = done(amend(desk, order, delivery_address="二号仓"))
    assert (asked["delivery_address"], asked["gross"]) == ("二号仓", "0.00")
