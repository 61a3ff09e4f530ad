"""What expired lots refuse."""

from chassis.errors import Conflict, Invalid


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
