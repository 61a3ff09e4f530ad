"""What an amendment wishes of an order's lines: judged when it is asked, kept until inventory answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.data.plain import plain
from chassis.errors import at_lines
from chassis.numbers import ZERO

from ..errors import AmendLineIncomplete
from . import plans
from .models import OrderLine


@dataclass(slots=True)
class Wish:
    """What an order's lines are to be: what is asked of old ones, and the rows of new ones.

    `places` says where the sender wrote of each of the order's lines and of the new ones; `gone` is
    what inventory `answered` had been issued of each line.
    """

    lines: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    discount: Decimal | None = None
    places: Sequence[int] = ()
    gone: dict[UUID, Decimal] = field(default_factory=dict)
    answered: bool = False
    fresh: list[tuple[Any, dict[str, Any]]] = field(init=False)

    def __post_init__(self) -> None:
        self.fresh = [(_fresh(row), {"quantity": row["quantity"]}) for row in self.rows]


def judged(
    session: Session, wanted: Mapping[str, Any], lines: Sequence[OrderLine], customer_id: UUID
) -> Wish:
    """What is wished of the lines, new ones as rows with their price; refuses what can't be sold."""
    asked = wanted["lines"]
    for place, line in enumerate(asked):
        _check_complete(line, f"/lines/{place}")
    _check_serials(asked, lines)
    new = [place for place, line in enumerate(asked) if not line["line_id"]]
    with at_lines(new):
        rows = plans.plan_lines(session, [_filled(asked[place]) for place in new], len(lines))
        plans.check_lots(session, [SimpleNamespace(**row) for row in rows], customer_id)
    return Wish(asked, rows, wanted.get("discount"), [*_places(asked, lines), *new])


def _places(asked: Sequence[Mapping[str, Any]], lines: Sequence[OrderLine]) -> list[int]:
    """Where each line of the order is written of; nothing is refused of one that is not."""
    named = {line["line_id"]: place for place, line in enumerate(asked)}
    return [named.get(line.id, 0) for line in lines]


def _check_serials(asked: Sequence[Mapping[str, Any]], lines: Sequence[OrderLine]) -> None:
    """A line that names serial numbers stays as it is or is taken off whole."""
    fixed = {line.id: line.quantity for line in lines if line.serials}
    for place, line in enumerate(asked):
        if line["quantity"] and line["quantity"] != fixed.get(line["line_id"], line["quantity"]):
            raise AmendLineIncomplete(f"/lines/{place}/quantity")


def _check_complete(line: Mapping[str, Any], pointer: str) -> None:
    if line["line_id"] is None:
        wrong = [name for name in ("product_id", "quantity") if not line[name]]
    else:
        wrong = [name for name in ("product_id", "warehouse_id", "lot", "serials") if line[name]]
    if wrong:
        raise AmendLineIncomplete(f"{pointer}/{wrong[0]}")


def _filled(line: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: line[name] for name in plans.ASKED}
    return told | {"discount": line["discount"] or ZERO, "remark": line["remark"] or ""}


def _fresh(row: Mapping[str, Any]) -> Any:
    """A new line as it is before it has any amounts."""
    nothing = dict.fromkeys(("net", "tax", "gross", "order_discount"), ZERO)
    return SimpleNamespace(**{**row, **nothing, "earlier": None})


def kept(wish: Wish) -> dict[str, Any]:
    """The wish as it is stored until inventory answers, its prices settled."""
    old = [line for line in wish.lines if line["line_id"]]
    return plain({"lines": old, "rows": wish.rows, "discount": wish.discount})


def answered(kept: Mapping[str, Any], gone: dict[UUID, Decimal]) -> Wish:
    """The stored wish, now that inventory said what had gone; it is not judged again."""
    lines = [_typed(line) for line in kept["lines"]]
    rows = [_typed(row) for row in kept["rows"]]
    discount = None if kept["discount"] is None else Decimal(kept["discount"])
    return Wish(lines, rows, discount, gone=gone, answered=True)


def _typed(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in stored.items()}


def _value(name: str, value: Any) -> Any:
    if value is None or name in _AS_STORED:
        return value
    if name == "id" or name.endswith("_id"):
        return UUID(value)
    return value if name.startswith("product_") else Decimal(value)


def as_it_were(line: Any, row: Mapping[str, Any]) -> Any:
    """A line as it would be with these columns."""
    return SimpleNamespace(**{**{name: getattr(line, name) for name in _VALUED}, **row})


_AS_STORED = ("lot", "remark", "unit", "line_no", "serials", "warehouse_code")
_VALUED = ["quantity", "delivered", "cancelled", "net", "tax", "gross", "discount"]
_VALUED += ["order_discount", "price", "tax_rate", "earlier"]
