"""Orders, credit, deliveries, returns."""

from typing import Any

from tests.support.tokens import claims_of, mint

from ..world import World
from .sent import Example, Sent, changing

SHEET = "客户订单号,客户编号,商品编号,数量\nPO-1,C-1,P-1,2\n".encode()

EXAMPLES: dict[str, Example] = {
    "GET /quotations": lambda w: Sent("sales_manager", query={"status": "sent", "sort": "-gross"}),
    "GET /quotations/{quotation_id}": lambda w: Sent(
        "finance", {"quotation_id": w.quotation()["id"]}
    ),
    "POST /quotations": lambda w: Sent("salesperson", body=w.quotation_form()),
    "PATCH /quotations/{quotation_id}": lambda w: changing(
        "salesperson", "quotation_id", w.quotation(), {"remark": "free of freight"}
    ),
    "POST /quotations/{quotation_id}/send": lambda w: Sent(
        "salesperson", {"quotation_id": w.quotation()["id"]}
    ),
    "POST /quotations/{quotation_id}/accept": lambda w: Sent(
        "salesperson", {"quotation_id": w.sent_quotation()["id"]}
    ),
    "POST /quotations/{quotation_id}/decline": lambda w: Sent(
        "salesperson", {"quotation_id": w.sent_quotation()["id"]}, {"reason": "too dear"}
    ),
    "POST /quotations/{quotation_id}/withdraw": lambda w: Sent(
        "salesperson", {"quotation_id": w.sent_quotation()["id"]}, {"reason": "wrong price"}
    ),
    "POST /quotations/{quotation_id}/revise": lambda w: Sent(
        "salesperson", {"quotation_id": w.sent_quotation()["id"]}, {"discount": "2.00"}
    ),
    "GET /orders": lambda w: Sent("sales_manager", query={"sort": "-gross", "status": "posted"}),
    "GET /orders/{order_id}": lambda w: Sent("sales_manager", {"order_id": w.sold()["id"]}),
    "POST /orders": lambda w: Sent(
        "salesperson",
        body={
            "customer_id": w.customer(w.name("C"))["id"],
            "discount": "1.50",
            "consignee": "Zhao",
            "delivery_address": "1 Dock Road",
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
    "POST /orders/{order_id}/amend": lambda w: amending(w.sold()),
    "POST /orders/{order_id}/reopen": lambda w: Sent(
        "sales_manager", {"order_id": w.called_off()["id"]}, {"reason": "wanted after all"}
    ),
    "GET /orders/{order_id}/versions": lambda w: Sent("finance", {"order_id": w.amended()["id"]}),
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
    "POST /deliveries/{delivery_id}/ship": lambda w: Sent(
        "warehouse_keeper",
        {"delivery_id": w.delivery()["id"]},
        {"carrier": "SF", "waybill": "SF1", "packages": 2},
    ),
    "POST /deliveries/{delivery_id}/sign-for": lambda w: signing(w.shipped()),
    "POST /deliveries/{delivery_id}/reverse": lambda w: Sent(
        "warehouse_keeper", {"delivery_id": w.shipped()["id"]}, {"reason": "wrong waybill"}
    ),
    "GET /receivables": lambda w: Sent("finance", query={"open.ge": "1", "sort": "due_on"}),
    "GET /receivables/{receivable_id}": lambda w: Sent(
        "finance", {"receivable_id": of_sale(w, "/receivables")}
    ),
    "GET /credit-reversals": lambda w: Sent("finance", query={"ground": "no_fault"}),
    "GET /credit-reversals/{reversal_id}": lambda w: Sent(
        "finance", {"reversal_id": w.reversed_credit()}
    ),
    "GET /credit-notes": lambda w: Sent("finance"),
    "GET /credit-notes/{credit_note_id}": lambda w: Sent(
        "finance", {"credit_note_id": credit_note(w)}
    ),
    "GET /returns": lambda w: Sent("service_agent", query={"severity": "general"}),
    "GET /returns/{return_id}": lambda w: Sent("finance", {"return_id": w.returned()["id"]}),
    "POST /returns": lambda w: Sent("service_agent", body=return_of(w.delivery())),
    "POST /returns/{return_id}/decide": lambda w: deciding(w.repaired()),
    "GET /reports/grades": lambda w: Sent("info_supervisor", query={"month": "2026-06"}),
    "GET /reports/customers-at-risk": lambda w: Sent("executive", query={"limit": 5}),
    "GET /reports/risk-rule": lambda w: Sent("finance"),
    "PATCH /reports/risk-rule": lambda w: Sent(
        "info_supervisor",
        body={"silent_days": 91, "overdue_share": "0.25"},
        version=w.see("sales", "finance", "/reports/risk-rule")["version"],
    ),
    "GET /reports/margins": lambda w: Sent("executive", query={"limit": 5}),
    "GET /reports/ranking": lambda w: Sent("finance", query={"by": "month", "since": "2026-01"}),
    "GET /reports/return-rates": lambda w: Sent("finance", query={"sort": "-quantity_rate"}),
    "GET /reports/sales": lambda w: Sent("sales_manager", query={"until": "2099-12"}),
    "GET /periods": lambda w: Sent("finance", query={"status": "closed", "sort": "-starts_on"}),
    "GET /periods/hindrances": lambda w: Sent("finance", query={"period": "2026-01"}),
    "GET /periods/{period_id}": lambda w: Sent("auditor", {"period_id": w.closed_month()["id"]}),
    "POST /periods": lambda w: Sent("finance", body=w.next_month()),
    "POST /periods/{period_id}/reopen": lambda w: Sent(
        "finance",
        {"period_id": w.closed_month()["id"]},
        {"reason": "invoice missing"},
        authorization=another(),
    ),
    "GET /sheets/openings/template": lambda w: Sent("finance", query={"format": "csv"}),
    "POST /sheets/openings/imports": lambda w: Sent("finance", query={"mode": "check"}, file=SHEET),
    "POST /sheets/openings/exports": lambda w: Sent("finance", body={"filters": "sort=as_of"}),
    "GET /sheets/orders/template": lambda w: Sent("salesperson"),
    "POST /sheets/orders/imports": lambda w: Sent(
        "salesperson", query={"mode": "check"}, file=SHEET
    ),
    "POST /sheets/orders/exports": lambda w: Sent(
        "finance", body={"filters": "status=draft", "reason": "audit"}
    ),
    "GET /jobs": lambda w: Sent("salesperson"),
    "GET /jobs/{job_id}": lambda w: Sent("salesperson", {"job_id": job(w)}),
    "GET /jobs/{job_id}/faults": lambda w: Sent("salesperson", {"job_id": job(w)}),
    "GET /jobs/{job_id}/file": lambda w: Sent("salesperson", {"job_id": job(w)}),
    "GET /journal": lambda w: Sent("privacy_officer"),
}


def another() -> str:
    """The Authorization of finance's other person."""
    return f"Bearer {mint(claims_of('sales', 'finance', user='auditor'))}"


def signing(delivery: dict[str, Any]) -> Sent:
    counted = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "9"}
    told = {"signed_by": "Zhao", "claim_note": "one is missing", "lines": [counted]}
    return Sent("warehouse_keeper", {"delivery_id": delivery["id"]}, told)


def amending(order: dict[str, Any]) -> Sent:
    line = {"line_id": order["lines"][0]["id"], "quantity": "12", "price": "15.00"}
    form = {"revision": order["revision"], "reason": "two more", "lines": [line]}
    return Sent("salesperson", {"order_id": order["id"]}, form)


def product(w: World) -> str:
    return w.product(w.name("P"))["id"]


def of_sale(w: World, path: str) -> str:
    return w.see("sales", "finance", path, order_id=w.sold()["id"])["items"][0]["id"]


def credit_note(w: World) -> str:
    query = {"return_id": w.returned()["id"]}
    return w.see("sales", "finance", "/credit-notes", **query)["items"][0]["id"]


def return_of(delivery: dict[str, Any]) -> dict[str, Any]:
    line = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "1"}
    told = {"phase": "after_sales", "severity": "general", "reason": "noise"}
    return told | {"lines": [line]}


def job(w: World) -> str:
    return w.job("sales", "orders", "salesperson")["id"]


def deciding(returned: dict[str, Any]) -> Sent:
    """The first line of a return is to be replaced."""
    line = {"return_line_id": returned["lines"][0]["id"], "outcome": "replacement"}
    body = {"reason": "customer's wish", "lines": [line]}
    return Sent("salesperson", {"return_id": returned["id"]}, body)
