"""GB/T 2828.1 as printed: code letters, plans where the arrows lead, and how severity switches."""

import pytest

from ..errors import InspectionState
from ..inspections import rules
from ..inspections.sampling import (
    DISCONTINUED,
    Plan,
    Standing,
    after_lot,
    code_letter,
    plan_for,
)
from ..inspections.tables import AQLS, LETTERS, NORMAL, REDUCED, SIZES, TABLES, TIGHTENED

MANY = 10_000_000
"""A lot larger than any sample."""


@pytest.mark.parametrize(
    ("lot", "level", "letter"),
    [
        (1, "II", "A"),
        (8, "III", "B"),
        (9, "II", "B"),
        (50, "I", "C"),
        (500, "II", "H"),
        (501, "II", "J"),
        (1200, "S-4", "F"),
        (3200, "S-3", "E"),
        (10_000, "II", "L"),
        (500_000, "III", "Q"),
        (500_001, "S-1", "D"),
        (500_001, "III", "R"),
    ],
)
def test_table_1_gives_the_code_letter(lot, level, letter):
    assert code_letter(lot, level) == letter


@pytest.mark.parametrize(
    ("lot", "aql", "severity", "letter", "size", "accept"),
    [
        (500, "1.0", NORMAL, "H", 50, 1),
        (500, "0.65", NORMAL, "J", 80, 1),
        (500, "0.40", NORMAL, "G", 32, 0),
        (500, "6.5", NORMAL, "H", 50, 7),
        (2000, "1.0", NORMAL, "K", 125, 3),
        (200, "100", NORMAL, "E", 13, 21),
        (600_000, "0.010", NORMAL, "Q", 1250, 0),
        (500, "1.0", TIGHTENED, "J", 80, 1),
        (2000, "1.0", TIGHTENED, "K", 125, 2),
        (2000, "6.5", TIGHTENED, "K", 125, 12),
        (600_000, "0.025", TIGHTENED, "S", 3150, 1),
        (500, "1.0", REDUCED, "J", 32, 1),
        (500, "1.5", REDUCED, "H", 20, 1),
        (2000, "1.0", REDUCED, "K", 50, 2),
        (2000, "6.5", REDUCED, "K", 50, 8),
        (8, "250", REDUCED, "A", 2, 10),
    ],
)
def test_master_tables_give_the_plan_where_the_arrows_lead(
    lot, aql, severity, letter, size, accept
):
    plan = plan_for(lot, "II", aql, severity)
    assert (plan.letter, plan.size, plan.accept) == (letter, size, accept)
    assert plan.reject == plan.accept + 1


@pytest.mark.parametrize("severity", TABLES)
def test_every_cell_leads_to_a_plan_that_accepts_more_the_larger_the_aql(severity):
    rows = {row.split()[0] for row in TABLES[severity]}
    assert rows == set(LETTERS) - (set() if severity == TIGHTENED else {"S"})
    for lot in (2, 9, 20, 40, 80, 140, 250, 400, 1000, 3000, 9000, 30_000, 100_000, MANY):
        plans = [plan_for(lot, "II", aql, severity) for aql in AQLS]
        assert [plan.accept for plan in plans] == sorted(plan.accept for plan in plans)
        assert all(0 < plan.size <= lot for plan in plans)


def test_a_sample_as_large_as_the_lot_is_the_lot_and_zero_means_zero():
    assert plan_for(6, "II", "0.65", NORMAL) == Plan("F", 6, 0)
    assert plan_for(500, "II", "1.0", NORMAL, zero=True) == Plan("H", 50, 0)
    assert plan_for(500, "II", "1.0", DISCONTINUED).size == 500
    assert SIZES[REDUCED]["K"] == 50


H10 = plan_for(500, "II", "1.0", NORMAL)
FRESH = Standing()
K10 = plan_for(2000, "II", "1.0", NORMAL)


def run(defects, plan=H10, now=FRESH, reducible=True, aql="1.0"):
    for each in defects:
        now = after_lot(now, plan, aql, each, reducible)
    return now


def test_two_of_five_rejected_tighten_and_two_of_six_do_not():
    assert run([2, 0, 0, 0, 2]).severity == TIGHTENED
    assert run([2, 0, 0, 0, 0, 2]).severity == NORMAL


def test_five_accepted_in_a_row_ease_and_five_rejected_in_all_end_tightened_sampling():
    tightened = Standing(TIGHTENED)
    assert run([0] * 4, now=tightened).severity == TIGHTENED
    assert run([0] * 5, now=tightened) == Standing()
    assert run([2, 0, 2, 0, 2, 0, 2, 0, 2], now=tightened).severity == DISCONTINUED
    assert run([0] * 9, now=Standing(DISCONTINUED)).severity == DISCONTINUED


def test_the_switching_score_reduces_and_one_rejected_lot_ends_it():
    assert run([0] * 14).severity == NORMAL
    assert run([0] * 15).severity == REDUCED
    assert run([0] * 40, reducible=False).severity == NORMAL
    assert run([0] * 14 + [2, 0]).score == 2
    # a plan that accepts 3 asks whether AQL 0.65, which accepts 2, would have accepted too
    assert run([2] * 10, K10).severity == REDUCED
    assert run([2] * 9 + [3], K10).score == 0
    assert run([2], now=Standing(REDUCED)) == Standing()


VERBS = {verb for verbs in rules.TRANSITIONS.values() for verb in verbs}


@pytest.mark.parametrize("status", list(rules.STATUS))
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_status_and_verb_of_an_inspection(status, verb):
    if verb in rules.TRANSITIONS[status]:
        assert rules.after(status, verb, "IQ-1") in rules.STATUS
    else:
        with pytest.raises(InspectionState):
            rules.after(status, verb, "IQ-1")
