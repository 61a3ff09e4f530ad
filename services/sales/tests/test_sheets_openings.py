"""Opening receivables and advances as a sheet."""

import pytest

from tests.support.sheets import SheetDesk, places, text, told

HEAD = ["期初日期", "类别", "客户编号", "原单据号", "原单据日期", "到期日", "余额"]


@pytest.fixture
def sheets(desk):
    desk.customer(code="000123")
    return SheetDesk(desk.door)


def bring(sheets, *rows, mode="write"):
    return sheets.bring("openings", text(HEAD, *rows), mode, role="finance")


@pytest.mark.both_databases
def test_opening_receivables_come_in_once_and_are_signed_by_another(desk, sheets):
    rows = [
        ["2026-10-31", "receivable", "000123", "0001", "2026-08-01", "2026-09-01", "1,000.50"],
        ["2026-10-31", "credit", "000123", "0002", "", "", "200"],
    ]
    assert told(bring(sheets, *rows, mode="check")) == ("done", 0, 0, 0)
    assert told(bring(sheets, *rows)) == ("done", 2, 0, 0)
    assert told(bring(sheets, *rows)) == ("done", 0, 2, 0)
    (opening,) = desk.by("finance").get("/openings").json["items"]
    assert (opening["receivables"], opening["credits"]) == ("1000.50", "200.00")
    signed = desk.by("finance", "second").post(f"/openings/{opening['id']}/approve", {})
    assert signed.status_code == 200, signed.json
    assert told(bring(sheets, *rows)) == ("done", 0, 2, 0)
    rows[0][6] = "1"
    job = bring(sheets, *rows)
    assert (job["state"], places(job)) == ("failed", [(2, "D", "opening_taken")])


def test_what_an_opening_refuses_is_named_by_row_and_column(desk, sheets):
    job = bring(
        sheets,
        ["2026-10-31", "receivable", "nobody", "1", "", "2026-09-01", "1"],
        ["2026-10-31", "receivable", "000123", "2", "", "", "1"],
        ["2026-10-31", "debt", "000123", "3", "", "", "1"],
        ["2999-10-31", "credit", "000123", "4", "", "", "1"],
        ["2026-10-31", "credit", "000123", "5", "", "", "0.001"],
        ["2026-10-31", "credit", "000123", "6", "", "", "1"],
        ["2026-10-31", "credit", "000123", "6", "", "", "1"],
    )
    found = sorted(places(job))
    assert [each[:2] for each in found] == [
        (2, "C"),
        (3, "F"),
        (4, "B"),
        (5, "A"),
        (6, "G"),
        (8, "D"),
    ]
    assert job["state"] == "failed" and desk.by("finance").get("/openings").json["items"] == []
