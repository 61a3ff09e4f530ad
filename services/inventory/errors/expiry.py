"""What expired lots refuse."""

from chassis.errors import Conflict, Forbidden, Invalid


class ExpiryNotLater(Invalid):
    """A lot is to expire no later than it does."""

    code = "expiry_not_later"
    en = "Lot {lot} expires on {before}; state a later day that is still to come."
    zh = "批次 {lot} 的有效期为 {before},请填写更晚且尚未到来的日期。"


class LotNeverExpires(Conflict):
    """A lot without expiry is extended."""

    code = "lot_never_expires"
    en = "Lot {lot} has no expiry, so there is nothing to extend; it can be used as it is."
    zh = "批次 {lot} 没有有效期,无需延期,可直接使用。"


class ExpiryAlreadyRight(Invalid):
    """A lot's expiry is corrected to what it is."""

    code = "expiry_already_right"
    en = "That is the expiry of lot {lot} already; there is nothing to correct."
    zh = "批次 {lot} 的有效期已是该日期,无需更正。"


class LotWithoutExpiry(Conflict):
    """An expiry is given to the pieces of a product that is not told apart by lots."""

    code = "lot_without_expiry"
    en = "Product {product} has no lots, so its pieces have no expiry to correct."
    zh = "商品 {product} 不按批次管理,没有可更正的有效期。"


class ExpiryByReceiver(Forbidden):
    """Whoever received a lot corrects its expiry."""

    code = "expiry_by_receiver"
    en = "You received lot {lot}; another person has to correct its expiry."
    zh = "批次 {lot} 由您收货,须由另一人更正其有效期。"


class ExpiredForQuality(Forbidden):
    """Somebody corrects the expiry of an expired lot who may not answer for such a lot."""

    code = "expired_for_quality"
    en = "Lot {lot} has expired; the quality manager has to correct its expiry, or extend it after a retest."
    zh = "批次 {lot} 已过期,须由质量经理更正其有效期,或复验后延期。"


class SoldAfterExpiry(Conflict):
    """By the corrected expiry pieces were issued that had expired, and the caller doesn't say that he knows."""

    code = "sold_after_expiry"
    en = "{quantity} pieces of lot {lot} left after {expiry}: see that quality hears of it, and send the correction again with sold_known."
    zh = "批次 {lot} 有 {quantity} 件在 {expiry} 之后出库:请通知质量部门,并注明已知悉(sold_known)后重新提交。"
