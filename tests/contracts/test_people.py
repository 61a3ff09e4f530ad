"""A person is shown by name: beside every field of an answer that holds a person's id stands his name.

What a field of ids holds is told by its name. One that isn't known here to hold records' ids is taken
for one of people, so that a new field has to be looked at.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.town import SERVICES

RECORDS = frozenset(
    """
    id first_id next same_as source_id source_line from_id to_id parent_id fact_id reverses_id
    category_id product_id lot_id supplier_id warehouse_id plan_id waiver_id hold_id
    purchase_order_id order_line_id receipt_id receipt_line_id inspection_id issue_id issue_line_id
    line_id opening_id transfer_id customer_id
    quotation_id order_id credit_hold_id delivery_id delivery_line_id return_id return_line_id
    credit_note_id credit_note_line_id receivable_id settlement_id case_id attention_case_id
    """.split()
)
"""Fields that hold the ids of things, not of people."""
CALLED = {
    ("OrderOut", "consignee_id"): "consignee",  # a customer's contact, to whom the goods go
    ("SessionOut", "user_id"): "name",  # a session is its user's: everything it says is his
}
"""Where the name stands in a field that is called otherwise."""


@pytest.mark.parametrize("service", [*SERVICES, "gateway"])
def test_beside_every_persons_id_stands_his_name(company, service):
    document = company.app(service).test_client().get("/openapi.json").get_json()
    told = answered(document)
    people = [(schema, field) for schema in told for field in persons(told[schema])]
    assert people
    unnamed = [each for each in people if name_of(*each) not in told[each[0]]]
    assert unnamed == []


def persons(fields: dict[str, Any]) -> list[str]:
    """Those of the fields that hold people's ids, alone or several."""
    return [name for name, told in fields.items() if _is_id(told) and name not in RECORDS]


def name_of(schema: str, field: str) -> str:
    """The field that says what the person is called whose id this one holds."""
    return CALLED.get((schema, field), f"{field.removesuffix('_id')}_name")


def answered(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields of every schema that some answer shows, by the schema's name."""
    schemas = document["components"]["schemas"]
    operations = [each for path in document["paths"].values() for each in path.values()]
    answers = [each["responses"] for each in operations if isinstance(each, dict)]
    found: dict[str, dict[str, Any]] = {}
    waiting = list(_named(answers))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = schemas.get(name, {}).get("properties", {})
            waiting += _named(found[name])
    return found


def _is_id(told: dict[str, Any]) -> bool:
    return "uuid" in (told.get("format"), told.get("items", {}).get("format"))


def _named(told: Any) -> Iterator[str]:
    """The schemas that a piece of a document refers to."""
    if isinstance(told, dict) and "$ref" in told:
        yield told["$ref"].rpartition("/")[2]
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for each in inner:
        yield from _named(each)
