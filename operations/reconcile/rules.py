"""The rules: which two questions must have one answer, as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .books import Books, Row

Question = tuple[str, str]
"""(service, SQL). Columns ending in _m or _q, or starting with is_, are compared; the others name the thing."""


@dataclass(frozen=True)
class Difference:
    rule: str
    thing: str
    found: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.thing}: {self.found}"


@dataclass(frozen=True)
class Same:
    """Both questions give the same things with the same numbers; a thing with only zeros may be missing."""

    name: str
    left: Question
    right: Question

    def differences(self, books: Books) -> Iterator[Difference]:
        left, right = (_by_thing(books.rows(*question)) for question in (self.left, self.right))
        for thing in sorted({*left, *right}, key=str):
            one, other = left.get(thing, {}), right.get(thing, {})
            for number in sorted({*one, *other}):
                a, b = one.get(number, 0), other.get(number, 0)
                if a != b:
                    found = f"{number} {_said(self.left, a)}, {_said(self.right, b)}"
                    yield Difference(self.name, _named(thing), found)


@dataclass(frozen=True)
class Never:
    """The question finds nothing."""

    name: str
    question: Question

    def differences(self, books: Books) -> Iterator[Difference]:
        for row in books.rows(*self.question):
            yield Difference(self.name, _named(tuple(row.items())), "must not be")


@dataclass(frozen=True)
class Parts:
    """What some pieces of a whole took is their part of its amount, rounded half-up, whoever came first
    among them. The question names `whole_q`, `whole_m`, `taken_q` and `taken_m` of each thing."""

    name: str
    question: Question

    def differences(self, books: Books) -> Iterator[Difference]:
        for row in books.rows(*self.question):
            due = row["whole_m"] * row["taken_q"] / row["whole_q"]
            due = due.quantize(_CENT, ROUND_HALF_UP)
            if due != row["taken_m"]:
                thing = tuple((name, row[name]) for name in row if not is_compared(name))
                found = f"{_said(self.question, row['taken_m'])}, {due} by the pieces"
                yield Difference(self.name, _named(thing), found)


_CENT = Decimal("0.01")

Rule = Same | Never | Parts


def _by_thing(rows: list[Row]) -> dict[tuple[Any, ...], Row]:
    things: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        numbers = {name: value for name, value in row.items() if is_compared(name)}
        key = tuple((name, value) for name, value in row.items() if not is_compared(name))
        if key in things:
            numbers = {name: things[key][name] + value for name, value in numbers.items()}
        things[key] = numbers
    return things


def is_compared(name: str) -> bool:
    return name[-2:] in ("_m", "_q") or name.startswith("is_")


def _named(thing: tuple[Any, ...]) -> str:
    return ", ".join(f"{name} {value}" for name, value in thing)


def _said(question: Question, value: Any) -> str:
    table = question[1].split(" FROM ", 1)[1].split()[0]
    return f"{value} in {question[0]}.{table}"
