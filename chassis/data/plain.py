"""Values as JSON can carry them, without loss: decimals as strings, instants in ISO 8601 UTC."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

_OURS = orjson.OPT_PASSTHROUGH_DATETIME


def plain(value: Any) -> Any:
    """The JSON form of a value, a row or a list of them."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is dict:
        return {
            key: item if type(item) in _AS_IT_IS else plain(item) for key, item in value.items()
        }
    if kind is list or kind is tuple:
        return [item if type(item) in _AS_IT_IS else plain(item) for item in value]
    return plain_one(value)


def to_json(value: Any) -> bytes:
    """A value as JSON in UTF-8, in the forms of `plain`."""
    try:
        return orjson.dumps(value, default=plain_one, option=_OURS)
    except TypeError:  # names of columns are a kind of str of their own, and cost twice the time
        return orjson.dumps(value, default=plain_one, option=_OURS | orjson.OPT_NON_STR_KEYS)


def plain_one(value: Any) -> Any:
    """The JSON form of a single value; also the `default=` of an encoder."""
    form = _FORMS.get(type(value))
    return form(value) if form else _plain_relative(value)


def _plain_relative(value: Any) -> Any:
    """The form of a value whose type only descends from one we know."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    for kind, form in _FORMS.items():
        if isinstance(value, kind):
            return form(value)
    return value


def _instant(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


# Every value of every answer, fact and journal row passes here, so a look-up decides, not a chain.
_AS_IT_IS = frozenset({str, int, bool, float, type(None)})
_FORMS: dict[type, Callable[[Any], Any]] = {
    Decimal: "{:f}".format,
    UUID: str,
    datetime: _instant,  # before date, from which it descends
    date: date.isoformat,
    set: sorted,
    frozenset: sorted,
}
