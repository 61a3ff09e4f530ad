"""A file's rules without a database: states, fields by type, completeness, look-alikes, time limit."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from chassis.principal import Principal

from .. import errors
from ..credit import rules as credit
from ..files import rules
from ..files.choices import FILINGS
from ..files.schemas import FileFields
from ..secrecy import rules as secrecy

TODAY = date(2026, 11, 24)
BARE = {"type": "enterprise", "name": "X", "terms_kind": "cash", "terms_days": 0, "country": "CN"}
PERSON = BARE | {"type": "individual", "name": None, "person_name": "张三"}

FILE_STATES = {
    "change": {"draft": "draft", "rejected": "rejected", "approved": "draft"},
    "submit": {"draft": "submitted", "rejected": "submitted"},
    "examine": {"submitted": "examined"},
    "recheck": {"examined": "approved"},
    "send_back_examined": {"submitted": "rejected"},
    "send_back_rechecked": {"examined": "rejected"},
    "take_back": {"draft": "approved", "rejected": "approved"},
    "archive": {"draft": "archived", "rejected": "archived", "approved": "archived"},
}
CREDIT_STATES = {
    "examine": {"submitted": "examined"},
    "recheck": {"examined": "approved"},
    "send_back_examined": {"submitted": "rejected"},
    "send_back_rechecked": {"examined": "rejected"},
}


@pytest.mark.parametrize("state", FILINGS)
@pytest.mark.parametrize("verb", rules.TRANSITIONS)
def test_every_verb_in_every_state_of_a_file(verb, state):
    reached = FILE_STATES[verb].get(state)
    if reached:
        assert rules.after(verb, state, "CU-1") == reached
        return
    with pytest.raises(errors.Conflict) as refusal:
        rules.after(verb, state, "CU-1")
    assert FILINGS[state][1] in refusal.value.sentence("en")
    assert FILINGS[state][0] in refusal.value.sentence("zh")


@pytest.mark.parametrize("state", credit.STATES)
@pytest.mark.parametrize("verb", credit.TRANSITIONS)
def test_every_verb_in_every_state_of_a_proposal(verb, state):
    reached = CREDIT_STATES[verb].get(state)
    if reached:
        assert credit.after(verb, state, "CP-1") == reached
        return
    with pytest.raises(errors.Conflict) as refusal:
        credit.after(verb, state, "CP-1")
    assert "CP-1" in refusal.value.sentence("zh")


def test_a_proposal_says_something():
    credit.check_proposal(Decimal(0), None)
    credit.check_proposal(None, "A")
    with pytest.raises(errors.NothingProposed):
        credit.check_proposal(None, None)


def test_every_field_people_write_belongs_to_a_type():
    fields = set(FileFields().fields) - {"none"}
    assert frozenset().union(*rules.FIELDS.values()) == fields


@pytest.mark.parametrize(
    ("values", "refusal", "pointer"),
    [
        (BARE | {"name": None}, errors.FieldRequired, "/name"),
        (PERSON | {"person_name": ""}, errors.FieldRequired, "/person_name"),
        (BARE | {"person_name": "张三"}, errors.FieldOfOtherType, "/person_name"),
        (PERSON | {"credit_code": "91330100799655058B"}, errors.FieldOfOtherType, "/credit_code"),
        (PERSON | {"short_name": "小张"}, errors.FieldOfOtherType, "/short_name"),
        (BARE | {"terms_kind": "days"}, errors.TermsWrong, "/terms_days"),
        (BARE | {"terms_days": 30}, errors.TermsWrong, "/terms_days"),
        (BARE | {"country": "DE", "region": "310000"}, errors.RegionAbroad, "/region"),
        (BARE | {"founded_on": date(2026, 11, 25)}, errors.DateInFuture, "/founded_on"),
        (BARE | {"fax": "12"}, errors.PhoneMalformed, "/fax"),
        (BARE | {"email": "me"}, errors.EmailMalformed, "/email"),
        (BARE | {"website": "me"}, errors.WebsiteMalformed, "/website"),
        (BARE | {"postcode": "12"}, errors.PostcodeMalformed, "/postcode"),
        (BARE | {"tax_no": "12"}, errors.TaxNumberMalformed, "/tax_no"),
        (PERSON | {"birth_date": date(2026, 11, 25)}, errors.DateInFuture, "/birth_date"),
        (PERSON | {"identity_no": "1"}, errors.IdentityKindMissing, "/identity_kind"),
    ],
)
def test_what_cannot_stand_in_a_file_is_refused_under_its_field(values, refusal, pointer):
    with pytest.raises(refusal) as refused:
        rules.check_file(values, [], TODAY)
    assert refused.value.pointer == pointer


def test_a_code_is_not_checked_for_a_customer_abroad():
    rules.check_file(BARE | {"country": "DE", "credit_code": "HRB 12345"}, [], TODAY)
    rules.check_file(PERSON | {"identity_kind": "passport", "identity_no": "E12345678"}, [], TODAY)


@pytest.mark.parametrize("field", ["name", "terms_days", "person_in_charge", "nonsense", "fax"])
def test_none_answers_only_an_empty_field_of_the_type(field):
    with pytest.raises(errors.NoneNotPossible) as refused:
        rules.check_file(BARE | {"fax": "021-58886666"}, ["email", field], TODAY)
    assert refused.value.pointer == "/none/1"


def test_none_counts_as_filled_and_zero_does_too():
    gaps = rules.missing(BARE, [])
    assert {"fax", "staff", "needs"} < set(gaps)
    assert "identity_no" not in gaps
    assert rules.missing(BARE | {"staff": 0}, [g for g in gaps if g != "staff"]) == []


def test_day_ten_is_the_last_day():
    assert rules.due_on(date(2026, 2, 20)) == date(2026, 3, 2)


def test_likenesses_see_through_spelling():
    one = rules.likenesses(BARE | {"name": "华东(汽配)有限公司", "phone_office": "021-58886666"})
    two = rules.likenesses(BARE | {"name": "华东（汽配）", "phone_mobile": "+86 21 5888 6666"})
    assert ("name", "华东汽配") in one & two
    assert rules.normal_name("ACME Co., Ltd.") == rules.normal_name("acme") == "acme"
    assert rules.normal_name("公司") == "公司"
    assert ("name", "") not in rules.likenesses(BARE | {"name": "···"})


def test_a_person_shows_only_the_first_character():
    assert rules.display_name(PERSON | {"person_name": "张三丰"}) == "张*"
    assert rules.display_name(BARE | {"short_name": "小X"}) == "小X"
    assert rules.display_name(BARE) == "X"
    assert secrecy.mask_name(" John Smith") == "J*"


ANNA = UUID(int=1)
EXAMINE = frozenset({"customer.file.examine"})
CLASSES = {"code": "internal", "phone": "confidential", "identity_no": "secret"}


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (Principal(ANNA, clearance="internal"), {"code"}),
        (Principal(ANNA, clearance="confidential"), {"code", "phone"}),
        (Principal(ANNA, clearance="secret"), {"code", "phone", "identity_no"}),
        (Principal(UUID(int=2), clearance="secret"), {"code", "phone"}),
        (Principal(UUID(int=2), clearance="secret", permissions=EXAMINE), set(CLASSES)),
        (Principal(ANNA, clearance="confidential", permissions=EXAMINE), {"code", "phone"}),
    ],
)
def test_who_reads_which_class(reader, seen):
    values = dict.fromkeys(CLASSES, "x")
    assert set(secrecy.readable(reader, values, CLASSES, ANNA)) == seen
