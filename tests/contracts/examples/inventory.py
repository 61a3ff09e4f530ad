"""Goods: suppliers to adjustments."""

from datetime import timedelta
from typing import Any

from chassis import clock

from ..world import World
from .sent import Example, Sent, changing

SHEET = "编号,名称,单位\nX-1,轴承,件\n".encode()

EXAMPLES: dict[str, Example] = {
    "GET /suppliers": lambda w: Sent("finance", query={"sort": "-name"}),
    "GET /suppliers/{supplier_id}": lambda w: Sent("buyer", {"supplier_id": w.supplier()["id"]}),
    "POST /suppliers": lambda w: Sent("buyer", body={"code": w.name("S"), "name": "鑫源"}),
    "PATCH /suppliers/{supplier_id}": lambda w: changing(
        "buyer", "supplier_id", w.supplier(), {"phone": "0571-1234567", "rating": "A"}
    ),
    "GET /products": lambda w: Sent("manufacturing", query={"archived": "false"}),
    "GET /products/{product_id}": lambda w: Sent("marketing", {"product_id": product(w)}),
    "POST /products": lambda w: Sent(
        "buyer", body={"code": w.name("P"), "name": "轴承", "unit": "件", "sale_price": "16.00"}
    ),
    "PATCH /products/{product_id}": lambda w: changing(
        "inventory_manager", "product_id", w.product(w.name("P")), {"minimum": "5"}
    ),
    "GET /warehouses": lambda w: Sent("buyer"),
    "GET /warehouses/{warehouse_id}": lambda w: Sent("buyer", {"warehouse_id": warehouse(w)}),
    "POST /warehouses": lambda w: Sent(
        "inventory_manager", body={"code": w.name("W"), "name": "二号库"}
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
    "GET /stock": lambda w: Sent("finance", query={"sort": "on_hand", "limit": 3}),
    "GET /stock-as-of": lambda w: Sent("finance", query={"as_of": yesterday(), "sort": "-value"}),
    "GET /stock-as-of/total": lambda w: Sent("finance", query={"as_of": yesterday()}),
    "GET /stock/{product_id}": lambda w: Sent("finance", {"product_id": w.stocked()[0]["id"]}),
    "GET /lots": lambda w: Sent("inspector", query={"is_held": "false", "sort": "expiry"}),
    "POST /lots/{lot_id}/extend": lambda w: Sent(
        "quality_manager",
        {"lot_id": expiring_lot(w)},
        {"expiry": "2099-01-31", "reason": "tested again"},
    ),
    "GET /lots/{lot_id}": lambda w: Sent("inspector", {"lot_id": lot(w)}),
    "GET /lots/{lot_id}/trace": lambda w: Sent("executive", {"lot_id": returned_lot(w)}),
    "GET /movements": lambda w: Sent("finance", query={"kind": "receipt"}),
    "POST /issues": lambda w: Sent(
        "warehouse_keeper",
        body={"product_id": w.stocked()[0]["id"], "quantity": "2", "reason": "sample"},
    ),
    "GET /adjustments": lambda w: Sent("auditor"),
    "GET /adjustments/{adjustment_id}": lambda w: Sent(
        "finance", {"adjustment_id": w.adjustment()["id"]}
    ),
    "POST /adjustments": lambda w: Sent("warehouse_keeper", body=difference(*w.stocked())),
    "POST /adjustments/{adjustment_id}/approve": lambda w: Sent(
        "inventory_manager", {"adjustment_id": w.adjustment()["id"]}, {}
    ),
    "GET /openings": lambda w: Sent("auditor", query={"status": "proposed"}),
    "GET /openings/{opening_id}": lambda w: Sent("finance", {"opening_id": w.opening()["id"]}),
    "POST /openings": lambda w: Sent("inventory_manager", body=opened(w)),
    "POST /openings/{opening_id}/sign": lambda w: Sent(
        "finance", {"opening_id": w.opening()["id"]}
    ),
    "POST /openings/{opening_id}/reject": lambda w: Sent(
        "finance", {"opening_id": w.opening()["id"]}, {"reason": "wrong cost"}
    ),
    "GET /sheets/suppliers/template": lambda w: Sent("buyer"),
    "POST /sheets/suppliers/imports": lambda w: Sent("buyer", query={"mode": "check"}, file=SHEET),
    "GET /sheets/products/template": lambda w: Sent("buyer", query={"format": "csv"}),
    "POST /sheets/products/imports": lambda w: Sent("buyer", query={"mode": "write"}, file=SHEET),
    "POST /sheets/suppliers/exports": lambda w: Sent("finance", body={"filters": "sort=-name"}),
    "POST /sheets/products/exports": lambda w: Sent("marketing", body={"format": "csv"}),
    "GET /sheets/sale-prices/template": lambda w: Sent("buyer"),
    "POST /sheets/sale-prices/imports": lambda w: Sent("buyer", query={"mode": "check"}, file=SHEET),
    "GET /sheets/openings/template": lambda w: Sent("inventory_manager"),
    "POST /sheets/openings/imports": lambda w: Sent(
        "inventory_manager", query={"mode": "check", "name": "期初.csv"}, file=SHEET
    ),
    "POST /sheets/openings/exports": lambda w: Sent("finance", body={"filters": "sort=-number"}),
    "GET /jobs": lambda w: Sent("buyer"),
    "GET /jobs/{job_id}": lambda w: Sent("buyer", {"job_id": w.job()["id"]}),
    "GET /jobs/{job_id}/faults": lambda w: Sent("buyer", {"job_id": w.job()["id"]}),
    "GET /jobs/{job_id}/file": lambda w: Sent("buyer", {"job_id": w.job()["id"]}),
    "GET /journal": lambda w: Sent("auditor"),
}


def product(w: World) -> str:
    return w.product(w.name("P"))["id"]


def yesterday() -> str:
    return str(clock.today() - timedelta(days=1))


def warehouse(w: World) -> str:
    return w.see("inventory", "buyer", "/warehouses")["items"][0]["id"]


def lot(w: World) -> str:
    number = w.stocked()[1]
    return w.see("inventory", "inspector", "/lots", number=number)["items"][0]["id"]


def expiring_lot(w: World) -> str:
    number = w.opening(expiry="2031-01-31", sign=True)["lines"][0]["lot"]
    return w.see("inventory", "inspector", "/lots", number=number)["items"][0]["id"]


def returned_lot(w: World) -> str:
    return w.returned()["lines"][0]["lots"][0]["lot_id"]


def receipt(order: dict[str, Any], w: World) -> dict[str, Any]:
    line = {"order_line_id": order["lines"][0]["id"], "quantity": "5", "lot": w.name("L")}
    return {"purchase_order_id": order["id"], "lines": [line]}


def going_back(receipt: dict[str, Any]) -> dict[str, Any]:
    line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": "4"}
    return {"receipt_id": receipt["id"], "reason": "rusty", "lines": [line]}


def opened(w: World) -> dict[str, Any]:
    line = {"product_id": product(w), "lot": w.name("L"), "quantity": "7", "value": "17.50"}
    return {"lines": [line | {"unit_cost": "2.50"}]}


def difference(product: dict[str, Any], lot: str) -> dict[str, Any]:
    return {"product_id": product["id"], "lot": lot, "quantity": "2", "reason": "counted"}
