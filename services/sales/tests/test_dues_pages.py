"""Long reports about one customer: pages that add up to the whole."""

import pytest

from chassis.ids import new_id

from .conftest import done
from .till import owed, pay, report


@pytest.mark.both_databases
def test_one_customers_open_receivables_come_in_pages(desk, on):
    x = desk.customer()
    on("2026-03-10")
    for day in ("2026-03-02", "2026-03-01", "2026-03-02", "2026-03-03"):
        owed(desk, x, "10.00", issued_on=day)
    whole = report(desk, f"ageing/{x}")["items"]
    assert len(whole) == 4 and whole[0]["due_on"] < whole[1]["due_on"] == whole[2]["due_on"]
    first = report(desk, f"ageing/{x}", limit=2)
    second = report(desk, f"ageing/{x}", limit=2, after=first["next"])
    assert first["items"] + second["items"] == whole
    assert first["totals"]["total"] == second["totals"]["total"] == "40.00"
    assert report(desk, f"ageing/{x}", limit=2, after=second["next"])["items"] == []


@pytest.mark.both_databases
def test_a_long_statement_comes_in_pages_that_add_up(desk, on):
    x = desk.customer()
    on("2026-03-01")
    owed(desk, x, "1000.00", issued_on="2026-03-01")
    on("2026-03-05")
    for amount in ("1.00", "2.00", "4.00", "8.00", "16.00"):
        owed(desk, x, amount, issued_on="2026-03-05")
    p = pay(desk, x, "500.00", received_on="2026-03-05", settle=True)
    why = {"kind": "returned", "reason": "退票"}
    done(desk.by("finance").post(f"/payments/{p['id']}/reverse", why))
    period = {"from": "2026-03-02", "to": "2026-03-31"}
    on("2026-03-31")
    whole = report(desk, f"statements/{x}", **period)
    assert (whole["opening"], whole["closing"], whole["next"]) == ("1000.00", "1031.00", None)
    assert len(whole["movements"]) == 7

    pages, after = [], {}
    while after is not None:
        pages.append(report(desk, f"statements/{x}", **period, **after, limit=2))
        after = {"after": pages[-1]["next"]} if pages[-1]["next"] else None
    assert [len(page["movements"]) for page in pages] == [2, 2, 2, 1]
    assert [each for page in pages for each in page["movements"]] == whole["movements"]
    assert whole["movements"][-1]["balance"] == "1031.00"
    assert {(page["opening"], page["closing"]) for page in pages} == {("1000.00", "1031.00")}
    of_another = {"after": str(new_id()), "limit": 2}
    answer = desk.by("finance").get(f"/reports/statements/{x}", **period, **of_another)
    assert answer.status_code == 422 and answer.json["code"] == "parameter_wrong"
