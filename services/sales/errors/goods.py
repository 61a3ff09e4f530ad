"""What is refused about deliveries and returns."""

from chassis.errors import Conflict, Invalid, NotFound


class DeliveryNotFound(NotFound):
    """No delivery has this id, or it is outside the reader's scope."""

    code = "delivery_not_found"
    en = "There is no such delivery, or it is outside your scope."
    zh = "没有该发货单,或不在您的数据权限内。"


class ReturnNotFound(NotFound):
    """No return has this id, or it is outside the reader's scope."""

    code = "return_not_found"
    en = "There is no such return, or it is outside your scope."
    zh = "没有该退货单,或不在您的数据权限内。"


class DeliveryLineUnknown(Invalid):
    """A return names a delivery line that doesn't exist or is outside the writer's scope."""

    code = "delivery_line_unknown"
    en = "There is no delivery line {delivery_line_id} in your scope; take it from the delivery."
    zh = "您的数据权限内没有发货行 {delivery_line_id},请从发货单中选取。"


class ReturnOfSeveralCustomers(Invalid):
    """The lines of one return were delivered to different customers."""

    code = "return_of_several_customers"
    en = "The lines were delivered to different customers; write one return per customer."
    zh = "所列发货行属于不同客户,请按客户分别退货。"


class ReturnTooMuch(Conflict):
    """More comes back than was delivered less what came back before."""

    code = "return_too_much"
    en = "Only {open} of this line of {delivery} can still come back, not {quantity}; take at most that many."
    zh = "发货单 {delivery} 该行最多还可退 {open},{quantity} 已超出,请减少数量。"


class LotNotDelivered(Conflict):
    """A return names a lot of which the delivery line has too little left."""

    code = "lot_not_delivered"
    en = "Only {open} of lot {lot} on this line of {delivery} can still come back, not {quantity}; take at most that many."
    zh = "发货单 {delivery} 该行批次 {lot} 最多还可退 {open},{quantity} 已超出,请减少数量。"


class VerdictUnknown(Conflict):
    """Quality judged a return, or pieces of it, that sales doesn't have."""

    code = "verdict_unknown"
    en = "Verdict {disposal_id} names {thing}, which sales doesn't have; compare both services' books."
    zh = "质量判定 {disposal_id} 所列 {thing} 在销售服务中不存在,请核对两边账目。"


class NotBySerial(Invalid):
    """A line names serial numbers of a product that has none."""

    code = "not_by_serial"
    en = "Product {product} is not tracked by serial number; leave the numbers out."
    zh = "商品 {product} 不按序列号追溯,请勿填写序列号。"


class PartOfPiece(Invalid):
    """A line asks for part of a piece that has a serial number."""

    code = "part_of_piece"
    en = "Product {product} is tracked by serial number and goes by whole pieces; correct the quantity."
    zh = "商品 {product} 按序列号追溯,数量须为整件,请更正。"


class SerialsNotMatching(Invalid):
    """A line names more, fewer or doubled serial numbers than pieces, or none where they are needed."""

    code = "serials_not_matching"
    en = "Name {quantity} different serial numbers, one per piece."
    zh = "请填写 {quantity} 个互不相同的序列号,每件一个。"


class VerdictTooMuch(Conflict):
    """Quality judged more pieces of a return line than came back."""

    code = "verdict_too_much"
    en = "Of return line {line_id} only {left} pieces have no verdict yet, not {quantity}; compare both services' books."
    zh = "退货行 {line_id} 未判定的仅余 {left},判定数量 {quantity} 超出,请核对两边账目。"


class ReturnJudged(Conflict):
    """What becomes of returned goods is decided after quality has begun to judge them."""

    code = "return_judged"
    en = "Quality has judged goods on this line of {number}; its outcome follows from the verdict now."
    zh = "退货单 {number} 该行已有质量判定,处理结果以判定为准,不能再变更。"


class ReturnLineUnknown(Invalid):
    """A decision names a line that is not the return's, another seller's, or one twice."""

    code = "return_line_unknown"
    en = "Return {number} has no line {line_id} of your sales, or it is named twice; take the lines from the return."
    zh = "退货单 {number} 中没有您所售的行 {line_id},或该行重复,请从退货单中选取。"


class OutcomeUnchanged(Conflict):
    """A decision leaves everything as it is."""

    code = "outcome_unchanged"
    en = "Every line of {number} has this outcome already; there is nothing to decide."
    zh = "退货单 {number} 各行已是该处理结果,无需变更。"


class CreditReversalNotFound(NotFound):
    """No reversal of credit has this id, or it is outside the reader's scope."""

    code = "credit_reversal_not_found"
    en = "There is no such reversal of credit, or it is outside your scope."
    zh = "没有该贷项冲回单,或不在您的数据权限内。"
