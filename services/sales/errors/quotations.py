"""What is refused of quotations."""

from chassis.errors import Conflict, Invalid, NotFound

from ..selling_words import QUOTATION_STATUS


class QuotationNotFound(NotFound):
    """No quotation has this id, or it is outside the reader's scope."""

    code = "quotation_not_found"
    en = "There is no such quotation, or it is outside your scope."
    zh = "没有该报价单,或不在您的数据权限内。"


class _QuotationState(Conflict):
    """The base of refusals that say in which state the quotation is."""

    def sentence(self, language: str) -> str:
        zh, en = QUOTATION_STATUS[str(self.names["status"])]
        spoken = {**self.names, "status": zh if language == "zh" else en.lower()}
        return (self.zh if language == "zh" else self.en).format(**spoken)


class QuotationNotDraft(_QuotationState):
    """A quotation is changed or sent that is no draft any more."""

    code = "quotation_not_draft"
    en = "Quotation {number} is {status}; only a draft can be changed or sent. Revise it instead."
    zh = "报价单 {number} 为“{status}”状态,只有草稿可以修改或发出;请改版。"


class QuotationNotSent(_QuotationState):
    """An answer is noted to a quotation that doesn't wait for one."""

    code = "quotation_not_sent"
    en = "Quotation {number} is {status}; only one that was sent waits for an answer."
    zh = "报价单 {number} 为“{status}”状态,只有已发出的报价单可以答复。"


class QuotationNotRevisable(_QuotationState):
    """A draft, an accepted or an already revised quotation is revised."""

    code = "quotation_not_revisable"
    en = "Quotation {number} is {status}; revise one that was sent, declined, withdrawn or has expired."
    zh = "报价单 {number} 为“{status}”状态,只有已发出、未成交、已撤回或已过期的报价单可以改版。"


class QuotationNotWithdrawable(_QuotationState):
    """A quotation is withdrawn that was answered, has expired or was revised."""

    code = "quotation_not_withdrawable"
    en = "Quotation {number} is {status}; only a draft or one that was sent can be withdrawn."
    zh = "报价单 {number} 为“{status}”状态,只有草稿或已发出的报价单可以撤回。"


class QuotationExpired(Conflict):
    """A quotation is accepted after its last day."""

    code = "quotation_expired"
    en = "Quotation {number} was good until {day}; revise it with a later date."
    zh = "报价单 {number} 有效期至 {day},已过期;请改版并延长有效期。"


class ValidityPast(Invalid):
    """A quotation's last day is over before it is written or sent."""

    code = "validity_past"
    en = "A quotation can't be good until {day} only: today is {today}; take a later date."
    zh = "有效期 {day} 早于今天({today}),请改为较晚日期。"
