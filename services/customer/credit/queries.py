"""Questions about credit: proposals as a list, one of them, and the record in force."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.principal import Principal
from chassis.web.scope import within
from chassis.web.shape import Shape
from paper.signing import Form

from ..errors import ProposalNotFound
from ..files.models import Customer
from ..files.queries import signatures_of
from .models import CreditProposal, CreditRecord
from .schemas import ProposalListed, ProposalOut

FORM = Form("customer.credit")
"""填表人 (specialist or sales manager) → 审核人 (supervisor) → 复核人 (finance)."""

_BESIDE = {
    "customer_code": Customer.code,
    "customer_name": Customer.display_name,
    "limit_in_force": CreditRecord.limit,
    "rating_in_force": CreditRecord.rating,
}
_TABLES = CreditProposal.__table__.join(
    Customer.__table__, CreditProposal.customer_id == Customer.id
).outerjoin(CreditRecord.__table__, CreditRecord.customer_id == Customer.id)

PROPOSALS = Shape(ProposalListed, CreditProposal, columns=_BESIDE, joined=_TABLES)
PROPOSAL = Shape(
    ProposalOut, CreditProposal, columns=_BESIDE, joined=_TABLES, given=("signatures",)
)


def in_scope(reader: Principal) -> list[Any]:
    """Proposals for customers in the reader's scope."""
    return within(reader, "customer.credit", Customer.owner_id, Customer.department)


def show_proposal(session: Session, proposal_id: UUID) -> dict[str, Any]:
    """One proposal with its signatures."""
    missing = ProposalNotFound(proposal=proposal_id)
    where = (CreditProposal.id == proposal_id, *in_scope(actor(session)))
    shown = PROPOSAL.one(session, *where, missing=missing)
    shown["signatures"] = signatures_of(session, f"credit_proposal/{proposal_id}", FORM)
    return shown


def hold_proposal(session: Session, proposal_id: UUID) -> CreditProposal:
    """The proposal to be signed, its row locked until the transaction ends."""
    query = select(CreditProposal).join(Customer, CreditProposal.customer_id == Customer.id)
    query = query.where(CreditProposal.id == proposal_id, *in_scope(actor(session)))
    proposal = session.scalar(query.with_for_update(of=CreditProposal))
    if proposal is None:
        raise ProposalNotFound(proposal=proposal_id)
    return proposal


def open_proposal(session: Session, customer_id: UUID, states: tuple[str, ...]) -> str | None:
    """The number of the customer's proposal in one of these states."""
    of_customer = (CreditProposal.customer_id == customer_id, CreditProposal.state.in_(states))
    return session.scalar(select(CreditProposal.number).where(*of_customer))


def record_of(session: Session, customer_id: UUID) -> CreditRecord | None:
    """The credit in force for a customer, locked until the transaction ends."""
    query = select(CreditRecord).where(CreditRecord.customer_id == customer_id)
    return session.scalar(query.with_for_update())
