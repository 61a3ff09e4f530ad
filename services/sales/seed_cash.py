"""Demo money in both languages: dunning levels, payments by every method, bills, invoices, a closed month."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock

from .closing.commands import close_books
from .debit_notes.commands import ask_debit_note
from .debit_notes.schemas import DebitNoteIn
from .dunning.commands import add_level
from .dunning.models import DunningLevel
from .payments.bills import mark_bill
from .payments.commands import record_payment, reverse_payment
from .payments.models import Payment
from .payments.schemas import BillStepIn, PaymentIn
from .periods.commands import reopen_period
from .receivables.commands import record_invoice, record_red_invoice
from .receivables.models import Receivable
from .receivables.schemas import InvoiceIn, RedInvoiceIn
from .seed_decisions import FINANCE, SECOND, write_decisions
from .settlements.by_hand import reverse_settlement, settle_by_hand
from .settlements.models import Settlement, SettlementLine
from .settlements.schemas import ReverseIn, SettlementIn

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


def close_old_month(session: Session) -> None:
    """Two months are closed before anything is booked, and the last is opened again."""
    session.info["context"] = FINANCE
    last = clock.today().replace(day=1) - timedelta(days=1)
    before = last.replace(day=1) - timedelta(days=1)
    close_books(session, f"{before:%Y-%m}", [])
    opened = close_books(session, f"{last:%Y-%m}", [])
    session.flush()
    session.info["context"] = SECOND
    reopen_period(session, opened.id, "补记期初余额 Opening balances to be entered")


def write_cash(session: Session) -> None:
    """What the customers of the first deliveries paid, by every method, and what they deduct."""
    found = session.scalars(select(Receivable).order_by(Receivable.id).limit(3)).all()
    if len(found) < 2 or session.scalar(select(Payment.id).limit(1)):
        return
    owed, other, *rest = found
    session.info["context"] = FINANCE
    today = clock.today().isoformat()
    _invoice(session, owed.id, "25317000001")
    _invoice(session, other.id, "25317000002")
    record_red_invoice(session, other.id, RedInvoiceIn().load(RED | {"red_on": today}))
    half = (owed.open / 2).quantize(Decimal("0.01"))
    _bills(session, owed.customer_id)
    _pay(session, owed.customer_id, _transfer(half))
    _pay(session, owed.customer_id, {"method": "other", "amount": "1.00", "remark": "抵账 Set off"})
    cash = _pay(session, other.customer_id, {"method": "cash", "amount": "30.00"})
    _settle_by_hand(session, cash, other)
    deducted = {"customer_id": str(owed.customer_id), "claimed_on": today, **FINE}
    ask_debit_note(session, DebitNoteIn().load(deducted))
    session.flush()
    write_decisions(session, other, cash.id)
    session.info["context"] = FINANCE
    for receivable in rest:
        paid = {"method": "transfer", "amount": str(receivable.open), "remark": "付清 Paid in full"}
        _settle(session, _pay(session, receivable.customer_id, paid), receivable, paid["amount"])


def _bills(session: Session, customer_id: UUID) -> None:
    """One bill is held; the others went each another way."""
    _pay(session, customer_id, _bill("DEMO-BILL-0001"))
    today = clock.today().isoformat()
    for n, (state, to, days) in enumerate(GONE, 2):
        bill = _pay(session, customer_id, _bill(f"DEMO-BILL-000{n}", days))
        step = {"state": state, "on": today, "to": to}
        mark_bill(session, bill.id, BillStepIn().load(step))
    for n, (kind, why) in enumerate(BACK, 5):
        bill = _pay(session, customer_id, _bill(f"DEMO-BILL-000{n}"))
        reverse_payment(session, bill.id, kind, why)


def _invoice(session: Session, receivable_id: UUID, number: str) -> None:
    told = {"invoice_number": number, "invoiced_on": clock.today().isoformat()}
    record_invoice(session, receivable_id, InvoiceIn().load(told))
    session.flush()


def _pay(session: Session, customer_id: UUID, form: dict[str, Any]) -> Payment:
    told = {"customer_id": str(customer_id), "received_on": clock.today().isoformat(), **form}
    payment = record_payment(session, PaymentIn().load(told))
    session.flush()
    return payment


def _settle_by_hand(session: Session, payment: Payment, owed: Receivable) -> None:
    """Of what was settled a part is taken back, and is an advance again."""
    settled = _settle(session, payment, owed, "20.00")
    moved = SettlementLine.settlement_id == settled.id
    taken = {"line_id": str(session.scalars(select(SettlementLine.id).where(moved)).one())}
    back = {"reason": "核销金额有误 Too much settled", "lines": [taken | {"amount": "5.00"}]}
    reverse_settlement(session, settled.id, ReverseIn().load(back))
    session.flush()


def _settle(session: Session, payment: Payment, owed: Receivable, amount: str) -> Settlement:
    line = {"source_id": str(payment.id), "receivable_id": str(owed.id), "amount": amount}
    form = {"customer_id": str(owed.customer_id), "lines": [line]}
    settled = settle_by_hand(session, SettlementIn().load(form))
    session.flush()
    return settled


def _transfer(amount: Decimal) -> dict[str, Any]:
    told = {"method": "transfer", "amount": f"{amount:.2f}", "bank_reference": "DEMO-0001"}
    return told | {"settle": True, "remark": "部分付款 Part payment"}


def _bill(number: str, days: int = 180) -> dict[str, Any]:
    return {
        "method": "bill",
        "amount": "10.00",
        "bill_kind": "bank",
        "bill_number": number,
        "drawer": "东方贸易有限公司 Eastern Trading Co., Ltd.",
        "acceptor": "演示银行 Demo Bank",
        "matures_on": (clock.today() + timedelta(days=days)).isoformat(),
        "remark": "预收 Advance",
    }


GONE = (
    ("endorsed", "钢材供应商 Steel supplier", 180),
    ("discounted", "演示银行 Demo Bank", 180),
    ("honoured", None, 0),
)
"""What became of a bill, at whom, and in how many days it matures."""
BACK = (
    ("dishonoured", "出票人账户余额不足 No funds"),
    ("returned", "票面有误,退还客户 Faulty, given back to the customer"),
    ("mistaken", "重复登记 Entered twice"),
)
RED = {"red_number": "25317000003", "reason": "抬头有误 Wrong title"}
FINE = {
    "kind": "fine",
    "amount": "5.00",
    "customer_reference": "KF-DEMO-1",
    "reason": "包装破损罚款 Fine for damaged packaging",
}
