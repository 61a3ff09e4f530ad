"""The grade proposal 客户等级建议: net sales of the twelve full months before, as the grade rule ranks them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor

from ..margins.models import CustomerTotal
from ..references.models import Customer
from . import risk_rules as rules
from .totals import first_of

NOUN = "sales.grade_report"
MONTHS = 12


def propose_grades(session: Session, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Every customer that is not archived with the grade its sales propose.

    All customers are ranked, whatever of them the reader may see.
    """
    month = first_of(asked["month"]) or clock.today().replace(day=1)
    since = rules.months_before(month, MONTHS)
    customers = {row.id: row for row in session.execute(_CUSTOMERS)}
    net = CustomerTotal.delivered_net - CustomerTotal.credited_net
    sold = select(CustomerTotal.customer_id, func.sum(net).label("net"))
    sold = sold.where(CustomerTotal.month >= since, CustomerTotal.month < month)
    rows = session.execute(sold.group_by(CustomerTotal.customer_id))
    nets = dict.fromkeys(customers, rules.ZERO)
    nets |= {row.customer_id: rules.ZERO + row.net for row in rows if row.customer_id in customers}
    graded = [(n + 1, x, customers[x.customer_id]) for n, x in enumerate(rules.grade(nets))]
    return _page(session, asked, graded) | {
        "since": f"{since:%Y-%m}",
        "until": f"{rules.months_before(month, 1):%Y-%m}",
    }


_CUSTOMERS = select(
    Customer.id,
    Customer.code,
    Customer.display_name,
    Customer.grade,
    Customer.owner_id,
    Customer.department,
).where(Customer.archived.is_(False))


def _page(
    session: Session, asked: Mapping[str, Any], graded: list[tuple[int, rules.Graded, Any]]
) -> dict[str, Any]:
    reader = actor(session)
    scope = reader.scope(NOUN)
    mine = [
        row
        for row in graded
        if row[0] > asked["after"]
        and (scope == "all" or row[2].department == reader.department)
        and (not asked["changed"] or row[1].grade != row[2].grade)
    ]
    page = mine[: asked["limit"]]
    return {
        "items": [_item(*row) for row in page],
        "next": page[-1][0] if len(mine) > len(page) else None,
    }


def _item(place: int, graded: rules.Graded, customer: Any) -> dict[str, Any]:
    return {
        "place": place,
        "customer_id": customer.id,
        "customer_code": customer.code,
        "customer_name": customer.display_name,
        "net": graded.net,
        "cumulative_share": graded.share,
        "grade": customer.grade,
        "proposed": graded.grade,
        "is_changed": graded.grade != customer.grade,
    }
