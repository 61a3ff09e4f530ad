"""Three different people sign in turn; a rejection says why and opens the way to a next round."""

from uuid import UUID

import pytest

from paper import errors
from paper.signing import (
    APPROVED,
    EXAMINE,
    FILL,
    PENDING,
    RECHECK,
    REJECTED,
    Form,
    check_comment,
    check_opening,
    check_signature,
    due,
    opening,
    outcome,
    signed,
)

FORM = Form("test.form")
ANNA, BORIS, CHEN, DORA = (UUID(int=n) for n in range(1, 5))


def examined():
    return signed(opening(FORM, ANNA), BORIS, approve=True)


def test_the_steps_fall_due_one_after_the_other():
    marks = opening(FORM, ANNA)
    assert (due(marks), outcome(marks)) == ("examine", PENDING)
    marks = signed(marks, BORIS, approve=True)
    assert (due(marks), outcome(marks)) == ("recheck", PENDING)
    marks = signed(marks, CHEN, approve=True)
    assert (due(marks), outcome(marks)) == (None, APPROVED)


@pytest.mark.parametrize("marks", [opening(FORM, ANNA), examined()], ids=["examine", "recheck"])
def test_a_rejection_ends_the_round_at_any_step(marks):
    rejected = signed(marks, DORA, approve=False)
    assert (due(rejected), outcome(rejected)) == (None, REJECTED)
    assert {mark.verdict for mark in rejected} <= {"signed", "rejected", "spared"}


def test_before_the_first_round_nothing_is_due():
    assert (due([]), outcome([])) == (None, None)
    with pytest.raises(errors.NothingToSign):
        check_signature(FORM, [], "examine", BORIS)


def test_the_order_of_the_steps_is_kept():
    with pytest.raises(errors.OtherStepDue) as refused:
        check_signature(FORM, opening(FORM, ANNA), "recheck", CHEN)
    assert "Examined by" in refused.value.sentence("en")
    assert "审核人" in refused.value.sentence("zh")


@pytest.mark.parametrize("twice", [ANNA, BORIS])
def test_nobody_signs_a_round_twice_whatever_roles_he_holds(twice):
    with pytest.raises(errors.SamePersonTwice):
        check_signature(FORM, examined(), "recheck", twice)
    check_signature(FORM, examined(), "recheck", CHEN)


def test_who_had_a_hand_in_the_content_does_not_sign_it():
    with pytest.raises(errors.SamePersonTwice):
        check_signature(FORM, opening(FORM, ANNA), "examine", BORIS, barred={BORIS})


def test_a_round_that_is_over_cannot_be_signed():
    over = signed(examined(), CHEN, approve=True)
    with pytest.raises(errors.NothingToSign):
        check_signature(FORM, over, "recheck", DORA)


def test_a_form_is_not_submitted_while_it_waits():
    with pytest.raises(errors.SignaturePending):
        check_opening(FORM, opening(FORM, ANNA))
    check_opening(FORM, signed(examined(), CHEN, approve=False))


def test_a_rejection_needs_a_comment():
    with pytest.raises(errors.CommentMissing):
        check_comment(False, "  ")
    check_comment(False, "the address is missing")
    check_comment(True, "")


def test_the_steps_are_data():
    two = Form("test.two", (FILL, RECHECK))
    marks = opening(two, ANNA)
    assert due(marks) == "recheck"
    assert outcome(signed(marks, BORIS, approve=True)) == APPROVED
    assert two.step("recheck") == RECHECK
    assert EXAMINE not in two.steps
