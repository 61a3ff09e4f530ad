"""Goods: what there is and where, to stocktakes."""

from datetime import timedelta
from typing import Any

from chassis import clock

from ..world import World
from .purchasing import product
from .sent import Example, Sent, changing

SHEET = "编号,名称,单位\nX-1,轴承,件\n".encode()


EXAMPLES: dict[str, Example] = {
    "GET /categories": lambda w: Sent("marketing", query={"archived": "false"}),
    "GET /categories/{category_id}": lambda w: Sent("buyer", {"category_id": w.category()["id"]}),
    "POST /categories": lambda w: Sent(
        "inventory_manager",
        body={"code": w.name("K"), "name": w.name("k"), "parent_id": w.category()["id"]},
    ),
    "PATCH /categories/{category_id}": lambda w: changing(
        "inventory_manager", "category_id", w.category(), {"name": w.name("k")}
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
    "PATCH /warehouses/{warehouse_id}": lambda w: changing(
        "inventory_manager", "warehouse_id", w.warehouse(), {"keeper": "张明", "archived": True}
    ),
    "GET /transfers": lambda w: Sent("finance", query={"status": "shipped", "sort": "-number"}),
    "GET /transfers/{transfer_id}": lambda w: Sent(
        "finance", {"transfer_id": w.part_received_transfer()["id"]}
    ),
    "POST /transfers": lambda w: Sent("warehouse_keeper", body=w.transfer_form()),
    "PATCH /transfers/{transfer_id}": lambda w: changing(
        "warehouse_keeper", "transfer_id", w.transfer(), {"reason": "nearer to the line"}
    ),
    "POST /transfers/{transfer_id}/cancel": lambda w: Sent(
        "inventory_manager", {"transfer_id": w.transfer()["id"]}, {"reason": "not needed"}
    ),
    "POST /transfers/{transfer_id}/ship": lambda w: Sent(
        "warehouse_keeper", {"transfer_id": w.transfer()["id"]}
    ),
    "POST /transfers/{transfer_id}/receive": lambda w: came(w, w.shipped_transfer()),
    "POST /transfers/{transfer_id}/send-back": lambda w: came(w, w.shipped_transfer()),
    "POST /transfers/{transfer_id}/losses": lambda w: lost(w.shipped_transfer()),
    "POST /transfer-losses/{loss_id}/approve": lambda w: Sent(
        "inventory_manager", {"loss_id": w.transfer_loss()["id"]}
    ),
    "POST /transfer-losses/{loss_id}/reject": lambda w: Sent(
        "inventory_manager", {"loss_id": w.transfer_loss()["id"]}
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
    "POST /lots/{lot_id}/correct-expiry": lambda w: Sent(
        "inventory_manager",
        {"lot_id": expiring_lot(w)},
        {"expiry": "2099-01-31", "reason": "label says 2099"},
    ),
    "GET /lots/{lot_id}": lambda w: Sent("inspector", {"lot_id": lot(w)}),
    "GET /documents": lambda w: Sent("executive", query={"kind": "receipt"}),
    "GET /documents/{document_id}/trace": lambda w: Sent(
        "executive",
        {"document_id": w.receive(w.product(w.name("P")), "9", w.name("L"), "1.5")["id"]},
    ),
    "GET /lots/{lot_id}/trace": lambda w: Sent("executive", {"lot_id": returned_lot(w)}),
    "GET /serials": lambda w: Sent("salesperson", query={"state": "in_stock", "sort": "number"}),
    "GET /serials/{serial_id}": lambda w: Sent("executive", {"serial_id": w.serial()["lot_id"]}),
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
    "POST /sheets/suppliers/exports": lambda w: Sent(
        "finance", body={"filters": "sort=-name", "reason": "audit"}
    ),
    "POST /sheets/products/exports": lambda w: Sent("marketing", body={"format": "csv"}),
    "GET /sheets/sale-prices/template": lambda w: Sent("buyer"),
    "POST /sheets/sale-prices/imports": lambda w: Sent(
        "buyer", query={"mode": "check"}, file=SHEET
    ),
    "GET /sheets/offers/template": lambda w: Sent("buyer"),
    "POST /sheets/offers/imports": lambda w: Sent("buyer", query={"mode": "check"}, file=SHEET),
    "POST /sheets/offers/exports": lambda w: Sent(
        "finance", body={"filters": "preferred=true", "reason": "audit"}
    ),
    "GET /sheets/counts/template": lambda w: Sent("warehouse_keeper"),
    "POST /sheets/counts/imports": lambda w: Sent(
        "warehouse_keeper", query={"mode": "check"}, file=SHEET
    ),
    "POST /sheets/counts/exports": lambda w: Sent("finance", body={"filters": "found=true"}),
    "GET /sheets/openings/template": lambda w: Sent("inventory_manager"),
    "POST /sheets/openings/imports": lambda w: Sent(
        "inventory_manager", query={"mode": "check", "name": "期初.csv"}, file=SHEET
    ),
    "POST /sheets/openings/exports": lambda w: Sent("finance", body={"filters": "sort=-number"}),
    "GET /jobs": lambda w: Sent("buyer"),
    "GET /jobs/{job_id}": lambda w: Sent("buyer", {"job_id": w.job()["id"]}),
    "GET /jobs/{job_id}/faults": lambda w: Sent("buyer", {"job_id": w.job()["id"]}),
    "GET /jobs/{job_id}/file": lambda w: Sent("buyer", {"job_id": w.job()["id"]}),
    "POST /adjustments/{adjustment_id}/book": lambda w: Sent(
        "warehouse_keeper", {"adjustment_id": small_adjustment(w)["id"]}
    ),
    "POST /adjustments/{adjustment_id}/reject": lambda w: Sent(
        "inventory_manager", {"adjustment_id": w.adjustment()["id"]}, {"comment": "count again"}
    ),
    "POST /adjustments/{adjustment_id}/withdraw": lambda w: Sent(
        "warehouse_keeper", {"adjustment_id": w.adjustment()["id"]}, {"comment": "miscounted"}
    ),
    "GET /stocktakes": lambda w: Sent("auditor", query={"status": "counting"}),
    "GET /stocktakes/{stocktake_id}": lambda w: Sent(
        "finance", {"stocktake_id": w.counted_stocktake()["id"]}
    ),
    "GET /stocktakes/{stocktake_id}/lines": lambda w: Sent(
        "warehouse_keeper",
        {"stocktake_id": w.counting_stocktake()["id"]},
        query={"is_counted": "false"},
    ),
    "GET /stocktakes/{stocktake_id}/differences": lambda w: Sent(
        "inventory_manager",
        {"stocktake_id": w.counted_stocktake()["id"]},
        query={"flag": "shortage"},
    ),
    "GET /stocktakes/{stocktake_id}/counts": lambda w: Sent(
        "auditor", {"stocktake_id": w.counted_stocktake()["id"]}
    ),
    "POST /stocktakes": lambda w: Sent(
        "inventory_manager", body={"product_ids": [w.stocked()[0]["id"]], "blind": False}
    ),
    "POST /stocktakes/{stocktake_id}/start": lambda w: Sent(
        "warehouse_keeper", {"stocktake_id": w.stocktake()["id"]}
    ),
    "POST /stocktakes/{stocktake_id}/counts": lambda w: counting(w, w.counting_stocktake()),
    "POST /stocktakes/{stocktake_id}/finish": lambda w: Sent(
        "warehouse_keeper",
        {"stocktake_id": w.counting_stocktake()["id"]},
        {"leave_uncounted": True},
    ),
    "POST /stocktakes/{stocktake_id}/recount": lambda w: recounting(w, w.counted_stocktake()),
    "POST /stocktakes/{stocktake_id}/approve": lambda w: Sent(
        "inventory_manager", {"stocktake_id": w.counted_stocktake()["id"]}, {}
    ),
    "POST /stocktakes/{stocktake_id}/cancel": lambda w: Sent(
        "inventory_manager",
        {"stocktake_id": w.counting_stocktake()["id"]},
        {"comment": "wrong hall"},
    ),
    "GET /settings": lambda w: Sent("auditor"),
    "PATCH /settings": lambda w: Sent(
        "inventory_manager", body={"adjustment_limit": HIGH}, version=limited(w)["version"]
    ),
    "GET /journal": lambda w: Sent("auditor"),
}


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


def opened(w: World) -> dict[str, Any]:
    line = {"product_id": product(w), "lot": w.name("L"), "quantity": "7", "value": "17.50"}
    return {"lines": [line | {"unit_cost": "2.50"}]}


def counting(w: World, sheet: dict[str, Any]) -> Sent:
    count = {"line_id": w.stocktake_line(sheet), "counted": "99"}
    beside = {"product_id": product(w), "lot": w.name("L"), "counted": "1"}
    return Sent("warehouse_keeper", {"stocktake_id": sheet["id"]}, {"counts": [count, beside]})


def recounting(w: World, sheet: dict[str, Any]) -> Sent:
    body = {"line_ids": [w.stocktake_line(sheet)], "comment": "too many missing"}
    return Sent("inventory_manager", {"stocktake_id": sheet["id"]}, body)


HIGH = "90000.00"


def limited(w: World) -> dict[str, Any]:
    """The settings with a limit that no example reaches; they are one row, changed once."""
    caller = w.as_("inventory", "inventory_manager")
    kept = caller.get("/settings").json
    if kept["adjustment_limit"] != HIGH:
        kept = caller.patch("/settings", {"adjustment_limit": HIGH}, version=kept["version"]).json
    return kept


def small_adjustment(w: World) -> dict[str, Any]:
    """A difference that its proposer may book alone."""
    limited(w)
    return w.adjustment()


def difference(product: dict[str, Any], lot: str) -> dict[str, Any]:
    return {"product_id": product["id"], "lot": lot, "quantity": "2", "reason": "counted"}


def came(w: World, transfer: dict[str, Any]) -> Sent:
    line = {"line_id": transfer["lines"][0]["id"], "quantity": "2"}
    form = {"lines": [line | {"lot": transfer["pieces"][0]["lot"]}], "remark": "two boxes"}
    return Sent("inventory_manager", {"transfer_id": transfer["id"]}, form)


def lost(transfer: dict[str, Any]) -> Sent:
    form = {"line_id": transfer["lines"][0]["id"], "quantity": "1", "reason": "fell off"}
    return Sent("warehouse_keeper", {"transfer_id": transfer["id"]}, form)
