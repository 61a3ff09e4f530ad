"""A file is complete and submitted within ten days of its registration, day ten included."""

from datetime import date

import pytest

from chassis import clock

from ..files.rules import missing
from .conftest import done

REGISTERED = date(2026, 2, 20)


@pytest.fixture
def on(monkeypatch):
    """Let it be another business day."""
    return lambda day: monkeypatch.setattr(clock, "today", lambda: day)


def late(desk):
    page = done(desk.by("info_supervisor").get("/customers", overdue="true"))
    return [row["code"] for row in page["items"]]


def test_who_has_not_filed_by_day_ten_is_on_the_overdue_list(desk, on):
    on(REGISTERED)
    file = desk.register()
    assert (file["due_on"], file["overdue"]) == ("2026-03-02", False)
    on(date(2026, 3, 2))
    assert late(desk) == []
    on(date(2026, 3, 3))
    assert late(desk) == [file["code"]]
    assert desk.read(file)["overdue"] is True
    assert done(desk.by("finance").get("/customers", overdue="false"))["items"] == []


def test_an_incomplete_file_can_be_submitted_but_is_not_filed(desk, on):
    on(REGISTERED)
    file = desk.register()
    assert "email" in file["missing"]
    assert desk.submit(file)["filed_on"] is None


def test_a_file_whose_gaps_are_answered_none_is_complete(desk, on):
    on(REGISTERED)
    file = desk.register()
    answered = done(desk.change(file, none=file["missing"]))
    assert (answered["missing"], answered["none"]) == ([], sorted(file["missing"]))
    on(date(2026, 3, 2))
    assert desk.submit(file)["filed_on"] == "2026-03-02"
    on(date(2026, 4, 1))
    assert late(desk) == []


def test_a_filled_field_is_no_longer_none(desk):
    file = desk.register(none=["email"])
    answer = desk.change(file, email="a@example.com")
    assert answer.json["code"] == "none_not_possible"
    done(desk.change(file, email="a@example.com", none=[]))


def test_completeness_is_counted_with_the_change_that_waits(desk):
    file = desk.approved()
    done(desk.change(file, none=file["missing"]))
    shown = desk.read(file)
    assert shown["missing"] == []
    assert missing(shown, []) != []
