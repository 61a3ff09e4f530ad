"""The settings as they come in and go out, with their labels."""

from typing import Any

from chassis.web import fields
from chassis.web.shape import Shape

from .models import Setting


class SettingFields(fields.Schema):
    """What can be set; every field says what it limits."""

    adjustment_limit = fields.money(
        "免批调整限额(每人每日)", "Adjusted unapproved, per person and day"
    )


class SettingChange(SettingFields):
    """What is to be different; fields left out stay."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{"partial": True, **how})


class SettingOut(SettingFields):
    """The settings, and who changed them last."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    changed_by = fields.ref("修改人", "Changed by", allow_none=True)
    changed_by_name = fields.text("修改人姓名", "Changer's name", allow_none=True)
    changed_at = fields.instant("修改时间", "Changed at", allow_none=True)


SETTINGS = Shape(SettingOut, Setting)
