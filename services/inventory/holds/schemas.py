"""A later expiry as it comes in, with its labels."""

from chassis.web import fields


class LaterExpiry(fields.Schema):
    """Until when somebody who tested a lot answers for it, and why."""

    expiry = fields.day("有效期", "Expiry", required=True)
    reason = fields.text("延期依据", "Reason", max=1000, required=True)
