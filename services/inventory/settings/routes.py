"""The HTTP door of the settings."""

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from . import commands
from .schemas import SETTINGS, SettingChange

settings = Door("settings", __name__, url_prefix="/settings", zh="库存设置", en="Settings of stock")


@settings.get(
    "", needs="inventory.setting.read", gives=SETTINGS, zh="库存规则", en="The stock rules"
)
def get_settings() -> Response:
    with reading() as session:
        return reply(session, SETTINGS.one(session))


@settings.patch(
    "",
    needs="inventory.setting.change",
    takes=SettingChange,
    gives=SETTINGS,
    zh="修改库存规则",
    en="Change the stock rules",
)
def change_settings(body: dict) -> Response:
    with transaction() as session:
        commands.change_settings(session, expected_version(), body)
        return reply(session, SETTINGS.one(session))
