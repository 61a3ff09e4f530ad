"""Words of the world: receivables, payments, what settles and who is dunned."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update

from services.sales.receivables.models import Receivable
from tests.support import cash as forms
from tests.support.tokens import claims_of, mint

Thing = dict[str, Any]


class Cash:
    """Each word brings one thing to the state its name says."""

    def second(self, role: str) -> str:
        """The Authorization of another person of this role, who may decide what the first asked."""
        return f"Bearer {mint(claims_of('sales', role, user=self.name('second')))}"

    def receivable(self) -> Thing:
        query = {"order_id": self.sold()["id"]}
        return self.see("sales", "finance", "/receivables", **query)["items"][0]

    def paid(self, amount: str = "100.00") -> Thing:
        """A payment, not used yet, of a customer who owes more."""
        form = forms.payment_form(self.receivable()["customer_id"], amount)
        return self.do("sales", "finance", "/payments", form)

    def bill(self) -> Thing:
        """A payment by a bill that has not matured."""
        form = forms.bill_form(self.receivable()["customer_id"], self.name("BILL"))
        return self.do("sales", "finance", "/payments", form)

    def settlement(self) -> Thing:
        form = {"customer_id": self.paid()["customer_id"]}
        return self.do("sales", "finance", "/settlements/automatic", form)

    def refund(self) -> Thing:
        return self.do("sales", "finance", "/refunds", forms.refund_form(self.paid()))

    def debit_note(self) -> Thing:
        form = forms.claim_form(self.receivable()["customer_id"])
        return self.do("sales", "finance", "/debit-notes", form)

    def agreed_debit_note(self) -> Thing:
        path = f"/debit-notes/{self.debit_note()['id']}/agree"
        return self.do("sales", "sales_manager", path, {})

    def given_up(self) -> Thing:
        return forms.bad_debt_form(self.receivable())

    def write_off(self) -> Thing:
        return self.do("sales", "finance", "/write-offs", self.given_up())

    def approved_write_off(self) -> Thing:
        return self.approved(f"/write-offs/{self.write_off()['id']}", {})

    def paid_refund(self) -> Thing:
        return self.approved(f"/refunds/{self.refund()['id']}", {"paid_on": "2026-01-02"})

    def approved(self, path: str, told: Thing) -> Thing:
        """What finance asked for, approved by another person."""
        other = self.doors["sales"].as_("finance", self.name("second"))
        answer = other.post(f"{path}/approve", told)
        assert answer.status_code == 200, answer.json
        return answer.json

    def owed_before_form(self) -> Thing:
        """What somebody owed before the books began, as a form."""
        return forms.old_debt_form(self.customer(self.name("C"))["id"], self.name("OLD"))

    def owed_before(self, sign: bool = False) -> Thing:
        made = self.do("sales", "finance", "/openings", self.owed_before_form())
        if sign:
            self.approved(f"/openings/{made['id']}", {})
        return made

    def next_level(self) -> Thing:
        """The next higher dunning level, as a form; there are few of them."""
        query = {"sort": "-level", "limit": 1}
        known = self.see("sales", "finance", "/dunning-levels", **query)["items"]
        return forms.level_form(known[0]["level"] + 1 if known else 1)

    def dunning_level(self) -> Thing:
        known = self.see("sales", "finance", "/dunning-levels")["items"]
        return (
            known[0] if known else self.do("sales", "finance", "/dunning-levels", self.next_level())
        )

    def letter(self) -> str:
        """The letter proposed to somebody whose goods left long ago."""
        self.dunning_level()
        customer = self.overdue_customer()
        self.do("sales", "finance", "/dunning-letters/propose")
        query = {"customer_id": customer, "status": "proposed"}
        return self.see("sales", "finance", "/dunning-letters", **query)["items"][0]["id"]

    def overdue_customer(self) -> str:
        """A customer who owes something since a day long past."""
        sold = self.sold()
        with self.doors["sales"].database.transaction() as session:
            owed = update(Receivable).where(Receivable.order_id == UUID(sold["id"]))
            session.execute(owed.values(due_on=date(2026, 1, 2)))
        return sold["customer_id"]
