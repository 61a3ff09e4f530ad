"""Signatures as they are stored: a form is started, signed or rejected, and started again.

The caller holds the row of the form's subject while it signs, so two signers never overlap; should
one not, a step is still signed only while it waits, and the second signer is refused.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.ids import new_id

from .errors import NothingToSign
from .signing import (
    APPROVED,
    WAITING,
    Form,
    Mark,
    check_comment,
    check_opening,
    check_signature,
    due,
    opening,
    outcome,
    signed,
)
from .tables import signatures


@dataclass(frozen=True)
class Round:
    """The signatures of a subject as they stand: its last round, and who filled the earlier ones."""

    process: int = 0
    number: int = 0
    marks: Sequence[Mark] = ()
    fillers: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def outcome(self) -> str | None:
        """pending, approved or rejected; None when the form was never started."""
        return outcome(self.marks)

    @property
    def due(self) -> str | None:
        """The step that is awaited."""
        return due(self.marks)


def start(session: Session, subject: str, form: Form) -> Round:
    """Open a round: the acting person signs as its filler, the other steps wait.

    After an approval a new process begins; after a rejection the same one goes on, and nobody who
    filled one of its rounds may sign it later.
    """
    last = standing(session, subject, form.kind)
    check_opening(form, last.marks)
    filler = actor(session)
    again = bool(last.marks) and last.outcome != APPROVED
    process, number = (last.process, last.number + 1) if again else (last.process + 1, 1)
    marks = opening(form, filler.id)
    at = {"subject": subject, "kind": form.kind, "process": process, "round": number}
    session.execute(
        insert(signatures), [at | _row(n, mark, filler.name) for n, mark in enumerate(marks)]
    )
    earlier = last.fillers if again else frozenset()
    return Round(process, number, marks, earlier | {filler.id})


def sign(
    session: Session,
    subject: str,
    form: Form,
    step: str,
    approve: bool,
    comment: str = "",
    barred: Collection[UUID] = (),
) -> Round:
    """The acting person signs the step that is due, or rejects the form with a comment.

    `barred` names people who had a hand in the content without being signers.
    """
    check_comment(approve, comment)
    signer = actor(session).id
    now = standing(session, subject, form.kind)
    check_signature(form, now.marks, step, signer, now.fillers.union(barred))
    marks = signed(now.marks, signer, approve)
    for place, mark in enumerate(marks):
        if mark != now.marks[place]:
            _write(session, subject, form.kind, now, place, mark, comment)
    return Round(now.process, now.number, marks, now.fillers)


def standing(session: Session, subject: str, kind: str) -> Round:
    """The state of a subject's signatures."""
    rows = history(session, subject, kind)
    if not rows:
        return Round()
    process, number = rows[-1]["process"], rows[-1]["round"]
    of_process = [row for row in rows if row["process"] == process]
    marks = [
        Mark(row["step"], row["verdict"], row["signer"])
        for row in of_process
        if row["round"] == number
    ]
    fillers = frozenset(row["signer"] for row in of_process if row["place"] == 0)
    return Round(process, number, marks, fillers)


def history(session: Session, subject: str, kind: str) -> Sequence[RowMapping]:
    """Every signature of a subject, oldest process, round and step first."""
    of_subject = (signatures.c.subject == subject, signatures.c.kind == kind)
    order = (signatures.c.process, signatures.c.round, signatures.c.place)
    rows = session.execute(select(signatures).where(*of_subject).order_by(*order))
    return rows.mappings().all()


def _row(place: int, mark: Mark, name: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "place": place,
        "step": mark.step,
        "verdict": mark.verdict,
        "signer": mark.signer,
        "signer_name": name if mark.signer else "",
        "comment": "",
        "signed_at": clock.now() if mark.signer else None,
    }


def _write(
    session: Session, subject: str, kind: str, at: Round, place: int, mark: Mark, comment: str
) -> None:
    by = {
        "signer": mark.signer,
        "signer_name": actor(session).name,
        "comment": comment.strip(),
        "signed_at": clock.now(),
    }
    row = update(signatures).where(
        signatures.c.subject == subject,
        signatures.c.kind == kind,
        signatures.c.process == at.process,
        signatures.c.round == at.number,
        signatures.c.place == place,
        signatures.c.verdict == WAITING,
    )
    written = session.execute(row.values(verdict=mark.verdict, **(by if mark.signer else {})))
    if written.rowcount != 1:  # type: ignore[attr-defined]
        raise NothingToSign()
