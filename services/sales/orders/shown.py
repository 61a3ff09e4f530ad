"""An order as its readers see it: read from the tables, or from the rows still in hand."""

from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from chassis.data.bulk import write_last
from chassis.data.clauses import fixed
from chassis.numbers import ZERO
from chassis.web.shape import Shape

from ..credit.models import CreditHold
from ..receivables.queries import settled
from .commands import Rows
from .models import Order, OrderLine
from .schemas import OrderLineOut, OrderOut

_OPEN_HOLD = select(CreditHold.id).where(
    CreditHold.order_id == Order.id, CreditHold.status == fixed("open")
)
_COMPLETE = (Order.fulfilment == "all") | Order.status.in_(("cancelled", "closed"))
_CAUSE = ("attention_lot", "attention_case_id", "attention_case_number")
ORDERS = Shape(
    OrderOut,
    Order,
    children={"lines": (OrderLineOut, OrderLine, OrderLine.order_id)},
    columns={
        "settled": settled(Order.id, _COMPLETE),
        "credit_hold_id": _OPEN_HOLD.scalar_subquery(),
        **{name: case((Order.attention.is_not(None), getattr(Order, name))) for name in _CAUSE},
    },
    thing="order",
)


def undelivered(session: Session, rows: Rows) -> dict[str, Any]:
    """What `ORDERS` would read of an order that is on no hold, in hand when nothing of it went yet.

    Drafting and posting answer so: they have all rows in hand, and others wait for their locks.
    """
    if rows.head["fulfilment"] != "none":
        write_last(session)
        return ORDERS.known(session, rows.head["id"])
    told: dict[str, Any] = {**_HEAD_AT_FIRST, **rows.head}
    told |= {} if told["attention"] else dict.fromkeys(_CAUSE)
    told |= {"settled": "none", "credit_hold_id": None, "margin": ZERO}
    lines = [{**line, "margin": ZERO, "cost_price": None} for line in rows.lines]
    return ORDERS.in_hand(session, told, lines=lines)


_HEAD_AT_FIRST = dict.fromkeys(Order.__table__.c.keys())
