"""What people write is text: no quotation mark, brace or percent sign in it means anything to us."""

import pytest

from .world import World

ODD = [
    "'; DROP TABLE suppliers; --",
    "x' OR '1'='1",
    "100%",
    "a_c",
    "{code} {0.__class__.__mro__} {{",
    "%s %(name)s %n",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "${jndi:ldap://x/a}",
    "../../etc/passwd",
    "‮gnirts",
    "𠮷野家 🏭 é́",
    "\\x00 \\u0000 \\",
    '"quoted", "csv"',
    "line one\nline two\tend",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_kept_as_written_and_found_again(company: World, text: str):
    code = company.name("T")
    form = {"code": code, "name": text, "remark": text}
    made = company.do("inventory", "buyer", "/suppliers", form)
    assert (made["name"], made["remark"]) == (text, text)
    found = company.see("inventory", "buyer", "/suppliers", q=text, code=code)["items"]
    assert [each["id"] for each in found] == [made["id"]]
    assert company.see("inventory", "buyer", "/suppliers", code=text)["items"] == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "%%%", "a%c"])
def test_a_search_knows_no_wildcards(company: World, text: str):
    company.supplier()
    found = company.see("inventory", "buyer", "/suppliers", q=text)["items"]
    assert all(text in "".join(filter(None, each.values_of())) for each in map(Row, found))


class Row(dict):
    """A supplier's searchable values."""

    def values_of(self) -> list[str | None]:
        return [self[name] for name in ("code", "name", "products")]


@pytest.mark.parametrize("text", [each for each in ODD if "\n" not in each])
def test_a_refusal_tells_odd_text_as_it_was_written(company: World, text: str):
    company.do("inventory", "buyer", "/suppliers", {"code": text[:40], "name": "first"})
    form = {"code": text[:40], "name": "second"}
    for language in ("en", "zh"):
        headers = {"Accept-Language": language}
        answer = company.as_("inventory", "buyer").post("/suppliers", form, **headers)
        assert (answer.status_code, answer.json["code"]) == (409, "supplier_code_taken")
        assert text[:40].strip() in answer.json["detail"]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_travels_to_the_other_services_as_written(company: World, text: str):
    form = {"code": company.name("T"), "name": text, "unit": "pcs", "sale_price": "1"}
    made = company.do("inventory", "buyer", "/products", form)
    line = {"product_id": made["id"], "quantity": "1"}
    order = {"customer_id": company.customer(company.name("C"))["id"], "lines": [line]}
    drafted = company.do("sales", "salesperson", "/orders", order)
    assert drafted["lines"][0]["product_name"] == text
