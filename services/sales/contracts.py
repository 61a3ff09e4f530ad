"""The contracts of the facts that sales states: fields, an example each, and what they mean.

No free text travels: why an order was cancelled or goods came back is read here, by who may.
"""

from chassis.transport.contract import (
    DAY,
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
_LINE = {
    "line_id": ID,
    "product_id": ID,
    "warehouse_id": optional(ID),
    "lot": optional(TEXT),
    "serials": optional(many(TEXT)),
    "quantity": DECIMAL,
}
ORDER = {
    "order_id": ID,
    "number": TEXT,
    "kind": one_of("sale", "replacement"),
    "customer_id": ID,
    "customer_name": TEXT,
    "salesperson_id": ID,
    "department": TEXT,
    "queued_at": INSTANT,
    "lines": many(_LINE),
}
ORDER_EXAMPLE = {
    "order_id": f"{_A}1",
    "number": "SO-2026-000001",
    "kind": "sale",
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
_ALWAYS = {name: ORDER[name] for name in ("order_id", "number")}
_CALLED_OFF = {name: added(part) for name, part in ORDER.items()} | _ALWAYS
_LOT = {"lot_id": ID, "lot": optional(TEXT), "quantity": DECIMAL}
_LOT_EXAMPLE = {"lot_id": f"{_A}6", "lot": "L-A", "quantity": "200.000"}

ORDER_CONFIRMED = declare(
    "sales.order.confirmed.v1",
    "order",
    ORDER,
    ORDER_EXAMPLE,
    "An order passed the credit check; its goods are to be reserved, queued by confirmation time.",
)
ORDER_POSTED = declare(
    "sales.order.posted.v1",
    "order",
    ORDER,
    ORDER_EXAMPLE,
    "The goods of an order are owed and are to be issued; a counter sale is queued by posting time.",
)
ORDER_CANCELLING = declare(
    "sales.order.cancelling.v1",
    "order",
    _CALLED_OFF,
    ORDER_EXAMPLE,
    "A posted order, told whole, is to be called off; inventory answers what had already been issued.",
)
ORDER_CANCELLED = declare(
    "sales.order.cancelled.v1",
    "order",
    _CALLED_OFF,
    ORDER_EXAMPLE,
    "Nothing more of an order, told whole, will be delivered: it was cancelled before posting, or its"
    " rest was.",
)
DELIVERY_RECORDED = declare(
    "sales.delivery.recorded.v1",
    "delivery",
    {
        "delivery_id": ID,
        "number": TEXT,
        "issue_id": ID,
        "kind": one_of("sale", "replacement"),
        "order_id": ID,
        "order_number": TEXT,
        "return_id": optional(ID),
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
                "return_line_id": optional(ID),
                "warranty_from": optional(DAY),
                "cost": optional(DECIMAL),
            }
        ),
    },
    {
        "delivery_id": f"{_A}7",
        "number": "DN-2026-000001",
        "issue_id": f"{_A}8",
        "kind": "sale",
        "order_id": f"{_A}1",
        "order_number": "SO-2026-000001",
        "return_id": None,
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
                "return_line_id": None,
                "warranty_from": None,
                "cost": None,
            }
        ],
    },
    "An issue of inventory was written as a delivery with its frozen cost and its receivable. A free"
    " one names the returned line it replaces, what it cost and the day its warranty runs from.",
)
