"""Which document a movement came from: its number as people know it.

An issue goes by its order's number (use in the house has none), what is done about returned pieces
by their return's, a hold by its case's.
"""

from typing import Any

from sqlalchemy import String, case, literal, select, union_all

from ..counts.models import Adjustment
from ..inspections.models import Inspection
from ..openings.models import Opening
from ..purchasing.models import Receipt
from ..returns.models import Disposal, Return
from ..stock.models import Hold, Issue, Movement
from ..stocktakes.models import Stocktake
from ..supplier_returns.models import SupplierReturn
from ..transfers.models import Transfer

_NUMBERS = {
    "receipt": (Receipt.id, Receipt.number, Receipt.created_at),
    "issue": (Issue.id, Issue.order_number, Issue.created_at),
    "return": (Return.id, Return.number, Return.created_at),
    "disposal": (Disposal.id, Disposal.number, Disposal.created_at),
    "adjustment": (Adjustment.id, Adjustment.number, Adjustment.created_at),
    "supplier_return": (SupplierReturn.id, SupplierReturn.number, SupplierReturn.created_at),
    "opening": (Opening.id, Opening.number, Opening.created_at),
    "inspection": (Inspection.id, Inspection.number, Inspection.created_at),
    "stocktake": (Stocktake.id, Stocktake.number, Stocktake.created_at),
    "transfer": (Transfer.id, Transfer.number, Transfer.created_at),
}
_ALL = _NUMBERS | {"hold": (Hold.id, Hold.case_number, Hold.created_at)}


def _named(kind: str, key: Any, number: Any, made_at: Any) -> Any:
    named = literal(kind, String).label("kind")
    return select(key.label("id"), named, number.label("number"), made_at.label("created_at"))


def _number_at(key: Any, number: Any) -> Any:
    query = select(number).where(key == Movement.source_id)
    return query.correlate(Movement).scalar_subquery()


DOCUMENTS = union_all(*(_named(kind, *told) for kind, told in _ALL.items())).subquery("documents")
"""Every document: its id, kind, number and when it was made."""
NUMBER = case(*((Movement.source_kind == k, _number_at(*told[:2])) for k, told in _NUMBERS.items()))
"""The number of a movement's document: one look-up, in the table of its kind."""


def comes_from(number: str) -> Any:
    """The clause of movements whose document has this number."""
    return Movement.source_id.in_(select(DOCUMENTS.c.id).where(DOCUMENTS.c.number == number))
