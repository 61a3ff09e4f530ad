"""Demo debts in both languages: opening balances overdue for long and less long, a letter sent, one proposed."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock

from .credit.models import CreditAccount
from .letters.commands import propose_letters, send_letter
from .letters.models import DunningLetter
from .openings.commands import propose_opening, sign_opening
from .openings.schemas import OpeningIn
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
    """The one who owes for less long was telephoned; the letter to the other waits."""
    session.flush()
    propose_letters(session)
    letters = session.scalars(select(DunningLetter).order_by(DunningLetter.days_overdue)).all()
    if letters:
        said = "财务答应本周付款 Promised to pay this week"
        send_letter(session, letters[0].id, clock.today(), said)
