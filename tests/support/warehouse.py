"""What people do about goods beside buying and selling them: inspect what arrives, correct the books, take stock."""

from typing import Any

from .town import Town

Thing = dict[str, Any]
FOUND = {"defects": [{"code": "CRACK", "quantity": 2}]}
WHY = {"comment": "counted again"}


def reject_lots(town: Town, product: Thing, times: int) -> Thing:
    """So many lots of one supplier arrive and are rejected; returns the last inspection."""
    made = {"code": f"S-{product['code']}", "name": f"supplier of {product['code']}"}
    supplier = town.do("inventory", "buyer", "/suppliers", made)
    rejected: Thing = {}
    for n in range(times):
        line = {"product_id": product["id"], "quantity": "20", "unit_price": "2.50"}
        form = {"supplier_id": supplier["id"], "lines": [line]}
        order = town.do("inventory", "buyer", "/purchase-orders", form)
        town.do("inventory", "inventory_manager", f"/purchase-orders/{order['id']}/check")
        lot = f"{product['code']}-{n}"
        got = {"order_line_id": order["lines"][0]["id"], "quantity": "20", "lot": lot}
        receipt = {"purchase_order_id": order["id"], "lines": [got]}
        town.do("inventory", "warehouse_keeper", "/receipts", receipt)
        rejected = _inspect(town, product)
    return rejected


def inspect_arrivals(town: Town) -> Thing:
    """A planned product whose supplier is no longer sampled, then is again; of its last two lots
    one is sorted, sent back and scrapped, the other conceded."""
    product = town.product("I")
    plan = {"product_id": product["id"], "aql": "1.0", "level": "I"}
    plan = town.do("inventory", "quality_engineer", "/inspection-plans", plan)
    engineer = town.as_("inventory", "quality_engineer")
    changed = engineer.patch(f"/inspection-plans/{plan['id']}", {"level": "II"}, version=1)
    assert changed.status_code == 200, changed.json
    last = reject_lots(town, product, 7)
    (standing,) = town.see("inventory", "inspector", "/inspection-standings")["items"]
    path = f"/inspection-standings/{standing['id']}/decide"
    town.do("inventory", "quality_manager", path, {"reason": "supplier improved"})
    path, told = f"/inspections/{last['id']}", {"reason": "looked at each"}
    town.do("inventory", "inspector", f"{path}/sort", told | {"quantity": "12"})
    town.do("inventory", "warehouse_keeper", f"{path}/send-back", told | {"quantity": "5"})
    town.do("inventory", "inventory_manager", f"{path}/scrap", told | {"quantity": "1"})
    query = {"product_id": product["id"], "status": "rejected", "sort": "number"}
    other = town.see("inventory", "inspector", "/inspections", **query)["items"][0]
    town.do("inventory", "quality_manager", f"/inspections/{other['id']}/concede", told)
    return product


def correct_books(town: Town, product: Thing, lot: str) -> None:
    """Of four differences one is approved, one rejected, one withdrawn and one booked alone."""
    form = {"product_id": product["id"], "lot": lot, "quantity": "-1", "reason": "broken"}
    ids = [town.do("inventory", "warehouse_keeper", "/adjustments", form)["id"] for _ in range(4)]
    approved, rejected, withdrawn, booked = (f"/adjustments/{each}" for each in ids)
    town.do("inventory", "inventory_manager", f"{approved}/approve", {})
    town.do("inventory", "inventory_manager", f"{rejected}/reject", WHY)
    town.do("inventory", "warehouse_keeper", f"{withdrawn}/withdraw", WHY)
    manager = town.as_("inventory", "inventory_manager")
    version = manager.get("/settings").json["version"]
    limit = manager.patch("/settings", {"adjustment_limit": "500.00"}, version=version)
    assert limit.status_code == 200, limit.json
    town.do("inventory", "warehouse_keeper", f"{booked}/book")


def take_stock(town: Town, product: Thing, lot: str, counted: str) -> None:
    """A lot is counted, counted again and booked; another sheet is cancelled."""
    form = {"product_ids": [product["id"]]}
    sheet = f"/stocktakes/{town.do('inventory', 'warehouse_keeper', '/stocktakes', form)['id']}"
    count = {"counts": [{"product_id": product["id"], "lot": lot, "counted": counted}]}
    town.do("inventory", "warehouse_keeper", f"{sheet}/start")
    for _ in range(2):
        town.do("inventory", "warehouse_keeper", f"{sheet}/counts", count)
        town.do("inventory", "warehouse_keeper", f"{sheet}/finish", {"leave_uncounted": True})
        lines = town.see("inventory", "warehouse_keeper", f"{sheet}/lines", lot=lot)["items"]
        again = WHY | {"line_ids": [lines[0]["id"]]}
        town.do("inventory", "inventory_manager", f"{sheet}/recount", again)
    town.do("inventory", "warehouse_keeper", f"{sheet}/counts", count)
    town.do("inventory", "warehouse_keeper", f"{sheet}/finish", {"leave_uncounted": True})
    town.do("inventory", "inventory_manager", f"{sheet}/approve", {})
    other = town.do("inventory", "warehouse_keeper", "/stocktakes", form)
    town.do("inventory", "warehouse_keeper", f"/stocktakes/{other['id']}/cancel", WHY)


def _inspect(town: Town, product: Thing) -> Thing:
    query = {"product_id": product["id"], "status": "waiting"}
    waiting = town.see("inventory", "inspector", "/inspections", **query)["items"][0]
    path = f"/inspections/{waiting['id']}"
    town.do("inventory", "inspector", f"{path}/start")
    done: Thing = town.do("inventory", "inspector", f"{path}/complete", FOUND)
    return done
