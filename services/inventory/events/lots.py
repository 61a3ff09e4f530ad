"""Facts about held lots: each carries the lot's whole state with its balance."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.transport.contract import BOOL, DAY, DECIMAL, ID, TEXT, WHOLE, declare, many, one_of
from chassis.transport.fact import Fact

from .parts import A, B, C, D, E

_LOT_STATE = {
    "lot_id": ID,
    "lot": TEXT,
    "product_id": ID,
    "holds": many({"hold_id": ID, "case_id": ID, "case_number": TEXT}),
    "held": BOOL,
    "balance": {
        "received": DECIMAL,
        "adjusted": DECIMAL,
        "free": DECIMAL,
        "reserved": DECIMAL,
        "held": DECIMAL,
        "quarantined": DECIMAL,
        "between": DECIMAL,
        "with_customers": DECIMAL,
        "to_supplier": DECIMAL,
        "scrapped": DECIMAL,
        "used": DECIMAL,
        "waived": DECIMAL,
    },
    "customers": many(
        {
            "customer_id": ID,
            "display_name": TEXT,
            "order_numbers": many(TEXT),
            "delivered": DECIMAL,
            "returned": DECIMAL,
            "net": DECIMAL,
        }
    ),
    "orders": many(
        {"order_id": ID, "number": TEXT, "customer_id": ID, "line_id": ID, "quantity": DECIMAL}
    ),
    "waivers": many(
        {
            "waiver_id": ID,
            "hold_id": ID,
            "customer_id": ID,
            "status": one_of("active", "used", "lapsed"),
            "quantity": DECIMAL,
            "used": DECIMAL,
            "expires_on": DAY,
        }
    ),
    "left_out": {"customers": WHOLE, "orders": WHOLE},
}
_LOT_STATE_EXAMPLE = {
    "lot_id": D,
    "lot": "L-A",
    "product_id": B,
    "holds": [{"hold_id": A, "case_id": C, "case_number": "QC-2026-000001"}],
    "held": True,
    "balance": {
        "received": "500.000",
        "adjusted": "0.000",
        "free": "0.000",
        "reserved": "0.000",
        "held": "150.000",
        "quarantined": "6.000",
        "between": "0.000",
        "with_customers": "344.000",
        "to_supplier": "0.000",
        "scrapped": "0.000",
        "used": "0.000",
        "waived": "15.000",
    },
    "customers": [
        {
            "customer_id": C,
            "display_name": "Y 公司",
            "order_numbers": ["SO-2026-000002"],
            "delivered": "150.000",
            "returned": "0.000",
            "net": "150.000",
        }
    ],
    "orders": [
        {
            "order_id": A,
            "number": "SO-2026-000003",
            "customer_id": C,
            "line_id": E,
            "quantity": "40.000",
        }
    ],
    "waivers": [
        {
            "waiver_id": A,
            "hold_id": A,
            "customer_id": C,
            "status": "active",
            "quantity": "20.000",
            "used": "5.000",
            "expires_on": "2026-06-30",
        }
    ],
    "left_out": {"customers": 0, "orders": 0},
}
LOT_HELD = declare(
    "inventory.lot.held.v1",
    subject="lot",
    data=_LOT_STATE,
    example=_LOT_STATE_EXAMPLE,
    doc="A lot is held: by which cases, where its pieces are, who has some, whose reservation it cost.",
)
LOT_RELEASED = declare(
    "inventory.lot.released.v1",
    subject="lot",
    data=_LOT_STATE,
    example=_LOT_STATE_EXAMPLE | {"holds": [], "held": False},
    doc="No hold is left on a lot that was held; the same whole state.",
)
HOLD_ENDED = declare(
    "inventory.hold.ended.v1",
    subject="hold",
    data={
        "hold_id": ID,
        "ending_id": ID,
        "case_id": ID,
        "lot_id": ID,
        "released": DECIMAL,
        "status": one_of("active", "ended"),
    },
    example={
        "hold_id": A,
        "ending_id": E,
        "case_id": C,
        "lot_id": D,
        "released": "20.000",
        "status": "active",
    },
    doc="How many pieces an ending of a hold let go: no more than were held, and none while another"
    " case holds the lot or once the hold was over.",
)


def hold_ended(hold: Any, ending_id: UUID, released: Decimal) -> Fact:
    """What came of one ending of a hold."""
    data = {name: getattr(hold, name) for name in ("case_id", "lot_id", "status")}
    data |= {"hold_id": hold.id, "ending_id": ending_id, "released": released}
    return HOLD_ENDED.fact(hold.id, hold.version, data)


def lot_stated(lot: Any, state: dict[str, Any]) -> Fact:
    """The lot as it stands now: held, or released from its last hold."""
    contract = LOT_HELD if lot.held else LOT_RELEASED
    data = {"lot_id": lot.id, "lot": lot.number, "product_id": lot.product_id, "held": lot.held}
    return contract.fact(lot.id, lot.version, data | state)
