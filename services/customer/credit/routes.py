"""The HTTP door to credit proposals."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.auth import principal
from chassis.web.door import Door
from chassis.web.replies import reply

from ..files.schemas import Signature
from . import commands
from .queries import PROPOSAL, PROPOSALS, in_scope, show_proposal
from .schemas import NewProposal

credit = Door(
    "credit",
    __name__,
    zh="信用:评级与额度的提出、审核与生效",
    en="Credit: ratings and limits, proposed and signed",
)


@credit.post(
    "/customers/<uuid:customer_id>/credit-proposals",
    needs="customer.credit.propose",
    takes=NewProposal,
    gives=PROPOSAL,
    status=201,
    zh="申请信用",
    en="Propose credit",
)
def propose_credit(body: dict[str, Any], customer_id: UUID) -> Response:
    with transaction() as session:
        proposal = commands.propose_credit(session, customer_id, **body)
        return reply(session, show_proposal(session, proposal.id), 201)


@credit.get(
    "/credit-proposals",
    needs="customer.credit.read",
    lists=PROPOSALS,
    zh="信用申请列表",
    en="Credit proposals",
)
def list_proposals() -> Response:
    with reading() as session:
        return PROPOSALS.page(session, *in_scope(principal()))


@credit.get(
    "/credit-proposals/<uuid:proposal_id>",
    needs="customer.credit.read",
    gives=PROPOSAL,
    zh="信用申请",
    en="A credit proposal",
)
def get_proposal(proposal_id: UUID) -> Response:
    with reading() as session:
        return reply(session, show_proposal(session, proposal_id))


@credit.post(
    "/credit-proposals/<uuid:proposal_id>/examine",
    needs="customer.credit.examine",
    takes=Signature,
    gives=PROPOSAL,
    zh="审核信用",
    en="Examine a credit proposal",
)
def examine_credit(body: dict[str, Any], proposal_id: UUID) -> Response:
    with transaction() as session:
        commands.examine_credit(session, proposal_id, **body)
        return reply(session, show_proposal(session, proposal_id))


@credit.post(
    "/credit-proposals/<uuid:proposal_id>/recheck",
    needs="customer.credit.recheck",
    takes=Signature,
    gives=PROPOSAL,
    zh="复核信用",
    en="Re-check a credit proposal",
)
def recheck_credit(body: dict[str, Any], proposal_id: UUID) -> Response:
    with transaction() as session:
        commands.recheck_credit(session, proposal_id, **body)
        return reply(session, show_proposal(session, proposal_id))
