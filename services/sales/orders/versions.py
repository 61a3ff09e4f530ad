"""The versions of a promised order: kept whole, each with who, when, why and what differs.

Where the goods go is named in the differences and shown nowhere here: it is confidential.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.data.plain import plain
from chassis.ids import new_id
from chassis.numbers import ZERO

from .models import Order, OrderVersion

HEAD = ("status", "wished_on", "reference", "remark", "discount", "net", "tax", "gross")
LINE = ("line_no", "product_code", "quantity", "price", "discount", "tax_rate")
AMOUNTS = ("cancelled", "order_discount", "net", "tax", "gross", "remark")


def ask(
    session: Session,
    order: Order,
    lines: Sequence[Any],
    act: str,
    reason: str,
    extra: Decimal = ZERO,
) -> OrderVersion:
    """The next version, asked for now; it takes force at once or when inventory has answered.

    What was first promised is kept before it as the first one.
    """
    before = content(order, lines)
    if order.revision == 1 and not _of(session, order.id, 1):
        at = order.confirmed_at or order.posted_at or order.created_at
        first = _version(order, 1, "promised", at, order.operator_id, order.operator_name)
        first.status, first.content = "original", before
        session.add(first)
    who = actor(session)
    version = _version(order, order.revision + 1, act, clock.now(), who.id, who.name)
    version.reason, version.extra, version.content = reason, extra, before
    session.add(version)
    return version


def asked(session: Session, order: Order) -> OrderVersion | None:
    """The version that inventory was asked about; none of an order called off before these were kept."""
    return _of(session, order.id, order.revision + 1)


def take_force(session: Session, order: Order, version: OrderVersion, lines: Sequence[Any]) -> None:
    """The order now is what this version says."""
    before, after = version.content, content(order, lines)
    order.revision = version.revision
    version.status, version.extra, version.content = "in_force", ZERO, after
    version.changes = list(differences(before, after))
    told = {"revision": version.revision - 1, "lines": before["lines"]}
    now = {"revision": version.revision, "lines": after["lines"]}
    record(session, f"order/{order.id}", told, now, version.reason)


def content(order: Order, lines: Sequence[Any]) -> dict[str, Any]:
    """An order as a version keeps it."""
    head = {name: getattr(order, name) for name in HEAD}
    told = [{"line_id": x.id} | {n: getattr(x, n) for n in (*LINE, *AMOUNTS)} for x in lines]
    return plain(head | {"lines": told})


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every field that differs, lines by their number: `lines/2/price`."""
    for name in HEAD:
        if before.get(name) != after[name]:
            yield {"field": name, "before": before.get(name), "after": after[name]}
    known = {line["line_id"]: line for line in before["lines"]}
    for line in after["lines"]:
        old = known.get(line["line_id"], {})
        for name in (*LINE[1:], *AMOUNTS):
            if old.get(name) != line[name]:
                field = f"lines/{line['line_no']}/{name}"
                yield {"field": field, "before": old.get(name), "after": line[name]}


def _of(session: Session, order_id: UUID, revision: int) -> OrderVersion | None:
    query = select(OrderVersion).where(OrderVersion.order_id == order_id)
    return session.scalar(query.where(OrderVersion.revision == revision))


def _version(
    order: Order, revision: int, act: str, at: datetime, by: UUID, by_name: str | None
) -> OrderVersion:
    return OrderVersion(
        id=new_id(),
        order_id=order.id,
        revision=revision,
        act=act,
        status="requested",
        at=at,
        by=by,
        by_name=by_name,
        reason="",
        wished=None,
        extra=ZERO,
        changes=[],
        content={},
    )
