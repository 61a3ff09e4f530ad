"""Public number formats, phones and addresses, by examples from their standards."""

from datetime import date

import pytest

from .. import errors
from ..files import checks

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("code", ["91330100799655058B", "9144030071526726XG", "91110000802100433B"])
def test_real_social_credit_codes_pass(code):
    checks.check_credit_code(code)


@pytest.mark.parametrize(
    "code",
    [
        "91330100799655058A",  # another check digit
        "91330100799655085B",  # two digits exchanged
        "9133010079965505",  # too short
        "I1330100799655058B",  # a letter that is not used
        "91330100799655058b",
        "913301007996550５8B",  # a full-width digit
    ],
)
def test_a_wrong_social_credit_code_is_refused(code):
    with pytest.raises(errors.CreditCodeWrong):
        checks.check_credit_code(code)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_standards_own_identity_numbers_pass(number):
    checks.check_identity_card(number, None, TODAY)


@pytest.mark.parametrize(
    "number",
    [
        "110105194912310021",
        "11010519491331002X",
        "11010519490229002X",
        "1101051949123100",
        "x" * 18,
    ],
)
def test_a_wrong_identity_number_is_refused(number):
    with pytest.raises(errors.IdentityNumberWrong):
        checks.check_identity_card(number, None, TODAY)


def test_nobody_is_born_tomorrow():
    with pytest.raises(errors.IdentityNumberWrong):
        checks.check_identity_card("11010519491231002X", None, date(1949, 12, 30))


def test_the_birth_date_is_the_one_in_the_number():
    checks.check_identity_card("11010519491231002X", date(1949, 12, 31), TODAY)
    with pytest.raises(errors.BirthDateDiffers):
        checks.check_identity_card("11010519491231002X", date(1949, 12, 30), TODAY)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("0086-138-0013-8000", "13800138000"),
        ("(021) 5888-6666 转 802", "02158886666"),
        ("021-58886666 ext. 802", "02158886666"),
        ("+44 20 7946 0958", "442079460958"),
    ],
)
def test_spellings_of_one_phone_meet(text, normal):
    assert checks.normal_phone(text) == normal


@pytest.mark.parametrize("text", ["13800138000", "+86 138-0013-8000", "+44 7700 900123"])
def test_a_mobile_number_has_its_form(text):
    checks.check_phone("phone_mobile", text)


@pytest.mark.parametrize("text", ["12800138000", "138001380001", "021-58886666", "tel 13800138000"])
def test_another_number_is_no_mobile(text):
    with pytest.raises(errors.PhoneMalformed) as refusal:
        checks.check_phone("phone_mobile", text)
    assert refusal.value.pointer == "/phone_mobile"


@pytest.mark.parametrize("text", ["123456", "1" * 16, "021-5888866a", "００００００００"])
def test_a_phone_has_seven_to_fifteen_digits(text):
    with pytest.raises(errors.PhoneMalformed):
        checks.check_phone("phone_office", text)


def test_addresses_have_their_form():
    checks.check_email("zhang.san@example.com")
    checks.check_website("https://www.example.com/关于")
    checks.check_postcode("200000", "CN")
    checks.check_postcode("SW1A 1AA", "GB")
    checks.check_tax_number("91330100799655058B", "CN")
    for check, wrong in (
        (lambda: checks.check_email("zhang@"), errors.EmailMalformed),
        (lambda: checks.check_email("a@b.cn, c@d.cn"), errors.EmailMalformed),
        (lambda: checks.check_website("example"), errors.WebsiteMalformed),
        (lambda: checks.check_postcode("2000", "CN"), errors.PostcodeMalformed),
        (lambda: checks.check_tax_number("123", "CN"), errors.TaxNumberMalformed),
        (lambda: checks.check_past("founded_on", date(2026, 11, 25), TODAY), errors.DateInFuture),
    ):
        with pytest.raises(wrong):
            check()
