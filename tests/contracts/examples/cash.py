"""Receivables' invoices, payments, settlement, refunds, debit notes and write-offs."""

from typing import Any

from chassis import clock
from tests.support.cash import INVOICE, RED_INVOICE

from ..world import World
from .sent import Example, Sent, changing

EXAMPLES: dict[str, Example] = {
    "POST /receivables/{receivable_id}/invoice": lambda w: Sent(
        "finance", {"receivable_id": w.receivable()["id"]}, invoice(w)
    ),
    "POST /receivables/{receivable_id}/red-invoice": lambda w: Sent(
        "finance",
        {"receivable_id": invoiced(w)},
        RED_INVOICE | {"red_number": w.name("RED")},
    ),
    "GET /sources": lambda w: Sent("finance", query={"kind": "payment", "sort": "-open"}),
    "GET /settlements": lambda w: Sent("finance", query={"reversal": "none"}),
    "GET /settlements/{settlement_id}": lambda w: Sent(
        "finance", {"settlement_id": w.settlement()["id"]}
    ),
    "GET /settlements/proposal": lambda w: Sent(
        "finance", query={"customer_id": w.paid()["customer_id"]}
    ),
    "POST /settlements": lambda w: Sent("finance", body=by_hand(w)),
    "POST /settlements/automatic": lambda w: Sent(
        "finance", body={"customer_id": w.paid()["customer_id"], "remark": "month end"}
    ),
    "POST /settlements/{settlement_id}/reverse": lambda w: Sent(
        "finance", {"settlement_id": w.settlement()["id"]}, {"reason": "wrong invoice"}
    ),
    "GET /payments": lambda w: Sent("finance", query={"method": "bill", "sort": "matures_on"}),
    "GET /payments/{payment_id}": lambda w: Sent("finance", {"payment_id": w.paid()["id"]}),
    "POST /payments": lambda w: Sent("finance", body=payment(w)),
    "POST /payments/{payment_id}/reverse": lambda w: Sent(
        "finance", {"payment_id": w.paid()["id"]}, {"kind": "returned", "reason": "closed account"}
    ),
    "POST /payments/{payment_id}/bill": lambda w: Sent(
        "finance",
        {"payment_id": w.bill()["id"]},
        {"state": "endorsed", "on": "2026-01-03", "to": "Steel Works", "reason": "for steel"},
    ),
    "GET /refunds": lambda w: Sent("finance", query={"status": "asked"}),
    "GET /refunds/{refund_id}": lambda w: Sent("finance", {"refund_id": w.refund()["id"]}),
    "POST /refunds": lambda w: Sent(
        "finance",
        body={
            "source_id": w.paid()["id"],
            "amount": "10.00",
            "method": "transfer",
            "reason": "overpaid",
        },
    ),
    "POST /refunds/{refund_id}/approve": lambda w: Sent(
        "finance",
        {"refund_id": w.refund()["id"]},
        {"paid_on": "2026-01-02"},
        authorization=w.second("finance"),
    ),
    "POST /refunds/{refund_id}/reject": lambda w: Sent(
        "finance",
        {"refund_id": w.refund()["id"]},
        {"comment": "keep it as an advance"},
        authorization=w.second("finance"),
    ),
    "POST /refunds/{refund_id}/reverse": lambda w: Sent(
        "finance", {"refund_id": w.paid_refund()["id"]}, {"reason": "account closed"}
    ),
    "GET /debit-notes": lambda w: Sent("finance", query={"kind": "fine"}),
    "GET /debit-notes/{debit_note_id}": lambda w: Sent(
        "finance", {"debit_note_id": w.debit_note()["id"]}
    ),
    "POST /debit-notes": lambda w: Sent("finance", body=debit_note(w)),
    "POST /debit-notes/{debit_note_id}/agree": lambda w: Sent(
        "sales_manager", {"debit_note_id": w.debit_note()["id"]}, {"comment": "as agreed by phone"}
    ),
    "POST /debit-notes/{debit_note_id}/reject": lambda w: Sent(
        "sales_manager", {"debit_note_id": w.debit_note()["id"]}, {"comment": "not our fault"}
    ),
    "POST /debit-notes/{debit_note_id}/reverse": lambda w: Sent(
        "finance", {"debit_note_id": w.agreed_debit_note()["id"]}, {"reason": "taken back"}
    ),
    "GET /write-offs": lambda w: Sent("finance", query={"kind": "tail"}),
    "GET /write-offs/{write_off_id}": lambda w: Sent(
        "finance", {"write_off_id": w.write_off()["id"]}
    ),
    "POST /write-offs": lambda w: Sent("finance", body=w.given_up()),
    "POST /write-offs/{write_off_id}/approve": lambda w: Sent(
        "finance",
        {"write_off_id": w.write_off()["id"]},
        {"comment": None},
        authorization=w.second("finance"),
    ),
    "POST /write-offs/{write_off_id}/reject": lambda w: Sent(
        "finance",
        {"write_off_id": w.write_off()["id"]},
        {"comment": "ask once more"},
        authorization=w.second("finance"),
    ),
    "POST /write-offs/{write_off_id}/recover": lambda w: Sent(
        "finance",
        {"write_off_id": w.approved_write_off()["id"]},
        {"amount": "5.00", "reason": "paid after all"},
    ),
    "GET /write-off-rules": lambda w: Sent("finance"),
    "PATCH /write-off-rules": lambda w: changing(
        "finance", "", w.see("sales", "finance", "/write-off-rules"), {"tail_limit": "10.00"}
    ),
    "GET /openings": lambda w: Sent("finance", query={"status": "asked"}),
    "GET /openings/{opening_id}": lambda w: Sent("finance", {"opening_id": w.owed_before()["id"]}),
    "POST /openings": lambda w: Sent("finance", body=w.owed_before_form()),
    "POST /openings/{opening_id}/approve": lambda w: Sent(
        "finance",
        {"opening_id": w.owed_before()["id"]},
        {"comment": "as the auditor's list"},
        authorization=w.second("finance"),
    ),
    "POST /openings/{opening_id}/reject": lambda w: Sent(
        "finance",
        {"opening_id": w.owed_before()["id"]},
        {"comment": "wrong customer"},
        authorization=w.second("finance"),
    ),
    "POST /openings/{opening_id}/reverse": lambda w: taking_back(w.owed_before(sign=True)),
    "GET /reports/ageing": lambda w: Sent("executive", query={"as_of": "2026-01-31", "limit": 5}),
    "GET /reports/ageing/{customer_id}": lambda w: Sent(
        "finance", {"customer_id": w.receivable()["customer_id"]}, query={"as_of": "2026-01-31"}
    ),
    "GET /reports/statements/{customer_id}": lambda w: Sent(
        "finance", {"customer_id": w.paid()["customer_id"]}, query=JANUARY
    ),
    "GET /reports/days-sales-outstanding": lambda w: Sent("executive", query=JANUARY),
    "GET /reports/payment-behaviour/{customer_id}": lambda w: Sent(
        "info_supervisor", {"customer_id": w.receivable()["customer_id"]}
    ),
    "GET /reports/rating-proposals": lambda w: Sent(
        "info_supervisor", query={"as_of": "2026-11-25", "changed": "true", "limit": 5}
    ),
    "GET /dunning-levels": lambda w: Sent("finance", query={"sort": "level"}),
    "GET /dunning-levels/{level_id}": lambda w: Sent(
        "finance", {"level_id": w.dunning_level()["id"]}
    ),
    "POST /dunning-levels": lambda w: Sent("finance", body=w.next_level()),
    "PATCH /dunning-levels/{level_id}": lambda w: changing(
        "finance", "level_id", w.dunning_level(), {"channel": "visit"}
    ),
    "GET /dunning-letters": lambda w: Sent("finance", query={"status": "proposed"}),
    "GET /dunning-letters/{letter_id}": lambda w: Sent("finance", {"letter_id": w.letter()}),
    "POST /dunning-letters/propose": lambda w: Sent("finance"),
    "POST /dunning-letters/{letter_id}/send": lambda w: Sent(
        "finance", {"letter_id": w.letter()}, {"sent_on": str(clock.today()), "remark": "by post"}
    ),
    "POST /dunning-letters/{letter_id}/drop": lambda w: Sent(
        "finance", {"letter_id": w.letter()}, {"reason": "pays tomorrow"}
    ),
}

JANUARY = {"from": "2026-01-01", "to": "2026-01-31"}


def taking_back(opening: dict[str, Any]) -> Sent:
    lines = [{"line_id": line["id"]} for line in opening["lines"]]
    return Sent("finance", {"opening_id": opening["id"]}, {"lines": lines, "reason": "typed twice"})


def invoice(w: World) -> dict[str, str]:
    return INVOICE | {"invoice_number": w.name("INVOICE")}


def invoiced(w: World) -> str:
    receivable = w.receivable()["id"]
    w.do("sales", "finance", f"/receivables/{receivable}/invoice", invoice(w))
    return receivable


def payment(w: World) -> dict[str, Any]:
    return {
        "customer_id": w.customer(w.name("C"))["id"],
        "method": "bill",
        "amount": "100.00",
        "received_on": "2026-01-02",
        "bank_reference": w.name("REF"),
        "bill_kind": "bank",
        "bill_number": w.name("BILL"),
        "drawer": "Eastern Works",
        "acceptor": "Bank of the East",
        "matures_on": "2026-07-02",
        "remark": "for January",
    }


def by_hand(w: World) -> dict[str, Any]:
    paid = w.paid()
    query = {"customer_id": paid["customer_id"]}
    (owed,) = w.see("sales", "finance", "/receivables", **query)["items"]
    line = {"source_id": paid["id"], "receivable_id": owed["id"], "amount": "50.00"}
    return {"customer_id": paid["customer_id"], "lines": [line]}


def debit_note(w: World) -> dict[str, Any]:
    owed = w.receivable()
    return {
        "customer_id": owed["customer_id"],
        "kind": "fine",
        "amount": "20.00",
        "claimed_on": "2026-01-02",
        "customer_reference": w.name("D"),
        "receivable_id": owed["id"],
        "case_id": w.case()["id"],
        "reason": "line stopped",
    }
