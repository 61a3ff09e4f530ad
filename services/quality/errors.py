"""What the quality service refuses, each with the remedy."""

from chassis.errors import Conflict, Forbidden, Invalid


class CustomerUnknown(Invalid):
    """A concern names a customer this service has no copy of."""

    code = "customer_unknown"
    en = "No such customer is known here; the customer information department files it first."
    zh = "未找到该客户,请先由客户信息部建档。"


class ProductUnknown(Invalid):
    """A concern or a hold names a product this service has no copy of."""

    code = "product_unknown"
    en = "No such product is known here; purchasing or the warehouse registers it first."
    zh = "未找到该商品,请先由采购或仓库登记。"


class LotUnknown(Invalid):
    """A lot is named that no receipt of this product brought."""

    code = "lot_unknown"
    en = "No such lot of this product was received; look it up under the product's lots."
    zh = "该商品没有此批次,请在商品批次中查找。"


class ComplainedExceedsDelivered(Invalid):
    """More pieces are complained of than were delivered."""

    code = "complained_exceeds_delivered"
    en = "More pieces are complained of than were delivered; correct one of the two quantities."
    zh = "抱怨数量大于交付数量,请更正其中之一。"


class FindingsExceedComplained(Invalid):
    """Confirmed, no-trouble-found and misuse together are more than was complained of."""

    code = "findings_exceed_complained"
    en = "Confirmed, no trouble found and misuse together exceed the complained quantity; correct them."
    zh = "确认、未见异常与误用数量之和大于抱怨数量,请更正。"


class ReceivedInFuture(Invalid):
    """A concern is entered with a time of receipt that has not come yet."""

    code = "received_in_future"
    en = "The concern can't have been received in the future; give the time it came in."
    zh = "接收时间不能晚于现在,请填写实际接收时间。"


class ReceivedTooLongAgo(Invalid):
    """A concern is entered with a time of receipt so old that it must be a mistake."""

    code = "received_too_long_ago"
    en = "A concern of more than {years} years ago is not entered; check the time it came in."
    zh = "不受理 {years} 年以前的顾客不良信息,请核对接收时间。"


class LocationIncomplete(Invalid):
    """A containment location is answered neither by counts nor by none, or by both."""

    code = "location_incomplete"
    en = "Answer the location by counting (found ≥ sorted ≥ bad) or by 'none' without quantities."
    zh = "请填写该地点的清点结果(发现 ≥ 已挑选 ≥ 不合格),或选择“无”且不填数量。"


class ContainmentEmpty(Invalid):
    """A case is contained without a lot, a product or a location."""

    code = "containment_empty"
    en = "The case names no lot: name the lots or the product to hold, or answer a location."
    zh = "该案件未指明批次:请指定要冻结的批次或商品,或填写至少一个遏制地点。"


class LotAlreadyHeld(Conflict):
    """Containing names a lot that this case holds already."""

    code = "lot_already_held"
    en = "Lot {lot} is held by case {number} already; leave it out."
    zh = "批次 {lot} 已由案件 {number} 冻结,请勿重复指定。"


class ProductHasLots(Invalid):
    """Containing names a product that is tracked by lot, but none of its lots."""

    code = "product_has_lots"
    en = "Product {code} is tracked by lot and is not held whole; name the lots to hold."
    zh = "商品 {code} 按批次追溯,不能整体冻结;请指定要冻结的批次。"


class HoldEnded(Conflict):
    """A hold is ended a second time."""

    code = "hold_ended"
    en = "This hold of case {number} has ended already; nothing is left to release."
    zh = "案件 {number} 的该项冻结已经结束,无可解除的数量。"


class HoldGroundIncomplete(Invalid):
    """A ground lacks its evidence, such as the customer's written consent of a waiver."""

    code = "hold_ground_incomplete"
    en = "Ending a hold on ground '{ground}' needs a valid '{field}'."
    zh = "以“{ground_zh}”为由解除冻结须填写有效的“{field_zh}”。"


class HoldGroundNotMet(Conflict):
    """A hold is ended on ground `verified` without a verified corrective action."""

    code = "hold_ground_not_met"
    en = "No corrective action of this case is verified (D6); end the hold on another ground."
    zh = "本案尚无经验证的纠正措施(D6),请以其他理由解除冻结。"


class CustomerNotWaived(Invalid):
    """A hold ends for everybody, and a customer is named all the same."""

    code = "customer_not_waived"
    en = (
        "Only a waiver is for one customer; leave the customer out, or choose waiver as the ground."
    )
    zh = "仅让步放行需指定客户;请勿填写客户,或改以让步放行为由。"


class HoldEndsAtClosing(Conflict):
    """A person gives the ground `short_path`, which only closing the case gives."""

    code = "hold_ends_at_closing"
    en = "On the short path a hold ends when its case is closed; close the case."
    zh = "按简易流程,冻结在案件关闭时自动结束;请关闭案件。"


class HoldQuantityTooMuch(Conflict):
    """More pieces are released than the lot holds."""

    code = "hold_quantity_too_much"
    en = "Only {held} pieces of lot {lot} are held; release at most that many."
    zh = "批次 {lot} 仅冻结 {held} 件,解除数量不能超过该数。"


class WaiverTooMuch(Conflict):
    """More pieces are waived than no other waiver of the lot lets go."""

    code = "waiver_too_much"
    en = "Waivers of lot {lot} leave {left} held pieces to grant; grant at most that many."
    zh = "批次 {lot} 扣除其他让步放行后仅剩 {left} 件冻结可让步,让步数量不能超过该数。"


class HoldEndedByRequester(Forbidden):
    """Whoever asked for a hold ends it himself."""

    code = "hold_ended_by_requester"
    en = "You asked for this hold; another quality manager has to end it."
    zh = "该冻结由您提出,须由另一位质量经理解除。"


class NothingReturned(Conflict):
    """A verdict is given in a case without returned goods."""

    code = "nothing_returned"
    en = "No goods were returned in case {number}; there is nothing to judge."
    zh = "案件 {number} 没有退货,无需判定。"


class ChargedGoodsKept(Invalid):
    """Goods without a fault, or misused, are to stay here although the customer pays for them."""

    code = "charged_goods_kept"
    en = "Pieces without a fault, or misused, are the customer's: send them back to him, or scrap them if he agreed."
    zh = "未见异常或误用的货物归客户所有,请退还客户;客户同意的可以报废。"


class RefusedGoodsKept(Invalid):
    """Goods that were refused when they came in are to stay here."""

    code = "refused_goods_kept"
    en = "This return was refused; its pieces can only go back to the customer. Let sales decide another outcome first."
    zh = "该退货已拒收,货物只能退还客户;如需留用,请先由销售变更处理结果。"


class LabourWithoutWork(Invalid):
    """Labour is stated for pieces that nobody worked on."""

    code = "labour_without_work"
    en = "Only reworked or repaired pieces cost labour; leave it out here."
    zh = "只有返工或返修的货物才有工时费,请勿在此填写。"


class PieceUnknown(Invalid):
    """A verdict names a return line and lot that are not the case's."""

    code = "piece_unknown"
    en = "This return line and lot do not belong to the case; use those under its returned pieces."
    zh = "该退货行及批次不属于本案,请使用本案退货跟踪中的行与批次。"


class NotInQuarantine(Conflict):
    """A verdict is given before the warehouse has confirmed the pieces in quarantine."""

    code = "not_in_quarantine"
    en = "The warehouse has not confirmed these pieces in quarantine yet; judge them when it has."
    zh = "仓库尚未确认该批退货进入隔离区,请待确认后再判定。"


class VerdictExceedsQuarantine(Conflict):
    """A verdict takes more pieces than are left in quarantine."""

    code = "verdict_exceeds_quarantine"
    en = "Only {left} of these pieces are in quarantine without a verdict; judge at most that many."
    zh = "隔离区内未判定的仅余 {left} 件,判定数量不能超过该数。"


class CaseNotContained(Conflict):
    """Something is done in a case before it was contained."""

    code = "case_not_contained"
    en = "Case {number} is not contained yet; name the lots to hold first."
    zh = "案件 {number} 尚未遏制,请先指定要冻结的批次。"


class CaseNotAnalysed(Conflict):
    """A case without a cause is replied to or closed."""

    code = "case_not_analysed"
    en = "Case {number} has no cause yet; enter the cause first."
    zh = "案件 {number} 尚无原因分析,请先填写原因。"


class CaseNotReplied(Conflict):
    """A case is closed before the customer was answered."""

    code = "case_not_replied"
    en = "The customer has no reply in case {number} yet; reply first."
    zh = "案件 {number} 尚未回复客户,请先回复。"


class CasePiecesNotJudged(Conflict):
    """A case is closed while returned pieces have no verdict."""

    code = "case_pieces_not_judged"
    en = "{left} returned pieces of case {number} have no verdict yet; judge them first."
    zh = "案件 {number} 尚有 {left} 件退货未判定,请先判定。"


class CaseClosed(Conflict):
    """Something is done in a case that is closed."""

    code = "case_closed"
    en = "Case {number} is closed; enter a new concern if the trouble came back."
    zh = "案件 {number} 已关闭;如问题再次发生,请登记新的顾客不良信息。"


class CaseNeedsFullReport(Conflict):
    """A case that needs a full 8D report is closed by the short path."""

    code = "case_needs_8d"
    en = "Case {number} needs a full 8D report ({reasons_en}); the short path can't close it."
    zh = "案件 {number} 须完成完整 8D 报告({reasons_zh}),不能按简易流程关闭。"


class CloserHadAHand(Forbidden):
    """Whoever opened or worked a case closes it himself."""

    code = "closer_had_a_hand"
    en = "You opened or worked case {number}; another quality manager has to close it."
    zh = "您登记或处理过案件 {number},须由另一位质量经理关闭。"
