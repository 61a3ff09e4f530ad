"""Well-formed and still wrong: what the business doesn't allow is refused with code, field and reason."""

from typing import Any

import pytest

from .made import (
    ahead,
    archived_product,
    huge,
    huge_purchase,
    long_ahead,
    never,
    of_two_customers,
    order_line,
    other_lot,
    other_piece,
    purchased_line,
    taken,
    twice,
    unpriced,
    untracked,
)
from .refusals import but, must_refuse

PAYMENT = "sales POST /payments"
DECISION = "sales POST /returns/{return_id}/decide"
SHIP, SIGN = (
    "sales POST /deliveries/{delivery_id}/ship",
    "sales POST /deliveries/{delivery_id}/sign-for",
)
QUOTE, AMEND = "sales POST /quotations", "sales POST /orders/{order_id}/amend"
RETURN, ORDER = "sales POST /returns", "sales POST /orders"
PURCHASE, RECEIPT = "inventory POST /purchase-orders", "inventory POST /receipts"
PRODUCT, SUPPLIER = "inventory POST /products", "inventory POST /suppliers"
CATEGORY, OFFER = "inventory POST /categories", "inventory POST /offers"
LIMIT = "inventory POST /stock-limits"
LINE_CANCEL = "inventory POST /purchase-orders/{order_id}/lines/{line_id}/cancel"
WAREHOUSE, ISSUE = "inventory POST /warehouses", "inventory POST /issues"
BACK = "inventory POST /supplier-returns"
EXTEND = "inventory POST /lots/{lot_id}/extend"
OPENING = "inventory POST /openings"
COUNT, CONCERN = "inventory POST /adjustments", "quality POST /cases"
SHEET = "inventory POST /stocktakes"
COUNTED, AGAIN, LEFT = (
    f"inventory POST /stocktakes/{{stocktake_id}}/{verb}"
    for verb in ("counts", "recount", "finish")
)
PLAN = "inventory POST /inspection-plans"
FOUND, SORT, SEND_BACK, SCRAP = (
    f"inventory POST /inspections/{{inspection_id}}/{verb}"
    for verb in ("complete", "sort", "send-back", "scrap")
)
CONTAIN, VERDICT = "quality POST /cases/{case_id}/contain", "quality POST /cases/{case_id}/verdict"
END, FILE = "quality POST /holds/{hold_id}/end", "customer POST /customers"
PROPOSAL = "customer POST /customers/{customer_id}/credit-proposals"
USER, TOKEN = "gateway POST /api/v1/users", "gateway POST /api/v1/api-tokens"
SERVICE_TOKEN = "gateway POST /api/v1/service-tokens"
CHANGED_WAREHOUSE = "inventory PATCH /warehouses/{warehouse_id}"
TRANSFER = "inventory POST /transfers"
ARRIVAL = "inventory POST /transfers/{transfer_id}/receive"
LOSS = "inventory POST /transfers/{transfer_id}/losses"
CHANGED_PRODUCT = "inventory PATCH /products/{product_id}"


def wrong(
    name: str,
    pointer: str,
    value: Any,
    status: int,
    code: str,
    at: str | None = "",
    also: Any = None,
) -> Any:
    """The operation's example with a wrong value, refused at its own pointer unless said otherwise."""
    values = {pointer: value} | (also or {})
    label = f"{name.partition(' ')[2]} {pointer} {code}"
    return pytest.param(name, values, status, code, pointer if at == "" else at, id=label)


SALES = [
    wrong(RETURN, "/lines/0/quantity", "10.001", 409, "return_too_much"),
    wrong(RETURN, "/lines", twice("5.001"), 409, "return_too_much", at="/lines/1/quantity"),
    wrong(RETURN, "/lines", of_two_customers, 422, "return_of_several_customers"),
    wrong(RETURN, "/lines/0/lot", "L-OTHER", 409, "lot_not_delivered"),
    wrong(DECISION, "/lines/0/outcome", "repair", 409, "outcome_unchanged", at=None),
    wrong(DECISION, "/lines/0/return_line_id", never, 422, "return_line_unknown"),
    wrong(RETURN, "/lines/0/delivery_line_id", order_line, 422, "delivery_line_unknown"),
    wrong(RETURN, "/lines/0/delivery_line_id", never, 422, "delivery_line_unknown"),
    wrong(SHIP, "/shipped_on", ahead, 422, "day_still_to_come"),
    wrong(SHIP, "/shipped_on", "2020-01-01", 422, "day_before_delivery"),
    wrong(SIGN, "/lines/0/delivery_line_id", never, 422, "signed_line_unknown"),
    wrong(SIGN, "/claim_note", None, 422, "claim_unexplained"),
    wrong("sales POST /periods", "/period", "2026-13", 422, "period_malformed"),
    wrong("sales POST /periods", "/period", lambda _: ahead(_)[:7], 409, "period_not_over"),
    wrong("sales POST /periods", "/period", "2029", 409, "period_not_over"),
    wrong(AMEND, "/lines/0/line_id", never, 422, "amend_line_unknown"),
    wrong(AMEND, "/lines/0/line_id", None, 422, "amend_line_incomplete", at="/lines/0/product_id"),
    wrong(AMEND, "/lines/0/quantity", "9", 409, "amended_below_delivered"),
    wrong(AMEND, "/lines", [], 422, "nothing_amended", at=None),
    wrong(QUOTE, "/valid_until", "2020-01-01", 422, "validity_past"),
    wrong(QUOTE, "/customer_id", never, 422, "customer_unknown"),
    wrong(QUOTE, "/discount", "32.01", 422, "discount_too_large"),
    wrong(QUOTE, "/lines/0/price", None, 422, "price_missing"),
    wrong(ORDER, "/wished_on", "2020-01-01", 422, "wished_before_order"),
    wrong(ORDER, "/customer_id", never, 422, "customer_unknown"),
    wrong(ORDER, "/lines/0/product_id", never, 422, "product_unknown"),
    wrong(ORDER, "/lines/0/product_id", archived_product, 409, "product_archived"),
    wrong(ORDER, "/lines/0/discount", "32.01", 422, "discount_too_large"),
    wrong(ORDER, "/discount", "32.01", 422, "discount_too_large"),
    wrong(ORDER, "/lines", huge(unpriced), 422, "amount_too_large"),
    wrong(ORDER, "/ordered_on", ahead, 422, "order_dated_ahead"),
    wrong(ORDER, "/lines/0/price", None, 422, "price_missing"),
    wrong(ORDER, "/salesperson_id", never, 403, "salesperson_foreign"),
]
CASH = [
    wrong(PAYMENT, "/received_on", ahead, 422, "dated_ahead"),
    wrong(PAYMENT, "/matures_on", "2026-01-01", 422, "matures_before_receipt"),
    wrong(PAYMENT, "/drawer", None, 422, "bill_incomplete"),
    wrong(PAYMENT, "/method", "cash", 422, "bill_of_other_method", at="/bill_kind"),
    wrong(PAYMENT, "/customer_id", never, 422, "customer_unknown"),
    wrong("sales POST /settlements", "/lines/0/amount", "100.01", 409, "settles_too_much"),
    wrong("sales POST /refunds", "/amount", "100.01", 409, "settles_too_much"),
    wrong("sales POST /write-offs", "/amount", "99999.00", 409, "settles_too_much"),
    wrong("sales POST /debit-notes", "/claimed_on", ahead, 422, "dated_ahead"),
    wrong("sales POST /debit-notes", "/receivable_id", never, 422, "settlement_foreign"),
    wrong("sales POST /openings", "/lines/0/due_on", None, 422, "opening_due_missing"),
    wrong("sales POST /openings", "/as_of", ahead, 422, "dated_ahead"),
]
INVENTORY = [
    wrong(
        PRODUCT, "/code", taken("code", lambda w: w.product(w.name("P"))), 409, "product_code_taken"
    ),
    wrong(PRODUCT, "/barcode", "6901234567893", 422, "barcode_wrong"),
    wrong(PRODUCT, "/warranty", "limited", 422, "warranty_wrong", at="/warranty_months"),
    wrong(PRODUCT, "/minimum", "5", 422, "stock_limits_crossed", also={"/maximum": "4"}),
    wrong(SUPPLIER, "/code", taken("code", lambda w: w.supplier()), 409, "supplier_code_taken"),
    wrong(SUPPLIER, "/phone", "call me", 422, "phone_malformed"),
    wrong(SUPPLIER, "/email", "a@b@c", 422, "email_malformed"),
    wrong(SUPPLIER, "/tax_number", "91110000600037341M", 422, "tax_number_wrong"),
    wrong(SUPPLIER, "/terms_kind", "days", 422, "terms_wrong", at="/terms_days"),
    wrong(PRODUCT, "/category", "nowhere", 422, "category_unknown"),
    wrong(
        PRODUCT,
        "/units",
        [{"unit": "件", "factor": "2"}],
        422,
        "unit_twice",
        at="/units/0/unit",
    ),
    wrong(CATEGORY, "/name", taken("name", lambda w: w.category()), 409, "category_taken"),
    wrong(CATEGORY, "/parent_id", never, 422, "category_unknown"),
    wrong(OFFER, "/product_id", never, 422, "product_unknown"),
    wrong(OFFER, "/supplier_id", never, 422, "supplier_unknown"),
    wrong(OFFER, "/unit", "box", 422, "unit_unknown"),
    wrong(LIMIT, "/product_id", never, 422, "product_unknown"),
    wrong(LIMIT, "/product_id", lambda w: w.limit()["product_id"], 409, "stock_limit_exists"),
    wrong(LIMIT, "/warehouse_id", never, 422, "warehouse_unknown"),
    wrong(LIMIT, "/minimum", "51", 422, "stock_limits_crossed"),
    wrong(PURCHASE, "/warehouse_id", never, 422, "warehouse_unknown"),
    wrong(PURCHASE, "/lines/0/unit", "box", 422, "unit_unknown"),
    wrong(PURCHASE, "/lines/0/unit_price", None, 422, "purchase_price_missing"),
    wrong(RECEIPT, "/lines/0/unit", "box", 422, "unit_unknown"),
    wrong(LINE_CANCEL, "/quantity", "100.001", 409, "purchase_order_line_not_open"),
    wrong(WAREHOUSE, "/code", "MAIN", 409, "warehouse_code_taken"),
    wrong(CHANGED_WAREHOUSE, "/code", "MAIN", 409, "warehouse_code_taken"),
    wrong(TRANSFER, "/from_id", never, 422, "warehouse_unknown"),
    wrong(TRANSFER, "/to_id", never, 422, "warehouse_unknown"),
    wrong(TRANSFER, "/lines/0/product_id", never, 422, "product_unknown"),
    wrong(ARRIVAL, "/lines/0/line_id", never, 422, "transfer_piece_unknown"),
    wrong(ARRIVAL, "/lines/0/lot", "L-OTHER", 422, "transfer_piece_unknown", at="/lines/0/line_id"),
    wrong(ARRIVAL, "/lines/0/quantity", "5.001", 409, "transfer_left"),
    wrong(LOSS, "/quantity", "5.001", 409, "transfer_left"),
    wrong(PURCHASE, "/supplier_id", never, 422, "supplier_unknown"),
    wrong(PURCHASE, "/supplier_id", lambda w: w.blocked_supplier()["id"], 409, "supplier_blocked"),
    wrong(PURCHASE, "/lines/0/product_id", never, 422, "product_unknown"),
    wrong(PURCHASE, "/lines/0/product_id", archived_product, 409, "product_archived"),
    wrong(PURCHASE, "/lines", huge_purchase, 422, "purchase_order_too_large"),
    wrong(RECEIPT, "/lines/0/quantity", "100.001", 409, "over_receipt"),
    wrong(RECEIPT, "/lines/0/order_line_id", purchased_line, 422, "purchase_order_line_unknown"),
    wrong(RECEIPT, "/lines/0/lot", None, 422, "lot_missing"),
    wrong(RECEIPT, "/lines/0/lot", "  ", 422, "lot_missing"),
    wrong(RECEIPT, "/received_on", ahead, 422, "received_in_future"),
    wrong(RECEIPT, "/warehouse_id", never, 422, "warehouse_unknown"),
    wrong(
        RECEIPT,
        "/purchase_order_id",
        lambda w: w.purchase()["id"],
        409,
        "purchase_order_not_open",
        at=None,
    ),
    wrong(BACK, "/lines/0/quantity", "9.001", 409, "supplier_return_too_large"),
    wrong(BACK, "/receipt_id", never, 422, "receipt_unknown"),
    wrong(BACK, "/lines/0/receipt_line_id", never, 422, "receipt_line_unknown"),
    wrong(BACK, "/warehouse_id", never, 422, "warehouse_unknown"),
    wrong(BACK, "/from_held", True, 422, "case_missing", at="/case_number"),
    wrong(
        BACK,
        "/case_number",
        "QC-1999-000001",
        409,
        "case_holds_not",
        also={"/from_held": True},
    ),
    wrong(EXTEND, "/expiry", "2031-01-31", 422, "expiry_not_later"),
    wrong(OPENING, "/warehouse_id", never, 422, "warehouse_unknown"),
    wrong(OPENING, "/lines/0/product_id", never, 422, "product_unknown"),
    wrong(OPENING, "/lines/0/product_id", lambda w: w.stocked()[0]["id"], 409, "product_moved"),
    wrong(OPENING, "/lines/0/lot", None, 422, "lot_missing"),
    wrong(OPENING, "/lines/0/value", "17.51", 422, "opening_value_differs"),
    wrong(PLAN, "/product_id", never, 422, "product_unknown"),
    wrong(PLAN, "/supplier_id", never, 422, "supplier_unknown"),
    wrong(FOUND, "/defects/0/quantity", 14, 422, "defects_exceed_sample", at="/defects"),
    wrong(FOUND, "/defects", [], 422, "measurement_outside", at="/measurements/0"),
    *(
        wrong(left, "/quantity", "100.001", 409, "inspection_disposal_too_large")
        for left in (SORT, SEND_BACK, SCRAP)
    ),
    wrong(
        SORT,
        "/lots",
        lambda w: [{"lot_id": never(w), "quantity": "2"}],
        422,
        "inspection_lot_unknown",
        at="/lots/0/lot_id",
    ),
    wrong(
        SCRAP,
        "/lots",
        lambda w: [{"lot_id": never(w), "quantity": "2"}],
        422,
        "inspection_lots_differ",
    ),
    wrong(ISSUE, "/quantity", "100.001", 409, "stock_too_low"),
    wrong(ISSUE, "/product_id", never, 422, "product_unknown"),
    wrong(ISSUE, "/lot", other_lot, 422, "lot_unknown"),
    wrong(ISSUE, "/warehouse_id", never, 422, "warehouse_unknown"),
    wrong(COUNT, "/quantity", "0", 422, "adjustment_zero"),
    wrong(SHEET, "/warehouse_id", never, 422, "warehouse_unknown"),
    wrong(SHEET, "/product_ids/0", never, 422, "product_unknown"),
    wrong(SHEET, "/category", "nothing", 422, "category_unknown"),
    wrong(COUNTED, "/counts/0/line_id", never, 422, "stocktake_line_unknown"),
    wrong(COUNTED, "/counts/0/line_id", None, 422, "count_names_nothing", at="/counts/0"),
    wrong(COUNTED, "/counts/0/counted_at", long_ahead, 422, "counted_out_of_time"),
    wrong(COUNTED, "/counts/1/product_id", never, 422, "product_unknown"),
    wrong(COUNTED, "/counts/1/lot", None, 422, "lot_missing"),
    wrong(COUNTED, "/counts/1/product_id", untracked, 422, "lot_not_tracked", at="/counts/1/lot"),
    wrong(AGAIN, "/line_ids/0", never, 422, "stocktake_line_unknown"),
    wrong(LEFT, "/leave_uncounted", False, 409, "stocktake_uncounted", at=None),
    wrong(COUNT, "/lot", other_lot, 422, "lot_unknown"),
    wrong(COUNT, "/lot", None, 422, "lot_missing"),
    wrong(COUNT, "/product_id", untracked, 422, "lot_not_tracked", at="/lot"),
]
QUALITY = [
    wrong(
        CONCERN,
        "/quantity_confirmed",
        "3",
        422,
        "findings_exceed_complained",
        at="/quantity_complained",
    ),
    wrong(
        CONCERN,
        "/quantity_delivered",
        "1",
        422,
        "complained_exceeds_delivered",
        at="/quantity_complained",
    ),
    wrong(CONCERN, "/received_at", long_ahead, 422, "received_in_future"),
    wrong(CONCERN, "/received_at", "1066-10-14T00:00:00Z", 422, "received_too_long_ago"),
    wrong(CONCERN, "/customer_id", never, 422, "customer_unknown"),
    wrong(CONCERN, "/product_id", never, 422, "product_unknown"),
    wrong(CONCERN, "/lot", other_lot, 422, "lot_unknown"),
    wrong(CONTAIN, "/locations/0/answer", "counted", 422, "location_incomplete", at="/locations/0"),
    wrong(CONTAIN, "/locations/0/bad", "1", 422, "location_incomplete", at="/locations/0"),
    wrong(CONTAIN, "/holds", [{"lot": "L-OTHER"}], 422, "lot_unknown", at="/holds/0/lot"),
    wrong(CONTAIN, "/holds", [{}], 422, "lot_unknown", at="/holds/0"),
    wrong(VERDICT, "/items/0/quantity", "6.001", 409, "verdict_exceeds_quarantine"),
    wrong(VERDICT, "/items/1/quantity", "2.001", 409, "verdict_exceeds_quarantine"),
    wrong(VERDICT, "/items/0/fault", "misuse", 422, "charged_goods_kept", at="/items/0/kind"),
    wrong(VERDICT, "/items/1/labour", "9.00", 422, "labour_without_work"),
    wrong(VERDICT, "/items/0/return_line_id", other_piece, 422, "piece_unknown"),
    wrong(END, "/ground", "short_path", 409, "hold_ends_at_closing", at=None),
    wrong(END, "/ground", "verified", 409, "hold_ground_not_met", at=None),
    wrong(END, "/ground", "sorted", 422, "hold_ground_incomplete", at="/quantity"),
    wrong(
        END,
        "/ground",
        "waiver",
        422,
        "hold_ground_incomplete",
        at="/customer_id",
        also={"/quantity": "1"},
    ),
    wrong(END, "/quantity", "90.001", 409, "hold_quantity_too_much"),
]
CUSTOMER = [
    wrong(FILE, "/person_name", None, 422, "field_required"),
    wrong(FILE, "/person_name", "  ", 422, "field_required"),
    wrong(FILE, "/nature", "private", 422, "field_of_other_type"),
    wrong(FILE, "/none", ["type"], 422, "none_not_possible", at="/none/0"),
    wrong(FILE, "/none", ["colour"], 422, "none_not_possible", at="/none/0"),
    wrong(FILE, "/terms_days", 30, 422, "terms_wrong"),
    wrong(
        FILE,
        "/identity_no",
        "110101199003078515",
        422,
        "identity_kind_missing",
        at="/identity_kind",
    ),
    wrong(
        FILE,
        "/identity_no",
        "110101199003078516",
        422,
        "identity_number_wrong",
        also={"/identity_kind": "identity_card"},
    ),
    wrong(FILE, "/birth_date", ahead, 422, "date_in_future"),
    wrong(FILE, "/phone_mobile", "call me", 422, "phone_malformed"),
    wrong(FILE, "/email", "a@b@c", 422, "email_malformed"),
    wrong(FILE, "/website", "javascript:alert(1)", 422, "website_malformed"),
    wrong(FILE, "/postcode", "31000", 422, "postcode_malformed"),
    wrong(PROPOSAL, "/limit", None, 422, "nothing_proposed"),
]
GATEWAY = [
    wrong(USER, "/roles", ["admin", "buyer"], 422, "administrator_does_no_business"),
    wrong(USER, "/number", taken("number", lambda w: w.user()), 409, "user_number_taken"),
    wrong(USER, "/password", "short", 422, "password_too_simple"),
    wrong(USER, "/password", "aaaaaaaaaaaaaaaa", 422, "password_too_simple"),
    wrong(
        TOKEN,
        "/permissions",
        ["gateway.user.create"],
        422,
        "permission_not_yours",
        at="/permissions/0",
    ),
    wrong(TOKEN, "/expires_at", long_ahead, 422, "expiry_out_of_bounds"),
    wrong(TOKEN, "/expires_at", "2020-01-01T00:00:00Z", 422, "expiry_out_of_bounds"),
    wrong(SERVICE_TOKEN, "/service", "payroll", 404, "unknown_service"),
]


@pytest.mark.parametrize(
    ("name", "values", "status", "code", "pointer"),
    [*SALES, *CASH, *INVENTORY, *QUALITY, *CUSTOMER, *GATEWAY],
)
def test_what_the_business_does_not_allow_is_refused_and_changes_nothing(
    company, books, name, values, status, code, pointer
):
    must_refuse(company, books, name, but(name, values), status, code, pointer)
