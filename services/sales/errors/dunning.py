"""What is refused about dunning levels and letters, and about reports of what is due."""

from chassis.errors import Conflict, Invalid, NotFound


class DunningLevelNotFound(NotFound):
    """No dunning level has this id."""

    code = "dunning_level_not_found"
    en = "There is no such dunning level; take it from their list."
    zh = "没有该催款级别,请从列表中选择。"


class DunningLevelTaken(Conflict):
    """A level is added that is there already."""

    code = "dunning_level_taken"
    en = "Dunning level {level} exists; change that one or choose another number."
    zh = "催款级别 {level} 已存在,请修改该级别或另选级别。"


class DunningLevelsCrossed(Invalid):
    """A higher level would be reached before a lower one."""

    code = "dunning_levels_crossed"
    en = "Level {higher} has to be reached after level {lower}; give it more days overdue."
    zh = "级别 {higher} 的逾期天数必须大于级别 {lower}。"


class DunningLetterNotFound(NotFound):
    """No dunning letter has this id, or it is outside the reader's scope."""

    code = "dunning_letter_not_found"
    en = "There is no such dunning letter, or it is outside your scope."
    zh = "没有该催款函,或不在您的数据权限内。"


class DunningLetterNotProposed(Conflict):
    """A letter is sent or dropped that was sent, dropped or lapsed before."""

    code = "dunning_letter_not_proposed"
    en = "Dunning letter {number} is not waiting any more; run the proposals again."
    zh = "催款函 {number} 已处理,请重新生成建议。"


class DunningLetterStale(Conflict):
    """A letter is sent to a customer who has paid since it was proposed."""

    code = "dunning_letter_stale"
    en = "The customer has paid since letter {number} was proposed; run the proposals again."
    zh = "催款函 {number} 生成后客户已付款,请重新生成建议。"


class DunningSentTooEarly(Invalid):
    """A letter is recorded as sent on a day before it was proposed."""

    code = "dunning_sent_too_early"
    en = "Dunning letter {number} was proposed on {proposed_on}; it was sent on that day or later."
    zh = "催款函 {number} 于 {proposed_on} 生成,发送日期不得早于该日。"


class AsOfAhead(Invalid):
    """A report is asked for as of a day that has not come yet."""

    code = "as_of_ahead"
    en = "{day} has not come yet; ask as of today at the latest."
    zh = "日期 {day} 尚未到来,截止日期最晚为今天。"


class PeriodWrong(Invalid):
    """A report's period ends before it begins, or is longer than a year."""

    code = "period_wrong"
    en = "A period ends after it begins and is at most 366 days long."
    zh = "期间的结束日期不得早于开始日期,且最长 366 天。"


class CustomerOutOfScope(NotFound):
    """A report is asked for of a customer nobody knows, or outside the reader's scope."""

    code = "customer_out_of_scope"
    en = "There is no such customer, or it is outside your scope."
    zh = "没有该客户,或不在您的数据权限内。"
