"""A verb that the thing's present state, or the person, doesn't allow is refused and changes nothing."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.tokens import claims_of, mint
from tests.support.town import APPROVED

from .examples import EXAMPLES
from .refusals import done, must_refuse, of
from .world import World

FILES, PROPOSALS = (
    "customer POST /customers/{customer_id}",
    "customer POST /credit-proposals/{proposal_id}",
)
SUPPLIERS = "inventory POST /suppliers/{supplier_id}"
PURCHASES = "inventory POST /purchase-orders/{order_id}"
ORDERS, CASES = "sales POST /orders/{order_id}", "quality POST /cases/{case_id}"
BACK = "inventory POST /supplier-returns/{return_id}"
OPENING = "inventory POST /openings/{opening_id}"
CHANGED_FILE = "customer PATCH /customers/{customer_id}"
CHANGED_PURCHASE = "inventory PATCH /purchase-orders/{order_id}"
QUOTED = "sales POST /quotations/{quotation_id}"
CHANGED_ORDER = "sales PATCH /orders/{order_id}"
REOPEN = "sales POST /periods/{period_id}/reopen"
STOCKTAKES = "inventory POST /stocktakes/{stocktake_id}"
INSPECTIONS = "inventory POST /inspections/{inspection_id}"
ADJUSTMENTS = "inventory POST /adjustments/{adjustment_id}"
TRANSFERS, LOSSES = (
    "inventory POST /transfers/{transfer_id}",
    "inventory POST /transfer-losses/{loss_id}",
)
CHANGED_TRANSFER = "inventory PATCH /transfers/{transfer_id}"
RELEASE, END = "sales POST /credit-holds/{hold_id}/release", "quality POST /holds/{hold_id}/end"

REFUNDS, DEBIT_NOTES = "sales POST /refunds/{refund_id}", "sales POST /debit-notes/{debit_note_id}"
WRITE_OFFS, OPENINGS = (
    "sales POST /write-offs/{write_off_id}",
    "sales POST /openings/{opening_id}",
)
LETTERS = "sales POST /dunning-letters/{letter_id}"

TWICE = {
    f"{FILES}/submit": "file_not_for_submission",
    f"{FILES}/examine": "file_not_for_examination",
    f"{FILES}/recheck": "file_not_for_recheck",
    f"{FILES}/archive": "file_not_for_archiving",
    f"{FILES}/credit-proposals": "proposal_pending",
    f"{PROPOSALS}/examine": "proposal_not_for_examination",
    f"{PROPOSALS}/recheck": "proposal_not_for_recheck",
    f"{SUPPLIERS}/block": "supplier_not_active",
    f"{SUPPLIERS}/unblock": "supplier_not_blocked",
    f"{SUPPLIERS}/bank/approve": "bank_change_not_pending",
    f"{SUPPLIERS}/bank/reject": "bank_change_not_pending",
    "inventory POST /replenishment-proposals/order": "nothing_to_order",
    f"{PURCHASES}/check": "purchase_order_not_draft",
    f"{PURCHASES}/cancel": "purchase_order_not_cancellable",
    f"{PURCHASES}/amend": "purchase_order_not_amendable",
    f"{OPENING}/sign": "opening_not_proposed",
    f"{OPENING}/reject": "opening_not_proposed",
    f"{BACK}/release": "supplier_return_not_open",
    f"{BACK}/ship": "supplier_return_not_open",
    f"{BACK}/cancel": "supplier_return_not_open",
    **{
        f"{ADJUSTMENTS}/{verb}": "adjustment_not_proposed"
        for verb in ("approve", "book", "reject", "withdraw")
    },
    **{
        f"{STOCKTAKES}/{verb}": "stocktake_state_wrong"
        for verb in ("start", "finish", "recount", "approve", "cancel")
    },
    f"{INSPECTIONS}/start": "inspection_state_wrong",
    f"{INSPECTIONS}/complete": "inspection_state_wrong",
    f"{INSPECTIONS}/concede": "inspection_state_wrong",
    "inventory POST /inspection-standings/{standing_id}/decide": "inspection_standing_wrong",
    f"{TRANSFERS}/cancel": "transfer_not_draft",
    f"{TRANSFERS}/ship": "transfer_not_draft",
    f"{LOSSES}/approve": "transfer_loss_not_proposed",
    f"{LOSSES}/reject": "transfer_loss_not_proposed",
    f"{ORDERS}/confirm": "order_not_draft",
    f"{ORDERS}/post": "order_not_postable",
    f"{ORDERS}/cancel": "order_not_cancellable",
    "sales POST /deliveries/{delivery_id}/ship": "delivery_under_way",
    "sales POST /deliveries/{delivery_id}/sign-for": "delivery_signed",
    "sales POST /deliveries/{delivery_id}/reverse": "delivery_not_reversible",
    f"{ORDERS}/reopen": "order_not_reopenable",
    f"{QUOTED}/send": "quotation_not_draft",
    f"{QUOTED}/accept": "quotation_not_sent",
    f"{QUOTED}/decline": "quotation_not_sent",
    f"{QUOTED}/revise": "quotation_not_revisable",
    f"{QUOTED}/withdraw": "quotation_not_withdrawable",
    RELEASE: "credit_hold_not_open",
    "sales POST /receivables/{receivable_id}/invoice": "invoice_stands",
    "sales POST /receivables/{receivable_id}/red-invoice": "invoice_not_issued",
    "sales POST /settlements/automatic": "nothing_to_settle",
    "sales POST /settlements/{settlement_id}/reverse": "nothing_to_reverse",
    "sales POST /payments/{payment_id}/reverse": "payment_reversed",
    "sales POST /payments/{payment_id}/bill": "bill_state_refused",
    f"{REFUNDS}/approve": "already_decided",
    f"{REFUNDS}/reject": "already_decided",
    f"{REFUNDS}/reverse": "refund_not_paid",
    f"{DEBIT_NOTES}/agree": "already_decided",
    f"{DEBIT_NOTES}/reverse": "debit_note_not_agreed",
    f"{WRITE_OFFS}/approve": "already_decided",
    f"{OPENINGS}/approve": "already_decided",
    f"{LETTERS}/send": "dunning_letter_not_proposed",
    f"{LETTERS}/drop": "dunning_letter_not_proposed",
    REOPEN: "period_not_closed",
    f"{CASES}/close": "case_closed",
    END: "hold_ended",
    "gateway POST /api/v1/administrator": "secret_used",
}
"""What is done once; a repetition with the same Idempotency-Key is another matter."""


@pytest.mark.parametrize("name", TWICE)
def test_what_was_done_is_not_done_again(company, books, name):
    must_refuse(company, books, name, done(name), 409, TWICE[name], None)


REASON = {"reason": "?"}
CAUSE = {"kind": "occurrence", "text": "?"}


def cancelled(w):
    path = f"/orders/{w.confirmed()['id']}"
    return w.do("sales", "salesperson", f"{path}/cancel", REASON)


def unapproved(w):
    """A draft for a customer whose file nobody has signed."""
    filed, product = w.draft_file(), w.stocked()[0]
    line = {"product_id": product["id"], "quantity": "1", "price": "16.00"}
    form = {"customer_id": filed["id"], "lines": [line]}
    return w.do("sales", "salesperson", "/orders", form)


def of_a_held_lot(w):
    """A draft that names the lot a case holds."""
    case, customer = w.contained_case(), w.customer(w.name("C"))
    line = {"product_id": case["product_id"], "lot": case["lots"][0]["lot"]}
    form = {"customer_id": customer["id"], "lines": [line | {"quantity": "1", "price": "9"}]}
    return w.do("sales", "salesperson", "/orders", form)


def verdict(case):
    piece = {name: case["pieces"][0][name] for name in ("return_line_id", "lot_id")}
    return {"items": [piece | {"kind": "scrap", "quantity": "1"}], "finding": "?"}


def lost_of(transfer):
    return {"line_id": transfer["lines"][0]["id"], "quantity": "1", "reason": "?"}


def asked(name: str, role: str, code: str, form: Any = None, **thing: Any) -> Any:
    ((_, begin),) = thing.items()
    label = f"{name.partition(' ')[2]} {begin.__name__} {code}"
    return pytest.param(name, of(role, form, **thing), code, id=label)


def judged_return(w):
    """A return that quality has judged."""
    return w.see("sales", "finance", f"/returns/{w.judged_case()['return_id']}")


def to_repair(returned):
    lines = [{"return_line_id": returned["lines"][0]["id"], "outcome": "repair"}]
    return {"reason": "?", "lines": lines}


WRONG = [
    asked(
        "sales POST /returns/{return_id}/decide",
        "sales_manager",
        "return_judged",
        to_repair,
        return_id=judged_return,
    ),
    asked(
        f"{FILES}/examine",
        "info_supervisor",
        "file_not_for_examination",
        APPROVED,
        customer_id=World.draft_file,
    ),
    asked(
        f"{FILES}/recheck",
        "archivist",
        "file_not_for_recheck",
        APPROVED,
        customer_id=World.submitted_file,
    ),
    asked(
        f"{FILES}/archive",
        "archivist",
        "file_not_for_archiving",
        REASON,
        customer_id=World.examined_file,
    ),
    asked(
        CHANGED_FILE,
        "info_specialist",
        "file_not_changeable",
        {"remark": "?"},
        customer_id=World.submitted_file,
    ),
    asked(
        f"{PROPOSALS}/recheck",
        "finance",
        "proposal_not_for_recheck",
        APPROVED,
        proposal_id=World.proposal,
    ),
    asked(
        CHANGED_PURCHASE,
        "buyer",
        "purchase_order_not_draft",
        {"remark": "?"},
        order_id=World.checked_purchase,
    ),
    asked(
        CHANGED_TRANSFER,
        "warehouse_keeper",
        "transfer_not_draft",
        {"reason": "?"},
        transfer_id=World.shipped_transfer,
    ),
    *(
        asked(
            f"{TRANSFERS}/{verb}",
            role,
            "transfer_not_under_way",
            form,
            transfer_id=begin,
        )
        for begin in (World.transfer, World.received_transfer)
        for verb, role, form in (
            ("receive", "inventory_manager", {}),
            ("send-back", "warehouse_keeper", {}),
            ("losses", "warehouse_keeper", lost_of),
        )
    ),
    asked(f"{ORDERS}/confirm", "salesperson", "customer_not_approved", order_id=unapproved),
    asked(f"{ORDERS}/post", "salesperson", "customer_not_approved", order_id=unapproved),
    asked(f"{ORDERS}/confirm", "salesperson", "order_not_draft", order_id=cancelled),
    asked(f"{ORDERS}/post", "salesperson", "order_not_postable", order_id=cancelled),
    asked(f"{ORDERS}/cancel", "salesperson", "order_delivered", REASON, order_id=World.sold),
    asked(
        CHANGED_ORDER, "salesperson", "order_not_draft", {"remark": "?"}, order_id=World.confirmed
    ),
    asked(f"{CASES}/causes", "quality_engineer", "case_not_contained", CAUSE, case_id=World.case),
    asked(
        f"{CASES}/reply",
        "quality_engineer",
        "case_not_analysed",
        {"text": "?"},
        case_id=World.contained_case,
    ),
    asked(
        f"{ORDERS}/amend",
        "salesperson",
        "order_not_amendable",
        {"revision": 1, "reason": "?", "remark": "?"},
        order_id=World.drafted,
    ),
    asked(
        f"{CASES}/verdict", "quality_engineer", "case_not_contained", verdict, case_id=World.case
    ),
    asked(
        f"{CASES}/close",
        "quality_manager",
        "case_not_replied",
        {"summary": "?"},
        case_id=World.analysed_case,
    ),
    asked(
        f"{CASES}/close",
        "quality_manager",
        "case_pieces_not_judged",
        {"summary": "?"},
        case_id=World.replied_case,
    ),
    asked(
        f"{BACK}/release",
        "quality_manager",
        "supplier_return_not_held",
        return_id=World.supplier_return,
    ),
    asked(f"{BACK}/ship", "warehouse_keeper", "held_not_released", return_id=World.held_return),
    asked(f"{CASES}/contain", "quality_engineer", "case_closed", {}, case_id=World.closed_case),
    asked(f"{CASES}/causes", "quality_engineer", "case_closed", CAUSE, case_id=World.closed_case),
    asked(
        f"{CASES}/reply",
        "quality_engineer",
        "case_closed",
        {"text": "?"},
        case_id=World.closed_case,
    ),
    asked(
        f"{CASES}/verdict", "quality_engineer", "case_closed", verdict, case_id=World.closed_case
    ),
]


@pytest.mark.parametrize("verb", ["confirm", "post"])
def test_a_lot_that_a_case_holds_is_not_promised_and_the_case_is_named(company, books, verb):
    make = of("salesperson", order_id=of_a_held_lot)
    name = f"{ORDERS}/{verb}"
    told = must_refuse(company, books, name, make, 409, "lot_held", "/lines/0/lot")
    assert "QC-" in told.json["detail"]


@pytest.mark.parametrize(("name", "make", "code"), WRONG)
def test_a_verb_out_of_its_time_is_refused(company, books, name, make, code):
    must_refuse(company, books, name, make, 409, code, None)


OWN_WORK = {
    f"{FILES}/examine": ("info_specialist", "same_person_twice"),
    f"{FILES}/recheck": ("info_supervisor", "same_person_twice"),
    f"{PROPOSALS}/examine": ("info_specialist", "same_person_twice"),
    f"{PROPOSALS}/recheck": ("info_supervisor", "same_person_twice"),
    f"{SUPPLIERS}/bank/approve": ("buyer", "bank_approver_is_proposer"),
    f"{SUPPLIERS}/bank/reject": ("buyer", "bank_approver_is_proposer"),
    f"{PURCHASES}/check": ("buyer", "checker_is_maker"),
    "inventory POST /receipts": ("buyer", "receiver_is_buyer"),
    f"{PURCHASES}/lines/{{line_id}}/exceed": ("buyer", "exceed_approver_is_maker"),
    REOPEN: ("finance", "closer_reopens"),
    f"{OPENING}/sign": ("inventory_manager", "signer_is_proposer"),
    f"{BACK}/ship": ("buyer", "shipper_is_buyer"),
    f"{ADJUSTMENTS}/approve": ("warehouse_keeper", "approver_is_proposer"),
    f"{ADJUSTMENTS}/reject": ("warehouse_keeper", "approver_is_proposer"),
    f"{ADJUSTMENTS}/book": ("inventory_manager", "adjustment_foreign"),
    f"{ADJUSTMENTS}/withdraw": ("inventory_manager", "adjustment_foreign"),
    f"{STOCKTAKES}/approve": ("warehouse_keeper", "stocktake_approver_involved"),
    f"{INSPECTIONS}/start": ("buyer", "inspector_is_buyer"),
    f"{INSPECTIONS}/complete": ("buyer", "inspector_is_buyer"),
    f"{INSPECTIONS}/concede": ("inspector", "judge_is_inspector"),
    f"{INSPECTIONS}/scrap": ("inspector", "judge_is_inspector"),
    f"{TRANSFERS}/receive": ("warehouse_keeper", "receiver_is_shipper"),
    f"{LOSSES}/approve": ("warehouse_keeper", "loss_decider_is_proposer"),
    f"{LOSSES}/reject": ("warehouse_keeper", "loss_decider_is_proposer"),
    RELEASE: ("salesperson", "own_order_released"),
    f"{REFUNDS}/approve": ("finance", "second_person_needed"),
    f"{DEBIT_NOTES}/agree": ("finance", "second_person_needed"),
    f"{WRITE_OFFS}/approve": ("finance", "second_person_needed"),
    f"{OPENINGS}/approve": ("finance", "second_person_needed"),
    f"{CASES}/close": ("quality_engineer", "closer_had_a_hand"),
    END: ("quality_engineer", "hold_ended_by_requester"),
}
"""By operation: whose work is signed there, and what is said when he signs it himself."""


@pytest.mark.parametrize("name", OWN_WORK)
def test_nobody_signs_what_he_did_himself_whatever_his_roles(company, books, name):
    whose, code = OWN_WORK[name]
    must_refuse(company, books, name, by(name, whose), 403, code, None)


def by(name, whose):
    """The operation's example, sent by the person of another role who was given this one too."""

    def make(w):
        sent, service = EXAMPLES[name](w), name.partition(" ")[0]
        token = mint(claims_of(service, sent.role, user=whose))
        return replace(sent, authorization=f"Bearer {token}")

    return make
