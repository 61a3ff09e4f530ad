"""The contracts of the facts about payments and receivables: fields, an example each, what they mean."""

from chassis.transport.contract import DAY, DECIMAL, ID, TEXT, declare, one_of, optional

_A = "01920000-0000-7000-8000-00000000000"
_RECEIVABLE = {
    "receivable_id": ID,
    "number": TEXT,
    "customer_id": ID,
    "delivery_id": optional(ID),
    "order_id": optional(ID),
    "due_on": DAY,
    "gross": DECIMAL,
    "open": DECIMAL,
    "currency": TEXT,
}
_RECEIVABLE_EXAMPLE = {
    "receivable_id": f"{_A}e",
    "number": "AR-2026-000001",
    "customer_id": f"{_A}2",
    "delivery_id": f"{_A}7",
    "order_id": f"{_A}1",
    "due_on": "2026-04-01",
    "gross": "3616.00",
    "open": "1616.00",
    "currency": "CNY",
}
RECEIVABLE_SETTLED = declare(
    "sales.receivable.settled.v1",
    "receivable",
    _RECEIVABLE | {"settled_on": DAY},
    _RECEIVABLE_EXAMPLE | {"settled_on": "2026-03-20"},
    "What is open of a receivable changed: it fell by a settlement or rose by its reversal.",
)
_PAYMENT = {
    "payment_id": ID,
    "number": TEXT,
    "customer_id": ID,
    "method": one_of("cash", "transfer", "bill", "other"),
    "amount": DECIMAL,
    "currency": TEXT,
    "received_on": DAY,
    "matures_on": optional(DAY),
}
_PAYMENT_EXAMPLE = {
    "payment_id": f"{_A}f",
    "number": "PM-2026-000001",
    "customer_id": f"{_A}2",
    "method": "transfer",
    "amount": "2000.00",
    "currency": "CNY",
    "received_on": "2026-03-20",
    "matures_on": None,
}
PAYMENT_RECEIVED = declare(
    "sales.payment.received.v1",
    "payment",
    _PAYMENT,
    _PAYMENT_EXAMPLE,
    "A customer's payment was recorded; it is an advance as far as it settles nothing.",
)
PAYMENT_REVERSED = declare(
    "sales.payment.reversed.v1",
    "payment",
    _PAYMENT | {"reversed_on": DAY, "kind": one_of("dishonoured", "returned", "mistaken")},
    _PAYMENT_EXAMPLE | {"reversed_on": "2026-03-25", "kind": "dishonoured"},
    "A payment was taken out of the books; what it had settled is open again.",
)
RECEIVABLE_OVERDUE = declare(
    "sales.receivable.overdue.v1",
    "receivable",
    _RECEIVABLE,
    _RECEIVABLE_EXAMPLE,
    "A receivable has fallen due and something of it is open; stated once.",
)
