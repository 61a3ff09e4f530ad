"""Credit's doors: accounts to read, holds to read and to release."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import CreditAccountNotFound, CreditHoldNotFound
from ..references.models import Customer
from . import commands, queries
from .models import CreditAccount, CreditHold
from .schemas import CreditAccountOut, CreditHoldOut, ReleaseIn

_EXPOSURE = CreditAccount.open_receivables - CreditAccount.unallocated + CreditAccount.undelivered
ACCOUNTS = Shape(
    CreditAccountOut,
    CreditAccount,
    columns={
        "customer_code": Customer.code,
        "customer_name": Customer.display_name,
        "exposure": _EXPOSURE,
    },
    joined=CreditAccount.__table__.outerjoin(Customer.__table__, Customer.id == CreditAccount.id),
)
HOLDS = Shape(CreditHoldOut, CreditHold)

accounts = Door(
    "credit_accounts",
    __name__,
    url_prefix="/credit-accounts",
    zh="信用账户:额度、评级与占用",
    en="Credit accounts: limit, rating and exposure",
)
holds = Door(
    "credit_holds",
    __name__,
    url_prefix="/credit-holds",
    zh="信用挂起与放行",
    en="Credit holds and their release",
)


@accounts.get(
    "/<uuid:customer_id>",
    needs="sales.credit_account.read",
    gives=ACCOUNTS,
    zh="客户信用账户",
    en="A customer's credit account",
)
def show_account(customer_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.accounts_in_scope(session)
        missing = CreditAccountNotFound()
        return ACCOUNTS.one(session, CreditAccount.id == customer_id, *seen, missing=missing)


@holds.get(
    "", needs="sales.credit_hold.read", lists=HOLDS, zh="信用挂起列表", en="List credit holds"
)
def list_holds() -> Response:
    with reading() as session:
        return HOLDS.page(session, *queries.holds_in_scope(session))


@holds.get(
    "/<uuid:hold_id>",
    needs="sales.credit_hold.read",
    gives=HOLDS,
    zh="信用挂起",
    en="A credit hold",
)
def show_hold(hold_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.holds_in_scope(session)
        return HOLDS.one(session, CreditHold.id == hold_id, *seen, missing=CreditHoldNotFound())


@holds.post(
    "/<uuid:hold_id>/release",
    needs="sales.credit_hold.release",
    takes=ReleaseIn,
    gives=HOLDS,
    keyed=True,
    zh="放行信用挂起",
    en="Release a credit hold",
)
def release_hold(body: dict[str, Any], hold_id: UUID) -> Response:
    with transaction() as session:
        commands.release_hold(session, hold_id, **body)
        session.flush()
        return reply(session, HOLDS.one(session, CreditHold.id == hold_id))
