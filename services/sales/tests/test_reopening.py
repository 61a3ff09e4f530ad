"""Cancelled orders opened again: by whom, what is promised anew, and what credit says."""

from .conftest import done, line, refused


def test_a_cancelled_order_is_opened_again_by_the_manager_and_promised_anew(desk):
    x, p = desk.customer(), desk.product()
    order = desk.posted(x, line(p))
    desk.issue(order, {"quantity": "4"})
    done(desk.by("salesperson").post(f"/orders/{order['id']}/cancel", {"reason": "x"}))
    path, why = f"/orders/{order['id']}/reopen", {"reason": "客户恢复"}
    manager = desk.by("sales_manager")
    refused(manager.post(path, why), 409, "order_not_reopenable")
    lines = [{"line_id": order["lines"][0]["id"], "issued": "4", "cancelled": "6"}]
    data = {"order_id": order["id"], "lines": lines}
    desk.tell("inventory.stock.unfilled.v1", f"order/{order['id']}", data)
    refused(desk.by("salesperson").post(path, why), 403, "forbidden")
    opened = done(manager.post(path, why))
    assert (opened["status"], opened["fulfilment"]) == ("confirmed", "part")
    assert opened["lines"][0]["cancelled"] == "0.000"
    assert desk.account(x)["undelivered"] == "108.48"
    assert desk.door.facts("sales.order.confirmed.v1")[-1]["lines"][0]["quantity"] == "10.000"
    posted = desk.post(order)
    assert (posted["delivered_net"], posted["status"]) == ("64.00", "posted")
    desk.issue(order, {"quantity": "6"})
    assert desk.account(x)["undelivered"] == "0.00"


def test_opening_an_order_again_beyond_the_credit_is_held_and_finance_releases_it(desk):
    x = desk.customer(limit="200.00")
    order = desk.confirm(desk.draft(x, line(desk.product())))  # 180.80
    cancel = {"reason": "客户暂停"}
    done(desk.by("salesperson").post(f"/orders/{order['id']}/cancel", cancel))
    desk.credit(x, "100.00")
    path, why = f"/orders/{order['id']}/reopen", {"reason": "客户恢复"}
    manager = desk.by("sales_manager")
    held = refused(manager.post(path, why), 409, "credit_held")
    seen = desk.order(order)
    assert (seen["status"], seen["credit_hold_id"]) == ("cancelled", held["credit_hold_id"])
    assert desk.account(x)["undelivered"] == "0.00"
    hold = f"/credit-holds/{held['credit_hold_id']}"
    kept = done(desk.by("finance").get(hold))
    assert (kept["verb"], kept["status"], kept["ground"]) == ("reopen", "open", "limit")
    done(desk.by("finance").post(hold + "/release", {"reason": "已预付"}))
    assert done(manager.post(path, why))["status"] == "confirmed"
    assert desk.account(x)["undelivered"] == "180.80"
