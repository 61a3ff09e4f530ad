"""The rules by themselves: clock, path, states, verdict limits, grounds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from chassis.errors import Refusal
from services.quality import errors
from services.quality.cases import rules as cases
from services.quality.cases.schemas import REASONS
from services.quality.clock import rules as clock
from services.quality.entries import rules as entries
from services.quality.holds import rules as holds
from services.quality.returns import rules as returns

RECEIVED = datetime(2026, 3, 2, 1, tzinfo=UTC)
REPLY = clock.Term("reply", hours=336, amber_percent=75)


def test_a_step_is_due_so_many_clock_hours_after_receipt_and_amber_at_its_share():
    [span] = clock.spans(RECEIVED, [REPLY])
    assert span.due_at == RECEIVED + timedelta(days=14)
    assert span.amber_at == RECEIVED + timedelta(days=10, hours=12)


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, "running"), (10.4, "running"), (10.5, "amber"), (14, "amber"), (14.001, "late")],
)
def test_an_open_step_runs_turns_amber_and_is_late_only_after_the_due_instant(days, state):
    [span] = clock.spans(RECEIVED, [REPLY])
    now = RECEIVED + timedelta(days=days)
    assert clock.state(span.amber_at, span.due_at, None, now) == state


def test_a_step_done_late_stays_late_and_one_done_in_time_stays_met():
    due = RECEIVED + timedelta(hours=4)
    after = RECEIVED + timedelta(days=99)
    assert clock.state(RECEIVED, due, due, after) == "met"
    assert clock.state(RECEIVED, due, due + timedelta(seconds=1), after) == "met_late"


PLAIN = cases.Weight("after_sales", "general", repeated=False, demanded=False, cost=Decimal(0))
TRIGGERS = [cases.Trigger(code) for code in ("zero_km", "severe", "repeat", "customer_demand")]
TRIGGERS.append(cases.Trigger("cost", amount=Decimal("5000.00")))


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, []),
        ({"severity": "minor"}, []),
        ({"cost": Decimal("5000.00")}, []),
        ({"cost": Decimal("5000.01")}, ["cost"]),
        ({"phase": "zero_km"}, ["zero_km"]),
        ({"severity": "fatal"}, ["severe"]),
        ({"severity": "serious", "repeated": True}, ["severe", "repeat"]),
        ({"demanded": True}, ["customer_demand"]),
    ],
)
def test_a_full_8d_is_needed_for_each_trigger_that_applies_and_only_then(change, reasons):
    assert cases.reasons_for_full_report(replace(PLAIN, **change), TRIGGERS) == reasons


def test_a_trigger_taken_out_of_the_data_does_not_apply():
    assert cases.reasons_for_full_report(replace(PLAIN, phase="zero_km"), TRIGGERS[1:]) == []


def test_every_trigger_has_its_label():
    assert {trigger.code for trigger in TRIGGERS} == set(REASONS)


def test_months_before_the_end_of_a_long_month_is_the_end_of_the_short_one():
    march = datetime(2028, 3, 31, 8, tzinfo=UTC)
    assert cases.months_before(march, 1) == datetime(2028, 2, 29, 8, tzinfo=UTC)
    assert cases.months_before(march, 12) == datetime(2027, 3, 31, 8, tzinfo=UTC)


# state × verb: where it leads, or the refusal's code
WALK = {
    "opened": {
        "contain": "contained",
        "analyse": "case_not_contained",
        "reply": "case_not_contained",
        "judge": "case_not_contained",
        "close": "case_not_contained",
    },
    "contained": {
        "contain": "contained",
        "analyse": "analysed",
        "reply": "case_not_analysed",
        "judge": "contained",
        "close": "case_not_analysed",
    },
    "analysed": {
        "contain": "analysed",
        "analyse": "analysed",
        "reply": "replied",
        "judge": "analysed",
        "close": "case_not_replied",
    },
    "replied": {
        "contain": "replied",
        "analyse": "replied",
        "reply": "replied",
        "judge": "replied",
        "close": "closed",
    },
    "judged": {
        "contain": "judged",
        "analyse": "judged",
        "reply": "judged",
        "judge": "judged",
        "close": "closed",
    },
    "closed": dict.fromkeys(("contain", "analyse", "reply", "judge", "close"), "case_closed"),
}


@pytest.mark.parametrize(("state", "verb"), [(s, v) for s in WALK for v in WALK[s]])
def test_each_verb_in_each_state_leads_where_the_table_says_or_is_refused_by_name(state, verb):
    try:
        outcome = cases.next_state("QC-1", state, verb, all_judged=False)
    except Refusal as refusal:
        outcome = refusal.code
        assert "QC-1" in refusal.sentence("zh") and "QC-1" in refusal.sentence("en")
    assert outcome == WALK[state][verb]


def test_a_case_is_judged_when_it_is_answered_and_no_piece_is_left_in_either_order():
    assert cases.next_state("QC-1", "analysed", "reply", all_judged=True) == "judged"
    assert cases.next_state("QC-1", "replied", "judge", all_judged=True) == "judged"
    assert cases.next_state("QC-1", "contained", "judge", all_judged=True) == "contained"


LINE, LOT_A, LOT_B = uuid4(), uuid4(), uuid4()
SIX = Decimal(6)


def test_verdicts_use_up_what_is_in_quarantine_lot_by_lot():
    rest = returns.left(
        [((LINE, LOT_A), SIX), ((LINE, LOT_B), SIX)],
        [((LINE, LOT_A), Decimal(4)), ((LINE, LOT_A), Decimal(2))],
    )
    assert rest == {(LINE, LOT_A): 0, (LINE, LOT_B): 6}
    assert not returns.all_judged(rest)
    assert returns.all_judged({(LINE, LOT_A): Decimal(0)})


def test_pieces_not_confirmed_in_quarantine_are_not_all_judged():
    assert not returns.all_judged({(LINE, LOT_A): None})
    assert not returns.all_judged({})


@pytest.mark.parametrize(
    ("items", "refusal", "pointer"),
    [
        ([((LINE, LOT_A), Decimal(7))], errors.VerdictExceedsQuarantine, "/items/0/quantity"),
        (
            [((LINE, LOT_A), Decimal(4)), ((LINE, LOT_A), Decimal("2.001"))],
            errors.VerdictExceedsQuarantine,
            "/items/1/quantity",
        ),
        ([((LINE, uuid4()), Decimal(1))], errors.PieceUnknown, "/items/0/lot_id"),
        ([((uuid4(), LOT_A), Decimal(1))], errors.PieceUnknown, "/items/0/return_line_id"),
        ([((LINE, LOT_B), Decimal(1))], errors.NotInQuarantine, "/items/0/return_line_id"),
    ],
)
def test_a_verdict_never_takes_more_than_is_in_quarantine(items, refusal, pointer):
    with pytest.raises(refusal) as refused:
        returns.check_verdict(items, {(LINE, LOT_A): SIX, (LINE, LOT_B): None})
    assert refused.value.pointer == pointer


def test_a_verdict_may_take_exactly_what_is_left_in_several_items():
    returns.check_verdict(
        [((LINE, LOT_A), Decimal(4)), ((LINE, LOT_A), Decimal(2))], {(LINE, LOT_A): SIX}
    )


def test_findings_are_parts_of_what_was_complained_and_that_of_what_was_delivered():
    entries.check_quantities(Decimal(5), Decimal(5), {"confirmed": Decimal(3), "misuse": None})
    with pytest.raises(errors.FindingsExceedComplained):
        found = {"confirmed": Decimal(3), "no_trouble_found": Decimal(2), "misuse": Decimal(1)}
        entries.check_quantities(None, Decimal(5), found)
    with pytest.raises(errors.ComplainedExceedsDelivered):
        entries.check_quantities(Decimal(4), Decimal(5), {})


TODAY = date(2026, 3, 2)
SORTED = {"ground": "sorted", "quantity": SIX, "record": "S-17", "clean_point": "from 3 March"}
WAIVER = {
    "ground": "waiver",
    "quantity": SIX,
    "customer_id": UUID(int=7),
    "consent_reference": "letter of 1 March",
    "expires_on": TODAY,
}


@pytest.mark.parametrize("ending", [SORTED, WAIVER, {"ground": "no_fault"}])
def test_a_ground_with_its_evidence_is_accepted(ending):
    holds.check_ground(ending, TODAY)


@pytest.mark.parametrize(
    ("ending", "refusal"),
    [
        *(
            (SORTED | {name: None}, errors.HoldGroundIncomplete)
            for name in SORTED
            if name != "ground"
        ),
        *(
            (WAIVER | {name: None}, errors.HoldGroundIncomplete)
            for name in WAIVER
            if name != "ground"
        ),
        (WAIVER | {"expires_on": date(2026, 3, 1)}, errors.HoldGroundIncomplete),
        ({"ground": "short_path"}, errors.HoldEndsAtClosing),
        ({"ground": "verified"}, errors.HoldGroundNotMet),
    ],
)
def test_a_ground_without_its_evidence_is_refused(ending, refusal):
    with pytest.raises(refusal):
        holds.check_ground(ending, TODAY)


COUNTED = {"answer": "counted", "found": SIX, "sorted": Decimal(4), "bad": Decimal(1)}
NONE = {"answer": "none", "found": None, "sorted": None, "bad": None}


def test_a_location_is_counted_or_empty():
    cases.check_location(0, COUNTED)
    cases.check_location(0, NONE)
    for wrong in (COUNTED | {"bad": SIX}, COUNTED | {"found": None}, NONE | {"found": SIX}):
        with pytest.raises(errors.LocationIncomplete):
            cases.check_location(0, wrong)
