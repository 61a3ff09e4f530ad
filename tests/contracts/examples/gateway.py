"""What is the gateway's own."""

from datetime import timedelta
from typing import Any

from chassis import clock
from gateway.tests.gateways import PASSWORD

from ..world import World
from .sent import Example, Sent, changing

EXAMPLES: dict[str, Example] = {
    "POST /api/v1/administrator": lambda w: Sent(
        body={"secret": w.one_time_secret(), "number": w.name("root").lower(), "name": "管理员"}
        | {"password": PASSWORD}
    ),
    "POST /api/v1/session": lambda w: Sent(
        body={"number": w.user()["number"], "password": PASSWORD}
    ),
    "GET /api/v1/session": lambda w: Sent("finance"),
    "DELETE /api/v1/session": lambda w: Sent(authorization=w.leaving()),
    "PUT /api/v1/session/password": lambda w: Sent(
        authorization=w.leaving(), body={"current": PASSWORD, "password": "another long one"}
    ),
    "GET /api/v1/api-tokens": lambda w: Sent("executive"),
    "POST /api/v1/api-tokens": lambda w: Sent("salesperson", body=api_token()),
    "POST /api/v1/api-tokens/{token_id}/revoke": lambda w: Sent(
        "executive", {"token_id": w.api_token("executive")["id"]}
    ),
    "POST /api/v1/service-tokens": lambda w: Sent(
        authorization=f"Bearer {w.api_token()['token']}", body={"service": "sales"}
    ),
    "GET /api/v1/users": lambda w: Sent("admin", query={"sort": "number", "enabled": "true"}),
    "GET /api/v1/users/{user_id}": lambda w: Sent("admin", {"user_id": w.user()["id"]}),
    "POST /api/v1/users": lambda w: Sent("admin", body=new_user(w)),
    "PATCH /api/v1/users/{user_id}": lambda w: changing(
        "admin", "user_id", w.user(), {"phone": "13800000000", "enabled": False}
    ),
    "PUT /api/v1/users/{user_id}/password": lambda w: changing(
        "admin", "user_id", w.user(), {"password": "another long one"}
    ),
    "GET /api/v1/users/{user_id}/identity-number": lambda w: Sent(
        "privacy_officer", {"user_id": w.user()["id"]}, query={"reason": "asked by himself"}
    ),
    "GET /api/v1/users/{user_id}/api-tokens": lambda w: Sent(
        "auditor", {"user_id": w.api_token()["user_id"]}
    ),
    "POST /api/v1/users/{user_id}/api-tokens/{token_id}/revoke": lambda w: revoking(
        w.api_token("executive")
    ),
    "GET /api/v1/roles": lambda w: Sent("auditor"),
    "GET /api/v1/views/customers/{customer_id}": lambda w: Sent(
        "executive", {"customer_id": w.returned()["customer_id"]}
    ),
    "GET /api/v1/views/trace": lambda w: Sent("executive", query={"lot_id": returned_lot(w)}),
    "GET /api/v1/journal": lambda w: Sent("auditor"),
}


def api_token() -> dict[str, Any]:
    ends = (clock.now() + timedelta(days=7)).isoformat()
    return {"name": "night report", "permissions": ["sales.order.read"], "expires_at": ends}


def new_user(w: World) -> dict[str, Any]:
    told = {"number": w.name("n").lower(), "name": "李雷", "category": "operator"}
    told |= {
        "department": "quality",
        "roles": ["inspector"],
        "identity_number": "110101199003078515",
    }
    return told | {"password": PASSWORD}


def revoking(token: dict[str, Any]) -> Sent:
    return Sent("admin", {"user_id": token["user_id"], "token_id": token["id"]})


def returned_lot(w: World) -> str:
    return w.returned()["lines"][0]["lots"][0]["lot_id"]
