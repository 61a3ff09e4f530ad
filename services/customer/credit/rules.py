"""The rules of a credit proposal: its states, and what it leaves as it was."""

from decimal import Decimal
from typing import Final

from chassis.errors import Refusal

from .. import errors

STATES: Final[dict[str, tuple[str, str]]] = {
    "submitted": ("待审核", "Awaits examination"),
    "examined": ("待复核", "Awaits re-check"),
    "rejected": ("已退回", "Rejected"),
    "approved": ("已批准", "Approved"),
}
RATINGS: Final[dict[str, tuple[str, str]]] = {
    "A": ("A 现款或按期付款", "A: cash, or on time on terms"),
    "B": ("B 常逾期,较易收回", "B: often late, recovered with little trouble"),
    "C": ("C 违约,难以收回", "C: defaults, hard to recover"),
}
# verb → {state before: state after}. A rejected proposal is corrected by making a new one.
TRANSITIONS: dict[str, dict[str, str]] = {
    "examine": {"submitted": "examined"},
    "recheck": {"examined": "approved"},
    "send_back_examined": {"submitted": "rejected"},
    "send_back_rechecked": {"examined": "rejected"},
}
OPEN = ("submitted", "examined")
_REFUSED: dict[str, type[Refusal]] = {
    "examine": errors.ProposalNotForExamination,
    "recheck": errors.ProposalNotForRecheck,
    "send_back_examined": errors.ProposalNotForExamination,
    "send_back_rechecked": errors.ProposalNotForRecheck,
}


def after(verb: str, state: str, number: str) -> str:
    """The state that `verb` leads to from `state`; refuses naming proposal, state and remedy."""
    reached = TRANSITIONS[verb].get(state)
    if reached is None:
        zh, en = STATES[state]
        raise _REFUSED[verb](number=number, state_zh=zh, state_en=en)
    return reached


def check_proposal(limit: Decimal | None, rating: str | None) -> None:
    """A proposal has a limit, a rating, or both; what it leaves out stays as it is."""
    if limit is None and rating is None:
        raise errors.NothingProposed("/limit")
