"""Free text never travels: what people write may name a person, and could be erased nowhere else."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from chassis.transport.contract import declared
from operations.layout import SERVICES

for service in SERVICES:
    import_module(f"services.{service}.events")
TYPES = sorted(type for type in declared if type.split(".")[0] in SERVICES)

WORDS = {
    "batch",
    "barcode",
    "case_number",
    "category",
    "code",
    "condition",  # a choice
    "currency",
    "customer_name",  # masked where it is a person's
    "delivery_number",
    "department",
    "display_name",  # masked where it is a person's
    "lot",
    "model",
    "name",
    "number",
    "order_number",
    "order_numbers",
    "product_code",
    "product_name",
    "region",
    "sales_region",  # the company's own name of a part of its market
    "serials",
    "status",
    "supplier_name",
    "unit",
}
"""Every text a fact may carry: numbers and codes, choices, and names of products and enterprises."""


@pytest.mark.parametrize("type", TYPES)
def test_the_texts_of_a_fact_are_codes_and_names(type):
    assert set(texts(declared[type].published())) <= WORDS


def texts(schema: dict[str, Any], name: str = "") -> Iterator[str]:
    """The names under which a schema takes any text at all."""
    for part in (schema, *schema.get("anyOf", ())):
        if part == {"type": "string"}:
            yield name
        if part.get("type") == "array":
            yield from texts(part["items"], name)
        for inner, told in part.get("properties", {}).items():
            yield from texts(told, inner)
