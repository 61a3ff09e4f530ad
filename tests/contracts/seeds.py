"""Ids of things in every state, by service and by the name its documents have for them."""

from typing import Any

from .world import Thing, World

Seeds = dict[str, list[Any]]


def seeds(world: World, service: str) -> Seeds:
    return _SEEDS[service](world)


def _customer(w: World) -> Seeds:
    archived = w.approved_file()
    w.do("customer", "archivist", f"/customers/{archived['id']}/archive", {"reason": "closed"})
    files = [w.draft_file(), w.complete_file(), w.submitted_file(), w.examined_file()]
    return {
        "customer_id": ids([*files, w.approved_file(), archived]),
        "proposal_id": ids([w.proposal(), w.examined_proposal()]),
        "owner_id": [str(w.doors["sales"].user_id("salesperson")), None],
    }


def _inventory(w: World) -> Seeds:
    (product, lot), checked = w.stocked(), [w.checked_purchase(), w.checked_purchase()]
    return {
        "supplier_id": ids([w.supplier()]),
        "product_id": [product["id"], w.product(w.name("P"))["id"]],
        "warehouse_id": [each["id"] for each in found(w, "inventory", "/warehouses")],
        "order_id": ids([w.purchase(), *checked]),
        "purchase_order_id": ids(checked),
        "order_line_id": [order["lines"][0]["id"] for order in checked],
        "receipt_id": ids(found(w, "inventory", "/receipts")[:3]),
        "lot_id": ids(found(w, "inventory", "/lots", product_id=product["id"])),
        "adjustment_id": ids([w.adjustment(), w.adjustment()]),
        "stocktake_id": ids([w.stocktake(), w.counting_stocktake(), w.counted_stocktake()]),
        "line_id": [w.stocktake_line(w.counting_stocktake()), None],
        "plan_id": ids([w.inspection_plan()]),
        "inspection_id": ids([w.inspection(), w.started_inspection(), w.rejected_inspection()]),
        "standing_id": ids(found(w, "inventory", "/inspection-standings")[:2]),
        "lot": [lot, "L-NEW", None],
    }


def _sales(w: World) -> Seeds:
    (product, lot), returned = w.stocked(), w.returned()
    sold = [w.delivery(), w.delivery()]
    return {
        "customer_id": [returned["customer_id"], w.customer(w.name("C"))["id"]],
        "product_id": [product["id"]],
        "order_id": ids([w.drafted(), w.drafted(), w.confirmed(), w.sold()]),
        "hold_id": ids([w.credit_hold(), w.credit_hold()]),
        "delivery_id": ids(sold),
        "delivery_line_id": [delivery["lines"][0]["id"] for delivery in sold],
        "receivable_id": ids(found(w, "sales", "/receivables")[:3]),
        "credit_note_id": ids(found(w, "sales", "/credit-notes")[:3]),
        "return_id": [returned["id"]],
        "salesperson_id": [str(w.doors["sales"].user_id("salesperson"))],
        "warehouse_id": [*(each["id"] for each in found(w, "inventory", "/warehouses")), None],
        "lot": [lot, None],
    }


def _quality(w: World) -> Seeds:
    case, ended, judged = w.contained_case(), w.closed_case(), w.replied_case()
    delivery, piece = w.delivery(), judged["pieces"][0]
    return {
        "case_id": ids([w.case(), case, w.analysed_case(), judged, w.judged_case(), ended]),
        "hold_id": [case["holds"][0]["id"], ended["holds"][0]["id"]],
        "customer_id": [delivery["customer_id"]],
        "product_id": [delivery["lines"][0]["product_id"]],
        "lot_id": [piece["lot_id"]],
        "lot": [piece["lot"], delivery["lines"][0]["lots"][0]["lot"], None],
        "return_line_id": [piece["return_line_id"]],
        "return_id": [judged["return_id"]],
    }


def _gateway(w: World) -> Seeds:
    returned = w.returned()
    line = returned["lines"][0]
    return {
        "user_id": ids([w.user(), w.user("buyer"), w.user("admin")]),
        "token_id": ids([w.api_token()]),
        "customer_id": [returned["customer_id"]],
        "return_id": [returned["id"]],
        "order_id": [line["order_id"]],
        "delivery_id": [line["delivery_id"]],
        "lot_id": [line["lots"][0]["lot_id"]],
        "case_id": ids(found(w, "quality", "/cases", return_id=returned["id"])),
    }


_SEEDS = {
    "customer": _customer,
    "inventory": _inventory,
    "sales": _sales,
    "quality": _quality,
    "gateway": _gateway,
}


def ids(things: list[Thing]) -> list[str]:
    return [thing["id"] for thing in things]


def found(w: World, service: str, path: str, **query: Any) -> list[Thing]:
    return w.see(service, "executive", path, **query)["items"]
