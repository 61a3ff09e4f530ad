"""A later or a corrected expiry as it comes in, with its labels."""

from chassis.web import fields


class LaterExpiry(fields.Schema):
    """Until when somebody who tested a lot answers for it, and why."""

    expiry = fields.day("有效期", "Expiry", required=True)
    reason = fields.text("延期依据", "Reason", max=1000, required=True)


class CorrectExpiry(fields.Schema):
    """What a lot's label says, where something else was typed at receipt; none if it says nothing."""

    expiry = fields.day("有效期", "Expiry", required=True, allow_none=True)
    reason = fields.text("更正原因", "Reason", max=1000, required=True)
    sold_known = fields.flag(
        "已知悉过期后售出", "Known that some left after it", load_default=False
    )
