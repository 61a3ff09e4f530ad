"""Credit: the check on confirm and post, the hold it leaves, and finance's release."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .conftest import done, line, refused


def holds(desk, order, **more):
    return done(desk.by("finance").get("/credit-holds", order_id=order["id"], **more))["items"]


def release(desk, hold, role="finance", user=None, **body):
    path = f"/credit-holds/{hold['id']}/release"
    return desk.by(role, user).post(path, {"reason": "预付款在途"} | body)


def test_an_exposure_equal_to_the_limit_passes_and_one_cent_more_is_held(desk):
    x, p = desk.customer(limit="113.00"), desk.product()
    assert desk.confirm(desk.draft(x, line(p, "1", price="100.00")))["status"] == "confirmed"
    y = desk.customer(limit="112.99")
    order = desk.draft(y, line(p, "1", price="100.00"))
    problem = desk.confirm(order, 409)
    assert problem["code"] == "credit_held"
    assert "113.00" in problem["detail"] and "112.99" in problem["detail"]
    (hold,) = holds(desk, order)
    assert problem["credit_hold_id"] == hold["id"]
    assert (hold["status"], hold["verb"], hold["ground"]) == ("open", "confirm", "limit")
    assert (hold["amount"], hold["exposure"], hold["limit"]) == ("113.00", "113.00", "112.99")
    told = desk.order(order)
    assert (told["status"], told["credit_hold_id"]) == ("draft", hold["id"])
    assert len(desk.door.facts("sales.order.confirmed.v1")) == 1


def test_a_customer_without_an_approved_limit_buys_nothing_on_credit(desk):
    x, p = desk.customer(limit=None), desk.product()
    assert desk.post(desk.draft(x, line(p)), 409)["code"] == "credit_held"


def test_a_customer_whose_credit_never_arrived_has_none(desk):
    x, p = desk.customer(), desk.product()
    desk.customer(id=x, limit=None)
    assert desk.confirm(desk.draft(x, line(p)), 409)["code"] == "credit_held"


def test_trying_again_renews_the_one_open_hold(desk):
    x, p = desk.customer(limit="10.00"), desk.product()
    order = desk.draft(x, line(p))
    first, again = desk.confirm(order, 409), desk.post(order, 409)
    assert first["credit_hold_id"] == again["credit_hold_id"]
    (hold,) = holds(desk, order)
    assert (hold["verb"], hold["version"]) == ("post", 2)


def test_the_same_key_is_tried_again_after_the_release(desk):
    x, p = desk.customer(limit="10.00"), desk.product()
    order, anna = desk.draft(x, line(p)), desk.by("salesperson")
    refused(anna.post(f"/orders/{order['id']}/confirm", key="k"), 409, "credit_held")
    (hold,) = holds(desk, order)
    done(release(desk, hold))
    confirmed = done(anna.post(f"/orders/{order['id']}/confirm", key="k"))
    assert confirmed["status"] == "confirmed"
    assert done(anna.post(f"/orders/{order['id']}/confirm", key="k")) == confirmed


def test_finance_releases_with_a_reason_and_the_order_passes_confirm_and_post(desk):
    x, p = desk.customer(limit="10.00"), desk.product()
    order = desk.draft(x, line(p))
    desk.confirm(order, 409)
    (hold,) = holds(desk, order)
    refused(release(desk, hold, reason=""), 422, "invalid_fields", "/reason")
    assert release(desk, hold, role="sales_manager").status_code == 403
    released = done(release(desk, hold))
    assert (released["status"], released["reason"]) == ("released", "预付款在途")
    assert released["released_by"] == str(desk.door.user_id("finance"))
    refused(release(desk, hold), 409, "credit_hold_not_open")
    desk.confirm(order)
    assert desk.post(order)["status"] == "posted"
    assert desk.account(x)["undelivered"] == order["gross"]


def test_a_release_is_for_its_amount_and_not_for_more(desk):
    x, p = desk.customer(limit="10.00"), desk.product()
    order = desk.draft(x, line(p, "1"))
    desk.confirm(order, 409)
    done(release(desk, holds(desk, order)[0]))
    path = f"/orders/{order['id']}"
    done(desk.by("salesperson").patch(path, {"lines": [line(p, "2")]}, version=1))
    desk.confirm(order, 409)
    assert [h["status"] for h in holds(desk, order)] == ["open", "released"]


@pytest.mark.parametrize("released", [False, True])
def test_a_hold_is_for_its_customer_and_salesperson_and_lapses_with_either(desk, released):
    x, y, p = desk.customer(limit="10.00"), desk.customer(limit=None), desk.product()
    manager = desk.by("sales_manager")
    order = done(manager.post("/orders", {"customer_id": x, "lines": [line(p)]}), 201)
    path = f"/orders/{order['id']}"
    for change in ({"customer_id": y}, {"salesperson_id": str(desk.door.user_id("finance"))}):
        manager.post(f"{path}/confirm")
        (hold,) = [h for h in holds(desk, order) if h["status"] == "open"]
        if released:
            done(release(desk, hold))
        order = done(manager.patch(path, change, version=order["version"]))
        refused(release(desk, hold), 409, "credit_hold_not_open")
    assert manager.post(f"{path}/confirm").json["code"] == "credit_held"
    (hold,) = [h for h in holds(desk, order) if h["status"] == "open"]
    assert hold["customer_id"] == y
    refused(release(desk, hold), 403, "own_order_released")


def test_the_salesperson_of_an_order_never_releases_its_hold(desk):
    x, p = desk.customer(limit="10.00"), desk.product()
    body = {"customer_id": x, "lines": [line(p)]}
    body["salesperson_id"] = str(desk.door.user_id("finance"))
    order = done(desk.by("sales_manager").post("/orders", body), 201)
    desk.by("sales_manager").post(f"/orders/{order['id']}/confirm")
    (hold,) = holds(desk, order)
    refused(release(desk, hold), 403, "own_order_released")
    done(release(desk, hold, user="fiona"))


def test_receivables_and_other_orders_use_the_credit_up_and_delivery_keeps_the_sum(desk):
    x, p = desk.customer(limit="300.00"), desk.product()
    first = desk.posted(x, line(p, "1", price="100.00"))
    desk.confirm(desk.draft(x, line(p, "1", price="100.00")))
    account = desk.account(x)
    assert (account["open_receivables"], account["undelivered"]) == ("0.00", "226.00")
    desk.issue(first)
    account = desk.account(x)
    assert (account["open_receivables"], account["undelivered"]) == ("113.00", "113.00")
    assert account["exposure"] == "226.00"
    third = desk.draft(x, line(p, "1", price="65.49"))
    assert desk.confirm(third)["gross"] == "74.00"
    assert desk.confirm(desk.draft(x, line(p, "1", price="0.01")), 409)["code"] == "credit_held"


def test_posting_checks_again_and_a_held_confirmed_order_counts_no_longer(desk):
    x, p = desk.customer(limit="200.00"), desk.product()
    held = desk.confirm(desk.draft(x, line(p, "1", price="100.00")))
    desk.credit(x, "50.00")
    assert desk.post(held, 409)["code"] == "credit_held"
    assert desk.order(held)["status"] == "confirmed"
    assert desk.account(x)["undelivered"] == "0.00"
    small = desk.posted(x, line(p, "1", price="40.00"))
    assert desk.account(x)["undelivered"] == small["gross"]
    done(release(desk, holds(desk, held, status="open")[0]))
    assert desk.account(x)["undelivered"] == "158.20"
    desk.post(held)
    assert desk.account(x)["undelivered"] == "158.20"


def test_a_raised_limit_lets_the_order_pass_and_its_hold_lapse(desk):
    x, p = desk.customer(limit="10.00"), desk.product()
    order = desk.draft(x, line(p))
    desk.confirm(order, 409)
    desk.credit(x, "1000.00")
    desk.confirm(order)
    (hold,) = holds(desk, order)
    assert hold["status"] == "lapsed"
    refused(release(desk, hold), 409, "credit_hold_not_open")


def test_cancelling_gives_the_credit_back_and_lets_the_hold_lapse(desk):
    x, p = desk.customer(limit="200.00"), desk.product()
    order = desk.confirm(desk.draft(x, line(p, "1", price="100.00")))
    held = desk.draft(x, line(p, "1", price="100.00"))
    desk.confirm(held, 409)
    for each in (order, held):
        path = f"/orders/{each['id']}/cancel"
        done(desk.by("salesperson").post(path, {"reason": "改期"}))
    assert desk.account(x)["undelivered"] == "0.00"
    assert holds(desk, held)[0]["status"] == "lapsed"


def test_rating_c_needs_advances_that_cover_the_order(desk):
    x, p = desk.customer(limit="100000.00"), desk.product()
    order = desk.posted(x, line(p, "10", price="10.00"))
    desk.issue(order)
    desk.credit(x, "100000.00", "C")
    problem = desk.confirm(desk.draft(x, line(p, "1")), 409)
    assert "rating C" in problem["detail"]


def test_the_newest_limit_counts_whatever_order_they_arrive_in(desk):
    x, p = desk.customer(limit="10.00"), desk.product()
    subject = f"customer/{x}"
    for sequence, limit in ((9, "500.00"), (8, "1.00")):
        data = {"customer_id": x, "limit": limit, "rating": "A"}
        type = "customer.credit.changed.v1"
        desk.deliver({"type": type, "subject": subject, "sequence": sequence, "data": data})
    assert desk.account(x)["limit"] == "500.00"
    desk.confirm(desk.draft(x, line(p)))


def test_a_salesperson_sees_own_holds_and_own_customers_accounts(desk):
    anna = str(desk.door.user_id("salesperson"))
    x, y, p = desk.customer(limit="1.00", owner_id=anna), desk.customer(), desk.product()
    order = desk.draft(x, line(p))
    problem = desk.confirm(order, 409)
    ask = desk.by("salesperson").get
    assert [h["order_id"] for h in done(ask("/credit-holds"))["items"]] == [order["id"]]
    assert done(ask(f"/credit-holds/{problem['credit_hold_id']}"))["status"] == "open"
    assert done(desk.by("salesperson", user="bert").get("/credit-holds"))["items"] == []
    assert done(ask(f"/credit-accounts/{x}"))["limit"] == "1.00"
    refused(ask(f"/credit-accounts/{y}"), 404, "credit_account_not_found")


@pytest.mark.both_databases
def test_simultaneous_orders_of_one_customer_never_pass_the_limit_together(desk):
    x, p = desk.customer(limit="350.00"), desk.product()
    orders = [desk.draft(x, line(p, "1", price="100.00")) for _ in range(8)]

    def post(order):
        return desk.by("salesperson").post(f"/orders/{order['id']}/post").status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(post, orders))
    assert answers == [200] * 3 + [409] * 5
    assert desk.account(x)["undelivered"] == "339.00"
    assert len(desk.door.facts("sales.order.posted.v1")) == 3
