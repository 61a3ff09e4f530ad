"""What sales does on other services' facts, one line each."""

from collections.abc import Iterable

from chassis.service import Line, latest, once
from chassis.transport.fact import Fact

from .credit.commands import change_credit_terms
from .deliveries.commands import record_issues
from .margins.commands import book_quality_cost
from .orders.amending import adopt_amendment
from .orders.answers import call_off_rest, note_reservations
from .orders.commands import order_key
from .references.commands import (
    copy_cases,
    copy_customers,
    copy_lots,
    copy_products,
    copy_warehouses,
)
from .returns.verdicts import act_on_verdict, note_sent_back


def order_of(fact: Fact) -> Iterable[str]:
    """The lock of the order that a fact speaks of."""
    return [order_key(fact.data["order_id"])]


LINES = (
    Line("customer.file.registered.v1", latest, copy_customers, kind="copy", batch=True),
    Line("customer.file.approved.v1", latest, copy_customers, kind="copy", batch=True),
    Line("customer.file.changed.v1", latest, copy_customers, kind="copy", batch=True),
    Line("customer.file.archived.v1", latest, copy_customers, kind="copy", batch=True),
    Line("inventory.product.registered.v1", latest, copy_products, kind="copy", batch=True),
    Line("inventory.product.changed.v1", latest, copy_products, kind="copy", batch=True),
    Line("inventory.warehouse.registered.v1", latest, copy_warehouses, kind="copy", batch=True),
    Line("inventory.warehouse.changed.v1", latest, copy_warehouses, kind="copy", batch=True),
    Line("inventory.lot.held.v1", latest, copy_lots, kind="copy", batch=True),
    Line("inventory.lot.released.v1", latest, copy_lots, kind="copy", batch=True),
    Line("quality.case.opened.v1", latest, copy_cases, kind="copy", batch=True),
    Line("quality.case.contained.v1", latest, copy_cases, kind="copy", batch=True),
    Line("quality.case.closed.v1", latest, copy_cases, kind="copy", batch=True),
    Line("customer.credit.changed.v1", latest, change_credit_terms),
    Line("inventory.stock.reserved.v1", once, note_reservations, keys=order_of, batch=True),
    Line("inventory.stock.backordered.v1", once, note_reservations, keys=order_of, batch=True),
    Line("inventory.stock.issued.v1", once, record_issues, keys=order_of, batch=True),
    Line("inventory.stock.amended.v1", once, adopt_amendment, keys=order_of),
    Line("inventory.stock.unfilled.v1", latest, call_off_rest, keys=order_of),
    Line("quality.return.disposed.v1", once, act_on_verdict),
    Line("inventory.return.disposed.v1", once, note_sent_back),
    Line("quality.cost.recorded.v1", once, book_quality_cost),
)
