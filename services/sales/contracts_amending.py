"""The contracts of the facts about amending a promised order."""

from chassis.transport.contract import DECIMAL, ID, TEXT, WHOLE, declare, many, one_of

from .contracts import ORDER, ORDER_EXAMPLE

_A = "01920000-0000-7000-8000-00000000000"

ORDER_AMENDING = declare(
    "sales.order.amending.v1",
    "order",
    {
        "order_id": ID,
        "number": TEXT,
        "revision": WHOLE,
        "lines": many({"line_id": ID, "product_id": ID, "quantity": DECIMAL}),
    },
    {
        "order_id": f"{_A}1",
        "number": "SO-2026-000001",
        "revision": 2,
        "lines": [{"line_id": f"{_A}4", "product_id": f"{_A}5", "quantity": "150.000"}],
    },
    "A posted order is to be amended: no more than this is to go of each line from now on; inventory "
    "answers what had gone.",
)
ORDER_AMENDED = declare(
    "sales.order.amended.v1",
    "order",
    {**ORDER, "status": one_of("confirmed", "posted"), "revision": WHOLE},
    {**ORDER_EXAMPLE, "status": "posted", "revision": 2},
    "A promised order is something else now, told whole; lines amended away have quantity 0.",
)
