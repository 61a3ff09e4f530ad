"""Whom to order from: the preferred supplier, else the cheapest that may be ordered from."""

from decimal import Decimal

from sqlalchemy import func, literal, select
from sqlalchemy.orm import aliased

from chassis.data.types import Quantity

from ..limits.models import Limit
from ..offers.models import Offer
from ..products.models import ProductUnit
from ..suppliers.models import Supplier
from ..suppliers.rules import ACTIVE

_asked, _from = aliased(Offer), aliased(Supplier)
CHOSEN = (
    select(_asked.id)
    .join(_from, _from.id == _asked.supplier_id)
    .where(
        _asked.product_id == Limit.product_id,
        _asked.archived_at.is_(None),
        _from.status == ACTIVE,
        _from.archived_at.is_(None),
    )
    .order_by(_asked.preferred.desc(), _asked.price, _asked.id)
    .limit(1)
    .correlate(Limit)
    .scalar_subquery()
)
"""The offer chosen for a limit's product."""

_ratio = (
    select(ProductUnit.factor)
    .where(ProductUnit.product_id == Offer.product_id, ProductUnit.unit == Offer.unit)
    .correlate(Offer)
    .scalar_subquery()
)
FACTOR = func.coalesce(_ratio, literal(Decimal(1), Quantity), type_=Quantity)
"""How many stock units the chosen offer's unit is; 1 where it names none of the further units."""
