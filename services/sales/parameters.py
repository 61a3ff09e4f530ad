"""Parameters as addresses spell them, where a body's field would be typed."""

from marshmallow.fields import Boolean, Integer
from marshmallow.validate import Range


def number(zh: str, en: str, least: int, most: int, default: int) -> Integer:
    """A whole number as a parameter spells it."""
    told = {"x-label-zh": zh, "x-label-en": en, "x-class": "public"}
    return Integer(validate=Range(least, most), load_default=default, metadata=told)


def ticked(zh: str, en: str) -> Boolean:
    """A yes or no as a parameter spells it."""
    told = {"x-label-zh": zh, "x-label-en": en, "x-class": "public"}
    return Boolean(truthy={"true"}, falsy={"false"}, load_default=False, metadata=told)
