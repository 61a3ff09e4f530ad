"""The contracts of the facts about a delivery's way to the customer: whole states, any order.

Carrier, waybill and who signed don't travel; they are read here, by who may.
"""

from chassis.transport.contract import DAY, DECIMAL, ID, TEXT, declare, many, one_of, optional

_A = "01920000-0000-7000-8000-00000000000"
_ON_ITS_WAY = {
    "delivery_id": ID,
    "number": TEXT,
    "order_id": ID,
    "customer_id": ID,
    "status": one_of("issued", "shipped", "signed_for"),
    "shipped_on": optional(DAY),
    "signed_on": optional(DAY),
}
_ON_ITS_WAY_EXAMPLE = {
    "delivery_id": f"{_A}7",
    "number": "DN-2026-000001",
    "order_id": f"{_A}1",
    "customer_id": f"{_A}2",
    "status": "shipped",
    "shipped_on": "2026-03-02",
    "signed_on": None,
}
DELIVERY_SHIPPED = declare(
    "sales.delivery.shipped.v1",
    "delivery",
    _ON_ITS_WAY,
    _ON_ITS_WAY_EXAMPLE,
    "A carrier took the goods of a delivery.",
)
DELIVERY_SIGNED_FOR = declare(
    "sales.delivery.signed_for.v1",
    "delivery",
    {**_ON_ITS_WAY, "lines": many({"delivery_line_id": ID, "product_id": ID, "quantity": DECIMAL})},
    {
        **_ON_ITS_WAY_EXAMPLE,
        "status": "signed_for",
        "signed_on": "2026-03-04",
        "lines": [{"delivery_line_id": f"{_A}9", "product_id": f"{_A}5", "quantity": "200.000"}],
    },
    "The customer signed for a delivery; each line with the pieces that were counted.",
)
DELIVERY_REVERSED = declare(
    "sales.delivery.reversed.v1",
    "delivery",
    _ON_ITS_WAY,
    {**_ON_ITS_WAY_EXAMPLE, "status": "issued", "shipped_on": None},
    "A shipment or a receipt was noted wrongly and taken back; the delivery stands as told here.",
)
