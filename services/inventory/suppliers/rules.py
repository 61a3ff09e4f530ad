"""Pure rules of suppliers: their states, and what phones, addresses, tax numbers and terms look like."""

import re
from collections.abc import Mapping
from typing import Any

from ..errors import (
    EmailMalformed,
    PhoneMalformed,
    SupplierNotActive,
    SupplierNotBlocked,
    TaxNumberWrong,
    TermsWrong,
)

ACTIVE, BLOCKED, ARCHIVED = "active", "blocked", "archived"
BLOCK, UNBLOCK = "block", "unblock"
STATUS = {
    ACTIVE: ("可采购", "Active"),
    BLOCKED: ("已停用", "Blocked"),
    ARCHIVED: ("已归档", "Archived"),
}
TRANSITIONS: dict[str, dict[str, str]] = {
    ACTIVE: {BLOCK: BLOCKED},
    BLOCKED: {UNBLOCK: ACTIVE},
    ARCHIVED: {},
}
_REFUSALS = {BLOCK: SupplierNotActive, UNBLOCK: SupplierNotBlocked}
_DAYS = {"cash": (0, 0), "days": (1, 3650), "month_end": (0, 3650)}

_EXTENSION = re.compile(r"\s*(转|ext\.?|x|#)\s*\d{1,6}$", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s()/\-]+", re.ASCII)
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\"\\]{1,64}@([\w-]{1,63}\.)+[\w-]{2,63}")
_TAX_NUMBER = re.compile(r"[0-9A-Z-]{5,20}", re.ASCII)
# GB 32100-2015: 18 characters without I, O, S, V, Z; weights are powers of 3 modulo 31
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def after(status: str, verb: str, name: str) -> str:
    """The status a supplier has after a verb; raises the verb's refusal where it is not allowed."""
    reached = TRANSITIONS[status].get(verb)
    if reached is None:
        zh, en = STATUS[status]
        raise _REFUSALS[verb](name=name, status=en.lower(), status_zh=zh)
    return reached


def check(supplier: Mapping[str, Any]) -> None:
    """Refuse a supplier whose fields are malformed or contradict each other."""
    for name in ("phone", "fax"):
        if supplier.get(name):
            _check_phone(name, supplier[name])
    email = supplier.get("email")
    if email and not _EMAIL.fullmatch(email):
        raise EmailMalformed("/email", email=email)
    if supplier.get("tax_number"):
        _check_tax_number(supplier["tax_number"])
    least, most = _DAYS[supplier["terms_kind"]]
    if not least <= supplier["terms_days"] <= most:
        raise TermsWrong("/terms_days")


def credit_check_digit(code: str) -> str:
    """The 18th character that belongs to the first 17 of a unified social credit code."""
    total = sum(
        _CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17])
    )
    return _CREDIT_ALPHABET[-total % 31]


def _check_phone(field: str, text: str) -> None:
    """5 to 15 digits with usual punctuation and an extension: service numbers have five."""
    plain = _EXTENSION.sub("", text)
    digits = sum(char.isdigit() for char in plain)
    if not _PHONE.fullmatch(plain) or not 5 <= digits <= 15:
        raise PhoneMalformed(f"/{field}", phone=text)


def _check_tax_number(number: str) -> None:
    """Abroad they differ; 18 characters are a unified social credit code and are checked."""
    if not _TAX_NUMBER.fullmatch(number):
        raise TaxNumberWrong("/tax_number", number=number)
    if len(number) == 18 and (
        not set(number) <= set(_CREDIT_ALPHABET) or credit_check_digit(number) != number[17]
    ):
        raise TaxNumberWrong("/tax_number", number=number)
