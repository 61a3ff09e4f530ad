"""Facts of the other services as these tests state them: X bought lot L-A of product P and returns 6."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

Fact = dict[str, Any]


def named(name: str) -> str:
    """The id of the thing of this name, the same in every test."""
    return str(uuid5(NAMESPACE_URL, f"sifang-quality-test:{name}"))


def customer(name: str = "X", **changed: Any) -> Fact:
    state = {
        "customer_id": named(name),
        "code": f"C-{name}",
        "display_name": f"{name} 公司",
        "type": "enterprise",
        "category": "key",
        "status": "present",
        "grade": None,
        "region": None,
        "sales_region": None,
        "owner_id": None,
        "department": None,
        "terms_kind": "days",
        "terms_days": 30,
        "return_credit": "on_receipt",
        "approved": True,
        "archived": False,
    }
    sequence = changed.pop("sequence", 1)
    return _fact("customer.file.approved.v1", f"customer/{named(name)}", state | changed, sequence)


def product(name: str = "P", **changed: Any) -> Fact:
    state = {
        "product_id": named(name),
        "code": f"{name}-100",
        "name": "制动片 Brake pad",
        "unit": "件",
        "category": None,
        "tax_rate": "0.130000",
        "tracking": "lot",
        "sale_price": "16.000000",
        "archived": False,
    }
    return _fact("inventory.product.registered.v1", f"product/{named(name)}", state | changed)


def receipt(lot: str = "L-A", product: str = "P", batch: str | None = None) -> Fact:
    line = {
        "receipt_line_id": named(f"receipt line of {lot}"),
        "product_id": named(product),
        "lot_id": named(lot),
        "lot": lot,
        "batch": batch,
        "quantity": "500.000",
        "expiry": None,
    }
    data = {
        "receipt_id": named(f"receipt of {lot}"),
        "number": "GR-2026-000001",
        "purchase_order_id": None,
        "supplier_id": named("S"),
        "supplier_name": "East Parts",
        "warehouse_id": named("W"),
        "received_on": "2026-03-02",
        "lines": [line],
    }
    return _fact("inventory.stock.received.v1", f"receipt/{data['receipt_id']}", data)


def return_line(
    name: str = "line", quantity: str = "6.000", lot: str = "L-A", outcome: str = "credit"
) -> dict[str, Any]:
    return {
        "return_line_id": named(name),
        "product_id": named("P"),
        "product_code": "P-100",
        "product_name": "制动片 Brake pad",
        "delivery_id": named("delivery"),
        "delivery_number": "DN-2026-000001",
        "delivery_line_id": named("delivery line"),
        "issue_id": named("issue"),
        "issue_line_id": named("issue line"),
        "order_id": named("order"),
        "quantity": quantity,
        "lots": [{"lot_id": named(lot), "lot": lot, "quantity": quantity}],
        "condition": "defective",
        "outcome": outcome,
    }


def returned(*lines: dict[str, Any], **changed: Any) -> Fact:
    data = {
        "return_id": named("return"),
        "number": "RT-2026-000001",
        "customer_id": named("X"),
        "customer_name": "X 公司",
        "phase": "after_sales",
        "severity": "general",
        "reason_code": "defect",
        "credit_when": "on_receipt",
        "received_at": changed.pop("received_at", "2026-03-09T02:00:00Z"),
        "lines": list(lines) or [return_line()],
    }
    data |= changed
    return _fact("sales.return.received.v1", f"return/{data['return_id']}", data)


def decided(outcome: str, line: str = "line", nth: int = 2) -> Fact:
    """Sales gives a returned line another outcome."""
    lines = [{"return_line_id": named(line), "outcome": outcome}]
    data = {"return_id": named("return"), "lines": lines}
    return _fact("sales.return.decided.v1", f"return/{named('return')}", data, nth)


def delivered(kind: str, delivery: str = "free delivery", cost: str | None = None) -> Fact:
    """A delivery; a replacement's names the returned line it stands for."""
    free = kind == "replacement"
    line = {
        "delivery_line_id": named(f"line of {delivery}"),
        "order_line_id": named(f"order line of {delivery}"),
        "product_id": named("P"),
        "quantity": "5.000",
        "lots": [],
        "return_line_id": named("line") if free else None,
        "warranty_from": "2026-03-02" if free else None,
        "cost": cost,
    }
    data = {
        "delivery_id": named(delivery),
        "number": "DN-2026-000002",
        "issue_id": named(f"issue of {delivery}"),
        "kind": kind,
        "order_id": named(f"order of {delivery}"),
        "order_number": "SO-2026-000009",
        "return_id": named("return") if free else None,
        "customer_id": named("X"),
        "customer_name": "X 公司",
        "delivered_on": "2026-03-20",
        "lines": [line],
    }
    return _fact("sales.delivery.recorded.v1", f"delivery/{named(delivery)}", data)


def quarantined(*lines: dict[str, Any]) -> Fact:
    told = [
        {
            "return_line_id": line["return_line_id"],
            "product_id": line["product_id"],
            "lots": [lot | {"cost": "60.00"} for lot in line["lots"]],
        }
        for line in lines or [return_line()]
    ]
    data = {"return_id": named("return"), "lines": told}
    return _fact("inventory.return.quarantined.v1", f"return/{named('return')}", data)


def disposed(verdict: dict[str, Any], costs: dict[str, str], time: str | None = None) -> Fact:
    """Inventory's answer to a verdict, each item at the cost of its kind."""
    items = [item | {"cost": costs.get(item["kind"], "0.00")} for item in verdict["items"]]
    fact = _fact(
        "inventory.return.disposed.v1",
        f"disposal/{verdict['disposal_id']}",
        verdict | {"items": items},
    )
    return fact | ({"time": time} if time else {})


BALANCE = dict.fromkeys(
    [
        "received",
        "adjusted",
        "free",
        "reserved",
        "held",
        "quarantined",
        "between",
        "with_customers",
        "to_supplier",
        "scrapped",
        "used",
        "waived",
    ],
    "0.000",
)
Y_AFFECTED = {
    "customer_id": named("Y"),
    "display_name": "Y 公司",
    "order_numbers": ["SO-2026-000002"],
    "delivered": "150.000",
    "returned": "0.000",
    "net": "150.000",
}
Z_UNRESERVED = {
    "order_id": named("order of Z"),
    "number": "SO-2026-000003",
    "customer_id": named("Z"),
    "line_id": named("line of Z"),
    "quantity": "40.000",
}


def lot_held(holds: list[dict[str, Any]], sequence: int = 2, **changed: Any) -> Fact:
    """Inventory's answer to a hold; the lot's state says which holds it knows."""
    balance = BALANCE | changed.pop(
        "balance",
        {
            "received": "500.000",
            "held": "150.000",
            "quarantined": "6.000",
            "with_customers": "344.000",
        },
    )
    state = {
        "lot_id": named("L-A"),
        "lot": "L-A",
        "product_id": named("P"),
        "holds": [
            {name: hold[name] for name in ("hold_id", "case_id", "case_number")} for hold in holds
        ],
        "held": bool(holds),
        "balance": balance,
        "customers": [Y_AFFECTED],
        "orders": [Z_UNRESERVED] if holds else [],
        "waivers": [],
    }
    word = "held" if holds else "released"
    return _fact(f"inventory.lot.{word}.v1", f"lot/{named('L-A')}", state | changed, sequence)


def hold_ended(asked: dict[str, Any], released: str) -> Fact:
    """Inventory's answer to one ending of a hold."""
    names = ("hold_id", "ending_id", "case_id", "lot_id")
    told = {name: asked[name] for name in names} | {"released": released, "status": "active"}
    return _fact("inventory.hold.ended.v1", f"hold/{asked['hold_id']}", told, 2)


def _fact(type: str, subject: str, data: dict[str, Any], sequence: int = 1) -> Fact:
    return {"type": type, "subject": subject, "sequence": sequence, "data": data}
