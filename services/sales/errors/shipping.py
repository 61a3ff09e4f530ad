"""What is refused about a delivery's way to the customer."""

from chassis.errors import Conflict, Invalid


class DeliveryUnderWay(Conflict):
    """A delivery is shipped that was shipped or signed for already."""

    code = "delivery_under_way"
    en = "Delivery {number} was shipped or signed for already; reverse that step first to correct it."
    zh = "发货单 {number} 已发运或已签收,如需更正请先撤销。"


class DeliverySigned(Conflict):
    """A receipt is noted for a delivery that has one."""

    code = "delivery_signed"
    en = "Delivery {number} is signed for already; reverse the receipt first to correct it."
    zh = "发货单 {number} 已签收,如需更正请先撤销签收。"


class DeliveryNotReversible(Conflict):
    """A step is taken back of a delivery that has neither been shipped nor signed for."""

    code = "delivery_not_reversible"
    en = "Delivery {number} was only issued; there is nothing to reverse. Take goods back by a return."
    zh = "发货单 {number} 仅出库,没有可撤销的步骤;实物退回请走退货流程。"


class DayStillToCome(Invalid):
    """A shipment or a receipt is dated ahead."""

    code = "day_still_to_come"
    en = "{day} is after today ({today}); leave the date out or take an earlier one."
    zh = "日期 {day} 晚于今天({today}),请留空或改为较早日期。"


class DayBeforeDelivery(Invalid):
    """A shipment or a receipt is dated before the goods left."""

    code = "day_before_delivery"
    en = "Delivery {number} can't bear {day} for this; take {earliest} or later."
    zh = "发货单 {number} 的该日期不能是 {day},须为 {earliest} 或之后。"


class SignedLineUnknown(Invalid):
    """A receipt counts a line that is not of this delivery, or counts one twice."""

    code = "signed_line_unknown"
    en = "Line {delivery_line_id} is not of this delivery or counted twice; take each from the delivery, once."
    zh = "行 {delivery_line_id} 不属于该发货单或重复列出,请从发货单中各选取一次。"


class ClaimUnexplained(Invalid):
    """Pieces were counted otherwise than delivered and nothing is said about it."""

    code = "claim_unexplained"
    en = "The customer counted otherwise than {number} says; write in the claim note what is claimed."
    zh = "签收数量与发货单 {number} 不符,请填写差异说明。"
