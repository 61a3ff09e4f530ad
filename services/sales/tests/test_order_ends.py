"""How orders end: called off and opened again as versions, settled once nothing more is to come."""

import pytest

from .conftest import done, line
from .test_amending import versions
from .till import pay


def cancel(desk, order, reason="客户取消"):
    path = f"/orders/{order['id']}/cancel"
    return done(desk.by("salesperson").post(path, {"reason": reason}))


def called_off(desk, order, issued, cancelled):
    """Inventory's answer to a cancellation."""
    lines = [{"line_id": order["lines"][0]["id"], "issued": issued, "cancelled": cancelled}]
    data = {"order_id": order["id"], "lines": lines}
    desk.tell("inventory.stock.unfilled.v1", f"order/{order['id']}", data)


def changes(version):
    return {x["field"]: (x["before"], x["after"]) for x in version["changes"]}


def test_a_confirmed_order_that_is_cancelled_and_opened_again_keeps_a_version_of_each(desk):
    order = desk.confirm(desk.draft(desk.customer(), line(desk.product())))
    assert cancel(desk, order)["revision"] == 2
    why = {"reason": "客户恢复"}
    opened = done(desk.by("sales_manager").post(f"/orders/{order['id']}/reopen", why))
    assert opened["revision"] == 3
    third, second, first = versions(desk, order)
    assert [(v["act"], v["status"], v["reason"]) for v in (first, second, third)] == [
        ("promised", "original", ""),
        ("cancelled", "in_force", "客户取消"),
        ("reopened", "in_force", "客户恢复"),
    ]
    off = {"status": ("confirmed", "cancelled"), "lines/1/cancelled": ("0.000", "10.000")}
    assert changes(second) == off
    assert changes(third) == {name: value[::-1] for name, value in off.items()}


@pytest.mark.both_databases
def test_a_posted_order_is_cancelled_in_a_version_that_waits_for_inventory(desk):
    order = desk.posted(desk.customer(), line(desk.product()))
    desk.issue(order, {"quantity": "4"})
    assert cancel(desk, order)["status"] == "cancelling"
    asked, first = versions(desk, order)
    assert (asked["act"], asked["status"], first["content"]["status"]) == (
        "cancelled",
        "requested",
        "posted",
    )
    called_off(desk, order, "4", "6")
    off, _ = versions(desk, order)
    assert (off["status"], off["reason"]) == ("in_force", "客户取消")
    assert changes(off) == {
        "status": ("posted", "cancelled"),
        "lines/1/cancelled": ("0.000", "6.000"),
    }


def test_a_draft_that_is_cancelled_was_never_promised(desk):
    order = desk.draft(desk.customer(), line(desk.product()))
    cancel(desk, order)
    assert versions(desk, order) == []


def test_an_order_is_settled_when_what_was_delivered_is_paid_and_the_rest_called_off(desk):
    x = desk.customer()
    order = desk.posted(x, line(desk.product()))
    desk.issue(order, {"quantity": "4"})
    pay(desk, x, "72.32", settle=True)
    assert desk.order(order)["settled"] == "part"
    cancel(desk, order)
    assert desk.order(order)["settled"] == "part"
    called_off(desk, order, "4", "6")
    seen = desk.order(order)
    assert (seen["status"], seen["fulfilment"], seen["settled"]) == ("cancelled", "part", "all")
