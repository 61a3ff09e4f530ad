"""What is done with credit: propose, examine, re-check; the last signature brings it into force."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit
from paper import signatures
from paper.series import next_number

from ..errors import CreditOfArchived, ProposalPending
from ..events import credit_changed
from ..files.queries import hold_file
from . import rules
from .models import CreditProposal, CreditRecord
from .queries import FORM, hold_proposal, open_proposal, record_of


def propose_credit(
    session: Session, customer_id: UUID, limit: Decimal | None, rating: str | None, reason: str
) -> CreditProposal:
    """The acting person signs a limit, a rating or both as filler; one proposal at a time."""
    rules.check_proposal(limit, rating)
    customer = hold_file(session, customer_id)
    if customer.archived_at:
        raise CreditOfArchived(code=customer.code)
    pending = open_proposal(session, customer_id, rules.OPEN)
    if pending:
        raise ProposalPending(number=pending)
    proposal = CreditProposal(id=new_id(), version=1, customer_id=customer_id, state="submitted")
    proposal.limit, proposal.rating, proposal.reason = limit, rating, reason
    proposal.proposed_by, proposal.proposed_by_name = actor(session).id, actor(session).name
    proposal.created_at = clock.now()
    signatures.start(session, _subject(proposal), FORM)
    proposal.number = next_number(session, "CP", clock.today())
    session.add(proposal)
    record(session, _subject(proposal), None, _state(proposal))
    return proposal


def examine_credit(
    session: Session, proposal_id: UUID, approve: bool, comment: str = ""
) -> CreditProposal:
    """The second signature, or a rejection that says what to correct."""
    proposal = hold_proposal(session, proposal_id)
    verb = "examine" if approve else "send_back_examined"
    state = rules.after(verb, proposal.state, proposal.number)
    signatures.sign(session, _subject(proposal), FORM, "examine", approve, comment)
    _move(session, proposal, state, comment)
    return proposal


def recheck_credit(
    session: Session, proposal_id: UUID, approve: bool, comment: str = ""
) -> CreditProposal:
    """The third signature brings limit and rating into force, or a rejection ends the proposal."""
    proposal = hold_proposal(session, proposal_id)
    verb = "recheck" if approve else "send_back_rechecked"
    state = rules.after(verb, proposal.state, proposal.number)
    signatures.sign(session, _subject(proposal), FORM, "recheck", approve, comment)
    _move(session, proposal, state, comment)
    if approve:
        _bring_into_force(session, proposal)
    return proposal


def _bring_into_force(session: Session, proposal: CreditProposal) -> None:
    credit = record_of(session, proposal.customer_id)
    before = _credit(credit) if credit else None
    if credit is None:
        credit = CreditRecord(
            id=new_id(), version=0, customer_id=proposal.customer_id, created_at=clock.now()
        )
        session.add(credit)
    if proposal.limit is not None:
        credit.limit = proposal.limit
    if proposal.rating is not None:
        credit.rating = proposal.rating
    credit.version += 1
    credit.proposal_id = proposal.id
    record(session, f"credit/{proposal.customer_id}", before, _credit(credit), proposal.number)
    emit(session, credit_changed(proposal.customer_id, credit.version, _credit(credit)))


def _move(session: Session, proposal: CreditProposal, state: str, comment: str) -> None:
    before = _state(proposal)
    proposal.state = state
    proposal.version += 1
    record(session, _subject(proposal), before, _state(proposal), comment)


def _state(proposal: CreditProposal) -> dict[str, Any]:
    kept = ("number", "customer_id", "limit", "rating", "reason", "state")
    return {name: getattr(proposal, name) for name in kept}


def _credit(credit: CreditRecord) -> dict[str, Any]:
    return {"limit": credit.limit, "rating": credit.rating}


def _subject(proposal: CreditProposal) -> str:
    return f"credit_proposal/{proposal.id}"
