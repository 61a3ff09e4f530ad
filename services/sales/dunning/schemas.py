"""What dunning levels take and show."""

from chassis.web import fields

from ..money_words import CHANNEL


class DunningLevelIn(fields.Schema):
    level = fields.whole("催款级别", "Level", min=1, max=9, required=True)
    days_overdue = fields.whole("逾期天数", "Days overdue", min=1, max=3650, required=True)
    channel = fields.choice("催款方式", "Channel", CHANNEL, required=True)
    holds = fields.flag("暂停新订单", "New orders are held", required=True)
    text_zh = fields.text("催款函(中文)", "Text in Chinese", max=2000, required=True)
    text_en = fields.text("催款函(英文)", "Text in English", max=2000, required=True)


class DunningLevelChange(fields.Schema):
    days_overdue = fields.whole("逾期天数", "Days overdue", min=1, max=3650)
    channel = fields.choice("催款方式", "Channel", CHANNEL)
    holds = fields.flag("暂停新订单", "New orders are held")
    text_zh = fields.text("催款函(中文)", "Text in Chinese", max=2000)
    text_en = fields.text("催款函(英文)", "Text in English", max=2000)


class DunningLevelOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    level = fields.whole("催款级别", "Level", sort=True, filter=True)
    days_overdue = fields.whole("逾期天数", "Days overdue", sort=True)
    channel = fields.choice("催款方式", "Channel", CHANNEL, filter=True)
    holds = fields.flag("暂停新订单", "New orders are held", filter=True)
    text_zh = fields.text("催款函(中文)", "Text in Chinese")
    text_en = fields.text("催款函(英文)", "Text in English")
