"""A cell on its way in: what a person meant by it, as the form's field takes it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from marshmallow import fields

from chassis.web.fields import Exact, tidy

from .errors import (
    CellKindWrong,
    ChoiceUnknown,
    CodeAsNumber,
    CommaUnclear,
    ErrorInCell,
    FormulaInCell,
)

Kind = Literal["text", "number", "date", "flag", "formula", "error"]
Read = Callable[["Cell"], Any]
"""A cell as JSON would carry it for a field; raises the refusal that says why not."""
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?")
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_ONE_COMMA = re.compile(r"-?\d{1,3},\d{3}")
_EXACT_DIGITS = 15
"""Of as many a binary number keeps each."""
_YES = {"true", "yes", "y", "是", "对", "√", "1"}
_NO = {"false", "no", "n", "否", "不", "×", "0"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: its kind, and the text it shows (a number in its shortest exact form).

    `padded` says that a number is shown with all its digits, leading zeros included; `comma_unclear`
    that a comma in it may be a decimal one.
    """

    kind: Kind
    shown: str
    padded: bool = False
    comma_unclear: bool = False


def reader_of(field: Any, is_code: bool = False) -> Read:
    """How the cells of this field's column are read."""
    several = isinstance(field, fields.List)
    read = _list if several else _code if is_code else _reader_by_kind(field)

    def checked(cell: Cell) -> Any:
        if cell.kind == "formula":
            raise FormulaInCell
        if cell.kind == "error":
            raise ErrorInCell(shown=cell.shown)
        return read(cell)

    return checked


def _reader_by_kind(field: Any) -> Read:
    for kind, read in _READ.items():
        if isinstance(field, kind):
            return read
    return _choice(field.metadata["x-choices"]) if "x-choices" in field.metadata else _text


def plain_number(text: str) -> str:
    """A binary number's shortest decimal text, without an exponent: 0.1 is 0.1, 5.0 is 5."""
    if text.isdecimal() and len(text) <= _EXACT_DIGITS:
        return str(int(text))
    number = Decimal(repr(float(text)))
    whole = number.to_integral_value()
    return str(int(whole)) if number == whole else f"{number:f}"


def normal(text: str) -> str:
    """A text as people compare it: full width is half width, no case, no outer space."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _decimal(cell: Cell) -> str:
    text = normal(cell.shown)
    if cell.comma_unclear and _ONE_COMMA.fullmatch(text):
        raise CommaUnclear(shown=cell.shown)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if text.endswith("%"):
        text = _per_cent(text)
    if cell.kind not in ("number", "text") or not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        raise CellKindWrong(shown=cell.shown, kind="a number", kind_zh="数字")
    return _without_noise(text)


def _without_noise(text: str) -> str:
    """Zeros that say nothing go: a sheet may show 12.50 of an amount as 12.500."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    before, _, after = digits.partition(".")
    after = after.rstrip("0")
    return sign + (before.lstrip("0") or "0") + (f".{after}" if after else "")


def _per_cent(text: str) -> str:
    try:
        return f"{Decimal(text[:-1]) / 100:f}"
    except InvalidOperation:
        return text


def _whole(cell: Cell) -> int:
    text = normal(cell.shown)
    if cell.kind not in ("number", "text") or not re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
        raise CellKindWrong(shown=cell.shown, kind="a whole number", kind_zh="整数")
    return int(text)


def _flag(cell: Cell) -> bool:
    text = normal(cell.shown)
    if text not in _YES | _NO:
        raise CellKindWrong(shown=cell.shown, kind="yes or no", kind_zh="“是”或“否”")
    return text in _YES


def _day(cell: Cell) -> str:
    match = _DAY.fullmatch(normal(cell.shown)) if cell.kind in ("date", "text") else None
    try:
        year, month, day = map(int, match.groups() if match else ())
        return date(year, month, day).isoformat()
    except ValueError as problem:
        raise CellKindWrong(
            shown=cell.shown, kind="a date (2026-01-31)", kind_zh="日期(2026-01-31)"
        ) from problem


def _text(cell: Cell) -> str:
    return tidy(cell.shown)


def _code(cell: Cell) -> str:
    if cell.kind == "number" and not cell.padded:
        raise CodeAsNumber(shown=cell.shown)
    return tidy(cell.shown)


def _list(cell: Cell) -> list[str]:
    """Codes one behind another in a cell, apart by commas, semicolons or lines."""
    return [each.strip() for each in re.split(r"[,,、;;\n]", _code(cell)) if each.strip()]


def _choice(choices: Mapping[str, Mapping[str, str]]) -> Read:
    """Choices may be written as their code or as their label in either language."""
    known = {
        normal(text): code
        for code, label in reversed(list(choices.items()))
        for text in (label["en"], label["zh"], code)
    }

    def read(cell: Cell) -> str:
        code = known.get(normal(cell.shown))
        if code is None:
            told = {
                "choices": ", ".join(label["en"] for label in choices.values()),
                "choices_zh": "、".join(label["zh"] for label in choices.values()),
            }
            raise ChoiceUnknown(shown=cell.shown, **told)
        return code

    return read


_READ: dict[type, Read] = {
    Exact: _decimal,
    fields.Integer: _whole,
    fields.Boolean: _flag,
    fields.Date: _day,
}


def shown_date(moment: datetime) -> str:
    """A date cell's text; the time is kept where there is one, so that a date column can refuse it."""
    return moment.isoformat(" ") if moment.time() != datetime.min.time() else str(moment.date())
