"""Replacements 换货: a free order that is posted by itself once returned goods are to be replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import ZERO
from chassis.transport.fact import Fact
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..references import queries as references
from . import people, plans
from .models import Order, OrderLine

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A returned line, of whose pieces some are to be sent anew, and the day its warranty began."""

    line: Mapping[str, Any]
    quantity: Decimal

    @property
    def warranty_from(self) -> date:
        return self.line["warranty_from"] or self.line["delivered_on"]


def post_replacement(
    session: Session, returned: Any, pieces: Sequence[Replaced], cause: Fact
) -> UUID:
    """Write and post an order of one seller's pieces at price 0.00; no credit is asked for what is free.

    Neither an archived customer nor an archived product stops it: it is owed from an earlier sale.
    """
    head = _head(session, returned, pieces[0].line, cause)
    lines = [_line(head["id"], place, piece) for place, piece in enumerate(pieces)]
    insert_rows(session, OrderLine.__table__, lines)
    record(session, f"order/{head['id']}", None, plans.told(head, lines))
    told = [SimpleNamespace(**line) for line in lines]
    head["number"] = next_number(session, "SO", head["ordered_on"])
    session.execute(insert(Order.__table__), [head])
    emit(session, events.order_posted(SimpleNamespace(**head), told).caused_by(cause))
    return head["id"]


def _head(session: Session, returned: Any, sold: Mapping[str, Any], cause: Fact) -> Row:
    customer, now = references.customer(session, returned.customer_id), clock.now()
    return dict.fromkeys(Order.__table__.c.keys()) | {
        "id": new_id(),
        "version": 1,
        "created_at": now,
        "kind": "replacement",
        "return_id": returned.id,
        "return_number": returned.number,
        "customer_id": returned.customer_id,
        "customer_code": customer.code,
        "customer_name": returned.customer_name,
        "salesperson_id": sold["salesperson_id"],
        "salesperson_name": people.name_of(session, sold["salesperson_id"]),
        "department": sold["department"],
        "operator_id": UUID(cause.actor) if cause.actor else actor(session).id,
        "ordered_on": clock.today(),
        "status": "posted",
        "fulfilment": "none",
        "price_mode": sold["price_mode"],
        "currency": "CNY",
        "rate": Decimal(1),
        "remark": f"{returned.number} 换货 Replacement",
        "terms_kind": customer.terms_kind,
        "terms_days": customer.terms_days,
        "posted_at": now,
        "revision": 1,
        "amending": False,
        "was_held": False,
        **dict.fromkeys(("demand_version", "held_version", "whole_version"), 0),
        **dict.fromkeys(("discount", "net", "tax", "gross", "delivered_net", "cost"), ZERO),
    }


def _line(order_id: UUID, place: int, piece: Replaced) -> Row:
    free = dict.fromkeys(("price", "discount", "order_discount", "net", "tax", "gross"), ZERO)
    copied = {name: piece.line[name] for name in _COPIED}
    return (
        plans.UNTOUCHED
        | free
        | copied
        | {
            "id": new_id(),
            "order_id": order_id,
            "line_no": place + 1,
            "warehouse_id": None,
            "warehouse_code": None,
            "lot": None,
            "serials": None,
            "remark": "",
            "quantity": piece.quantity,
            "return_line_id": piece.line["id"],
            "warranty_from": piece.warranty_from,
        }
    )


_COPIED = ("product_id", "product_code", "product_name", "unit", "tax_rate")
