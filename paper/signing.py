"""The rules of the three signatures 填表人 → 审核人 → 复核人: what is due, who may sign, what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .errors import CommentMissing, NothingToSign, OtherStepDue, SamePersonTwice, SignaturePending

WAITING, SIGNED, REJECTED, SPARED = "waiting", "signed", "rejected", "spared"
PENDING, APPROVED = "pending", "approved"


@dataclass(frozen=True)
class Step:
    """One place for a name under a form, with what is printed beside it."""

    code: str
    zh: str
    en: str


FILL = Step("fill", "填表人", "Filled by")
EXAMINE = Step("examine", "审核人", "Examined by")
RECHECK = Step("recheck", "复核人", "Re-checked by")
THREE = (FILL, EXAMINE, RECHECK)


@dataclass(frozen=True)
class Form:
    """A kind of form and the steps it is signed in, the filler's first."""

    kind: str
    steps: tuple[Step, ...] = THREE

    def step(self, code: str) -> Step:
        return next(step for step in self.steps if step.code == code)


@dataclass(frozen=True)
class Mark:
    """What stands at one step of one round: waiting, signed, rejected, or spared by a rejection."""

    step: str
    verdict: str
    signer: UUID | None = None


def opening(form: Form, filler: UUID) -> list[Mark]:
    """The marks of a new round: filled and signed by the filler, the other steps waiting."""
    first, *others = form.steps
    return [Mark(first.code, SIGNED, filler), *(Mark(step.code, WAITING) for step in others)]


def due(marks: Sequence[Mark]) -> str | None:
    """The step whose turn it is; None when the round is over or there was none."""
    if outcome(marks) != PENDING:
        return None
    return next(mark.step for mark in marks if mark.verdict == WAITING)


def outcome(marks: Sequence[Mark]) -> str | None:
    """pending, approved or rejected; None before the first round."""
    verdicts = {mark.verdict for mark in marks}
    if not verdicts:
        return None
    if REJECTED in verdicts:
        return REJECTED
    return PENDING if WAITING in verdicts else APPROVED


def signed(marks: Sequence[Mark], signer: UUID, approve: bool) -> list[Mark]:
    """The marks after the due step was signed or rejected; a rejection spares the later ones."""
    turn = due(marks)
    verdict = SIGNED if approve else REJECTED
    after = [Mark(m.step, verdict, signer) if m.step == turn else m for m in marks]
    if approve:
        return after
    return [Mark(m.step, SPARED) if m.verdict == WAITING else m for m in after]


def check_opening(form: Form, marks: Sequence[Mark]) -> None:
    """Refuse a new round while the last one still waits for a signature."""
    turn = due(marks)
    if turn:
        raise SignaturePending(**_named("step", form, turn))


def check_signature(
    form: Form,
    marks: Sequence[Mark],
    step: str,
    signer: UUID,
    barred: Collection[UUID] = (),
) -> None:
    """Refuse a signature out of turn, or by someone who filled, changed or signed the form before.

    `barred` are people beside this round's signers who had a hand in what is being signed.
    """
    turn = due(marks)
    if turn is None:
        raise NothingToSign()
    if turn != step:
        raise OtherStepDue(**_named("due", form, turn), **_named("step", form, step))
    if signer in barred or any(mark.signer == signer for mark in marks):
        raise SamePersonTwice(**_named("step", form, step))


def check_comment(approve: bool, comment: str) -> None:
    """A rejection says what has to be corrected."""
    if not approve and not comment.strip():
        raise CommentMissing("/comment")


def _named(name: str, form: Form, code: str) -> dict[str, Any]:
    step = form.step(code)
    return {f"{name}_zh": step.zh, f"{name}_en": step.en}
