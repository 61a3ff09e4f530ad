"""The demo's verdict: a wrong number is shown, counted and decides the exit code."""

import io
from decimal import Decimal

from operations.scenario.report import Report


def played(*pairs):
    out = io.StringIO()
    report = Report(out=out)
    report.step("一步", "a step")
    for got, wanted in pairs:
        report.equal("数", "number", got, wanted)
    return report.end(), out.getvalue()


def test_all_right_ends_with_0():
    code, text = played(("10.000000", Decimal("10.00")), ({"a": "1", "b": "2"}, {"a": Decimal(1)}))
    assert code == 0
    assert "1 steps, 2 comparisons, 0 wrong" in text


def test_one_wrong_cent_ends_with_1_and_is_named():
    code, text = played(("1272.57", Decimal("1272.56")))
    assert code == 1
    assert "✗ 数 · number: 1272.57 ≠ 1272.56" in text
    assert "step 1, number: got 1272.57, wanted 1272.56" in text


def test_something_missing_is_wrong_and_no_error():
    assert played((None, Decimal(1)))[0] == 1
    assert played(({}, {"a": "x"}))[0] == 1
    assert played(([], ["x"]))[0] == 1


def test_facts_are_shown_with_what_a_reader_recognises():
    fact = {
        "type": "inventory.stock.issued.v1",
        "data": {"kind": "sale", "lines": [{"quantity": "200.000", "cost": "2000.00"}]},
    }
    facts = iter([[fact], []])
    out = io.StringIO()
    report = Report(lambda: next(facts), out)
    report.show_facts()
    assert "→ inventory.stock.issued.v1" in out.getvalue()
    assert "sale · 200.000 2000.00" in out.getvalue()
