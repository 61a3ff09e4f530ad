"""API tokens and service tokens, in and out."""

from marshmallow import fields as ma

from chassis.web import fields as f
from chassis.web.fields import Schema

_PERMISSION = f.text("权限", "Permission", max=80)


class NewApiToken(Schema):
    name = f.text("名称", "What it is for", max=120, required=True)
    permissions = f.plain_list("权限", "Permissions", _PERMISSION, required=True)
    expires_at = f.instant("到期", "Expires at", required=True)


class ApiTokenOut(Schema):
    id = f.ref("标识", "Id")
    version = f.whole("版本", "Version")
    user_id = f.ref("用户", "Owner")
    user_name = f.text("用户姓名", "Owner's name")
    name = f.text("名称", "What it is for")
    permissions = f.plain_list("权限", "Permissions", ma.String())
    created_at = f.instant("建立时间", "Created at", sort=True)
    expires_at = f.instant("到期", "Expires at", sort=True)
    used_at = f.instant("最近使用", "Last used at", allow_none=True)
    revoked_at = f.instant("撤销时间", "Revoked at", allow_none=True)


class NewApiTokenOut(ApiTokenOut):
    """The only answer that shows the token itself."""

    token = f.text("令牌", "Token", cls="secret", allow_none=True)


class ServiceTokenWish(Schema):
    service = f.text("服务", "Service", max=40, required=True)


class ServiceTokenOut(Schema):
    token = f.text("令牌", "Token", cls="secret")
    expires_at = f.instant("到期", "Expires at")
