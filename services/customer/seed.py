"""Demo customers in both languages, made by the commands and signed by three demo people."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.data.database import Database
from chassis.demo import acting_as, demo_id

from .credit.commands import examine_credit, propose_credit, recheck_credit
from .credit.schemas import NewProposal
from .files.commands import (
    examine_customer,
    recheck_customer,
    register_customer,
    submit_customer,
)
from .files.models import Customer
from .files.schemas import NewCustomer

SPECIALIST = acting_as("info_specialist", "客户信息专员 Customer information specialist")
SUPERVISOR = acting_as("info_supervisor", "客户信息主管 Customer information supervisor")
ARCHIVIST = acting_as("archivist", "档案管理员 Archivist")
FINANCE = acting_as("finance", "财务 Finance")

KEPT = {"owner_id": str(demo_id("salesperson")), "department": "sales"}
CUSTOMERS: list[dict[str, Any]] = [
    {
        "type": "enterprise",
        "name": "华东汽配有限公司 East China Auto Parts Co., Ltd.",
        "short_name": "华东汽配 East China Auto",
        "category": "key",
        "terms_kind": "days",
        "terms_days": 30,
        "region": "310000",
        "sales_region": "华东大区 East China",
        "nature": "private",
        "industry": "F",
        "credit_code": "91310115MA1K3A2B7Y",
        "phone_office": "021-5888 6601",
        "address_delivery": "上海市浦东新区金科路 100 号",
        "needs": ["product_advice", "after_sales"],
    },
    {
        "type": "enterprise",
        "name": "申达机电股份有限公司 Shenda Electromechanical",
        "short_name": "申达机电 Shenda",
        "category": "main",
        "terms_kind": "month_end",
        "terms_days": 30,
        "region": "320000",
        "sales_region": "华东大区 East China",
        "nature": "state_owned",
        "industry": "C",
        "credit_code": "91320211MA1N5C6D80",
        "phone_office": "0510-8511 2202",
        "return_credit": "after_verdict",
    },
    {
        "type": "enterprise",
        "name": "Bavaria Fahrzeugteile GmbH 巴伐利亚汽车零件",
        "short_name": "Bavaria 巴伐利亚",
        "category": "ordinary",
        "country": "DE",
        "industry": "F",
        "website": "www.bavaria-parts.example",
        "phone_office": "+49 89 5550 1203",
    },
    {
        "type": "government",
        "name": "滨海市公共交通管理局 Binhai Public Transport Authority",
        "short_name": "滨海公交 Binhai Transport",
        "category": "main",
        "terms_kind": "days",
        "terms_days": 60,
        "region": "120000",
        "industry": "S",
        "credit_code": "111201160000123451",
        "phone_office": "022-6530 1204",
    },
    {
        "type": "individual",
        "person_name": "张建国",
        "region": "310000",
        "phone_mobile": "138 0000 1205",
        "identity_kind": "identity_card",
        "identity_no": "310101198504123014",
        "birth_date": "1985-04-12",
    },
    {
        "type": "enterprise",
        "name": "北方农机有限责任公司 Northern Farm Machinery",
        "short_name": "北方农机 Northern Farm",
        "category": "potential",
        "region": "210000",
        "industry": "A",
        "credit_code": "91210102MA0Q7E8F3R",
        "phone_office": "024-2251 1206",
    },
]
CREDIT = {0: ("200000.00", "A"), 1: ("80000.00", "B"), 3: ("150000.00", "A")}
"""Position of the customer above: limit and rating in force."""


def seed(database: Database) -> None:
    """Files registered and signed, but the last one, which waits for its examination; credit likewise.

    A second run finds customers and does nothing.
    """
    with database.reading() as session:
        if session.scalar(select(Customer.id).limit(1)):
            return
    ids = [_register(database, customer) for customer in CUSTOMERS]
    for customer_id in ids[:-1]:
        _approve(database, customer_id)
    for place, (limit, rating) in CREDIT.items():
        _grant(database, ids[place], limit, rating)


def _register(database: Database, customer: dict[str, Any]) -> UUID:
    with database.transaction(SPECIALIST) as session:
        file = register_customer(session, NewCustomer().load(customer | KEPT))
        submit_customer(session, file.id)
        return file.id


def _approve(database: Database, customer_id: UUID) -> None:
    with database.transaction(SUPERVISOR) as session:
        examine_customer(session, customer_id, True)
    with database.transaction(ARCHIVIST) as session:
        recheck_customer(session, customer_id, True)


def _grant(database: Database, customer_id: UUID, limit: str, rating: str) -> None:
    wanted = NewProposal().load({"limit": limit, "rating": rating, "reason": "演示 Demo"})
    with database.transaction(SPECIALIST) as session:
        proposal_id = propose_credit(session, customer_id, **wanted).id
    with database.transaction(SUPERVISOR) as session:
        examine_credit(session, proposal_id, True)
    with database.transaction(FINANCE) as session:
        recheck_credit(session, proposal_id, True)
