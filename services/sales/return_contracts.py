"""The contracts of the facts about goods that came back, and about the credit for them."""

from chassis.transport.contract import (
    DECIMAL,
    ID,
    INSTANT,
    TEXT,
    added,
    declare,
    many,
    one_of,
    optional,
)

_A = "01920000-0000-7000-8000-00000000000"
_LOT = {"lot_id": ID, "lot": optional(TEXT), "quantity": DECIMAL, "cost": added(DECIMAL)}
_LOT_EXAMPLE = {"lot_id": f"{_A}6", "lot": "L-A", "quantity": "6.000", "cost": "60.00"}
_REASONS = (
    "defect",
    "transport_damage",
    "wrong_goods",
    "wrong_quantity",
    "expired",
    "surplus",
    "other",
)
_OUTCOMES = ("credit", "replacement", "repair", "refused")

RETURN_RECEIVED = declare(
    "sales.return.received.v1",
    "return",
    {
        "return_id": ID,
        "number": TEXT,
        "customer_id": ID,
        "customer_name": TEXT,
        "phase": one_of("zero_km", "after_sales"),
        "severity": one_of("fatal", "serious", "general", "minor"),
        "reason_code": one_of(*_REASONS),
        "credit_when": one_of("on_receipt", "after_verdict"),
        "received_at": INSTANT,
        "lines": many(
            {
                "return_line_id": ID,
                "product_id": ID,
                "product_code": TEXT,
                "product_name": TEXT,
                "delivery_id": ID,
                "delivery_number": TEXT,
                "delivery_line_id": ID,
                "issue_id": ID,
                "issue_line_id": ID,
                "order_id": ID,
                "quantity": DECIMAL,
                "lots": many(_LOT),
                "condition": TEXT,
                "outcome": one_of(*_OUTCOMES),
            }
        ),
    },
    {
        "return_id": f"{_A}a",
        "number": "RT-2026-000001",
        "customer_id": f"{_A}2",
        "customer_name": "华东机械有限公司",
        "phase": "after_sales",
        "severity": "general",
        "reason_code": "defect",
        "credit_when": "on_receipt",
        "received_at": "2026-03-09T02:00:00Z",
        "lines": [
            {
                "return_line_id": f"{_A}b",
                "product_id": f"{_A}5",
                "product_code": "P-0001",
                "product_name": "轴承 / Bearing",
                "delivery_id": f"{_A}7",
                "delivery_number": "DN-2026-000001",
                "delivery_line_id": f"{_A}9",
                "issue_id": f"{_A}8",
                "issue_line_id": f"{_A}c",
                "order_id": f"{_A}1",
                "quantity": "6.000",
                "lots": [_LOT_EXAMPLE],
                "condition": "defective",
                "outcome": "credit",
            }
        ],
    },
    "A customer brought goods back; each line names the delivery and the lots they left in, with"
    " their part of what those cost.",
)
CREDIT_NOTE_ISSUED = declare(
    "sales.credit_note.issued.v1",
    "credit_note",
    {
        "credit_note_id": ID,
        "number": TEXT,
        "customer_id": ID,
        "return_id": ID,
        "net": DECIMAL,
        "tax": DECIMAL,
        "gross": DECIMAL,
        "currency": TEXT,
    },
    {
        "credit_note_id": f"{_A}d",
        "number": "CN-2026-000001",
        "customer_id": f"{_A}2",
        "return_id": f"{_A}a",
        "net": "96.00",
        "tax": "12.48",
        "gross": "108.48",
        "currency": "CNY",
    },
    "Returned goods were credited at their mirrored price, discount and tax.",
)
RETURN_DECIDED = declare(
    "sales.return.decided.v1",
    "return",
    {"return_id": ID, "lines": many({"return_line_id": ID, "outcome": one_of(*_OUTCOMES)})},
    {"return_id": f"{_A}a", "lines": [{"return_line_id": f"{_A}b", "outcome": "repair"}]},
    "Before quality judged them, another outcome of returned lines was decided.",
)
CREDIT_NOTE_REVERSED = declare(
    "sales.credit_note.reversed.v1",
    "credit_reversal",
    {
        "credit_reversal_id": ID,
        "number": TEXT,
        "credit_note_id": ID,
        "customer_id": ID,
        "return_id": ID,
        "ground": one_of("no_fault", "misuse", "sent_back", "decided"),
        "net": DECIMAL,
        "tax": DECIMAL,
        "gross": DECIMAL,
        "currency": TEXT,
    },
    {
        "credit_reversal_id": f"{_A}e",
        "number": "CR-2026-000001",
        "credit_note_id": f"{_A}d",
        "customer_id": f"{_A}2",
        "return_id": f"{_A}a",
        "ground": "misuse",
        "net": "32.00",
        "tax": "4.16",
        "gross": "36.16",
        "currency": "CNY",
    },
    "Credit for returned goods was taken back, at the amounts it was given.",
)
