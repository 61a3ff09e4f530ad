"""The expected table: every route of every service and the roles that may call it, written by hand.

It repeats on purpose what gateway/policy.py and the routes say: it is what the company decided,
and the test holds the code against it. Change it only when the company decides otherwise.
"""

from .goods import GOODS
from .roles import (
    CASE_OPENERS,
    CREDIT_READERS,
    CUSTOMER_360,
    EVERYONE,
    FILERS,
    JOURNAL,
    QUALITY_COST,
    ROLES,
    TRACERS,
    USER_READERS,
)
from .selling import SELLING

TABLE: dict[str, dict[str, list[str]]] = {
    "customer": {
        "GET /customers": EVERYONE,
        "GET /customers/{customer_id}": EVERYONE,
        "POST /customers": FILERS,
        "PATCH /customers/{customer_id}": FILERS,
        "POST /customers/{customer_id}/submit": FILERS,
        "POST /customers/{customer_id}/examine": ["info_supervisor"],
        "POST /customers/{customer_id}/recheck": ["archivist"],
        "POST /customers/{customer_id}/archive": ["archivist"],
        "POST /customers/{customer_id}/credit-proposals": ["info_specialist", "sales_manager"],
        "GET /credit-proposals": CREDIT_READERS,
        "GET /credit-proposals/{proposal_id}": CREDIT_READERS,
        "POST /credit-proposals/{proposal_id}/examine": ["info_supervisor"],
        "POST /credit-proposals/{proposal_id}/recheck": ["finance"],
        "GET /journal": JOURNAL,
    },
    "inventory": GOODS,
    "sales": SELLING,
    "quality": {
        "GET /cases": EVERYONE,
        "GET /cases/{case_id}": EVERYONE,
        "POST /cases": CASE_OPENERS,
        "POST /cases/{case_id}/contain": ["quality_engineer"],
        "POST /cases/{case_id}/causes": ["quality_engineer"],
        "POST /cases/{case_id}/reply": ["quality_engineer"],
        "POST /cases/{case_id}/verdict": ["quality_engineer"],
        "POST /cases/{case_id}/close": ["quality_manager"],
        "GET /holds": EVERYONE,
        "GET /holds/{hold_id}": EVERYONE,
        "POST /holds/{hold_id}/end": ["quality_manager"],
        "GET /costs": QUALITY_COST,
        "GET /journal": JOURNAL,
    },
}

GATEWAY: dict[str, list[str]] = {
    "GET /api/v1/session": ROLES,
    "DELETE /api/v1/session": ROLES,
    "PUT /api/v1/session/password": ROLES,
    "GET /api/v1/api-tokens": ROLES,
    "POST /api/v1/api-tokens": ROLES,
    "POST /api/v1/api-tokens/{token_id}/revoke": ROLES,
    "POST /api/v1/service-tokens": ROLES,
    "GET /api/v1/users": USER_READERS,
    "GET /api/v1/users/{user_id}": USER_READERS,
    "POST /api/v1/users": ["admin"],
    "PATCH /api/v1/users/{user_id}": ["admin"],
    "PUT /api/v1/users/{user_id}/password": ["admin"],
    "GET /api/v1/users/{user_id}/identity-number": ["privacy_officer"],
    "GET /api/v1/users/{user_id}/api-tokens": ["admin", "auditor"],
    "POST /api/v1/users/{user_id}/api-tokens/{token_id}/revoke": ["admin"],
    "GET /api/v1/roles": ["admin", "auditor"],
    "GET /api/v1/views/customers/{customer_id}": CUSTOMER_360,
    "GET /api/v1/views/trace": TRACERS,
    "GET /api/v1/journal": JOURNAL,
}
"""The gateway's own routes; whoever is signed in may do what is his own."""

OPEN = {"GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.json"}
"""Answered without signing in; none shows business data."""

OPEN_AT_GATEWAY = OPEN | {
    "POST /api/v1/session",
    "POST /api/v1/administrator",
    "GET /api/v1/keys",
    "GET /api/v1/openapi.json",
}
"""Signing in, the one-time secret, and what says how to call."""
