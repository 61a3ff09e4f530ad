"""Schema fields that carry their label, choices, secrecy class and list abilities, once.

Everything that shows a field takes these from here: lists, OpenAPI (`x-label-zh`, `x-label-en`,
`x-choices`, `x-class`), sheets, print. Decimals are strings on the wire, both ways.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from chassis.data.plain import plain_one

Choices = Mapping[str, tuple[str, str]]
_OURS = ("needs", "opens", "sort", "filter", "search")
"""`needs` names a permission without which nobody sees the field; `opens` one whose holder sees it for
his work whatever its class, as a keeper does the address he ships to."""
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,20})?")
_YEARS = range(1000, 3000)
"""Dates outside of them are slips of the pen, and would overflow where days are added to them."""


class Schema(ma.Schema):
    """A form in or out; a name it doesn't know is refused."""

    class Meta:
        unknown = ma.RAISE


class Exact(fields.Field[Decimal]):
    """A decimal of bounded places and size that travels as a string; floats are refused."""

    default_error_messages = {
        "type": 'Write the number as a string, such as "12.50".',
        "number": "Not a number.",
        "places": "At most {places} decimal places.",
        "least": "Must be at least {least}.",
        "most": "Must be at most {most}.",
    }

    def __init__(self, places: int, least: str | None, most: str, **kwargs: Any) -> None:
        self.places = places
        self.least = None if least is None else Decimal(least)
        self.most = Decimal(most)
        digits = len(str(int(self.most)))
        unsigned = rf"(0|[1-9][0-9]{{0,{digits - 1}}})(\.[0-9]{{1,{places}}})?"
        self.signed = f"^-?{unsigned}$"
        self.pattern = self.signed if self.least is None or self.least < 0 else f"^{unsigned}$"
        super().__init__(**kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else plain_one(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        number = self.read(value)
        if self.least is not None and number < self.least:
            raise self.make_error("least", least=self.least)
        return number

    def read(self, value: Any) -> Decimal:
        """The number a string says, however small it is: a filter may ask for nothing or less."""
        if not isinstance(value, str):
            raise self.make_error("type")
        if not _NUMBER.fullmatch(value):
            raise self.make_error("number")
        number = Decimal(value)
        if number.as_tuple().exponent < -self.places:  # type: ignore[operator]
            raise self.make_error("places", places=self.places)
        if abs(number) > self.most:
            raise self.make_error("most", most=self.most)
        return number


class Text(fields.String):
    """A text as `tidy` leaves it: "P-1 " and "P-1" are no two codes."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return tidy(super()._deserialize(value, attr, data, **kwargs))


def tidy(text: str) -> str:
    """A text without outer blanks, each line break in it one LF, as some programs write CR LF."""
    return text.replace("\r\n", "\n").strip()


def money(zh: str, en: str, min: str | None = "0", **kw: Any) -> Exact:
    """An amount: 2 places, up to 9,999,999,999,999.99."""
    return Exact(2, min, "9999999999999.99", **_told(zh, en, kw))


def price(zh: str, en: str, min: str | None = "0", **kw: Any) -> Exact:
    """A unit price or unit cost: 6 places, up to 9,999,999."""
    return Exact(6, min, "9999999", **_told(zh, en, kw))


def quantity(zh: str, en: str, min: str | None = "0.001", **kw: Any) -> Exact:
    """A quantity: 3 places, positive unless said, up to 99,999,999."""
    return Exact(3, min, "99999999", **_told(zh, en, kw))


def rate(zh: str, en: str, min: str | None = "0", max: str = "1", **kw: Any) -> Exact:
    """A rate as a fraction of one (0.13 is 13 %), 6 places."""
    return Exact(6, min, max, **_told(zh, en, kw))


def text(zh: str, en: str, max: int = 200, **kw: Any) -> Text:
    """A text without control characters and outer blanks; a required one isn't blank."""
    checks: list[Any] = [validate.Length(max=max), _readable]
    checks += [_not_blank] if kw.get("required") else []
    return Text(validate=[*checks, *kw.pop("validate", [])], **_told(zh, en, kw))


def code(zh: str, en: str, max: int = 40, **kw: Any) -> Text:
    """A code, number or unit: a text on one line, which is blank only where it may be none."""
    # `text` refuses a required one that is blank
    seen_to = kw.get("allow_none") or kw.get("required")
    checks = [_one_line] if seen_to else [_one_line, _not_blank]
    return text(zh, en, max, validate=[*checks, *kw.pop("validate", [])], **kw)


def password(zh: str, en: str, **kw: Any) -> fields.String:
    """A password as it was typed: blanks around it are part of it."""
    checks: list[Any] = [validate.Length(max=200), _readable, _not_blank]
    return fields.String(validate=checks, **_told(zh, en, {"required": True, "cls": "secret"} | kw))


def whole(zh: str, en: str, min: int = 0, max: int = 2_000_000_000, **kw: Any) -> fields.Integer:
    """A whole number within bounds; 1.0 and "1" are not whole numbers."""
    return fields.Integer(strict=True, validate=validate.Range(min, max), **_told(zh, en, kw))


def flag(zh: str, en: str, **kw: Any) -> fields.Boolean:
    """True or false, as JSON says them."""
    return _Flag(**_told(zh, en, kw))


def day(zh: str, en: str, **kw: Any) -> fields.Date:
    """A calendar date, ISO 8601."""
    return fields.Date(validate=[_in_our_time, *kw.pop("validate", [])], **_told(zh, en, kw))


def instant(zh: str, en: str, **kw: Any) -> fields.AwareDateTime:
    """An instant with its offset, ISO 8601."""
    checks = [_in_our_time, *kw.pop("validate", [])]
    return _Instant(format="iso", validate=checks, **_told(zh, en, kw))


def ref(zh: str, en: str, **kw: Any) -> fields.UUID:
    """The id of another thing."""
    return fields.UUID(**_told(zh, en, kw))


def choice(zh: str, en: str, choices: Choices, **kw: Any) -> fields.String:
    """One of the given codes; each has a zh and an en label."""
    kw["choices"] = choices
    return fields.String(validate=validate.OneOf(list(choices)), **_told(zh, en, kw))


def nested(zh: str, en: str, schema: type[ma.Schema], **kw: Any) -> fields.Nested:
    """A thing within a thing."""
    return fields.Nested(schema, **_told(zh, en, kw))


def many(
    zh: str, en: str, schema: type[ma.Schema], min: int = 0, max: int = 500, **kw: Any
) -> fields.List:
    """A list of things, `min` to `max` of them."""
    return _List(fields.Nested(schema), validate=validate.Length(min, max), **_told(zh, en, kw))


def plain_list(zh: str, en: str, item: fields.Field[Any], max: int = 500, **kw: Any) -> fields.List:
    """A list of plain values."""
    return _List(item, validate=validate.Length(max=max), **_told(zh, en, kw))


def anything(zh: str, en: str, **kw: Any) -> fields.Raw:
    """A value whose form another document gives (a journal row's changes)."""
    return fields.Raw(**_told(zh, en, kw))


class _Instant(fields.AwareDateTime):
    """Shown as lists, facts and answers to changes show it, with Z."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else plain_one(value)


class _List(fields.List):
    """Refuses a list that is too long before it reads the items: each may be wrong in several ways."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, list):
            self._validate(value)
        return super()._deserialize(value, attr, data, **kwargs)


class _Flag(fields.Boolean):
    """Only JSON's true and false; marshmallow would take "yes", 1 and "on" too."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def _told(zh: str, en: str, kw: dict[str, Any]) -> dict[str, Any]:
    """Keyword arguments for a marshmallow field, ours moved into its metadata."""
    told: dict[str, Any] = {
        "x-label-zh": zh,
        "x-label-en": en,
        "x-class": kw.pop("cls", "internal"),
    }
    choices = kw.pop("choices", None)
    if choices:
        told["x-choices"] = {
            code: {"zh": c_zh, "en": c_en} for code, (c_zh, c_en) in choices.items()
        }
    told |= {name: kw.pop(name) for name in _OURS if name in kw}
    return {**kw, "metadata": told}


def _readable(value: str) -> None:
    if any(
        (c < " " and c not in "\n\t") or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in value
    ):
        raise ma.ValidationError("Control characters are not allowed.")


def _one_line(value: str) -> None:
    if "\n" in value or "\t" in value:
        raise ma.ValidationError("Must be on one line, without tabs.")


def _not_blank(value: str) -> None:
    if not value.strip():
        raise ma.ValidationError("Must not be blank.")


def _in_our_time(value: date) -> None:
    if value.year not in _YEARS:
        raise ma.ValidationError("Must be a year from 1000 to 2999.")
