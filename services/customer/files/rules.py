"""The rules of a file: its states, which fields belong to which type, when it is complete and due."""

import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from chassis.errors import Refusal

from .. import errors
from ..secrecy.rules import mask_name
from . import checks
from .choices import FILINGS, TYPES

# verb → {state before: state after}. `filing` is the state of what is being filled and signed; an
# approved file whose change is under way keeps its approved edition in force all the while.
TRANSITIONS: dict[str, dict[str, str]] = {
    "change": {"draft": "draft", "rejected": "rejected", "approved": "draft"},
    "submit": {"draft": "submitted", "rejected": "submitted"},
    "examine": {"submitted": "examined"},
    "recheck": {"examined": "approved"},
    "send_back_examined": {"submitted": "rejected"},
    "send_back_rechecked": {"examined": "rejected"},
    "take_back": {"draft": "approved", "rejected": "approved"},
    "archive": {"draft": "archived", "rejected": "archived", "approved": "archived"},
}
_REFUSED: dict[str, type[Refusal]] = {
    "change": errors.FileNotChangeable,
    "submit": errors.FileNotForSubmission,
    "examine": errors.FileNotForExamination,
    "recheck": errors.FileNotForRecheck,
    "send_back_examined": errors.FileNotForExamination,
    "send_back_rechecked": errors.FileNotForRecheck,
    "take_back": errors.FileNotChangeable,
    "archive": errors.FileNotForArchiving,
}

DAYS_TO_FILE = 10

EVERYONE = [
    "type",
    "category",
    "terms_kind",
    "terms_days",
    "return_credit",
    "region",
    "country",
    "sales_region",
    "needs",
    "wanted_products",
    "phone_office",
    "phone_mobile",
    "phone_home",
    "fax",
    "email",
    "qq",
    "wechat",
    "website",
    "address_company",
    "address_home",
    "address_billing",
    "address_delivery",
    "postcode",
    "introduction",
    "remark",
    "owner_id",
    "department",
]
ORGANISATIONS = ["name", "short_name", "credit_code", "industry", "bank", "account", "tax_no"]
ENTERPRISE = [
    "nature",
    "legal_representative",
    "registered_capital",
    "founded_on",
    "staff",
    "main_business",
]
PERSON = [
    "person_name",
    "employer",
    "person_department",
    "title",
    "birth_date",
    "identity_kind",
    "identity_no",
    "height_cm",
    "weight_kg",
    "marital_status",
]
FIELDS: dict[str, frozenset[str]] = {
    "enterprise": frozenset([*EVERYONE, *ORGANISATIONS, *ENTERPRISE]),
    "government": frozenset([*EVERYONE, *ORGANISATIONS, "person_in_charge"]),
    "individual": frozenset([*EVERYONE, *PERSON]),
}
REQUIRED = {"enterprise": "name", "government": "name", "individual": "person_name"}
# What always has a value, so that 无 would mean nothing there.
ALWAYS_FILLED = frozenset(
    [
        "type",
        "category",
        "terms_kind",
        "terms_days",
        "return_credit",
        "country",
        "name",
        "person_name",
    ]
)
PHONES = ("phone_office", "phone_mobile", "phone_home", "fax")
_COMPANY_WORDS = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "公司",
    "coltd",
    "limited",
    "ltd",
    "inc",
    "gmbh",
)


def after(verb: str, state: str, code: str) -> str:
    """The state that `verb` leads to from `state`; refuses naming file, state and remedy."""
    reached = TRANSITIONS[verb].get(state)
    if reached is None:
        zh, en = FILINGS[state]
        raise _REFUSED[verb](code=code, state_zh=zh, state_en=en)
    return reached


def check_file(values: Mapping[str, Any], none: Collection[str], today: date) -> None:
    """Refuse values that cannot stand in a file of this type, each under its own field."""
    filled = {n: v for n, v in values.items() if n != "none" and not is_empty(v)}
    _check_fields(filled, none)
    _check_terms(values["terms_kind"], values["terms_days"])
    _check_place(filled)
    _check_reach(filled)
    _check_person(filled, today)
    if "founded_on" in filled:
        checks.check_past("founded_on", filled["founded_on"], today)


def is_empty(value: Any) -> bool:
    """Not filled: nothing, a blank or an empty list. Zero is a value."""
    return value is None or value == "" or value == []


def missing(values: Mapping[str, Any], none: Collection[str]) -> list[str]:
    """Fields of the type that are neither filled nor 无; a file without any is complete."""
    fields = FIELDS[values["type"]]
    return sorted(f for f in fields if is_empty(values.get(f)) and f not in none)


def due_on(registered_on: date) -> date:
    """The last day to have a file complete and submitted: the tenth calendar day after."""
    return registered_on + timedelta(days=DAYS_TO_FILE)


def display_name(values: Mapping[str, Any]) -> str:
    """The name everybody may see: short name or name, a person's masked."""
    if values["type"] == "individual":
        return mask_name(values["person_name"])
    return values.get("short_name") or values["name"]


def likenesses(values: Mapping[str, Any]) -> set[tuple[str, str]]:
    """What makes two files look alike, as (kind, normal form): name, phone, credit code."""
    names = {("name", normal_name(values.get(f) or "")) for f in ("name", "person_name")}
    phones = {("phone", checks.normal_phone(values.get(f) or "")) for f in PHONES[:3]}
    code = ("credit_code", values.get("credit_code") or "")
    return {(kind, form[:200]) for kind, form in {*names, *phones, code} if form}


def normal_name(name: str) -> str:
    """A name without width, case, punctuation and company words, so that spellings meet."""
    text = unicodedata.normalize("NFKC", name).casefold()
    letters = "".join(char for char in text if char.isalnum())
    for word in _COMPANY_WORDS:
        if letters.endswith(word) and letters != word:
            return letters.removesuffix(word)
    return letters


def _check_fields(filled: Mapping[str, Any], none: Collection[str]) -> None:
    kind = filled["type"]
    zh, en = TYPES[kind]
    for name in filled:
        if name not in FIELDS[kind]:
            raise errors.FieldOfOtherType(f"/{name}", field=name, type_zh=zh, type_en=en)
    if REQUIRED[kind] not in filled:
        name = REQUIRED[kind]
        raise errors.FieldRequired(f"/{name}", field=name, type_zh=zh, type_en=en)
    for place, name in enumerate(none):
        if name in filled or name in ALWAYS_FILLED or name not in FIELDS[kind]:
            raise errors.NoneNotPossible(f"/none/{place}", field=name)


def _check_terms(kind: str, days: int) -> None:
    least, most = {"cash": (0, 0), "days": (1, 3650), "month_end": (0, 3650)}[kind]
    if not least <= days <= most:
        raise errors.TermsWrong("/terms_days")


def _check_place(filled: Mapping[str, Any]) -> None:
    country = filled["country"]
    if country != "CN" and "region" in filled:
        raise errors.RegionAbroad("/region")
    if country == "CN" and "credit_code" in filled:
        checks.check_credit_code(filled["credit_code"])
    if "tax_no" in filled:
        checks.check_tax_number(filled["tax_no"], country)
    if "postcode" in filled:
        checks.check_postcode(filled["postcode"], country)


def _check_reach(filled: Mapping[str, Any]) -> None:
    for name in PHONES:
        if name in filled:
            checks.check_phone(name, filled[name])
    if "email" in filled:
        checks.check_email(filled["email"])
    if "website" in filled:
        checks.check_website(filled["website"])


def _check_person(filled: Mapping[str, Any], today: date) -> None:
    born = filled.get("birth_date")
    if born:
        checks.check_past("birth_date", born, today)
    number, kind = filled.get("identity_no"), filled.get("identity_kind")
    if number and not kind:
        raise errors.IdentityKindMissing("/identity_kind")
    if number and kind == "identity_card":
        checks.check_identity_card(number, born, today)
