"""What people do about orders beside posting them: quote, amend, ship and sign for, open again."""

from datetime import timedelta
from typing import Any

from chassis import clock

from .town import Town


def quote(town: Town, customer: dict[str, Any], product: dict[str, Any]) -> None:
    """Everything people do with quotations."""
    line = {"product_id": product["id"], "quantity": "1", "price": "9.00"}
    until = (clock.today() + timedelta(days=9)).isoformat()
    form = {"customer_id": customer["id"], "valid_until": until, "lines": [line]}
    path = "/quotations"
    ends: list[tuple[str, Any]] = [("accept", None), ("decline", {"reason": "dear"})]
    ends += [("withdraw", {"reason": "wrong price"})]
    for verb, body in [*ends, ("revise", {"discount": "1.00"})]:
        made = town.do("sales", "salesperson", path, form)
        at = f"{path}/{made['id']}"
        town.change("sales", "salesperson", at, {"remark": "soon"}, made["version"])
        town.do("sales", "salesperson", f"{at}/send")
        town.do("sales", "salesperson", f"{at}/{verb}", body)


def amend_and_deliver(town: Town, customer: dict[str, Any], product: dict[str, Any]) -> None:
    """An order is amended, cancelled and opened again; a delivery is shipped and signed for."""
    sold = town.sell(customer, product, "2")
    line = {"line_id": sold["lines"][0]["id"], "quantity": "3"}
    form = {"revision": 1, "reason": "one more", "lines": [line]}
    town.do("sales", "salesperson", f"/orders/{sold['id']}/amend", form)
    (first, *_) = town.see("sales", "finance", "/deliveries", order_id=sold["id"])["items"]
    path = f"/deliveries/{first['id']}"
    town.do("sales", "warehouse_keeper", path + "/ship", {"carrier": "SF"})
    town.do("sales", "warehouse_keeper", path + "/sign-for", {"signed_by": "Zhao"})
    town.do("sales", "warehouse_keeper", path + "/reverse", {"reason": "another's"})
    draft = f"/orders/{town.draft(customer, product, '1')['id']}"
    town.do("sales", "salesperson", draft + "/cancel", {"reason": "postponed"})
    town.do("sales", "sales_manager", draft + "/reopen", {"reason": "now"})
