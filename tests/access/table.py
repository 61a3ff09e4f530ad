"""The expected table: every route of every service and the roles that may call it, written by hand.

It repeats on purpose what gateway/policy.py and the routes say: it is what the company decided,
and the test holds the code against it. Change it only when the company decides otherwise.
"""

ROLES = [
    "info_specialist",
    "info_supervisor",
    "archivist",
    "salesperson",
    "sales_manager",
    "finance",
    "buyer",
    "warehouse_keeper",
    "inventory_manager",
    "inspector",
    "quality_engineer",
    "quality_manager",
    "manufacturing",
    "product_development",
    "marketing",
    "service_agent",
    "executive",
    "auditor",
    "privacy_officer",
    "admin",
]

EVERYONE = [role for role in ROLES if role != "admin"]
FILERS = ["info_specialist", "salesperson"]
CREDIT_READERS = [
    "info_specialist",
    "info_supervisor",
    "sales_manager",
    "finance",
    "executive",
    "auditor",
]
JOURNAL = ["auditor", "privacy_officer"]

PURCHASING = ["buyer", "inventory_manager", "warehouse_keeper", "finance", "executive", "auditor"]
RECEIPTS = [*PURCHASING, "inspector", "quality_engineer", "quality_manager"]
TRACERS = ["inventory_manager", "quality_engineer", "quality_manager", "executive", "auditor"]
LEDGER = ["inventory_manager", "warehouse_keeper", "finance", "executive", "auditor", "buyer"]
COSTS = [
    "buyer",
    "inventory_manager",
    "finance",
    "sales_manager",
    "quality_manager",
    "executive",
    "auditor",
]
ADJUSTMENTS = ["warehouse_keeper", "inventory_manager", "finance", "auditor", "executive"]

SELLERS = ["salesperson", "sales_manager"]
MONEY = ["salesperson", "sales_manager", "finance", "executive", "auditor"]
ORDERS = [
    *MONEY,
    "warehouse_keeper",
    "inventory_manager",
    "service_agent",
    "quality_engineer",
    "quality_manager",
]
PERIODS = ["sales_manager", "finance", "executive", "auditor"]
RETURNS = [
    "service_agent",
    "salesperson",
    "sales_manager",
    "quality_engineer",
    "quality_manager",
    "finance",
    "warehouse_keeper",
    "executive",
    "auditor",
]
CASE_OPENERS = ["marketing", "service_agent", "quality_engineer", "quality_manager"]
QUALITY_COST = [
    "quality_engineer",
    "quality_manager",
    "finance",
    "sales_manager",
    "executive",
    "auditor",
]

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
    "inventory": {
        "GET /suppliers": RECEIPTS,
        "GET /suppliers/{supplier_id}": RECEIPTS,
        "POST /suppliers": ["buyer"],
        "PATCH /suppliers/{supplier_id}": ["buyer"],
        "GET /products": EVERYONE,
        "GET /products/{product_id}": EVERYONE,
        "POST /products": ["inventory_manager", "buyer"],
        "PATCH /products/{product_id}": ["inventory_manager", "buyer"],
        "GET /warehouses": EVERYONE,
        "GET /warehouses/{warehouse_id}": EVERYONE,
        "POST /warehouses": ["inventory_manager"],
        "GET /purchase-orders": PURCHASING,
        "GET /purchase-orders/{order_id}": PURCHASING,
        "POST /purchase-orders": ["buyer"],
        "PATCH /purchase-orders/{order_id}": ["buyer"],
        "POST /purchase-orders/{order_id}/check": ["inventory_manager", "buyer"],
        "POST /purchase-orders/{order_id}/cancel": ["buyer"],
        "GET /receipts": RECEIPTS,
        "GET /receipts/{receipt_id}": RECEIPTS,
        "POST /receipts": ["warehouse_keeper"],
        "GET /supplier-returns": RECEIPTS,
        "GET /supplier-returns/{return_id}": RECEIPTS,
        "POST /supplier-returns": ["buyer"],
        "POST /supplier-returns/{return_id}/release": ["quality_manager"],
        "POST /supplier-returns/{return_id}/ship": ["warehouse_keeper"],
        "POST /supplier-returns/{return_id}/cancel": ["buyer"],
        "GET /stock": EVERYONE,
        "GET /stock-as-of": EVERYONE,
        "GET /stock-as-of/total": COSTS,
        "GET /stock/{product_id}": EVERYONE,
        "GET /lots": EVERYONE,
        "GET /lots/{lot_id}": EVERYONE,
        "GET /lots/{lot_id}/trace": TRACERS,
        "GET /movements": LEDGER,
        "POST /issues": ["warehouse_keeper"],
        "GET /adjustments": ADJUSTMENTS,
        "GET /adjustments/{adjustment_id}": ADJUSTMENTS,
        "POST /adjustments": ["warehouse_keeper"],
        "POST /adjustments/{adjustment_id}/approve": ["inventory_manager"],
        "GET /openings": ADJUSTMENTS,
        "GET /openings/{opening_id}": ADJUSTMENTS,
        "POST /openings": ["inventory_manager"],
        "POST /openings/{opening_id}/sign": ["finance"],
        "POST /openings/{opening_id}/reject": ["finance"],
        "GET /journal": JOURNAL,
    },
    "sales": {
        "GET /orders": ORDERS,
        "GET /orders/{order_id}": ORDERS,
        "POST /orders": SELLERS,
        "PATCH /orders/{order_id}": SELLERS,
        "POST /orders/{order_id}/confirm": SELLERS,
        "POST /orders/{order_id}/post": SELLERS,
        "POST /orders/{order_id}/cancel": SELLERS,
        "GET /credit-holds": MONEY,
        "GET /credit-holds/{hold_id}": MONEY,
        "POST /credit-holds/{hold_id}/release": ["finance"],
        "GET /credit-accounts/{customer_id}": [*MONEY, "info_supervisor"],
        "GET /deliveries": ORDERS,
        "GET /deliveries/{delivery_id}": ORDERS,
        "GET /receivables": MONEY,
        "GET /receivables/{receivable_id}": MONEY,
        "GET /credit-notes": MONEY,
        "GET /credit-notes/{credit_note_id}": MONEY,
        "GET /returns": RETURNS,
        "GET /returns/{return_id}": RETURNS,
        "POST /returns": ["service_agent", "salesperson"],
        "GET /periods": PERIODS,
        "GET /periods/hindrances": PERIODS,
        "GET /periods/{period_id}": PERIODS,
        "POST /periods": ["finance"],
        "POST /periods/{period_id}/reopen": ["finance"],
        "GET /reports/margins": ["sales_manager", "finance", "executive", "auditor"],
        "GET /reports/ranking": MONEY,
        "GET /reports/return-rates": MONEY,
        "GET /reports/sales": MONEY,
        "GET /journal": JOURNAL,
    },
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

CUSTOMER_360 = [
    "info_specialist",
    "info_supervisor",
    "salesperson",
    "sales_manager",
    "finance",
    "service_agent",
    "quality_engineer",
    "quality_manager",
    "executive",
    "auditor",
]
USER_READERS = ["admin", "auditor", "privacy_officer"]

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
