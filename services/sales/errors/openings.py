"""What is refused about opening balances."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound


class OpeningNotFound(NotFound):
    """No opening has this id."""

    code = "opening_not_found"
    en = "There are no such opening balances; take them from their list."
    zh = "没有该期初余额单,请从列表中选择。"


class OpeningTaken(Conflict):
    """A document's opening balance would come in a second time."""

    code = "opening_taken"
    en = "{reference} of this customer came in with {number} already; an opening balance comes in once."
    zh = "该客户的 {reference} 已由 {number} 录入,期初余额只能录入一次。"


class OpeningTwice(Invalid):
    """The same document is named twice in one opening."""

    code = "opening_twice"
    en = "{reference} of this customer is named twice; leave one out."
    zh = "该客户的 {reference} 重复列出,请删除其一。"


class OpeningDueMissing(Invalid):
    """An opening receivable has no due date."""

    code = "opening_due_missing"
    en = "Say when {reference} is due."
    zh = "请填写 {reference} 的到期日。"


class OpeningNotSigned(Conflict):
    """Opening balances are taken back that were never booked."""

    code = "opening_not_signed"
    en = "{number} is not signed, so nothing of it is in the books; send it back instead."
    zh = "{number} 尚未签字入账,无需冲销;请退回。"


class OpeningLineUnknown(Invalid):
    """A line is taken back that is not of these opening balances, or is taken back already."""

    code = "opening_line_unknown"
    en = "{number} has no line {line_id} that is still in the books; take it from its lines, each once."
    zh = "{number} 没有仍在账的明细 {line_id},请从其明细中选择,每行一次。"


class OpeningUsed(Conflict):
    """An opening balance is taken back of which something was settled or paid out."""

    code = "opening_used"
    en = "{used} of {reference} is settled or paid out; take that back first."
    zh = "{reference} 已核销或退款 {used},请先撤销。"


class SignerReverses(Forbidden):
    """Who signed opening balances takes them back."""

    code = "signer_reverses"
    en = "You signed {number}; someone else in finance has to take it back."
    zh = "{number} 由您签字,须由财务的其他人员冲销。"
