"""Users and roles over HTTP."""

from typing import Any
from uuid import UUID

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from ...running import running
from . import commands, queries, rules
from .queries import USER, USERS
from .schemas import IdentityNumberOut, NewPassword, NewUser, ReadingReason, RolesOut, UserChange

users = Door("users", __name__, url_prefix="/api/v1/users", zh="用户", en="Users")
roles = Door(
    "roles", __name__, url_prefix="/api/v1/roles", zh="角色与权限", en="Roles and their permissions"
)


@users.get("", needs="gateway.user.read", lists=USERS, zh="用户列表", en="List users")
def list_users() -> Any:
    with reading() as session:
        return USERS.page(session)


@users.get(
    "/<uuid:user_id>", needs="gateway.user.read", gives=USER, zh="用户信息", en="Show a user"
)
def show_user(user_id: UUID) -> Any:
    with transaction() as session:
        return reply(session, queries.user_record(session, user_id))


@users.post(
    "",
    needs="gateway.user.create",
    takes=NewUser,
    gives=USER,
    status=201,
    zh="新建用户",
    en="Enter a user",
)
def create_user(body: dict[str, Any]) -> Any:
    rules.refuse_simple_password(body["number"], body["password"])
    hashed = running().passwords.hash(body["password"])
    with transaction() as session:
        user = commands.create_user(session, body, hashed)
        return reply(session, queries.user_record(session, user.id), 201)


@users.patch(
    "/<uuid:user_id>",
    needs="gateway.user.change",
    takes=UserChange,
    gives=USER,
    zh="修改用户",
    en="Change a user",
)
def change_user(body: dict[str, Any], user_id: UUID) -> Any:
    with transaction() as session:
        commands.change_user(session, user_id, expected_version(), body)
        return reply(session, queries.user_record(session, user_id))


@users.put(
    "/<uuid:user_id>/password",
    needs="gateway.user.change",
    takes=NewPassword,
    gives=USER,
    zh="重置密码",
    en="Reset a password",
)
def reset_password(body: dict[str, Any], user_id: UUID) -> Any:
    hashed = running().passwords.hash(body["password"])
    with transaction() as session:
        commands.reset_password(session, user_id, expected_version(), body["password"], hashed)
        return reply(session, queries.user_record(session, user_id))


@users.get(
    "/<uuid:user_id>/identity-number", needs="gateway.identity_number.read",
    query=ReadingReason, gives=IdentityNumberOut,
    zh="查阅身份证号", en="Read an identity number, giving the reason",
)  # fmt: skip
def read_identity_number(query: dict[str, Any], user_id: UUID) -> Any:
    with transaction() as session:
        number = commands.read_identity_number(session, user_id, query["reason"])
        return reply(session, {"identity_number": number})


@roles.get(
    "", needs="gateway.role.read", gives=RolesOut, zh="角色与权限", en="Roles and what they may do"
)
def list_roles() -> Any:
    return {"items": queries.roles()}
