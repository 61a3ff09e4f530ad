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
from ..orders import people
from . import rules, totals
from .schemas import SalesDocumentOut, SalesLineOut, SalesTotalsOut

Asked = Mapping[str, Any]
NOUN = "sales.report"
AMOUNTS = ("net", "tax", "gross", "cost")
SELLER = ("salesperson_id", "department")
_HEAD = (
    *("id", "number", "customer_id", "customer_name"),
    *("salesperson_id", "salesperson_name", "department"),
)
_LINE = ("id", "product_id", "product_code", "product_name", "price", "tax_rate")


def sales_list(session: Session, asked: Asked) -> dict[str, Any]:
    """One page of documents with their lines, the totals of all that were asked for, the next page."""
    heads = _page(session, asked)
    more, heads = len(heads) > asked["limit"], heads[: asked["limit"]]
    lines = _lines(session, asked, heads)
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
    told, seller = _sold(session, asked, kind)
    query = select(
        literal(kind).label("kind"),
        day.label("booked_on"),
        source.label("source_number"),
        *(told.get(name, getattr(model, name)).label(name) for name in _HEAD),
        *(_signed(told.get(name, getattr(model, name)), sign).label(name) for name in AMOUNTS),
        (model.kind if kind == "delivery" else literal("")).label("sort"),
    ).where(*seller)
    if asked["customer_id"]:
        query = query.where(model.customer_id == asked["customer_id"])
    query = query.where(*_in_period(day, asked), *_behind(day, model.id, asked["after"]))
    return query.order_by(day, model.id).limit(asked["limit"] + 1)


def _sold(session: Session, asked: Asked, kind: str) -> tuple[dict[str, Any], list[Any]]:
    """Which documents are of the sellers asked for, and what of one is theirs: goods of several sellers
    may come back at once, so that of a credit note it is the lines that say."""
    model = _DOCUMENTS[kind][0]
    if kind == "delivery":
        return {}, _of_sellers(session, asked, model)
    line, parent, _ = _LINES[kind]
    mine = _of_sellers(session, asked, line)
    if not mine:
        return {}, []
    theirs = [parent == model.id, *mine]
    sums = {name: select(func.sum(getattr(line, name))).where(*theirs) for name in AMOUNTS}
    whose = {name: select(getattr(line, name)).where(*theirs).limit(1) for name in SELLER}
    whose["salesperson_name"] = select(people.beside(line.salesperson_id)).where(*theirs).limit(1)
    told = {name: query.scalar_subquery() for name, query in (sums | whose).items()}
    return told, [select(line.id).where(*theirs).exists()]


def _of_sellers(session: Session, asked: Asked, model: Any) -> list[Any]:
    """WHERE clauses: the sellers asked for, of those the reader may see."""
    named = [getattr(model, name) == asked[name] for name in SELLER if asked[name]]
    return named + within(actor(session), NOUN, model.salesperson_id, model.department)


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


def _lines(
    session: Session, asked: Asked, heads: Sequence[Record]
) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for kind, (model, parent, sign) in _LINES.items():
        ids = [head.id for head in heads if head.kind == kind]
        mine = [] if kind == "delivery" else _of_sellers(session, asked, model)
        query = select(
            parent.label("document_id"),
            *(getattr(model, name) for name in _LINE),
            *(_signed(getattr(model, name), sign).label(name) for name in ("quantity", *AMOUNTS)),
        )
        query = query.where(parent.in_(ids), *mine).order_by(model.id)
        rows = session.execute(query) if ids else ()
        for row in rows:
            found.setdefault(row.document_id, []).append(row._asdict())
    return found


_LINES: dict[str, tuple[Any, Any, int]] = {
    "delivery": (DeliveryLine, DeliveryLine.delivery_id, 1),
    "credit_note": (CreditNoteLine, CreditNoteLine.credit_note_id, -1),
    "credit_reversal": (CreditReversalLine, CreditReversalLine.credit_reversal_id, 1),
}


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
