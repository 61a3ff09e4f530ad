"""Whom to order from: the preferred supplier, else the cheapest per stock unit, net, that may be ordered from."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Numeric, case, func, literal, select, type_coerce
from sqlalchemy.orm import aliased

from chassis.data.types import Quantity, Rate

from ..limits.models import Limit
from ..offers.models import Offer
from ..products.models import Product, ProductUnit
from ..suppliers.models import Supplier
from ..suppliers.rules import ACTIVE

_asked, _from, _sold = aliased(Offer), aliased(Supplier), aliased(Product)


def _factor(offer: Any) -> Any:
    ratio = (
        select(ProductUnit.factor)
        .where(ProductUnit.product_id == offer.product_id, ProductUnit.unit == offer.unit)
        .correlate(offer)
        .scalar_subquery()
    )
    return func.coalesce(ratio, literal(Decimal(1), Quantity), type_=Quantity)


def _plain(amount: Any) -> Any:
    return type_coerce(amount, Numeric(asdecimal=False))


_one = literal(Decimal(1), Rate)
_tax = case((_asked.price_mode == "included", _one + _sold.tax_rate), else_=_one)
NET = _plain(_asked.price) / (_plain(_factor(_asked)) * _plain(_tax))
"""Net price per stock unit, only to be compared: on SQLite all are scaled alike, not to yuan."""
CHOSEN = (
    select(_asked.id)
    .join(_from, _from.id == _asked.supplier_id)
    .join(_sold, _sold.id == _asked.product_id)
    .where(
        _asked.product_id == Limit.product_id,
        _asked.archived_at.is_(None),
        _from.status == ACTIVE,
        _from.archived_at.is_(None),
    )
    .order_by(_asked.preferred.desc(), NET, _asked.id)
    .limit(1)
    .correlate(Limit)
    .scalar_subquery()
)
"""The offer chosen for a limit's product."""

FACTOR = _factor(Offer)
"""How many stock units the chosen offer's unit is; 1 where it names none of the further units."""
