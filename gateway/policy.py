"""Who may do what: every role of the company with its permissions, data scopes and clearance, as data.

Access is written down permission by permission, as the people who decide it read it: one line says who may do one
thing. A person with several roles has the union of them, the widest scope of each noun and the highest clearance.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chassis.principal import CLASSES

SCOPES = ("own", "department", "all")


@dataclass(frozen=True)
class Role:
    code: str
    zh: str
    en: str
    department: str
    permissions: frozenset[str]
    scopes: dict[str, str]
    clearance: str


# code: (label zh, label en, department, clearance). No role here but the owner of a file and the supervisor
# reads secret values; the privacy officer reads users' identity numbers by a permission of its own.
PEOPLE = {
    "info_specialist": (
        "客户信息专员",
        "Customer information specialist",
        "customer_information",
        "confidential",
    ),
    "info_supervisor": (
        "客户信息主管",
        "Customer information supervisor",
        "customer_information",
        "secret",
    ),
    "archivist": ("档案管理员", "Archivist", "customer_information", "confidential"),
    "salesperson": ("销售员", "Salesperson", "sales", "secret"),
    "sales_manager": ("销售经理", "Sales manager", "sales", "confidential"),
    "finance": ("财务", "Finance", "finance", "confidential"),
    "buyer": ("采购员", "Buyer", "purchasing", "internal"),
    "warehouse_keeper": ("仓库管理员", "Warehouse keeper", "warehouse", "internal"),
    "inventory_manager": ("库存主管", "Inventory manager", "warehouse", "internal"),
    "inspector": ("检验员", "Inspector", "quality", "internal"),
    "quality_engineer": ("质量工程师", "Quality engineer", "quality", "internal"),
    "quality_manager": ("质量经理", "Quality manager", "quality", "internal"),
    "manufacturing": ("制造部", "Manufacturing", "manufacturing", "internal"),
    "product_development": ("产品开发部", "Product development", "product_development", "internal"),
    "marketing": ("市场营销部", "Marketing", "marketing", "internal"),
    "service_agent": ("售后人员", "Service agent", "service", "confidential"),
    "executive": ("管理层", "Executive", "management", "confidential"),
    "auditor": ("审计", "Auditor", "audit", "confidential"),
    "privacy_officer": ("个人信息保护负责人", "Privacy officer", "privacy", "confidential"),
    "admin": ("系统管理员", "Administrator", "it", "confidential"),
}

DEPARTMENTS = {
    "customer_information": ("客户信息部", "Customer information"),
    "sales": ("销售部", "Sales"),
    "finance": ("财务部", "Finance"),
    "purchasing": ("采购部", "Purchasing"),
    "warehouse": ("仓储部", "Warehouse"),
    "quality": ("质保部", "Quality"),
    "manufacturing": ("制造部", "Manufacturing"),
    "product_development": ("产品开发部", "Product development"),
    "marketing": ("市场营销部", "Marketing"),
    "service": ("售后服务部", "Service"),
    "management": ("管理层", "Management"),
    "audit": ("审计部", "Audit"),
    "privacy": ("个人信息保护", "Privacy"),
    "it": ("信息技术部", "IT"),
}

BUSINESS = " ".join(code for code in PEOPLE if code != "admin")
OVERSIGHT = "executive auditor"
QUALITY = "quality_engineer quality_manager"
ORDER_READERS = f"""salesperson sales_manager finance warehouse_keeper inventory_manager service_agent
    {QUALITY} {OVERSIGHT}"""
LEDGER_READERS = f"salesperson sales_manager finance {OVERSIGHT}"
PURCHASE_READERS = f"buyer inventory_manager warehouse_keeper finance {OVERSIGHT}"
INSPECTED = f"inspector buyer inventory_manager warehouse_keeper {QUALITY} {OVERSIGHT}"
TRACERS = f"inventory_manager {QUALITY} {OVERSIGHT}"
INSPECTION = "auditor privacy_officer"

CUSTOMER = {
    "customer.file.read": BUSINESS,
    "customer.file.create": "info_specialist salesperson",
    "customer.file.change": "info_specialist salesperson",
    "customer.file.submit": "info_specialist salesperson",
    "customer.file.examine": "info_supervisor",
    "customer.file.recheck": "archivist",
    "customer.file.archive": "archivist",
    "customer.credit.read": f"info_specialist info_supervisor sales_manager finance {OVERSIGHT}",
    "customer.credit.propose": "info_specialist sales_manager",
    "customer.credit.examine": "info_supervisor",
    "customer.credit.recheck": "finance",
    "customer.journal.read": INSPECTION,
}

INVENTORY = {
    "inventory.supplier.read": f"{PURCHASE_READERS} inspector {QUALITY}",
    "inventory.supplier.create": "buyer",
    "inventory.supplier.change": "buyer",
    "inventory.supplier.import": "buyer",
    "inventory.supplier.block": "inventory_manager quality_manager",
    "inventory.supplier_bank.approve": "finance",
    "inventory.offer.read": PURCHASE_READERS,
    "inventory.offer.change": "buyer",
    "inventory.offer.import": "buyer",
    "inventory.category.read": BUSINESS,
    "inventory.category.create": "inventory_manager",
    "inventory.category.change": "inventory_manager",
    "inventory.replenishment.read": PURCHASE_READERS,
    "inventory.replenishment.order": "buyer",
    "inventory.stock_alert.read": f"{PURCHASE_READERS} sales_manager",
    "inventory.stock_limit.read": f"{PURCHASE_READERS} sales_manager",
    "inventory.stock_limit.change": "inventory_manager",
    "inventory.product.read": BUSINESS,
    "inventory.product.create": "inventory_manager buyer",
    "inventory.product.change": "inventory_manager buyer",
    "inventory.product.import": "inventory_manager buyer",
    "inventory.warehouse.read": BUSINESS,
    "inventory.warehouse.create": "inventory_manager",
    "inventory.warehouse.change": "inventory_manager",
    "inventory.transfer.read": PURCHASE_READERS,
    "inventory.transfer.create": "warehouse_keeper inventory_manager",
    "inventory.transfer.change": "warehouse_keeper inventory_manager",
    "inventory.transfer.cancel": "warehouse_keeper inventory_manager",
    "inventory.transfer.ship": "warehouse_keeper",
    "inventory.transfer.receive": "warehouse_keeper inventory_manager",
    "inventory.transfer_loss.propose": "warehouse_keeper",
    "inventory.transfer_loss.approve": "inventory_manager",
    "inventory.purchase_order.read": PURCHASE_READERS,
    "inventory.purchase_order.create": "buyer",
    "inventory.purchase_order.change": "buyer",
    "inventory.purchase_order.check": "inventory_manager buyer",
    "inventory.purchase_order.cancel": "buyer",
    "inventory.receipt.read": f"{PURCHASE_READERS} inspector {QUALITY}",
    "inventory.receipt.create": "warehouse_keeper",
    "inventory.receipt.exceed": "inventory_manager",
    "inventory.supplier_return.read": f"{PURCHASE_READERS} inspector {QUALITY}",
    "inventory.supplier_return.create": "buyer",
    "inventory.supplier_return.release": "quality_manager",
    "inventory.supplier_return.ship": "warehouse_keeper",
    "inventory.supplier_return.cancel": "buyer",
    "inventory.inspection_plan.read": INSPECTED,
    "inventory.inspection_plan.create": QUALITY,
    "inventory.inspection_plan.change": QUALITY,
    "inventory.inspection_standing.decide": "quality_manager",
    "inventory.inspection.read": INSPECTED,
    "inventory.inspection.inspect": "inspector",
    "inventory.inspection.concede": "quality_manager",
    "inventory.inspection.send_back": "warehouse_keeper",
    "inventory.inspection.scrap": "inventory_manager",
    "inventory.stock.read": BUSINESS,
    "inventory.cost.read": f"buyer inventory_manager finance sales_manager quality_manager {OVERSIGHT}",
    "inventory.lot.read": BUSINESS,
    "inventory.lot.extend": "quality_manager",
    "inventory.lot.correct": "inventory_manager quality_manager",
    "inventory.trace.read": TRACERS,
    "inventory.movement.read": PURCHASE_READERS,
    "inventory.issue.create": "warehouse_keeper",
    "inventory.adjustment.read": f"warehouse_keeper inventory_manager finance {OVERSIGHT}",
    "inventory.adjustment.propose": "warehouse_keeper inventory_manager",
    "inventory.adjustment.book": "warehouse_keeper inventory_manager",
    "inventory.adjustment.approve": "inventory_manager",
    "inventory.opening.read": f"warehouse_keeper inventory_manager finance {OVERSIGHT}",
    "inventory.opening.propose": "inventory_manager",
    "inventory.opening.import": "inventory_manager",
    "inventory.opening.sign": "finance",
    "inventory.job.read": BUSINESS,
    "inventory.stocktake.read": f"warehouse_keeper inventory_manager finance {OVERSIGHT}",
    "inventory.stocktake_difference.read": f"inventory_manager finance {OVERSIGHT}",
    "inventory.stocktake.create": "warehouse_keeper inventory_manager",
    "inventory.stocktake.count": "warehouse_keeper",
    "inventory.stocktake.import": "warehouse_keeper",
    "inventory.stocktake.approve": "inventory_manager",
    "inventory.setting.read": f"warehouse_keeper inventory_manager finance {OVERSIGHT}",
    "inventory.setting.change": "inventory_manager",
    "inventory.journal.read": INSPECTION,
}

SALES = {
    "sales.quotation.read": LEDGER_READERS,
    "sales.quotation.create": "salesperson sales_manager",
    "sales.quotation.change": "salesperson sales_manager",
    "sales.quotation.send": "salesperson sales_manager",
    "sales.quotation.accept": "salesperson sales_manager",
    "sales.quotation.decline": "salesperson sales_manager",
    "sales.quotation.revise": "salesperson sales_manager",
    "sales.quotation.withdraw": "salesperson sales_manager",
    "sales.order.read": ORDER_READERS,
    "sales.order.create": "salesperson sales_manager",
    "sales.order.import": "salesperson sales_manager",
    "sales.order.change": "salesperson sales_manager",
    "sales.order.confirm": "salesperson sales_manager",
    "sales.order.post": "salesperson sales_manager",
    "sales.order.cancel": "salesperson sales_manager",
    "sales.order.amend": "salesperson sales_manager",
    "sales.order.reopen": "sales_manager",
    "sales.cost.read": f"sales_manager finance {OVERSIGHT}",
    "sales.credit_hold.read": LEDGER_READERS,
    "sales.credit_hold.release": "finance",
    "sales.credit_account.read": f"{LEDGER_READERS} info_supervisor",
    "sales.delivery.read": ORDER_READERS,
    "sales.delivery.ship": "warehouse_keeper",
    "sales.delivery.sign_for": "warehouse_keeper salesperson sales_manager service_agent",
    "sales.delivery.reverse": "warehouse_keeper sales_manager",
    "sales.receivable.read": LEDGER_READERS,
    "sales.receivable.invoice": "finance",
    "sales.settlement.read": LEDGER_READERS,
    "sales.settlement.create": "finance",
    "sales.settlement.reverse": "finance",
    "sales.payment.read": LEDGER_READERS,
    "sales.payment.create": "finance",
    "sales.payment.reverse": "finance",
    "sales.payment.mark_bill": "finance",
    "sales.refund.read": LEDGER_READERS,
    "sales.refund.ask": "finance",
    "sales.refund.approve": "finance",
    "sales.refund.reverse": "finance",
    "sales.debit_note.read": f"{LEDGER_READERS} {QUALITY}",
    "sales.debit_note.ask": "salesperson sales_manager finance",
    "sales.debit_note.agree": "sales_manager finance",
    "sales.debit_note.reverse": "finance",
    "sales.write_off.read": LEDGER_READERS,
    "sales.write_off.ask": "finance",
    "sales.write_off.approve": "finance",
    "sales.write_off.recover": "finance",
    "sales.write_off.set_rules": "finance",
    "sales.opening.read": f"finance {OVERSIGHT}",
    "sales.opening.ask": "finance",
    "sales.opening.import": "finance",
    "sales.opening.sign": "finance",
    "sales.opening.reverse": "finance",
    "sales.ageing.read": LEDGER_READERS,
    "sales.statement.read": LEDGER_READERS,
    "sales.payment_behaviour.read": f"{LEDGER_READERS} info_supervisor",
    "sales.dunning.read": LEDGER_READERS,
    "sales.dunning.set_levels": "finance",
    "sales.dunning.propose": "finance",
    "sales.dunning.send": "finance",
    "sales.credit_note.read": LEDGER_READERS,
    "sales.return.read": f"salesperson sales_manager service_agent finance warehouse_keeper {QUALITY} {OVERSIGHT}",
    "sales.return.create": "service_agent salesperson",
    "sales.report.read": f"salesperson sales_manager finance {OVERSIGHT}",
    "sales.return.decide": "salesperson sales_manager",
    "sales.grade_report.read": f"info_specialist info_supervisor sales_manager finance {OVERSIGHT}",
    "sales.risk_report.read": f"info_specialist info_supervisor {LEDGER_READERS}",
    "sales.risk_rule.change": "info_supervisor",
    "sales.margin.read": f"sales_manager finance {OVERSIGHT}",
    "sales.period.read": f"sales_manager finance {OVERSIGHT}",
    "sales.period.close": "finance",
    "sales.period.reopen": "finance",
    "sales.job.read": BUSINESS,
    "sales.journal.read": INSPECTION,
}

CASES = {
    "quality.case.read": BUSINESS,
    "quality.case.open": f"marketing service_agent {QUALITY}",
    "quality.case.contain": "quality_engineer",
    "quality.case.analyse": "quality_engineer",
    "quality.case.reply": "quality_engineer",
    "quality.case.judge": "quality_engineer",
    "quality.case.close": "quality_manager",
    "quality.hold.read": BUSINESS,
    "quality.hold.end": "quality_manager",
    "quality.cost.read": f"{QUALITY} finance sales_manager {OVERSIGHT}",
    "quality.journal.read": INSPECTION,
}

GATEWAY = {
    "gateway.user.read": "admin auditor privacy_officer",
    "gateway.user.create": "admin",
    "gateway.user.change": "admin",
    "gateway.identity_number.read": "privacy_officer",
    "gateway.role.read": "admin auditor",
    "gateway.all_tokens.read": "admin auditor",
    "gateway.all_tokens.revoke": "admin",
    "gateway.customer_view.read": f"""info_specialist info_supervisor salesperson sales_manager finance
        service_agent {QUALITY} {OVERSIGHT}""",
    "gateway.trace_view.read": TRACERS,
    "gateway.journal.read": INSPECTION,
}

# What everyone who is signed in may do with what is his own.
PERSONAL = frozenset(
    {
        "gateway.session.read",
        "gateway.session.end",
        "gateway.password.change",
        "gateway.token.read",
        "gateway.token.create",
        "gateway.token.revoke",
        "gateway.service_token.create",
    }
)

GRANTS = CUSTOMER | INVENTORY | SALES | CASES | GATEWAY

COLUMNS = frozenset({"sales.cost.read"})
"""Permissions that no route but a column asks for."""

# Narrower than all; every other noun a role may touch is seen whole.
NARROWED = {
    "salesperson": ("own", ("customer.file",)),
    "sales_manager": ("department", ()),
}


def _scopes(code: str, permissions: frozenset[str]) -> dict[str, str]:
    nouns = {permission.rpartition(".")[0] for permission in permissions}
    narrow, more = NARROWED.get(code, ("all", ()))
    return {
        noun: narrow if noun.startswith("sales.") or noun in more else "all"
        for noun in sorted(nouns)
    }


def _role(code: str) -> Role:
    zh, en, department, clearance = PEOPLE[code]
    permissions = frozenset(name for name, roles in GRANTS.items() if code in roles.split())
    scopes = _scopes(code, permissions)
    return Role(code, zh, en, department, permissions | PERSONAL, scopes, clearance)


ROLES: dict[str, Role] = {code: _role(code) for code in PEOPLE}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything someone with these roles may do, without them what is everyone's own."""
    return PERSONAL.union(*(ROLES[code].permissions for code in roles))


def scopes_of(roles: Iterable[str]) -> dict[str, str]:
    """Per noun the widest scope any of the roles gives."""
    widest: dict[str, str] = {}
    for code in roles:
        for noun, scope in ROLES[code].scopes.items():
            widest[noun] = max(widest.get(noun, scope), scope, key=SCOPES.index)
    return widest


def clearance_of(roles: Iterable[str]) -> str:
    """The highest clearance any of the roles gives; internal for everyone who works here."""
    return max((ROLES[code].clearance for code in roles), key=CLASSES.index, default="internal")


def undeclared(declared: Iterable[str]) -> set[str]:
    """Permissions this policy gives though neither route nor column asks for them: mistakes."""
    return (set(GRANTS) | PERSONAL) - set(declared) - COLUMNS
