"""The contracts of the facts that sales states: fields, an example each, and what they mean.

No free text travels: why an order was cancelled or goods came back is read here, by who may.
"""

from chassis.transport.contract import (
    DAY,
    DECIMAL,
    ID,
    INSTANT,
    TEXT,
    declare,
    many,
    one_of,
    optional,
)

_A = "01920000-0000-7000-8000-00000000000"
_LINE = {
    "line_id": ID,
    "product_id": ID,
    "warehouse_id": optional(ID),
    "lot": optional(TEXT),
    "serials": optional(many(TEXT)),
    "quantity": DECIMAL,
}
_ORDER = {
    "order_id": ID,
    "number": TEXT,
    "customer_id": ID,
    "customer_name": TEXT,
    "salesperson_id": ID,
    "department": TEXT,
    "queued_at": INSTANT,
    "lines": many(_LINE),
}
_ORDER_EXAMPLE = {
    "order_id": f"{_A}1",
    "number": "SO-2026-000001",
    "customer_id": f"{_A}2",
    "customer_name": "华东机械有限公司",
    "salesperson_id": f"{_A}3",
    "department": "sales",
    "queued_at": "2026-03-02T01:30:00Z",
    "lines": [
        {
            "line_id": f"{_A}4",
            "product_id": f"{_A}5",
            "warehouse_id": None,
            "lot": None,
            "serials": None,
            "quantity": "200.000",
        }
    ],
}
_CALLED_OFF = {"order_id": ID, "number": TEXT}
_CALLED_OFF_EXAMPLE = {"order_id": f"{_A}1", "number": "SO-2026-000001"}
_LOT = {"lot_id": ID, "lot": optional(TEXT), "quantity": DECIMAL}
_LOT_EXAMPLE = {"lot_id": f"{_A}6", "lot": "L-A", "quantity": "200.000"}

ORDER_CONFIRMED = declare(
    "sales.order.confirmed.v1",
    "order",
    _ORDER,
    _ORDER_EXAMPLE,
    "An order passed the credit check; its goods are to be reserved, queued by confirmation time.",
)
ORDER_POSTED = declare(
    "sales.order.posted.v1",
    "order",
    _ORDER,
    _ORDER_EXAMPLE,
    "The goods of an order are owed and are to be issued; a counter sale is queued by posting time.",
)
ORDER_CANCELLING = declare(
    "sales.order.cancelling.v1",
    "order",
    _CALLED_OFF,
    _CALLED_OFF_EXAMPLE,
    "A posted order is to be called off; inventory answers what had already been issued.",
)
ORDER_CANCELLED = declare(
    "sales.order.cancelled.v1",
    "order",
    _CALLED_OFF,
    _CALLED_OFF_EXAMPLE,
    "Nothing more of an order will be delivered: it was cancelled before posting, or its rest was.",
)
DELIVERY_RECORDED = declare(
    "sales.delivery.recorded.v1",
    "delivery",
    {
        "delivery_id": ID,
        "number": TEXT,
        "issue_id": ID,
        "order_id": ID,
        "order_number": TEXT,
        "customer_id": ID,
        "customer_name": TEXT,
        "delivered_on": DAY,
        "lines": many(
            {
                "delivery_line_id": ID,
                "order_line_id": ID,
                "product_id": ID,
                "quantity": DECIMAL,
                "lots": many(_LOT),
            }
        ),
    },
    {
        "delivery_id": f"{_A}7",
        "number": "DN-2026-000001",
        "issue_id": f"{_A}8",
        "order_id": f"{_A}1",
        "order_number": "SO-2026-000001",
        "customer_id": f"{_A}2",
        "customer_name": "华东机械有限公司",
        "delivered_on": "2026-03-02",
        "lines": [
            {
                "delivery_line_id": f"{_A}9",
                "order_line_id": f"{_A}4",
                "product_id": f"{_A}5",
                "quantity": "200.000",
                "lots": [_LOT_EXAMPLE],
            }
        ],
    },
    "An issue of inventory was written as a delivery with its frozen cost and its receivable.",
)
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
                "lots": [{**_LOT_EXAMPLE, "quantity": "6.000"}],
                "condition": "defective",
            }
        ],
    },
    "A customer brought goods back; each line names the delivery and the lots they left in.",
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
