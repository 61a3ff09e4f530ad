"""Sampling by GB/T 2828.1: which plan a lot is inspected by, and how its result moves the next one's severity.

Pure: it knows numbers, no tables of the database. Where accept on zero is agreed (IATF 16949, 8.6.6) the sample is
the standard's for the same AQL and a single nonconforming piece rejects the lot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from .tables import (
    AQLS,
    LARGEST,
    LETTERS,
    LEVELS,
    NORMAL,
    REDUCED,
    SIZES,
    TABLE_1,
    TABLES,
    TIGHTENED,
)

DISCONTINUED = "discontinued"
SEVERITY = {
    NORMAL: ("正常检验", "Normal"),
    TIGHTENED: ("加严检验", "Tightened"),
    REDUCED: ("放宽检验", "Reduced"),
    DISCONTINUED: ("暂停抽检(全检)", "Sampling discontinued (every piece)"),
}
WINDOW, TO_TIGHTENED, TO_NORMAL, TO_REDUCED, TO_DISCONTINUED = 5, 2, 5, 30, 5
"""Lots looked back on; rejected of them, accepted in a row, score and rejected in all that switch."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many pieces of a lot are looked at, and how many nonconforming ones it may have."""

    letter: str
    size: int
    accept: int

    @property
    def reject(self) -> int:
        return self.accept + 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What the lots of a product and supplier so far say about the next one."""

    severity: str = NORMAL
    score: int = 0
    recent: tuple[bool, ...] = ()
    in_row: int = 0
    rejected: int = 0


def code_letter(lot: int, level: str) -> str:
    """The sample's code letter for a lot of so many pieces; a single piece is like two."""
    row = next((letters for most, letters in TABLE_1 if lot <= most), LARGEST)
    return row.split()[LEVELS.index(level)]


def plan_for(lot: int, level: str, aql: str, severity: str, zero: bool = False) -> Plan:
    """The plan of a lot. A sample as large as the lot is the lot; without sampling every piece counts."""
    letter = code_letter(lot, level)
    if severity == DISCONTINUED:
        return Plan(letter, lot, 0)
    found = _resolve(severity, letter, aql)
    size = min(SIZES[severity][found], lot)
    return Plan(found, size, 0 if zero else int(_rows(severity)[found][AQLS.index(aql)]))


def passes(plan: Plan, defects: int) -> bool:
    """Whether a lot with so many nonconforming pieces in its sample is accepted."""
    return defects <= plan.accept


def after_lot(now: Standing, plan: Plan, aql: str, defects: int, reducible: bool) -> Standing:
    """The standing after an original inspection under its severity; a switch concerns the next lot.

    `reducible` says that production is steady and the company wants smaller samples then.
    """
    accepted = passes(plan, defects)
    after = _AFTER[now.severity](now, accepted, _points(plan, aql, defects) if accepted else 0)
    return Standing(REDUCED) if reducible and after.score >= TO_REDUCED else after


def _after_normal(now: Standing, accepted: bool, points: int) -> Standing:
    recent = (*now.recent, accepted)[-WINDOW:]
    if recent.count(False) >= TO_TIGHTENED:
        return Standing(TIGHTENED)
    score = now.score + points if points else 0
    return replace(now, score=score, recent=recent)


def _after_tightened(now: Standing, accepted: bool, points: int) -> Standing:
    in_row = now.in_row + 1 if accepted else 0
    rejected = now.rejected + (not accepted)
    if in_row >= TO_NORMAL:
        return Standing()
    if rejected >= TO_DISCONTINUED:
        return Standing(DISCONTINUED)
    return replace(now, in_row=in_row, rejected=rejected)


def _after_reduced(now: Standing, accepted: bool, points: int) -> Standing:
    return now if accepted else Standing()


def _after_discontinued(now: Standing, accepted: bool, points: int) -> Standing:
    return now


_AFTER = {
    NORMAL: _after_normal,
    TIGHTENED: _after_tightened,
    REDUCED: _after_reduced,
    DISCONTINUED: _after_discontinued,
}


def _points(plan: Plan, aql: str, defects: int) -> int:
    """What an accepted lot adds to the switching score: 2 for plans that accept at most one, 3 for
    others if the AQL one step tighter would have accepted it too, else nothing is left of it."""
    if plan.accept <= 1:
        return 2
    tighter = _rows(NORMAL)[plan.letter][AQLS.index(aql) - 1]
    return 3 if defects <= int(tighter) else 0


@cache
def _rows(severity: str) -> Mapping[str, tuple[str, ...]]:
    """A table's cells by code letter."""
    parted = (row.split() for row in TABLES[severity])
    return {letter: tuple(cells) for letter, *cells in parted}


@cache
def _resolve(severity: str, letter: str, aql: str) -> str:
    """The code letter whose plan is used, where the arrows lead."""
    rows, column = _rows(severity), AQLS.index(aql)
    while not rows[letter][column].isdigit():
        step = 1 if rows[letter][column] == "v" else -1
        letter = LETTERS[LETTERS.index(letter) + step]
    return letter
