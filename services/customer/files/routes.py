"""The HTTP door to files."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.auth import principal
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from . import commands
from .queries import CUSTOMERS, FILE, in_scope, show_file
from .schemas import Archiving, ChangeCustomer, NewCustomer, Signature

customers = Door(
    "customers",
    __name__,
    url_prefix="/customers",
    zh="客户档案:登记、审批、归档与查重",
    en="Customer files: registered, signed, archived, near-duplicates named",
)


@customers.get("", needs="customer.file.read", lists=CUSTOMERS, zh="客户列表", en="Customers")
def list_customers() -> Response:
    with reading() as session:
        return CUSTOMERS.page(session, *in_scope(principal()))


@customers.get(
    "/<uuid:customer_id>",
    needs="customer.file.read",
    gives=FILE,
    zh="客户档案",
    en="A customer's file",
)
def get_customer(customer_id: UUID) -> Response:
    with reading() as session:
        return reply(session, show_file(session, customer_id))


@customers.post(
    "",
    needs="customer.file.create",
    takes=NewCustomer,
    gives=FILE,
    status=201,
    zh="登记客户",
    en="Register a customer",
)
def register_customer(body: dict[str, Any]) -> Response:
    with transaction() as session:
        customer = commands.register_customer(session, body)
        return reply(session, show_file(session, customer.id), 201)


@customers.patch(
    "/<uuid:customer_id>",
    needs="customer.file.change",
    takes=ChangeCustomer,
    gives=FILE,
    zh="修改客户档案",
    en="Change a file",
)
def change_customer(body: dict[str, Any], customer_id: UUID) -> Response:
    with transaction() as session:
        commands.change_customer(session, customer_id, expected_version(), body)
        return reply(session, show_file(session, customer_id))


@customers.post(
    "/<uuid:customer_id>/submit",
    needs="customer.file.submit",
    gives=FILE,
    zh="提交审核",
    en="Submit a file",
)
def submit_customer(customer_id: UUID) -> Response:
    with transaction() as session:
        commands.submit_customer(session, customer_id)
        return reply(session, show_file(session, customer_id))


@customers.post(
    "/<uuid:customer_id>/examine",
    needs="customer.file.examine",
    takes=Signature,
    gives=FILE,
    zh="审核",
    en="Examine a file",
)
def examine_customer(body: dict[str, Any], customer_id: UUID) -> Response:
    with transaction() as session:
        commands.examine_customer(session, customer_id, **body)
        return reply(session, show_file(session, customer_id))


@customers.post(
    "/<uuid:customer_id>/recheck",
    needs="customer.file.recheck",
    takes=Signature,
    gives=FILE,
    zh="复核",
    en="Re-check a file",
)
def recheck_customer(body: dict[str, Any], customer_id: UUID) -> Response:
    with transaction() as session:
        commands.recheck_customer(session, customer_id, **body)
        return reply(session, show_file(session, customer_id))


@customers.post(
    "/<uuid:customer_id>/archive",
    needs="customer.file.archive",
    takes=Archiving,
    gives=FILE,
    zh="归档",
    en="Archive a file",
)
def archive_customer(body: dict[str, Any], customer_id: UUID) -> Response:
    with transaction() as session:
        commands.archive_customer(session, customer_id, body["reason"])
        return reply(session, show_file(session, customer_id))
