"""What finance does about money: payments, settlement, refunds, claims, bad debts, old debts, dunning."""

from typing import Any

from .town import Town

Thing = dict[str, Any]
INVOICE = {"invoice_number": "25317000", "invoiced_on": "2026-01-01"}
RED_INVOICE = {"red_number": "R-1", "red_on": "2026-01-02", "reason": "wrong title"}
SECOND = "auditor"
"""Who decides, as another person of the role, what the first asked for."""


def payment_form(customer_id: str, amount: str = "100.00") -> Thing:
    form = {"customer_id": customer_id, "method": "transfer", "amount": amount}
    return form | {"received_on": "2026-01-02"}


def bill_form(customer_id: str, number: str) -> Thing:
    form = payment_form(customer_id) | {"method": "bill", "bill_kind": "bank", "drawer": "East"}
    return form | {"bill_number": number, "matures_on": "2099-01-02"}


def refund_form(payment: Thing) -> Thing:
    form = {"source_id": payment["id"], "amount": "10.00", "method": "transfer"}
    return form | {"reason": "overpaid"}


def claim_form(customer_id: str) -> Thing:
    """A customer's claim, to become a debit note."""
    form = {"customer_id": customer_id, "kind": "claim", "amount": "20.00"}
    return form | {"claimed_on": "2026-01-02", "reason": "sorting"}


def bad_debt_form(receivable: Thing) -> Thing:
    form = {"kind": "bad_debt", "receivable_id": receivable["id"]}
    return form | {"amount": "20.00", "reason": "insolvent"}


def old_debt_form(customer_id: str, reference: str) -> Thing:
    """What somebody owed before the books began."""
    line = {"kind": "receivable", "customer_id": customer_id, "reference": reference}
    line |= {"amount": "70.00", "document_on": "2025-12-01", "due_on": "2025-12-31"}
    return {"as_of": "2026-01-01", "lines": [line]}


def level_form(level: int) -> Thing:
    """A dunning level that is reached after so many days."""
    texts = {"text_zh": "请付款", "text_en": "please pay"}
    return {"level": level, "days_overdue": level, "channel": "phone", "holds": False} | texts


def collect(town: Town, owed: Thing) -> None:
    """A receivable is invoiced, settled by hand, opened again and settled by itself."""
    path, customer = f"/receivables/{owed['id']}", owed["customer_id"]
    town.do("sales", "finance", f"{path}/invoice", INVOICE)
    town.do("sales", "finance", f"{path}/red-invoice", RED_INVOICE)
    paid, bounced = (
        town.do("sales", "finance", "/payments", payment_form(customer)) for _ in range(2)
    )
    why = {"kind": "returned", "reason": "closed account"}
    town.do("sales", "finance", f"/payments/{bounced['id']}/reverse", why)
    bill = town.do("sales", "finance", "/payments", bill_form(customer, "B-1"))
    step = {"state": "discounted", "on": "2026-01-03", "to": "Bank of the East"}
    town.do("sales", "finance", f"/payments/{bill['id']}/bill", step)
    line = {"source_id": paid["id"], "receivable_id": owed["id"], "amount": "5.00"}
    form = {"customer_id": customer, "lines": [line]}
    settled = town.do("sales", "finance", "/settlements", form)
    path = f"/settlements/{settled['id']}/reverse"
    town.do("sales", "finance", path, {"reason": "wrong invoice"})
    town.do("sales", "finance", "/settlements/automatic", {"customer_id": customer})
    refund = decide(town, "refunds", refund_form(paid), {"paid_on": "2026-01-02"})
    town.do("sales", "finance", f"/refunds/{refund['id']}/reverse", {"reason": "account closed"})


def give_in(town: Town, owed: Thing) -> None:
    """Of two claims one is agreed and taken back; of two bad debts one is given up, and then paid."""
    for verb in ("reject", "agree"):
        note = town.do("sales", "finance", "/debit-notes", claim_form(owed["customer_id"]))
        path = f"/debit-notes/{note['id']}"
        town.do("sales", "sales_manager", f"{path}/{verb}", {"comment": "as told by phone"})
    town.do("sales", "finance", f"{path}/reverse", {"reason": "taken back"})
    lost = decide(town, "write-offs", bad_debt_form(owed), {})
    told = {"amount": "5.00", "reason": "paid after all"}
    town.do("sales", "finance", f"/write-offs/{lost['id']}/recover", told)
    version = town.see("sales", "finance", "/write-off-rules")["version"]
    town.change("sales", "finance", "/write-off-rules", {"tail_limit": "10.00"}, version)


def remind(town: Town, *customers: Thing) -> None:
    """Old debts of two customers are taken over, and one that never was is taken back; one is reminded,
    the other's letter is dropped."""
    wrong = decide(town, "openings", old_debt_form(customers[0]["id"], "NEVER"), {})
    lines = town.see("sales", "finance", f"/openings/{wrong['id']}")["lines"]
    back = {"lines": [{"line_id": lines[0]["id"]}], "reason": "not ours"}
    town.do("sales", "finance", f"/openings/{wrong['id']}/reverse", back)
    for n, customer in enumerate(customers):
        decide(town, "openings", old_debt_form(customer["id"], f"OLD-{n}"), {})
    level = town.do("sales", "finance", "/dunning-levels", level_form(1))
    path = f"/dunning-levels/{level['id']}"
    town.change("sales", "finance", path, {"channel": "visit"}, level["version"])
    town.do("sales", "finance", "/dunning-letters/propose")
    sent, dropped = town.see("sales", "finance", "/dunning-letters")["items"]
    path = "/dunning-letters"
    town.do("sales", "finance", f"{path}/{sent['id']}/send", {"sent_on": sent["as_of"]})
    town.do("sales", "finance", f"{path}/{dropped['id']}/drop", {"reason": "pays tomorrow"})


def decide(town: Town, kind: str, form: Thing, approval: Thing) -> Thing:
    """Asked for twice: another person rejects the first and approves the second, which is returned."""
    decided: Thing = {}
    for verb, told in (("reject", {"comment": "ask once more"}), ("approve", approval)):
        asked = town.do("sales", "finance", f"/{kind}", form)
        other = town.doors["sales"].as_("finance", SECOND)
        answer = other.post(f"/{kind}/{asked['id']}/{verb}", told)
        assert answer.status_code == 200, answer.json
        town.carry()
        decided = answer.json
    return decided
