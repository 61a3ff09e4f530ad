"""Buying: suppliers to inspections of what came in."""

from typing import Any

from tests.support.warehouse import reject_lots

from ..world import World
from .sent import Example, Sent, changing

EXAMPLES: dict[str, Example] = {
    "GET /suppliers": lambda w: Sent("finance", query={"sort": "-name"}),
    "GET /suppliers/{supplier_id}": lambda w: Sent("buyer", {"supplier_id": w.supplier()["id"]}),
    "POST /suppliers": lambda w: Sent("buyer", body={"code": w.name("S"), "name": "鑫源"}),
    "PATCH /suppliers/{supplier_id}": lambda w: changing(
        "buyer", "supplier_id", w.supplier(), {"phone": "0571-1234567", "rating": "A"}
    ),
    "POST /suppliers/{supplier_id}/block": lambda w: Sent(
        "quality_manager", {"supplier_id": w.supplier()["id"]}, {"reason": "late answers"}
    ),
    "POST /suppliers/{supplier_id}/unblock": lambda w: Sent(
        "inventory_manager", {"supplier_id": w.blocked_supplier()["id"]}, {"reason": "improved"}
    ),
    "POST /suppliers/{supplier_id}/bank/approve": lambda w: Sent(
        "finance", {"supplier_id": w.moved_supplier()["id"]}
    ),
    "POST /suppliers/{supplier_id}/bank/reject": lambda w: Sent(
        "finance", {"supplier_id": w.moved_supplier()["id"]}, {"reason": "not theirs"}
    ),
    "GET /offers": lambda w: Sent("buyer", query={"preferred": "true"}),
    "GET /offers/{offer_id}": lambda w: Sent("finance", {"offer_id": w.offer()["id"]}),
    "POST /offers": lambda w: Sent(
        "buyer",
        body={
            "product_id": product(w),
            "supplier_id": w.supplier()["id"],
            "supplier_code": "X-1",
            "price": "9.60",
            "lead_days": 7,
            "pack": "10",
            "preferred": True,
        },
    ),
    "PATCH /offers/{offer_id}": lambda w: changing(
        "buyer", "offer_id", w.offer(), {"price": "9.50"}
    ),
    "GET /replenishment-proposals": lambda w: Sent("buyer", query={"limit": 5}),
    "POST /replenishment-proposals/order": lambda w: Sent(
        "buyer", body={"proposals": [{"id": w.short()["id"]}]}
    ),
    "GET /stock-alerts": lambda w: Sent("finance", query={"above": "true"}),
    "GET /stock-limits": lambda w: Sent("sales_manager"),
    "GET /stock-limits/{limit_id}": lambda w: Sent("buyer", {"limit_id": w.limit()["id"]}),
    "POST /stock-limits": lambda w: Sent(
        "inventory_manager", body={"product_id": product(w), "minimum": "5", "maximum": "50"}
    ),
    "PATCH /stock-limits/{limit_id}": lambda w: changing(
        "inventory_manager", "limit_id", w.limit(), {"minimum": "3", "maximum": "9"}
    ),
    "GET /purchase-orders": lambda w: Sent("buyer", query={"status": "checked"}),
    "GET /purchase-orders/{order_id}": lambda w: Sent("buyer", {"order_id": w.purchase()["id"]}),
    "POST /purchase-orders": lambda w: Sent(
        "buyer",
        body={
            "supplier_id": w.supplier()["id"],
            "price_mode": "included",
            "lines": [{"product_id": product(w), "quantity": "3.5", "unit_price": "11.30"}],
        },
    ),
    "PATCH /purchase-orders/{order_id}": lambda w: changing(
        "buyer", "order_id", w.purchase(), {"remark": "urgent"}
    ),
    "POST /purchase-orders/{order_id}/check": lambda w: Sent(
        "inventory_manager", {"order_id": w.purchase()["id"]}
    ),
    "POST /purchase-orders/{order_id}/cancel": lambda w: Sent(
        "buyer", {"order_id": w.checked_purchase()["id"]}, {"reason": "not needed"}
    ),
    "POST /purchase-orders/{order_id}/amend": lambda w: Sent(
        "buyer", {"order_id": w.checked_purchase()["id"]}, {"reason": "other quantity"}
    ),
    "POST /purchase-orders/{order_id}/lines/{line_id}/cancel": lambda w: Sent(
        "buyer", purchase_line(w), {"quantity": "5", "reason": "too many"}
    ),
    "POST /purchase-orders/{order_id}/lines/{line_id}/exceed": lambda w: Sent(
        "inventory_manager", purchase_line(w), {"quantity": "5", "reason": "a full carton"}
    ),
    "GET /receipts": lambda w: Sent("inspector"),
    "GET /receipts/{receipt_id}": lambda w: Sent(
        "finance", {"receipt_id": w.receive(w.product(w.name("P")), "9", w.name("L"), "1.5")["id"]}
    ),
    "POST /receipts": lambda w: Sent("warehouse_keeper", body=receipt(w.checked_purchase(), w)),
    "GET /supplier-returns": lambda w: Sent("inspector", query={"status": "asked"}),
    "GET /supplier-returns/{return_id}": lambda w: Sent(
        "finance", {"return_id": w.shipped_return()["id"]}
    ),
    "POST /supplier-returns": lambda w: Sent("buyer", body=going_back(w.receipt())),
    "POST /supplier-returns/{return_id}/release": lambda w: Sent(
        "quality_manager", {"return_id": w.held_return()["id"]}
    ),
    "POST /supplier-returns/{return_id}/ship": lambda w: Sent(
        "warehouse_keeper", {"return_id": w.supplier_return()["id"]}
    ),
    "POST /supplier-returns/{return_id}/cancel": lambda w: Sent(
        "buyer", {"return_id": w.supplier_return()["id"]}, {"reason": "accepted after all"}
    ),
    "GET /inspection-plans": lambda w: Sent("buyer", query={"archived": "false"}),
    "GET /inspection-plans/{plan_id}": lambda w: Sent(
        "auditor", {"plan_id": w.inspection_plan()["id"]}
    ),
    "POST /inspection-plans": lambda w: Sent(
        "quality_engineer",
        body={"product_id": product(w), "supplier_id": w.supplier()["id"], "aql": "0.65"},
    ),
    "PATCH /inspection-plans/{plan_id}": lambda w: changing(
        "quality_manager", "plan_id", w.inspection_plan(), {"level": "S-4", "aql": "2.5"}
    ),
    "GET /inspection-standings": lambda w: Sent("buyer", query={"sort": "-lots_rejected"}),
    "POST /inspection-standings/{standing_id}/decide": lambda w: Sent(
        "quality_manager", {"standing_id": discontinued(w)}, {"reason": "supplier improved"}
    ),
    "GET /inspections": lambda w: Sent("inspector", query={"status": "waiting"}),
    "GET /inspections/{inspection_id}": lambda w: Sent(
        "inventory_manager", {"inspection_id": w.rejected_inspection()["id"]}
    ),
    "POST /inspections/{inspection_id}/start": lambda w: Sent(
        "inspector", {"inspection_id": w.inspection()["id"]}
    ),
    "POST /inspections/{inspection_id}/complete": lambda w: Sent(
        "inspector",
        {"inspection_id": w.started_inspection()["id"]},
        {
            "defects": [{"code": "CRACK", "quantity": 3, "remark": "edge"}],
            "measurements": [{"characteristic": "thickness", "value": "12.4", "upper": "12.3"}],
        },
    ),
    "POST /inspections/{inspection_id}/sort": lambda w: Sent(
        "inspector", {"inspection_id": w.rejected_inspection()["id"]}, leaving("2")
    ),
    "POST /inspections/{inspection_id}/concede": lambda w: Sent(
        "quality_manager",
        {"inspection_id": w.rejected_inspection()["id"]},
        {"reason": "the customer agreed"},
    ),
    "POST /inspections/{inspection_id}/send-back": lambda w: Sent(
        "warehouse_keeper", {"inspection_id": w.rejected_inspection()["id"]}, leaving("50")
    ),
    "POST /inspections/{inspection_id}/scrap": lambda w: Sent(
        "inventory_manager", {"inspection_id": w.rejected_inspection()["id"]}, leaving("3")
    ),
}


def product(w: World) -> str:
    return w.product(w.name("P"))["id"]


def purchase_line(w: World) -> dict[str, Any]:
    order = w.checked_purchase()
    return {"order_id": order["id"], "line_id": order["lines"][0]["id"]}


def receipt(order: dict[str, Any], w: World) -> dict[str, Any]:
    line = {"order_line_id": order["lines"][0]["id"], "quantity": "5", "lot": w.name("L")}
    return {"purchase_order_id": order["id"], "lines": [line]}


def going_back(receipt: dict[str, Any]) -> dict[str, Any]:
    line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": "4"}
    return {"receipt_id": receipt["id"], "reason": "rusty", "lines": [line]}


def leaving(quantity: str) -> dict[str, Any]:
    return {"quantity": quantity, "reason": "sorted by hand"}


def discontinued(w: World) -> str:
    """A supplier whose every lot was rejected until nobody samples them any more."""
    product = w.product(w.name("P"))
    w.inspection_plan(product)
    reject_lots(w, product, 7)
    of_product = {"product_id": product["id"]}
    return w.see("inventory", "inspector", "/inspection-standings", **of_product)["items"][0]["id"]
