"""Amending promised orders: versions, what had gone keeps its terms, credit."""

from decimal import Decimal as D
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from services.sales.orders import amendments, terms
from services.sales.orders.amendments import Change
from services.sales.orders.rules import Amounts, Wanted, price_lines

from .conftest import done, line, refused

WHY = {"reason": "客户改数量"}


def amend(desk, order, *lines, revision=1, role="salesperson", **more):
    body = {"revision": revision, "lines": list(lines), **WHY, **more}
    return desk.by(role).post(f"/orders/{order['id']}/amend", body)


def of(order, place=0, **wished):
    return {"line_id": order["lines"][place]["id"], **wished}


def answer(desk, order, *issued, revision=2):
    """Inventory's answer: what had gone of each line."""
    lines = [
        {"line_id": x["id"], "ordered": x["quantity"], "issued": pieces}
        for x, pieces in zip(order["lines"], issued, strict=True)
    ]
    data = {"order_id": order["id"], "revision": revision, "lines": lines}
    return desk.fact("inventory.stock.amended.v1", f"order/{order['id']}", data)


def versions(desk, order):
    return done(desk.by("finance").get(f"/orders/{order['id']}/versions"))["items"]


def test_a_confirmed_order_is_amended_at_once_and_told_whole(desk):
    x, p, q = desk.customer(), desk.product(), desk.product()
    order = desk.confirm(desk.draft(x, line(p), line(q, "2"), discount="10.00"))
    new = {"product_id": q, "quantity": "1", "price": "5.00"}
    amended = done(
        amend(desk, order, of(order, quantity="4", price="15"), of(order, 1, quantity="0"), new)
    )
    assert (amended["revision"], amended["status"], amended["amending"]) == (2, "confirmed", False)
    assert [x["quantity"] for x in amended["lines"]] == ["4.000", "0.000", "1.000"]
    assert (amended["net"], amended["discount"]) == ("55.00", "10.00")
    assert desk.account(x)["undelivered"] == amended["gross"]
    (told,) = desk.door.facts("sales.order.amended.v1")
    assert (told["status"], told["revision"]) == ("confirmed", 2)
    assert [x["quantity"] for x in told["lines"]] == ["4.000", "0.000", "1.000"]
    second, first = versions(desk, order)
    assert (first["status"], first["content"]["net"]) == ("original", "182.00")
    assert (second["status"], second["reason"]) == ("in_force", "客户改数量")
    differs = {x["field"]: (x["before"], x["after"]) for x in second["changes"]}
    assert differs["lines/1/quantity"] == ("10.000", "4.000")
    assert differs["lines/2/quantity"] == ("2.000", "0.000")
    assert differs["lines/3/price"] == (None, "5.000000")
    assert differs["net"] == ("182.00", "55.00")


def test_a_posted_order_waits_for_inventory_and_what_had_gone_keeps_its_price(desk):
    x, p = desk.customer(), desk.product()
    order = desk.posted(x, line(p))  # 10 at 16.00
    asked = done(amend(desk, order, of(order, quantity="6", price="20.00"), reference="PO-9"))
    assert (asked["amending"], asked["revision"], asked["reference"]) == (True, 1, "PO-9")
    assert asked["lines"][0]["quantity"] == "10.000"
    (told,) = desk.door.facts("sales.order.amending.v1")
    assert (told["revision"], told["lines"][0]["quantity"]) == (2, "6.000")
    refused(amend(desk, order, of(order, quantity="5")), 409, "order_amending")
    cancel = desk.by("salesperson").post(f"/orders/{order['id']}/cancel", {"reason": "x"})
    refused(cancel, 409, "order_amending")
    desk.deliver(answer(desk, order, "4"))
    after = desk.order(order)
    assert (after["amending"], after["revision"]) == (False, 2)
    # 4 at 16.00 that had gone, 2 at 20.00
    assert (after["lines"][0]["quantity"], after["net"]) == ("6.000", "104.00")
    assert desk.account(x)["undelivered"] == after["gross"] == "117.52"
    desk.issue(order, {"quantity": "4"})
    desk.issue(order, {"quantity": "2"})
    first, second = desk.deliveries(order)
    assert (first["net"], second["net"]) == ("64.00", "40.00")
    assert [d["lines"][0]["price"] for d in (first, second)] == ["16.000000", "20.000000"]
    account = desk.account(x)
    assert (account["undelivered"], account["open_receivables"]) == ("0.00", "117.52")
    assert desk.order(order)["fulfilment"] == "all"


def test_what_had_gone_beyond_the_wish_stays_delivered_and_can_only_be_returned(desk):
    x, p = desk.customer(), desk.product()
    order = desk.posted(x, line(p))
    done(amend(desk, order, of(order, quantity="6")))
    desk.issue(order, {"quantity": "9"})  # it was on its way
    fact = answer(desk, order, "9")
    desk.deliver(fact)
    desk.deliver(fact)
    after = desk.order(order)
    assert (after["lines"][0]["quantity"], after["fulfilment"]) == ("9.000", "all")
    assert after["net"] == "144.00" == after["delivered_net"]
    assert desk.account(x)["undelivered"] == "0.00"
    refused(amend(desk, after, of(after, quantity="3"), revision=2), 409, "amended_below_delivered")


def test_an_answer_and_issues_in_any_order_end_alike(desk):
    ends = []
    for first in (True, False):
        x, p = desk.customer(), desk.product()
        order = desk.posted(x, line(p, "7", price="3.33", discount="1.00"))
        done(amend(desk, order, of(order, quantity="5", price="2.77"), discount="0.50"))
        facts = [answer(desk, order, "3"), desk.issue_fact(order, {"quantity": "3"})]
        for fact in facts if first else facts[::-1]:
            desk.deliver(fact)
        desk.issue(order, {"quantity": "2"})
        seen = desk.order(order)
        told = [(d["net"], d["tax"], d["gross"]) for d in desk.deliveries(order)]
        ends.append((seen["net"], seen["gross"], told, desk.account(x)["undelivered"]))
    assert ends[0] == ends[1]
    assert ends[0][3] == "0.00"


def test_more_of_an_order_is_checked_against_credit_and_held_as_it_was(desk):
    x, p = desk.customer(limit="200.00"), desk.product()
    order = desk.posted(x, line(p))  # 180.80
    more = amend(desk, order, of(order, quantity="12"))
    held = refused(more, 409, "credit_held")
    assert desk.order(order)["amending"] is False
    assert desk.account(x)["undelivered"] == "180.80"
    path = f"/credit-holds/{held['credit_hold_id']}"
    assert done(desk.by("finance").get(path))["verb"] == "amend"
    done(desk.by("finance").post(path + "/release", {"reason": "预付"}))
    done(amend(desk, order, of(order, quantity="12")))
    assert desk.account(x)["undelivered"] == "216.96"  # counted while inventory is asked
    desk.deliver(answer(desk, order, "0"))
    assert (desk.order(order)["gross"], desk.account(x)["undelivered"]) == ("216.96", "216.96")


def test_an_amendment_names_the_revision_it_is_of_and_what_is_to_be_different(desk):
    x, p = desk.customer(), desk.product()
    draft = desk.draft(x, line(p))
    refused(amend(desk, draft, of(draft, quantity="1")), 409, "order_not_amendable")
    order = desk.confirm(draft)
    refused(amend(desk, order, of(order, quantity="1"), revision=2), 412, "stale_version")
    refused(amend(desk, order), 422, "nothing_amended")
    refused(amend(desk, order, of(order, quantity="0")), 409, "amended_away")
    stranger = {"line_id": p, "quantity": "1"}
    refused(amend(desk, order, stranger), 422, "amend_line_unknown", "/lines/0/line_id")
    refused(
        amend(desk, order, {"product_id": p}), 422, "amend_line_incomplete", "/lines/0/quantity"
    )
    assert versions(desk, order) == []


NUMBERS = st.integers(1, 60)


@given(
    st.sampled_from(["excluded", "included"]),
    st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 60)), min_size=1, max_size=4),
    st.integers(0, 500),
    st.data(),
)
def test_parts_add_up_to_the_line_however_often_it_is_amended(mode, amended, discount, data):
    quantity, cents = D(60), D(discount) / 100
    (whole,) = price_lines(mode, [Wanted(quantity, D("3.337"), cents, D("0.13"))])
    amounts = whole.amounts
    row = SimpleNamespace(
        id=1,
        quantity=quantity,
        delivered=D(0),
        cancelled=D(0),
        price=D("3.337"),
        tax_rate=D("0.13"),
        remark="",
        discount=cents,
        order_discount=D(0),
        earlier=None,
        net=amounts.net,
        tax=amounts.tax,
        gross=amounts.gross,
    )
    taken = Amounts()
    for wished, price, step in amended:
        count = min(D(step), row.quantity - row.delivered)
        taken += terms.part_of_line(mode, row, row.delivered, count)
        row.delivered += count
        change = Change(row, {"quantity": D(wished), "price": D(price) / 7}, row.delivered)
        change.wished["price"] = change.wished["price"].quantize(D("0.000001"))
        (new,) = amendments.reprice(mode, [change], None, lenient=True)
        for name, value in new.items():
            setattr(row, name, value)
    taken += terms.part_of_line(mode, row, row.delivered, row.quantity - row.delivered)
    assert taken == Amounts(row.net, row.tax, row.gross)


@pytest.mark.on_postgres
def test_amending_and_posting_at_once_end_in_one_order(desk):
    from concurrent.futures import ThreadPoolExecutor

    x, p = desk.customer(), desk.product()
    order = desk.confirm(desk.draft(x, line(p)))
    post = desk.by("salesperson").post
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(amend, desk, order, of(order, quantity=q)) for q in ("4", "5")]
        posted = pool.submit(post, f"/orders/{order['id']}/post")
    codes = sorted(each.result().status_code for each in asked)
    assert codes[0] == 200 and codes[1] in (409, 412)
    assert posted.result().status_code == 200
    if desk.order(order)["amending"]:
        desk.deliver(answer(desk, order, "0"))
    seen = desk.order(order)
    assert seen["lines"][0]["quantity"] in ("4.000", "5.000")
    assert (seen["status"], seen["revision"]) == ("posted", 2)
    assert desk.account(x)["undelivered"] == seen["gross"]
