"""What all of the sales service's tables stand on: their metadata, their common columns, unit costs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import FunctionElement, Row, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.database import make_base
from chassis.data.types import Id, Instant, UnitPrice

Base: Any = make_base()

Record = Row[*tuple[Any, ...]]
"""A row of whatever columns a query asked for."""

Query = Select[*tuple[Any, ...]]
"""A SELECT handed from one noun to another."""


class Thing:
    """What every document has: an identity, a version that counts its changes, and its dates."""

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-3)
    version: Mapped[int] = mapped_column(default=1, sort_order=-2)
    created_at: Mapped[datetime] = mapped_column(Instant, sort_order=-1)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class unit_cost(FunctionElement[Any]):
    """`unit_cost(cost, quantity)` in SQL: cost per piece at 6 places, half-up; null for no pieces."""

    type = UnitPrice
    inherit_cache = True
    name = "unit_cost"


@compiles(unit_cost)
def _divide(element: Any, compiler: Any, **kw: Any) -> str:
    cost, quantity = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"round({cost} / nullif({quantity}, 0), 6)"


@compiles(unit_cost, "sqlite")
def _divide_scaled(element: Any, compiler: Any, **kw: Any) -> str:
    """Cents over thousandths in whole numbers: the result counts millionths."""
    cost, quantity = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"((2 * {cost} * 10000000 + {quantity}) / nullif(2 * {quantity}, 0))"
