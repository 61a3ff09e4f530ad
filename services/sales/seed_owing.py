"""Demo debts in both languages: opening balances overdue for long and less long, and letters in every state."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock

from .credit.models import CreditAccount
from .letters.commands import drop_letter, propose_letters, send_letter
from .letters.models import DunningLetter
from .openings.commands import propose_opening, sign_opening
from .openings.schemas import OpeningIn
from .payments.commands import record_payment, reverse_payment
from .payments.schemas import PaymentIn
from .references.models import Customer
from .seed_decisions import FINANCE, SECOND

DEBTS = (("1200.00", 20), ("860.00", 45), ("340.00", 17))
"""Amounts, and how many days they have been overdue; by turns of the first two customers."""
ADVANCE = "150.00"


def write_owing(session: Session) -> None:
    """What customers owed when the books began, signed by a second person, and who is reminded of it."""
    customers = session.scalars(
        select(Customer)
        .join(CreditAccount, CreditAccount.id == Customer.id)
        .where(Customer.approved, CreditAccount.limit > 0)
        .order_by(Customer.code)
        .limit(2)
    ).all()
    if not customers:
        return
    session.info["context"] = FINANCE
    lines = [
        _debt(customers[place % len(customers)], place + 1, *debt)
        for place, debt in enumerate(DEBTS)
    ]
    advance = {"kind": "credit", "reference": "OLD-ADVANCE-1", "amount": ADVANCE}
    lines.append(advance | {"customer_id": str(customers[0].id)})
    told = OpeningIn().load({"as_of": clock.today().isoformat(), "lines": lines})
    opening = propose_opening(session, **told)
    session.info["context"] = SECOND
    sign_opening(session, opening.id, "期初余额已核对 Opening balances checked")
    session.info["context"] = FINANCE
    _remind(session)


def _debt(customer: Customer, place: int, amount: str, days: int) -> dict[str, Any]:
    due_on = clock.today() - timedelta(days=days)
    return {
        "kind": "receivable",
        "customer_id": str(customer.id),
        "reference": f"OLD-INVOICE-{place}",
        "document_on": (due_on - timedelta(days=30)).isoformat(),
        "due_on": due_on.isoformat(),
        "amount": amount,
        "invoice_number": f"2431700000{place}",
    }


def _remind(session: Session) -> None:
    """The one who owes for less long was telephoned, after a payment of another had hidden what is owed;
    the other's letter was dropped once and waits again."""
    short, *long = _letters(session)
    for letter in long:
        drop_letter(session, letter.id, "已约面谈 We are to meet them first")
    owed = sum(Decimal(each["open"]) for each in short.lines)
    form = {"method": "transfer", "amount": f"{owed:.2f}", "settle": True}
    form |= {"customer_id": str(short.customer_id), "received_on": clock.today().isoformat()}
    paid = record_payment(session, PaymentIn().load(form))
    _letters(session)
    reverse_payment(session, paid.id, "mistaken", "错记客户 Entered for another customer")
    said = "财务答应本周付款 Promised to pay this week"
    send_letter(session, _letters(session)[0].id, clock.today(), said)


def _letters(session: Session) -> list[DunningLetter]:
    """What a run proposes, who owes for less long first."""
    session.flush()
    propose_letters(session)
    session.expire_all()
    waiting = select(DunningLetter).where(DunningLetter.status == "proposed")
    return list(session.scalars(waiting.order_by(DunningLetter.days_overdue)))
