"""Stating facts: they are stored in the transaction that makes them true, and leave later."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_last
from chassis.data.database import on_trial
from chassis.principal import Context

from .contract import ContractMissing, declared
from .fact import Fact
from .tables import outbox


def emit(session: Session, *facts: Fact) -> None:
    """Store facts in the log of this transaction's service, with its last writes.

    They exist if and only if the transaction commits, and then reach every subscriber at least
    once. Each is held against its contract here; its chain and actor come from the context.
    """
    emit_each(session, facts)


def emit_each(session: Session, facts: Iterable[Fact]) -> None:
    """The same of facts that are made one by one; on a trial none is."""
    if on_trial(session):
        return
    rows = [_row(fact, session.info["context"]) for fact in facts]
    if rows:
        insert_last(session, outbox, rows)
        session.info["emitted"] = True


def _row(fact: Fact, context: Context) -> dict[str, Any]:
    if fact.type not in declared:
        raise ContractMissing(f"{fact.type} is not declared in this service's events")
    declared[fact.type].check(fact.data)
    return row_of(_in_context(fact, context))


def row_of(fact: Fact) -> dict[str, Any]:
    """A fact that knows its chain and actor, as it waits in the outbox; `emit` is for all but migrations."""
    return {
        "event_id": fact.id,
        "type": fact.type,
        "subject": fact.subject,
        "sequence": fact.sequence,
        "envelope": fact.encode(),
        "created": clock.now(),
        "attempts": 0,
    }


def _in_context(fact: Fact, context: Context) -> Fact:
    return replace(
        fact,
        correlation=fact.correlation or context.correlation or str(fact.id),
        causation=fact.causation or context.causation,
        actor=fact.actor or str(context.principal.id),
        traceparent=fact.traceparent or context.request.get("traceparent"),
    )
