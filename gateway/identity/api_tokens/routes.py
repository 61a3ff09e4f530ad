"""API tokens over HTTP, and the service tokens department clients change them for."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Response, g, json

from chassis.data.database import reading, transaction
from chassis.web.auth import principal
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ...errors import ApiTokenNeeded, UnknownService
from ...models import ApiToken, User
from ...running import running
from . import commands
from .schemas import ApiTokenOut, NewApiToken, NewApiTokenOut, ServiceTokenOut, ServiceTokenWish

TOKENS = Shape(
    ApiTokenOut,
    ApiToken,
    columns={"user_name": User.name},
    joined=ApiToken.__table__.join(User.__table__, User.id == ApiToken.user_id),
)

tokens = Door(
    "api-tokens",
    __name__,
    url_prefix="/api/v1/api-tokens",
    zh="个人访问令牌",
    en="API tokens of people",
)
of_users = Door(
    "api-tokens-of-users",
    __name__,
    url_prefix="/api/v1/users/<uuid:user_id>/api-tokens",
    zh="某用户的访问令牌",
    en="API tokens of another person",
)
service_tokens = Door(
    "service-tokens",
    __name__,
    url_prefix="/api/v1/service-tokens",
    zh="部门客户端令牌",
    en="Tokens for department clients",
)


@tokens.get(
    "", needs="gateway.token.read", lists=TOKENS, zh="我的 API 令牌", en="List my API tokens"
)
def list_tokens() -> Any:
    with reading() as session:
        return TOKENS.page(session, ApiToken.user_id == principal().id)


@tokens.post(
    "", needs="gateway.token.create", takes=NewApiToken, gives=NewApiTokenOut, status=201,
    zh="新建 API 令牌", en="Make an API token",
)  # fmt: skip
def make_token(body: dict[str, Any]) -> Response:
    with transaction() as session:
        token, secret = commands.make_token(session, body)
        session.flush()
        made = TOKENS.one(session, ApiToken.id == token.id)
        # what is stored for a repeated Idempotency-Key doesn't hold the secret
        answer = reply(session, made | {"token": None}, 201)
    answer.set_data(json.dumps(answer.get_json() | {"token": secret}))
    return answer


@tokens.post(
    "/<uuid:token_id>/revoke",
    needs="gateway.token.revoke",
    gives=TOKENS,
    zh="撤销我的令牌",
    en="Revoke my API token",
)
def revoke_token(token_id: UUID) -> Response:
    return _revoked(principal().id, token_id)


@of_users.get(
    "",
    needs="gateway.all_tokens.read",
    lists=TOKENS,
    zh="用户的 API 令牌",
    en="List a user's API tokens",
)
def list_tokens_of_user(user_id: UUID) -> Any:
    with reading() as session:
        return TOKENS.page(session, ApiToken.user_id == user_id)


@of_users.post(
    "/<uuid:token_id>/revoke",
    needs="gateway.all_tokens.revoke",
    gives=TOKENS,
    zh="撤销用户的令牌",
    en="Revoke a user's API token",
)
def revoke_token_of_user(user_id: UUID, token_id: UUID) -> Response:
    return _revoked(user_id, token_id)


@service_tokens.post(
    "",
    needs="gateway.service_token.create",
    takes=ServiceTokenWish,
    gives=ServiceTokenOut,
    zh="换取服务令牌",
    en="Get a service token for one minute",
)
def make_service_token(body: dict[str, Any]) -> Any:
    known = running().upstreams
    if g.caller.kind != "api_token":
        raise ApiTokenNeeded
    if body["service"] not in known:
        raise UnknownService(
            pointer="/service", service=body["service"], known=", ".join(sorted(known))
        )
    token, ends = running().mint.dated_token(g.caller, body["service"])
    return {"token": token, "expires_at": datetime.fromtimestamp(ends, UTC)}


def _revoked(owner: UUID, token_id: UUID) -> Response:
    with transaction() as session:
        commands.revoke_token(session, owner, token_id)
        session.flush()
        return reply(session, TOKENS.one(session, ApiToken.id == token_id))
