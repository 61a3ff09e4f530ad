"""The sales list 客户销售资料一览表: deliveries, credit notes and their reversals in the order of their booking, with their lines.

A credit note's amounts are negative and a replacement costs nothing here, for that is quality cost: so
the rows add up to the totals, which are the kept ones.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.data.types import Day, Id
from chassis.web.scope import within
from chassis.web.shape import seen_fields

from ..base import Record
from ..credit_notes.models import (
    CreditNote,
    CreditNoteLine,
    CreditReversal,
    CreditReversalLine,
)
from ..deliveries.models import Delivery, DeliveryLine
from . import rules, totals
from .schemas import SalesDocumentOut, SalesLineOut, SalesTotalsOut

Asked = Mapping[str, Any]
NOUN = "sales.report"
AMOUNTS = ("net", "tax", "gross", "cost")
_HEAD = ("id", "number", "customer_id", "customer_name", "salesperson_id", "department")
_LINE = ("id", "product_id", "product_code", "product_name", "price", "tax_rate")


def sales_list(session: Session, asked: Asked) -> dict[str, Any]:
    """One page of documents with their lines, the totals of all that were asked for, the next page."""
    heads = _page(session, asked)
    more, heads = len(heads) > asked["limit"], heads[: asked["limit"]]
    lines = _lines(session, heads)
    seen = seen_fields(actor(session), SalesDocumentOut)
    last = heads[-1] if more else None
    return {
        "items": [_shown(head, lines.get(head.id, []), seen) for head in heads],
        "totals": _totals(session, asked),
        "next": f"{last.booked_on.isoformat()}.{last.id}" if last else None,
    }


def _page(session: Session, asked: Asked) -> Sequence[Record]:
    """All kinds, each read in the order of its index and no further than the page reaches."""
    arms = [
        _heads(session, asked, "delivery"),
        _heads(session, asked, "credit_note"),
        _heads(session, asked, "credit_reversal"),
    ]
    both = union_all(*(select(arm.subquery()) for arm in arms)).subquery()
    query = select(both).order_by(both.c.booked_on, both.c.id).limit(asked["limit"] + 1)
    return session.execute(query).all()


def _heads(session: Session, asked: Asked, kind: str) -> Select[Any]:
    model, day, source, sign = _DOCUMENTS[kind]
    query = select(
        literal(kind).label("kind"),
        day.label("booked_on"),
        source.label("source_number"),
        *(getattr(model, name).label(name) for name in _HEAD),
        *(_signed(getattr(model, name), sign).label(name) for name in AMOUNTS),
        (model.kind if kind == "delivery" else literal("")).label("sort"),
    )
    for name in ("customer_id", "salesperson_id", "department"):
        if asked[name]:
            query = query.where(getattr(model, name) == asked[name])
    query = query.where(*within(actor(session), NOUN, model.salesperson_id, model.department))
    query = query.where(*_in_period(day, asked), *_behind(day, model.id, asked["after"]))
    return query.order_by(day, model.id).limit(asked["limit"] + 1)


_DOCUMENTS: dict[str, tuple[Any, Any, Any, int]] = {
    "delivery": (Delivery, Delivery.booked_on, Delivery.order_number, 1),
    "credit_note": (CreditNote, CreditNote.issued_on, CreditNote.return_number, -1),
    "credit_reversal": (
        CreditReversal,
        CreditReversal.issued_on,
        CreditReversal.credit_note_number,
        1,
    ),
}
"""Per kind its table, day, where it comes from, and which way it moves sales."""


def _signed(column: Any, sign: int) -> Any:
    return column if sign > 0 else -column


def _in_period(day: Any, asked: Asked) -> list[Any]:
    since, until = totals.first_of(asked["since"]), totals.first_of(asked["until"])
    beyond = rules.next_month(until) if until else None
    return [*([day >= since] if since else []), *([day < beyond] if beyond else [])]


def _behind(day: Any, id: Any, after: str | None) -> list[Any]:
    if not after:
        return []
    booked_on, document = after.split(".")
    here = tuple_(literal(date.fromisoformat(booked_on), Day), literal(UUID(document), Id))
    return [tuple_(day, id) > here]


def _lines(session: Session, heads: Sequence[Record]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for model, parent, kind, sign in _LINES:
        ids = [head.id for head in heads if head.kind == kind]
        query = select(
            parent.label("document_id"),
            *(getattr(model, name) for name in _LINE),
            *(_signed(getattr(model, name), sign).label(name) for name in ("quantity", *AMOUNTS)),
        )
        rows = session.execute(query.where(parent.in_(ids)).order_by(model.id)) if ids else ()
        for row in rows:
            found.setdefault(row.document_id, []).append(row._asdict())
    return found


_LINES: tuple[tuple[Any, Any, str, int], ...] = (
    (DeliveryLine, DeliveryLine.delivery_id, "delivery", 1),
    (CreditNoteLine, CreditNoteLine.credit_note_id, "credit_note", -1),
    (CreditReversalLine, CreditReversalLine.credit_reversal_id, "credit_reversal", 1),
)


def _shown(head: Record, lines: list[dict[str, Any]], seen: Sequence[str]) -> dict[str, Any]:
    visible = [name for name in _LINE_OUT if "cost" in seen or name not in ("cost", "margin")]
    free = {"cost": rules.ZERO} if head.sort == "replacement" else {}
    shown = _with_margin(head._asdict() | free)
    whole = [_with_margin(line | free) for line in lines]
    shown["lines"] = [{name: line[name] for name in visible} for line in whole]
    return {name: shown[name] for name in seen}


def _with_margin(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"margin": told["net"] - told["cost"]}


_LINE_OUT = tuple(SalesLineOut().dump_fields)


def _totals(session: Session, asked: Asked) -> dict[str, Any]:
    whole = {"by": "month", "product_id": None, "region": None, "category": None, **asked}
    rows = totals.moved(actor(session), whole, NOUN, with_quality=False)
    sums = (func.coalesce(func.sum(rows.c[n]), 0).label(n) for n in totals.MEASURES)
    found = session.execute(select(*sums)).one()._asdict()
    told = rules.earned({n: rules.ZERO + v for n, v in found.items()} | rules.NO_QUALITY)
    told["tax"] = told["gross"] - told["net"]
    return {name: told[name] for name in seen_fields(actor(session), SalesTotalsOut)}
