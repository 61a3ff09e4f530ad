"""The roles of the company, and those that may do the same together."""

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
RISK_READERS = [*MONEY, "info_specialist", "info_supervisor"]
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
INSPECTED = [
    "inspector",
    "buyer",
    "inventory_manager",
    "warehouse_keeper",
    "quality_engineer",
    "quality_manager",
    "executive",
    "auditor",
]
COMPARERS = ["inventory_manager", "finance", "executive", "auditor"]
CASE_OPENERS = ["marketing", "service_agent", "quality_engineer", "quality_manager"]
QUALITY_COST = [
    "quality_engineer",
    "quality_manager",
    "finance",
    "sales_manager",
    "executive",
    "auditor",
]
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
