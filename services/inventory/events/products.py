"""Facts about products, each with the product's whole state."""

from typing import Any

from chassis.transport.contract import BOOL, DECIMAL, ID, TEXT, declare, one_of, optional
from chassis.transport.fact import Fact

from .parts import A

_PRODUCT = {
    "product_id": ID,
    "code": TEXT,
    "name": TEXT,
    "unit": TEXT,
    "category": optional(TEXT),
    "tax_rate": DECIMAL,
    "tracking": one_of("none", "lot", "serial"),
    "sale_price": optional(DECIMAL),
    "archived": BOOL,
}
_PRODUCT_EXAMPLE = {
    "product_id": A,
    "code": "P-100",
    "name": "制动片 Brake pad",
    "unit": "件",
    "category": None,
    "tax_rate": "0.130000",
    "tracking": "lot",
    "sale_price": "16.000000",
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


def product_registered(product: Any) -> Fact:
    return PRODUCT_REGISTERED.fact(product.id, product.version, _product(product))


def product_changed(product: Any) -> Fact:
    return PRODUCT_CHANGED.fact(product.id, product.version, _product(product))


def _product(product: Any) -> dict[str, Any]:
    same = ("code", "name", "unit", "category", "tax_rate", "tracking", "sale_price")
    state = {"product_id": product.id, "archived": product.archived_at is not None}
    return state | {name: getattr(product, name) for name in same}
