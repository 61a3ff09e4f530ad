"""Credit proposals in and out, with labels and choices."""

from chassis.web import fields

from ..files.schemas import SignatureOut
from .rules import RATINGS, STATES


class NewProposal(fields.Schema):
    """信用申请: what is left out stays as it is in force."""

    limit = fields.money("信用额度", "Credit limit", allow_none=True, load_default=None)
    rating = fields.choice("信誉等级", "Rating", RATINGS, allow_none=True, load_default=None)
    reason = fields.text("理由", "Reason", max=500, load_default="")


class ProposalListed(fields.Schema):
    """A proposal beside what is in force."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("申请号", "Number", sort=True, filter=True, search=True)
    customer_id = fields.ref("客户编号", "Customer", filter=True)
    customer_code = fields.text("客户代码", "Customer's code", search=True)
    customer_name = fields.text("客户", "Customer's name", search=True)
    limit = fields.money("信用额度", "Credit limit", allow_none=True)
    rating = fields.choice("信誉等级", "Rating", RATINGS, allow_none=True, filter=True)
    limit_in_force = fields.money("现行额度", "Limit in force", allow_none=True)
    rating_in_force = fields.choice("现行等级", "Rating in force", RATINGS, allow_none=True)
    reason = fields.text("理由", "Reason", max=500)
    state = fields.choice("状态", "State", STATES, filter=True)
    proposed_by = fields.ref("申请人", "Proposed by")
    proposed_by_name = fields.text("申请人姓名", "Proposer's name", allow_none=True)
    created_at = fields.instant("申请时间", "Proposed at", filter=True)


class ProposalOut(ProposalListed):
    """One proposal with its signatures."""

    signatures = fields.many("签字", "Signatures", SignatureOut)
