"""The user record, in and out; labels, choices and secrecy classes live here."""

from marshmallow import fields as ma, validate

from chassis.web import fields as f
from chassis.web.fields import Schema

from ...policy import DEPARTMENTS, PEOPLE

CATEGORY = {"operator": ("操作人员", "Operator"), "manager": ("管理人员", "Manager")}
_NUMBER = validate.Regexp(r"\A[a-z0-9][a-z0-9._-]{1,39}\Z")
_ROLES = ma.String(validate=validate.OneOf(list(PEOPLE)))
_ROLE_LABELS = {code: row[:2] for code, row in PEOPLE.items()}


class _Person(Schema):
    name = f.text("姓名", "Name", max=120, required=True)
    category = f.choice("用户类别", "Category", CATEGORY, required=True)
    department = f.choice("部门", "Department", DEPARTMENTS, required=True)
    roles = f.plain_list("角色", "Roles", _ROLES, max=20, required=True)
    identity_number = f.text("身份证号", "Identity no.", max=40, allow_none=True, cls="secret")
    address = f.text("地址", "Address", max=300, allow_none=True, cls="confidential")
    phone = f.text("电话", "Phone", max=40, allow_none=True, cls="confidential")
    email = f.text("电子邮箱", "E-mail", max=200, allow_none=True, cls="confidential")


class NewUser(_Person):
    number = f.text("用户编号", "User no.", max=40, required=True, validate=[_NUMBER])
    password = f.password("初始密码", "First password")


class UserChange(_Person):
    name = f.text("姓名", "Name", max=120, validate=[validate.Length(min=1)])
    category = f.choice("用户类别", "Category", CATEGORY)
    department = f.choice("部门", "Department", DEPARTMENTS)
    roles = f.plain_list("角色", "Roles", _ROLES, max=20)
    enabled = f.flag("启用", "Enabled")


class NewPassword(Schema):
    password = f.password("新密码", "New password")


class UserOut(Schema):
    id = f.ref("标识", "Id")
    version = f.whole("版本", "Version")
    number = f.text("用户编号", "User no.", sort=True, filter=True, search=True)
    name = f.text("姓名", "Name", sort=True, search=True)
    category = f.choice("用户类别", "Category", CATEGORY, filter=True)
    department = f.choice("部门", "Department", DEPARTMENTS, filter=True)
    roles = f.plain_list("角色", "Roles", ma.String(), choices=_ROLE_LABELS)
    enabled = f.flag("启用", "Enabled", filter=True)
    must_change_password = f.flag("须改密码", "Must change password")
    created_at = f.instant("建立时间", "Created at", sort=True)


class UserDetailOut(UserOut):
    address = f.text(
        "地址", "Address", cls="confidential", needs="gateway.user.change", allow_none=True
    )
    phone = f.text(
        "电话", "Phone", cls="confidential", needs="gateway.user.change", allow_none=True
    )
    email = f.text(
        "电子邮箱", "E-mail", cls="confidential", needs="gateway.user.change", allow_none=True
    )


class IdentityNumberOut(Schema):
    identity_number = f.text("身份证号", "Identity no.", cls="secret", allow_none=True)


class ReadingReason(Schema):
    reason = f.text("查阅理由", "Why you read it", max=200, required=True)


class RoleOut(Schema):
    code = f.text("代码", "Code")
    zh = f.text("中文名称", "Name (zh)")
    en = f.text("英文名称", "Name (en)")
    department = f.choice("部门", "Department", DEPARTMENTS)
    permissions = f.plain_list("权限", "Permissions", ma.String())
    scopes = f.anything("数据权限", "Data scopes")
    clearance = f.text("密级", "Clearance")


class RolesOut(Schema):
    items = f.many("角色", "Roles", RoleOut)


USER_CLASSES = {name: field.metadata["x-class"] for name, field in NewUser().fields.items()}
"""Secrecy class by field, for the journal."""
