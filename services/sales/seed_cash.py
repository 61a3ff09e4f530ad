"""Demo money in both languages: dunning levels, a payment, two bills, a debit note, a tail that waits."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.demo import acting_as

from .debit_notes.commands import ask_debit_note
from .debit_notes.schemas import DebitNoteIn
from .dunning.commands import add_level
from .dunning.models import DunningLevel
from .payments.bills import mark_bill
from .payments.commands import record_payment
from .payments.models import Payment
from .payments.schemas import BillStepIn, PaymentIn
from .receivables.commands import record_invoice
from .receivables.models import Receivable

FINANCE = acting_as("finance", "财务 Finance", "finance")

LEVELS: list[dict[str, Any]] = [
    {
        "level": 1,
        "days_overdue": 7,
        "channel": "phone",
        "holds": False,
        "text_zh": "温馨提醒:货款已到期,请安排付款。",
        "text_en": "A friendly reminder: the amount below is due, please arrange payment.",
    },
    {
        "level": 2,
        "days_overdue": 30,
        "channel": "letter",
        "holds": False,
        "text_zh": "货款逾期已超过 30 天,请于一周内付清。",
        "text_en": "The amount below is more than 30 days overdue; please pay within a week.",
    },
    {
        "level": 3,
        "days_overdue": 60,
        "channel": "lawyer",
        "holds": True,
        "text_zh": "货款逾期已超过 60 天,新订单暂停发货,请立即付款。",
        "text_en": "The amount below is more than 60 days overdue; new orders are held until it is paid.",
    },
]


def write_levels(session: Session) -> None:
    """The usual three levels, unless there are levels already."""
    if session.scalar(select(DunningLevel.id).limit(1)) is None:
        for level in LEVELS:
            add_level(session, level)


def write_cash(session: Session) -> None:
    """What the customer of the first delivery paid, in cash and by bill, and what it deducts."""
    owed = session.scalars(select(Receivable).order_by(Receivable.id).limit(1)).first()
    if owed is None or session.scalar(select(Payment.id).limit(1)):
        return
    session.info["context"] = FINANCE
    today = clock.today()
    invoice = {"invoice_number": "25317000001", "invoiced_on": today}
    record_invoice(session, owed.id, invoice)
    half = (owed.open / 2).quantize(Decimal("0.01"))
    for form in (_transfer(half), _bill("DEMO-BILL-0001"), _bill("DEMO-BILL-0002")):
        told = {"customer_id": str(owed.customer_id), "received_on": today.isoformat(), **form}
        payment = record_payment(session, PaymentIn().load(told))
    endorsed = {"state": "endorsed", "on": today.isoformat(), "to": "钢材供应商 Steel supplier"}
    mark_bill(session, payment.id, BillStepIn().load(endorsed))
    deducted = {"customer_id": str(owed.customer_id), "claimed_on": today.isoformat(), **FINE}
    ask_debit_note(session, DebitNoteIn().load(deducted))


def _transfer(amount: Decimal) -> dict[str, Any]:
    told = {"method": "transfer", "amount": f"{amount:.2f}", "bank_reference": "DEMO-0001"}
    return told | {"settle": True, "remark": "部分付款 Part payment"}


def _bill(number: str) -> dict[str, Any]:
    return {
        "method": "bill",
        "amount": "10.00",
        "bill_kind": "bank",
        "bill_number": number,
        "drawer": "东方贸易有限公司 Eastern Trading Co., Ltd.",
        "acceptor": "演示银行 Demo Bank",
        "matures_on": (clock.today() + timedelta(days=180)).isoformat(),
        "remark": "预收 Advance",
    }


FINE = {
    "kind": "fine",
    "amount": "5.00",
    "customer_reference": "KF-DEMO-1",
    "reason": "包装破损罚款 Fine for damaged packaging",
}
