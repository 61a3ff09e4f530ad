"""Signing in, the session shown to its owner, and the change of his password."""

from marshmallow import fields as ma

from chassis.web import fields as f
from chassis.web.fields import Schema

from ...policy import DEPARTMENTS


class Credentials(Schema):
    number = f.text("用户编号", "User no.", max=40, required=True)
    password = f.password("密码", "Password")
    cookie = f.flag("用于浏览器", "For a browser: keep the session in a cookie", load_default=False)


class SessionOut(Schema):
    """Who is signed in, what he may do, and until when."""

    id = f.ref("会话", "Session")
    user_id = f.ref("用户", "User")
    number = f.text("用户编号", "User no.")
    name = f.text("姓名", "Name")
    department = f.choice("部门", "Department", DEPARTMENTS)
    roles = f.plain_list("角色", "Roles", ma.String())
    permissions = f.plain_list("权限", "Permissions", ma.String())
    must_change_password = f.flag("须改密码", "Must change password")
    expires_at = f.instant("到期", "Expires at")
    token = f.text("令牌", "Bearer token, shown only here", allow_none=True, cls="secret")
    csrf_token = f.text("防伪令牌", "X-CSRF-Token for changes by cookie", allow_none=True)


class PasswordChange(Schema):
    current = f.password("当前密码", "Current password")
    password = f.password("新密码", "New password")
