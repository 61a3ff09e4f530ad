"""One request for every operation that the system takes: it must be answered with success."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Any

from chassis import clock
from chassis.ids import new_id
from gateway.tests.gateways import PASSWORD
from tests.support.town import APPROVED

from .world import World


@dataclass
class Sent:
    """Who sends it, to which things, with what."""

    role: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    body: Any = None
    query: dict[str, Any] = field(default_factory=dict)
    version: int | None = None
    authorization: str = ""
    """Somebody else than just anybody of the role."""

    def headers(self, world: World, service: str) -> dict[str, str]:
        told = {"Accept-Language": "en", "Idempotency-Key": str(new_id())}
        if self.version:
            told["If-Match"] = f'"{self.version}"'
        if self.authorization or self.role:
            known = self.authorization or world.authorization(service, self.role)
            told["Authorization"] = known
        return told

    def ask(self, world: World, name: str, headers: Any = None, **changed: Any) -> Any:
        """The app's answer to this request, or to the request with something else about it."""
        service, method, path = name.split(" ")
        sent = replace(self, **{key: changed.pop(key) for key in list(changed) if key in _PARTS})
        told = {**sent.headers(world, service), **(headers or {})}
        given = {"query_string": sent.query, "headers": told}
        if sent.body is not None and "data" not in changed:
            given["json"] = sent.body
        at = path.format(**sent.ids)
        return world.app(service).test_client().open(at, method=method, **given, **changed)


_PARTS = {each.name for each in fields(Sent)}
Example = Callable[[World], Sent]

CUSTOMER: dict[str, Example] = {
    "GET /customers": lambda w: Sent("salesperson", query={"sort": "code", "filing": "approved"}),
    "GET /customers/{customer_id}": lambda w: Sent(
        "salesperson", {"customer_id": w.approved_file()["id"]}, query={"purpose": "visit"}
    ),
    "POST /customers": lambda w: Sent(
        "info_specialist", body={"type": "individual", "person_name": w.name("王"), "staff": None}
    ),
    "PATCH /customers/{customer_id}": lambda w: changing(
        "info_specialist", "customer_id", w.draft_file(), {"short_name": "X", "staff": 40}
    ),
    "POST /customers/{customer_id}/submit": lambda w: Sent(
        "info_specialist", {"customer_id": w.complete_file()["id"]}
    ),
    "POST /customers/{customer_id}/examine": lambda w: Sent(
        "info_supervisor", {"customer_id": w.submitted_file()["id"]}, APPROVED
    ),
    "POST /customers/{customer_id}/recheck": lambda w: Sent(
        "archivist", {"customer_id": w.examined_file()["id"]}, APPROVED
    ),
    "POST /customers/{customer_id}/archive": lambda w: Sent(
        "archivist", {"customer_id": w.approved_file()["id"]}, {"reason": "closed down"}
    ),
    "POST /customers/{customer_id}/credit-proposals": lambda w: Sent(
        "sales_manager", {"customer_id": w.approved_file()["id"]}, {"limit": "5000.00"}
    ),
    "GET /credit-proposals": lambda w: Sent("finance", query={"state": "approved"}),
    "GET /credit-proposals/{proposal_id}": lambda w: Sent(
        "finance", {"proposal_id": w.proposal()["id"]}
    ),
    "POST /credit-proposals/{proposal_id}/examine": lambda w: Sent(
        "info_supervisor", {"proposal_id": w.proposal()["id"]}, APPROVED
    ),
    "POST /credit-proposals/{proposal_id}/recheck": lambda w: Sent(
        "finance", {"proposal_id": w.examined_proposal()["id"]}, APPROVED
    ),
    "GET /journal": lambda w: Sent("auditor", query={"limit": 200}),
}

INVENTORY: dict[str, Example] = {
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
    "GET /stock": lambda w: Sent("finance", query={"sort": "on_hand", "limit": 3}),
    "GET /stock/{product_id}": lambda w: Sent("finance", {"product_id": w.stocked()[0]["id"]}),
    "GET /lots": lambda w: Sent("inspector", query={"is_held": "false", "sort": "expiry"}),
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
    "GET /journal": lambda w: Sent("auditor"),
}

SALES: dict[str, Example] = {
    "GET /orders": lambda w: Sent("sales_manager", query={"sort": "-gross", "status": "posted"}),
    "GET /orders/{order_id}": lambda w: Sent("sales_manager", {"order_id": w.sold()["id"]}),
    "POST /orders": lambda w: Sent(
        "salesperson",
        body={
            "customer_id": w.customer(w.name("C"))["id"],
            "discount": "1.50",
            "lines": [{"product_id": product(w), "quantity": "2", "price": "16.00"}],
        },
    ),
    "PATCH /orders/{order_id}": lambda w: changing(
        "salesperson", "order_id", w.drafted(), {"remark": "by train"}
    ),
    "POST /orders/{order_id}/confirm": lambda w: Sent(
        "salesperson", {"order_id": w.drafted()["id"]}
    ),
    "POST /orders/{order_id}/post": lambda w: Sent(
        "salesperson", {"order_id": w.confirmed()["id"]}
    ),
    "POST /orders/{order_id}/cancel": lambda w: Sent(
        "salesperson", {"order_id": w.confirmed()["id"]}, {"reason": "customer's wish"}
    ),
    "GET /credit-holds": lambda w: Sent("finance", query={"status": "open"}),
    "GET /credit-holds/{hold_id}": lambda w: Sent("finance", {"hold_id": w.credit_hold()["id"]}),
    "POST /credit-holds/{hold_id}/release": lambda w: Sent(
        "finance", {"hold_id": w.credit_hold()["id"]}, {"reason": "paid by bill"}
    ),
    "GET /credit-accounts/{customer_id}": lambda w: Sent(
        "finance", {"customer_id": w.customer(w.name("C"))["id"]}
    ),
    "GET /deliveries": lambda w: Sent("sales_manager", query={"sort": "margin"}),
    "GET /deliveries/{delivery_id}": lambda w: Sent(
        "sales_manager", {"delivery_id": w.delivery()["id"]}
    ),
    "GET /receivables": lambda w: Sent("finance", query={"open.ge": "1", "sort": "due_on"}),
    "GET /receivables/{receivable_id}": lambda w: Sent(
        "finance", {"receivable_id": of_sale(w, "/receivables")}
    ),
    "GET /credit-notes": lambda w: Sent("finance"),
    "GET /credit-notes/{credit_note_id}": lambda w: Sent(
        "finance", {"credit_note_id": credit_note(w)}
    ),
    "GET /returns": lambda w: Sent("service_agent", query={"severity": "general"}),
    "GET /returns/{return_id}": lambda w: Sent("finance", {"return_id": w.returned()["id"]}),
    "POST /returns": lambda w: Sent("service_agent", body=return_of(w.delivery())),
    "GET /reports/margins": lambda w: Sent("executive", query={"limit": 5}),
    "GET /journal": lambda w: Sent("privacy_officer"),
}

QUALITY: dict[str, Example] = {
    "GET /cases": lambda w: Sent("marketing", query={"status": "opened"}),
    "GET /cases/{case_id}": lambda w: Sent("quality_manager", {"case_id": w.closed_case()["id"]}),
    "POST /cases": lambda w: Sent("marketing", body=concern(w.delivery())),
    "POST /cases/{case_id}/contain": lambda w: Sent(
        "quality_engineer", {"case_id": w.case()["id"]}, {"locations": [location()]}
    ),
    "POST /cases/{case_id}/causes": lambda w: Sent(
        "quality_engineer",
        {"case_id": w.contained_case()["id"]},
        {"kind": "escape", "text": "not tested warm"},
    ),
    "POST /cases/{case_id}/reply": lambda w: Sent(
        "quality_engineer", {"case_id": w.analysed_case()["id"]}, {"text": "we replace them"}
    ),
    "POST /cases/{case_id}/verdict": lambda w: judging(w, w.replied_case()),
    "POST /cases/{case_id}/close": lambda w: Sent(
        "quality_manager", {"case_id": w.judged_case()["id"]}, {"summary": "cause found"}
    ),
    "GET /holds": lambda w: Sent("inspector", query={"status": "in_force"}),
    "GET /holds/{hold_id}": lambda w: Sent("inspector", {"hold_id": hold(w)}),
    "POST /holds/{hold_id}/end": lambda w: Sent(
        "quality_manager", {"hold_id": hold(w)}, {"ground": "no_fault", "reason": "all are good"}
    ),
    "GET /costs": lambda w: Sent("finance", query={"sort": "-amount"}),
    "GET /journal": lambda w: Sent("auditor"),
}

GATEWAY: dict[str, Example] = {
    "POST /api/v1/administrator": lambda w: Sent(
        body={"secret": w.one_time_secret(), "number": "root", "name": "管理员"}
        | {"password": PASSWORD}
    ),
    "POST /api/v1/session": lambda w: Sent(
        body={"number": w.user()["number"], "password": PASSWORD}
    ),
    "GET /api/v1/session": lambda w: Sent("finance"),
    "DELETE /api/v1/session": lambda w: Sent(authorization=w.leaving()),
    "PUT /api/v1/session/password": lambda w: Sent(
        authorization=w.leaving(), body={"current": PASSWORD, "password": "another long one"}
    ),
    "GET /api/v1/api-tokens": lambda w: Sent("executive"),
    "POST /api/v1/api-tokens": lambda w: Sent("salesperson", body=api_token()),
    "POST /api/v1/api-tokens/{token_id}/revoke": lambda w: Sent(
        "executive", {"token_id": w.api_token("executive")["id"]}
    ),
    "POST /api/v1/service-tokens": lambda w: Sent(
        authorization=f"Bearer {w.api_token()['token']}", body={"service": "sales"}
    ),
    "GET /api/v1/users": lambda w: Sent("admin", query={"sort": "number", "enabled": "true"}),
    "GET /api/v1/users/{user_id}": lambda w: Sent("admin", {"user_id": w.user()["id"]}),
    "POST /api/v1/users": lambda w: Sent("admin", body=new_user(w)),
    "PATCH /api/v1/users/{user_id}": lambda w: changing(
        "admin", "user_id", w.user(), {"phone": "13800000000", "enabled": False}
    ),
    "PUT /api/v1/users/{user_id}/password": lambda w: changing(
        "admin", "user_id", w.user(), {"password": "another long one"}
    ),
    "GET /api/v1/users/{user_id}/identity-number": lambda w: Sent(
        "privacy_officer", {"user_id": w.user()["id"]}, query={"reason": "asked by himself"}
    ),
    "GET /api/v1/users/{user_id}/api-tokens": lambda w: Sent(
        "auditor", {"user_id": w.api_token()["user_id"]}
    ),
    "POST /api/v1/users/{user_id}/api-tokens/{token_id}/revoke": lambda w: revoking(
        w.api_token("executive")
    ),
    "GET /api/v1/roles": lambda w: Sent("auditor"),
    "GET /api/v1/views/customers/{customer_id}": lambda w: Sent(
        "executive", {"customer_id": w.returned()["customer_id"]}
    ),
    "GET /api/v1/views/trace": lambda w: Sent("executive", query={"lot_id": returned_lot(w)}),
    "GET /api/v1/journal": lambda w: Sent("auditor"),
}

EXAMPLES = {
    f"{service} {route}": example
    for service, examples in {
        "customer": CUSTOMER,
        "inventory": INVENTORY,
        "sales": SALES,
        "quality": QUALITY,
        "gateway": GATEWAY,
    }.items()
    for route, example in examples.items()
}


def changing(role: str, name: str, thing: dict[str, Any], body: dict[str, Any]) -> Sent:
    return Sent(role, {name: thing["id"]}, body, version=thing["version"])


def product(w: World) -> str:
    return w.product(w.name("P"))["id"]


def warehouse(w: World) -> str:
    return w.see("inventory", "buyer", "/warehouses")["items"][0]["id"]


def lot(w: World) -> str:
    number = w.stocked()[1]
    return w.see("inventory", "inspector", "/lots", number=number)["items"][0]["id"]


def returned_lot(w: World) -> str:
    return w.returned()["lines"][0]["lots"][0]["lot_id"]


def receipt(order: dict[str, Any], w: World) -> dict[str, Any]:
    line = {"order_line_id": order["lines"][0]["id"], "quantity": "5", "lot": w.name("L")}
    return {"purchase_order_id": order["id"], "lines": [line]}


def difference(product: dict[str, Any], lot: str) -> dict[str, Any]:
    return {"product_id": product["id"], "lot": lot, "quantity": "2", "reason": "counted"}


def of_sale(w: World, path: str) -> str:
    return w.see("sales", "finance", path, order_id=w.sold()["id"])["items"][0]["id"]


def credit_note(w: World) -> str:
    query = {"return_id": w.returned()["id"]}
    return w.see("sales", "finance", "/credit-notes", **query)["items"][0]["id"]


def return_of(delivery: dict[str, Any]) -> dict[str, Any]:
    line = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "1"}
    told = {"phase": "after_sales", "severity": "general", "reason": "noise"}
    return told | {"lines": [line]}


def concern(delivery: dict[str, Any]) -> dict[str, Any]:
    line = delivery["lines"][0]
    return {
        "kind": "complaint",
        "phase": "after_sales",
        "channel": "customer",
        "severity": "minor",
        "customer_id": delivery["customer_id"],
        "product_id": line["product_id"],
        "lot": line["lots"][0]["lot"],
        "quantity_complained": "2",
        "description": "scratched",
    }


def location() -> dict[str, Any]:
    return {"place": "transit", "answer": "none", "owner": "Zhu Jun", "effective": True}


def judging(w: World, case: dict[str, Any]) -> Sent:
    return Sent("quality_engineer", {"case_id": case["id"]}, w.verdict(case))


def hold(w: World) -> str:
    return w.contained_case()["holds"][0]["id"]


def api_token() -> dict[str, Any]:
    ends = (clock.now() + timedelta(days=7)).isoformat()
    return {"name": "night report", "permissions": ["sales.order.read"], "expires_at": ends}


def new_user(w: World) -> dict[str, Any]:
    told = {"number": w.name("n").lower(), "name": "李雷", "category": "operator"}
    told |= {
        "department": "quality",
        "roles": ["inspector"],
        "identity_number": "110101199003078515",
    }
    return told | {"password": PASSWORD}


def revoking(token: dict[str, Any]) -> Sent:
    return Sent("admin", {"user_id": token["user_id"], "token_id": token["id"]})
