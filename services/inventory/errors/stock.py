"""What stock, lots, counts, returns and holds refuse."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound


class DemandUnknown(Conflict):
    """Sales amends a posted order that inventory doesn't have."""

    code = "demand_unknown"
    en = "Inventory has no demand of order {number}; compare both services' books."
    zh = "库存中没有销售单 {number} 的需求,请核对两边账目。"


class LotMissing(Invalid):
    """Pieces of a product tracked by lot move without naming their lot."""

    code = "lot_missing"
    en = "Product {code} is tracked by lot; name the lot."
    zh = "商品 {code} 按批次追溯,请填写批次号。"


class LotNotTracked(Invalid):
    """A lot is named for a product that is not tracked by lot."""

    code = "lot_not_tracked"
    en = "Product {code} is not tracked by lot; leave the lot and the expiry out."
    zh = "商品 {code} 不按批次追溯,请勿填写批次号和有效期。"


class LotUnknown(Invalid):
    """A lot is named that was never received."""

    code = "lot_unknown"
    en = "There is no lot {lot} of this product; look it up in the list of lots."
    zh = "该商品没有批次 {lot},请在批次列表中查询。"


class StockTooLow(Conflict):
    """More is to leave than is free."""

    code = "stock_too_low"
    en = "Only {free} are free in this warehouse; take at most that many."
    zh = "该仓库可用数量仅 {free},领用不能超过该数。"


class AsOfInFuture(Invalid):
    """Stock is asked for as of a day that is still to come."""

    code = "as_of_in_future"
    en = "{day} is still to come; ask for a day up to today."
    zh = "{day} 尚未到来,请选择今天或以前的日期。"


class AdjustmentNotProposed(Conflict):
    """An adjustment that is booked, rejected or withdrawn is judged, booked or withdrawn."""

    code = "adjustment_not_proposed"
    en = "Adjustment {number} is {status}; propose a further difference as a new one."
    zh = "调整单 {number} 为{status_zh}状态;如另有差异,请新提调整单。"


class AdjustmentNeedsApproval(Conflict):
    """A person books more differences of a day alone than the company's limit."""

    code = "adjustment_needs_approval"
    en = (
        "With this one your differences of today without approval exceed {limit}, or its value "
        "is not known; leave it proposed for another person to approve."
    )
    zh = "加上本单,您今日免批调整金额超过 {limit},或其金额未知;请保留待他人批准。"


class AdjustmentForeign(Forbidden):
    """Somebody books or withdraws another person's proposal."""

    code = "adjustment_foreign"
    en = "{name} proposed adjustment {number}; approve or reject it instead."
    zh = "调整单 {number} 由{name}提出,您可以批准或驳回。"


class AdjustmentZero(Invalid):
    """An adjustment changes nothing."""

    code = "adjustment_zero"
    en = (
        "The difference is zero, which adjusts nothing; state by how many pieces the count differs."
    )
    zh = "差异为零,无需调整;请填写实际差异数量。"


class ApproverIsProposer(Forbidden):
    """Whoever proposed an adjustment approves or rejects it."""

    code = "approver_is_proposer"
    en = "You proposed adjustment {number}; another person has to judge it."
    zh = "调整单 {number} 由您提出,须由另一人审批。"


class AdjustmentTooLarge(Conflict):
    """An adjustment takes more pieces than are there."""

    code = "adjustment_too_large"
    en = "Only {there} pieces of this lot are in this warehouse outside quarantine; count again and propose at most that many."
    zh = "该仓库内该批次(不含隔离)仅有 {there},盘亏数量超出;请复盘后重新提出。"


class CostUnknown(Conflict):
    """A surplus of a product that never had a cost is approved without one."""

    code = "cost_unknown"
    en = "This product never had a cost here; state the unit cost with the approval."
    zh = "该商品尚无成本价,请在批准时填写单位成本。"


class CostKnown(Conflict):
    """An approval states a cost where the books have one, or for what is no surplus."""

    code = "cost_known"
    en = "A cost is stated only for a surplus of what never had one, which this is not; leave it out."
    zh = "仅对从未有成本价的商品盘盈时才填写单位成本,此处无需填写,请删除。"


class IssueUnknown(NotFound):
    """A return names an issue line this service did not make."""

    code = "issue_unknown"
    en = "Return {number}: no issue of {product} with this lot is known for delivery {delivery}, so it has no cost; compare both services' books."
    zh = "退货单 {number}:找不到发货单 {delivery} 中商品 {product} 该批次的出库,无法确定退货成本;请核对两边账目。"


class ReturnTooLarge(Conflict):
    """More comes back than the issue line took out."""

    code = "return_too_large"
    en = "Return {number}: only {left} of {product} of delivery {delivery} are still out; compare both services' books."
    zh = "退货单 {number}:发货单 {delivery} 的商品 {product} 仅余 {left} 未退回,退货数量超出;请核对两边账目。"


class ReturnUnknown(NotFound):
    """A verdict names pieces that are not in quarantine."""

    code = "return_unknown"
    en = "Nothing of return {number} with this line and lot is in quarantine; compare both services' books."
    zh = "隔离区中没有退货单 {number} 的该行及批次,请核对两边账目。"


class DisposalTooLarge(Conflict):
    """A verdict disposes of more pieces than are left in quarantine."""

    code = "disposal_too_large"
    en = "Only {left} of lot {lot} of return {number} are still in quarantine; compare both services' books."
    zh = "退货单 {number} 的批次 {lot} 仅余 {left} 在隔离区,请核对两边账目。"


class HoldUnknown(NotFound):
    """A hold ends that was never set."""

    code = "hold_unknown"
    en = "There is no such hold of case {case} here; compare both services' books."
    zh = "没有案件 {case} 的该冻结记录,请核对两边账目。"
