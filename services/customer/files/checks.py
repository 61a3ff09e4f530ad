"""What a number, a phone or an address must look like; each check says nothing or refuses the field."""

import re
from datetime import date

from ..errors import (
    BirthDateDiffers,
    CreditCodeWrong,
    DateInFuture,
    EmailMalformed,
    IdentityNumberWrong,
    PhoneMalformed,
    PostcodeMalformed,
    TaxNumberMalformed,
    WebsiteMalformed,
)

# GB 32100-2015: 18 characters without I, O, S, V, Z; weights are powers of 3 modulo 31.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE = re.compile(rf"[{_CREDIT_ALPHABET}]{{2}}\d{{6}}[{_CREDIT_ALPHABET}]{{10}}", re.ASCII)
# GB 11643-1999: 17 digits (region, birth date, order) and a check character.
_IDENTITY = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECK = "10X98765432"

_EXTENSION = re.compile(r"\s*(转|ext\.?|x|#)\s*\d{1,6}$", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s()\-]+", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\"\\]{1,64}@([\w-]{1,63}\.)+[\w-]{2,63}")
_WEBSITE = re.compile(r"(https?://)?([\w-]{1,63}\.)+[\w-]{2,63}(:\d{1,5})?(/\S*)?")
_POSTCODE = re.compile(r"\d{6}", re.ASCII)
_FOREIGN_POSTCODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z \-]{1,10}")
_TAX_NUMBER = re.compile(r"[0-9A-Z]{15,20}", re.ASCII)


def credit_check_digit(code: str) -> str:
    """The 18th character that belongs to the first 17 of a unified social credit code."""
    total = sum(
        _CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17])
    )
    return _CREDIT_ALPHABET[-total % 31]


def check_credit_code(code: str) -> None:
    """GB 32100 统一社会信用代码."""
    if not _CREDIT_CODE.fullmatch(code) or credit_check_digit(code) != code[17]:
        raise CreditCodeWrong("/credit_code")


def identity_check_digit(number: str) -> str:
    """The 18th character that belongs to the first 17 digits of an identity number."""
    total = sum(int(n) * w for n, w in zip(number[:17], _IDENTITY_WEIGHTS, strict=True))
    return _IDENTITY_CHECK[total % 11]


def check_identity_card(number: str, birth_date: date | None, today: date) -> None:
    """GB 11643 居民身份证号: check character, a birth date that was, the same as the file's."""
    if not _IDENTITY.fullmatch(number) or identity_check_digit(number) != number[17]:
        raise IdentityNumberWrong("/identity_no")
    born = _born(number)
    if born is None or born > today:
        raise IdentityNumberWrong("/identity_no")
    if birth_date and birth_date != born:
        raise BirthDateDiffers("/birth_date")


def check_past(field: str, day: date, today: date) -> None:
    """A day that lies behind us."""
    if day > today:
        raise DateInFuture(f"/{field}", day=day.isoformat())


def normal_phone(text: str) -> str:
    """The digits that are dialled inside China: no +86, no extension, no punctuation."""
    digits = re.sub(r"\D", "", _EXTENSION.sub("", text), flags=re.ASCII)
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) > 11:
            return digits.removeprefix(prefix)
    return digits


def check_phone(field: str, text: str) -> None:
    """7 to 15 digits with usual punctuation; a mobile number inside China has 11."""
    number = normal_phone(text)
    plain = _EXTENSION.sub("", text)
    if not _PHONE.fullmatch(plain) or not 7 <= len(number) <= 15:
        raise PhoneMalformed(f"/{field}")
    abroad = plain.startswith("+") and not plain.startswith("+86")
    if field == "phone_mobile" and not abroad and not _MOBILE.fullmatch(number):
        raise PhoneMalformed(f"/{field}")


def check_email(text: str) -> None:
    """One address, local part and domain."""
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise EmailMalformed("/email")


def check_website(text: str) -> None:
    """A host name, with or without https:// and a path."""
    if not _WEBSITE.fullmatch(text):
        raise WebsiteMalformed("/website")


def check_postcode(text: str, country: str) -> None:
    """Six digits in China; letters and digits elsewhere."""
    pattern = _POSTCODE if country == "CN" else _FOREIGN_POSTCODE
    if not pattern.fullmatch(text):
        raise PostcodeMalformed("/postcode")


def check_tax_number(text: str, country: str) -> None:
    """15 to 20 digits or capitals in China 纳税人识别号; not checked elsewhere."""
    if country == "CN" and not _TAX_NUMBER.fullmatch(text):
        raise TaxNumberMalformed("/tax_no")


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
