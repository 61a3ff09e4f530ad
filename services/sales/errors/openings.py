"""What is refused about opening balances."""

from chassis.errors import Conflict, Invalid, NotFound


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
