"""Facts about products, each with the product's whole state."""

from collections.abc import Mapping
from typing import Any

from chassis.transport.contract import (
    BOOL,
    DECIMAL,
    ID,
    TEXT,
    WHOLE,
    declare,
    many,
    one_of,
    optional,
)
from chassis.transport.fact import Fact

from .parts import A

_PRODUCT = {
    "product_id": ID,
    "code": TEXT,
    "name": TEXT,
    "model": optional(TEXT),
    "barcode": optional(TEXT),
    "unit": TEXT,
    "units": many({"unit": TEXT, "factor": DECIMAL}),
    "category_id": optional(ID),
    "category": optional(TEXT),
    "tax_rate": DECIMAL,
    "tracking": one_of("none", "lot", "serial"),
    "sale_price": optional(DECIMAL),
    "warranty": one_of("none", "limited", "unlimited"),
    "warranty_months": optional(WHOLE),
    "archived": BOOL,
}
_PRODUCT_EXAMPLE = {
    "product_id": A,
    "code": "P-100",
    "name": "制动片 Brake pad",
    "model": "BP-100A",
    "barcode": "6901234567892",
    "unit": "件",
    "units": [{"unit": "箱", "factor": "12.000"}],
    "category_id": None,
    "category": None,
    "tax_rate": "0.130000",
    "tracking": "lot",
    "sale_price": "16.000000",
    "warranty": "limited",
    "warranty_months": 12,
    "archived": False,
}

PRODUCT_REGISTERED = declare(
    "inventory.product.registered.v1",
    subject="product",
    data=_PRODUCT,
    example=_PRODUCT_EXAMPLE,
    doc="A product was registered; its whole state.",
)
PRODUCT_CHANGED = declare(
    "inventory.product.changed.v1",
    subject="product",
    data=_PRODUCT,
    example=_PRODUCT_EXAMPLE,
    doc="A product was changed or archived; its whole state.",
)


def product_registered(product: Mapping[str, Any], units: list[dict[str, Any]]) -> Fact:
    return PRODUCT_REGISTERED.fact(product["id"], product["version"], _product(product, units))


def product_changed(product: Mapping[str, Any], units: list[dict[str, Any]]) -> Fact:
    return PRODUCT_CHANGED.fact(product["id"], product["version"], _product(product, units))


_OWN = [name for name in _PRODUCT if name not in ("product_id", "archived", "units")]


def _product(product: Mapping[str, Any], units: list[dict[str, Any]]) -> dict[str, Any]:
    archived = product["archived_at"] is not None
    told = {"product_id": product["id"], "archived": archived, "units": units}
    return told | {name: product[name] for name in _OWN}
