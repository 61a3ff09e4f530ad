"""Invoices as recorded by finance: a number stands for one customer's deliveries and is used once."""

import pytest

from .conftest import done, refused
from .till import owed, receivable

DAY = "2026-03-21"
RED = {"red_number": "R1", "red_on": "2026-03-22", "reason": "抬头有误"}


def invoice(desk, it, number="25317001", day=DAY):
    form = {"invoice_number": number, "invoiced_on": day}
    return desk.by("finance").post(f"/receivables/{it['id']}/invoice", form)


def redden(desk, it, **changed):
    return desk.by("finance").post(f"/receivables/{it['id']}/red-invoice", RED | changed)


def test_one_invoice_covers_several_deliveries_of_a_customer_and_of_no_other(desk):
    x, y = desk.customer(), desk.customer()
    a, b, foreign = owed(desk, x), owed(desk, x), owed(desk, y)
    done(invoice(desk, a))
    assert done(invoice(desk, b, " 25317001 "))["invoice_number"] == "25317001"
    told = refused(invoice(desk, foreign), 409, "invoice_taken", "/invoice_number")
    assert a["number"] in told["detail"]
    refused(invoice(desk, owed(desk, x), day="2026-03-20"), 409, "invoice_taken")
    assert receivable(desk, foreign)["invoice_state"] == "none"


def test_a_number_cancelled_in_red_is_used_up_and_so_is_the_red_one(desk):
    x, y = desk.customer(), desk.customer()
    a, b, foreign = owed(desk, x), owed(desk, x), owed(desk, y)
    done(invoice(desk, a))
    done(invoice(desk, b))
    done(redden(desk, a))
    assert done(redden(desk, b))["red_number"] == "R1"
    refused(invoice(desk, a), 409, "invoice_taken", "/invoice_number")
    refused(invoice(desk, a, "R1"), 409, "invoice_taken", "/invoice_number")
    assert done(invoice(desk, a, "25317002"))["invoice_state"] == "issued"
    done(invoice(desk, foreign, "25317003"))
    refused(redden(desk, foreign), 409, "invoice_taken", "/red_number")
    refused(redden(desk, foreign, red_number="25317003"), 409, "invoice_taken", "/red_number")


def test_a_red_letter_invoice_is_no_older_than_what_it_cancels(desk):
    a = owed(desk, desk.customer())
    done(invoice(desk, a))
    refused(redden(desk, a, red_on="2026-03-20"), 422, "red_before_invoice", "/red_on")
    assert done(redden(desk, a, red_on=DAY))["invoice_state"] == "red"


@pytest.mark.both_databases
def test_an_invoice_of_before_the_books_began_is_cancelled_too(desk):
    x = desk.customer()
    line = {"kind": "receivable", "customer_id": x, "reference": "旧-1", "due_on": "2025-12-31"}
    form = {"as_of": "2026-01-01", "lines": [line | {"amount": "70", "invoice_number": "0001"}]}
    asked = done(desk.by("finance").post("/openings", form), 201)
    done(desk.by("finance", "fiona").post(f"/openings/{asked['id']}/approve", {}))
    (it,) = desk.receivables(x)
    assert (it["invoice_state"], it["invoiced_on"]) == ("issued", None)
    done(invoice(desk, owed(desk, x), "0001"))
    assert done(redden(desk, it))["invoice_state"] == "red"
