"""Short words for what finance does, on top of the desk."""

from typing import Any

from .conftest import done, line


def owed(desk: Any, customer: str, gross: str = "113.00", **more: Any) -> dict[str, Any]:
    """A receivable of this gross amount (13 % tax in it) for one delivered order."""
    order = desk.posted(customer, line(desk.product(), "1", price=gross), price_mode="included")
    desk.issue(order, **more)
    (found,) = done(desk.by("finance").get("/receivables", order_id=order["id"]))["items"]
    assert found["gross"] == gross
    return found


def pay(desk: Any, customer: str, amount: str, status: int = 201, **more: Any) -> dict[str, Any]:
    form = {"customer_id": customer, "method": "transfer", "amount": amount}
    form |= {"received_on": "2026-03-20"} | more
    return done(desk.by("finance").post("/payments", form), status)


def settle(
    desk: Any, customer: str, *lines: tuple[Any, Any, str], status: int = 201
) -> dict[str, Any]:
    """Settle (source, receivable, amount) by hand."""
    told = [
        {"source_id": source["id"], "receivable_id": receivable["id"], "amount": amount}
        for source, receivable, amount in lines
    ]
    form = {"customer_id": customer, "lines": told}
    return done(desk.by("finance").post("/settlements", form), status)


def reverse(desk: Any, settlement: dict[str, Any], status: int = 200, **more: Any) -> Any:
    path = f"/settlements/{settlement['id']}/reverse"
    return done(desk.by("finance").post(path, {"reason": "记错客户"} | more), status)


def receivable(desk: Any, it: dict[str, Any]) -> dict[str, Any]:
    return done(desk.by("finance").get(f"/receivables/{it['id']}"))


def source(desk: Any, it: dict[str, Any]) -> dict[str, Any]:
    (found,) = done(desk.by("finance").get("/sources", number=it["number"]))["items"]
    return found


def books(desk: Any, customer: str) -> tuple[str, str]:
    """Open receivables and unallocated credits of the account."""
    account = desk.account(customer)
    return account["open_receivables"], account["unallocated"]


def report(desk, path, role="finance", **query):
    return done(desk.by(role).get(f"/reports/{path}", **query))
