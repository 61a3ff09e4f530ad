"""Suppliers: what is checked, blocking, and new bank details that take two people."""

import pytest

from ..errors import SupplierNotActive, SupplierNotBlocked
from ..suppliers import rules
from .test_purchasing import form


@pytest.mark.parametrize("status", list(rules.STATUS))
@pytest.mark.parametrize(
    ("verb", "refusal"), [("block", SupplierNotActive), ("unblock", SupplierNotBlocked)]
)
def test_every_status_and_verb(status, verb, refusal):
    if verb in rules.TRANSITIONS[status]:
        assert rules.after(status, verb, "S") == rules.TRANSITIONS[status][verb]
    else:
        with pytest.raises(refusal):
            rules.after(status, verb, "S")


def test_the_check_digit_of_a_credit_code():
    assert rules.credit_check_digit("91110000600037341") == "L"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"phone": "021-6888 2201 转 12"}, None),
        ({"phone": "+49 (211) 5550-2203"}, None),
        ({"fax": "95588"}, None),
        ({"phone": "6888x"}, "phone_malformed"),
        ({"fax": "1234567890123456"}, "phone_malformed"),
        ({"email": "no.where"}, "email_malformed"),
        ({"tax_number": "DE811569869"}, None),
        ({"tax_number": "91110000600037341L"}, None),
        ({"tax_number": "91110000600037341M"}, "tax_number_wrong"),
        ({"tax_number": "9111 0000"}, "tax_number_wrong"),
        ({"terms_kind": "days"}, "terms_wrong"),
        ({"terms_kind": "month_end", "terms_days": 0}, None),
        ({"terms_days": 1}, "terms_wrong"),
        ({"tolerance": "1.01"}, "invalid_fields"),
    ],
)
def test_what_a_supplier_may_be(house, told, code):
    answer = house.door.as_("buyer").post("/suppliers", {"code": "S", "name": "鑫源"} | told)
    assert answer.json.get("code") == (code or "S"), answer.json


def test_new_bank_details_are_in_force_when_somebody_else_approved_them(house):
    supplier, buyer, finance = house.supplier(), house.door.as_("buyer"), house.door.as_("finance")
    path = f"/suppliers/{supplier}"
    proposed = house.done(buyer.patch(path, {"bank": "工商银行", "account": "1"}, version=1))
    assert (proposed["account"], proposed["pending_account"]) == (None, "1")
    same = house.done(house.door.as_("buyer", "bo").patch(path, {"account": "1"}, version=2))
    assert same["pending_by"] == proposed["pending_by"]
    assert [each["id"] for each in finance.get("/suppliers", bank_pending="true").json["items"]]
    own = house.door.as_("finance", "buyer").post(f"{path}/bank/approve")
    assert (own.status_code, own.json["code"]) == (403, "bank_approver_is_proposer")
    approved = house.done(finance.post(f"{path}/bank/approve"))
    assert (approved["bank"], approved["account"], approved["bank_pending"]) == (
        "工商银行",
        "1",
        False,
    )
    house.done(buyer.patch(path, {"account": "2"}, version=4))
    withdrawn = house.done(buyer.patch(path, {"account": "1"}, version=5))
    assert withdrawn["bank_pending"] is False
    house.done(buyer.patch(path, {"account": "3"}, version=6))
    rejected = house.done(finance.post(f"{path}/bank/reject", {"reason": "查无此户"}))
    assert (rejected["account"], rejected["pending_account"]) == ("1", None)


def test_no_new_order_goes_to_a_blocked_supplier(house):
    p, buyer = house.product(), house.door.as_("buyer")
    checked = house.checked_order(p, "10", "1.00")
    draft = house.done(buyer.post("/purchase-orders", form(house, p)))
    path = f"/suppliers/{checked['supplier_id']}"
    manager = house.door.as_("quality_manager")
    blocked = house.done(manager.post(f"{path}/block", {"reason": "质量问题"}))
    assert (blocked["status"], blocked["block_reason"]) == ("blocked", "质量问题")
    refused = buyer.post("/purchase-orders", form(house, p))
    assert refused.json["code"] == "supplier_blocked" and "质量问题" in refused.json["detail"]
    check = house.door.as_("inventory_manager").post(f"/purchase-orders/{draft['id']}/check")
    assert check.json["code"] == "supplier_blocked"
    line = {"order_line_id": checked["lines"][0]["id"], "quantity": "1", "lot": "L-A"}
    receipt = {"purchase_order_id": checked["id"], "lines": [line]}
    house.done(house.door.as_("warehouse_keeper").post("/receipts", receipt))
    house.done(buyer.patch(path, {"archived": True}, version=2))
    assert manager.get(path).json["status"] == "archived"
    assert manager.post(f"{path}/unblock", {"reason": "?"}).json["code"] == "supplier_not_blocked"
    house.done(buyer.patch(path, {"archived": False}, version=3))
    house.done(manager.post(f"{path}/unblock", {"reason": "已整改"}))
    house.done(buyer.post("/purchase-orders", form(house, p)))


CONTACT = {"contact": "李明", "phone": "021-6888 2201", "address": "码头路 1 号"}
ACCOUNT = {"bank": "工商银行", "account": "6222 0000"}


def test_whom_to_call_is_shown_to_all_and_noted_where_they_are_paid_to_those_who_pay(house):
    form = {"code": "S", "name": "鑫源", **CONTACT, **ACCOUNT}
    made = house.done(house.door.as_("buyer").post("/suppliers", form))
    shown = {
        role: house.door.as_(role).get(f"/suppliers/{made['id']}").json
        for role in ("inspector", "warehouse_keeper", "buyer", "finance")
    }
    for role, supplier in shown.items():
        assert supplier.items() >= CONTACT.items()
        assert (ACCOUNT.items() <= supplier.items()) == (role in ("buyer", "finance"))
    page = house.door.as_("auditor").get("/journal", thing=f"supplier/{made['id']}")
    lines = page.json["items"][::-1]
    read = {x["actor_name"]: set(x["changes"]["read"]) for x in lines if "read" in x["changes"]}
    assert read == {
        "inspector": CONTACT.keys(),
        "warehouse_keeper": CONTACT.keys(),
        "buyer": CONTACT.keys() | ACCOUNT.keys(),
        "finance": CONTACT.keys() | ACCOUNT.keys(),
    }
    for name in CONTACT | ACCOUNT:
        assert lines[0]["changes"][name].startswith("sealed:")
