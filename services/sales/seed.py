"""Demo orders in both languages. They need customers, credit and products, which other services state:
so the seed only sets a timer, and the worker writes the orders once the copies are here."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import Database
from chassis.demo import acting_as
from chassis.transport.timers import Timer, schedule

from .credit.commands import release_hold
from .credit.models import CreditAccount, CreditHold
from .deliveries.models import DeliveryLine
from .orders.commands import confirm_order, draft_order, post_order
from .orders.models import Order
from .orders.schemas import OrderIn
from .periods.models import Period
from .references.models import Customer, Product
from .returns.commands import receive_return
from .returns.models import Return
from .returns.schemas import ReturnIn
from .seed_cash import close_old_month, write_cash, write_levels
from .seed_decisions import FINANCE
from .seed_owing import write_owing
from .seed_selling import amend_confirmed, end_order, write_quotations, write_way

TIMER = "write_demo_documents"
SELLER = acting_as("salesperson", "销售员 Salesperson", "sales")
AGENT = acting_as("service_agent", "售后人员 Service agent", "service")
PATIENCE = 150
"""How often the timer looks, every two seconds, before it gives up."""

ORDERS: list[tuple[str, dict[str, Any]]] = [
    ("post", {"remark": "随车附送检验报告 Inspection report with the goods"}),
    ("post", {"price_mode": "included", "discount": "5.00"}),
    ("confirm", {"remark": "客户自提 Collected by the customer"}),
    ("draft", {"remark": "待客户确认数量 Quantity to be agreed"}),
    ("call off", {"remark": "客户项目取消 The customer's project was cancelled"}),
    ("open again", {"remark": "暂停后恢复 Paused, then resumed"}),
    ("call off posted", {"remark": "发货前取消 Called off before it left"}),
    ("hold", {"remark": "超过信用额度,等待财务放行 Over the limit, waits for finance"}),
    ("release", {"remark": "超过信用额度,财务已放行 Over the limit, released by finance"}),
    ("drop", {"remark": "超过信用额度,客户撤单 Over the limit, the customer gave it up"}),
]
"""What is done to each, and its head."""
HELD = ("hold", "release", "drop")
SERIAL = "EC700-26-0001"
BEYOND_CREDIT = 1_000_000
"""So many times the usual quantities no demo customer may owe."""

RETURN = {
    "phase": "after_sales",
    "severity": "general",
    "reason": "运转异响 Abnormal noise in use",
    "outcome": "credit",
}
REPLACED = RETURN | {
    "reason_code": "wrong_goods",
    "reason": "型号发错,客户要求换货 Wrong model sent, to be replaced",
    "outcome": "replacement",
}


REPAIRED = RETURN | {
    "severity": "minor",
    "reason": "轴承间隙过大,维修后退还 Too much play, to be repaired and sent back",
    "outcome": "repair",
}
REFUSED = RETURN | {
    "severity": "minor",
    "reason_code": "other",
    "reason": "超过约定退货期限,拒收 Later than agreed, refused",
    "outcome": "refused",
}
DAMAGED = RETURN | {
    "reason_code": "transport_damage",
    "reason": "外箱破损,商品受损 Crushed box, damaged goods",
}
WAITING = RETURN | {
    "severity": "minor",
    "reason": "颜色与样品不符,等待检验 Another shade than the sample, waits to be inspected",
}
RETURNS = (RETURN, REPLACED, REPAIRED, REFUSED, DAMAGED, WAITING)


def seed(database: Database) -> None:
    """Ask for demo documents, unless there are orders already or a month that was closed for them: whoever
    ends the first run at once gets them in the second."""
    with database.transaction() as session:
        if not any(session.scalar(select(kind.id).limit(1)) for kind in (Order, Period)):
            close_old_month(session)
            write_levels(session)
            schedule(session, clock.now(), TIMER, "orders", {"left": PATIENCE})


def write_demo_documents(session: Session, timer: Timer) -> None:
    """Write the orders, then one return of what was delivered; looks again later if it is too early."""
    written = _orders(session) if timer.key == "orders" else _return(session)
    left = timer.data["left"] - 1
    if written and timer.key == "orders":
        schedule(session, clock.now(), TIMER, "return", {"left": PATIENCE})
    elif not written and left:
        schedule(session, clock.now() + timedelta(seconds=2), TIMER, timer.key, {"left": left})


def _orders(session: Session) -> bool:
    """One order each way a sale can stand, among customers with credit; False when it is too early."""
    customers = session.scalars(
        select(Customer.id)
        .join(CreditAccount, CreditAccount.id == Customer.id)
        .where(Customer.approved, CreditAccount.limit > 0)
        .order_by(Customer.code)
    ).all()
    products = session.scalars(
        select(Product.id).where(Product.sale_price > 0).order_by(Product.code).limit(3)
    ).all()
    if len(customers) < 2 or not products:
        return False
    session.info["context"] = SELLER
    for place, (verb, head) in enumerate(ORDERS):
        _order(session, verb, head, customers[place % len(customers)], list(products))
    _back_order(session, customers[0])
    amend_confirmed(session)
    write_quotations(session, list(customers), list(products))
    return True


def _order(
    session: Session, verb: str, head: dict[str, Any], customer_id: UUID, products: list[UUID]
) -> None:
    times = BEYOND_CREDIT if verb in HELD else 1
    lines = [
        {"product_id": str(id), "quantity": str((2 + n) * times)} for n, id in enumerate(products)
    ]
    wanted = OrderIn().load({"customer_id": str(customer_id), "lines": lines, **head})
    order_id = draft_order(session, wanted).head["id"]
    if verb != "draft":
        confirm_order(session, order_id)
    if verb in ("post", "call off posted"):
        post_order(session, order_id)
    if verb in ("call off", "open again", "call off posted", "drop"):
        end_order(session, order_id, again=verb == "open again")
    if verb == "release":
        session.info["context"] = FINANCE
        hold = session.scalars(select(CreditHold.id).where(CreditHold.order_id == order_id)).one()
        release_hold(session, hold, "客户提供担保 The customer gave a security")
        session.info["context"] = SELLER


def _back_order(session: Session, customer_id: UUID) -> None:
    """More wiper blades of a lot than there are, and a control unit by its number."""
    codes: dict[str, dict[str, Any]] = {
        "WB-600": {"quantity": "50", "lot": "2025-W01"},
        "EC-700": {"quantity": "1", "serials": [SERIAL]},
    }
    known = session.execute(select(Product.code, Product.id).where(Product.code.in_(codes))).all()
    lines = [{"product_id": str(id)} | codes[code] for code, id in sorted(known)]
    if lines:
        told = {"customer_id": str(customer_id), "lines": lines, "remark": "分批发货 Sent in parts"}
        post_order(session, draft_order(session, OrderIn().load(told)).head["id"])


_FIRST = (
    select(DeliveryLine.id, DeliveryLine.delivery_id).order_by(DeliveryLine.id).limit(len(RETURNS))
)


def _return(session: Session) -> bool:
    """A piece or two of each of the first lines come back, each to end otherwise; False while too
    little was delivered."""
    delivered = session.execute(_FIRST).all()
    if len(delivered) < 2 or session.scalar(select(Return.id).limit(1)):
        return len(delivered) >= 2
    session.info["context"] = SELLER
    write_way(session)
    session.info["context"] = AGENT
    for row, told in zip(delivered, RETURNS, strict=False):
        pieces = "2" if told is REPAIRED else "1"
        line = {"delivery_line_id": str(row.id), "quantity": pieces, "condition": "defective"}
        receive_return(session, ReturnIn().load(told | {"lines": [line]}))
    write_cash(session)
    write_owing(session)
    return True
