"""The HTTP door of returns to suppliers."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from . import commands
from .models import SupplierReturn
from .schemas import SUPPLIER_RETURNS, CancelReason, NewSupplierReturn

supplier_returns = Door(
    "supplier_returns",
    __name__,
    url_prefix="/supplier-returns",
    zh="退供应商",
    en="Returns to suppliers",
)


@supplier_returns.get(
    "",
    needs="inventory.supplier_return.read",
    lists=SUPPLIER_RETURNS,
    zh="退供应商单列表",
    en="List returns to suppliers",
)
def list_supplier_returns() -> Response:
    with reading() as session:
        return SUPPLIER_RETURNS.page(session)


@supplier_returns.get(
    "/<uuid:return_id>",
    needs="inventory.supplier_return.read",
    gives=SUPPLIER_RETURNS,
    zh="退供应商单",
    en="A return to a supplier",
)
def get_supplier_return(return_id: UUID) -> Response:
    with reading() as session:
        return reply(session, SUPPLIER_RETURNS.one(session, SupplierReturn.id == return_id))


@supplier_returns.post(
    "",
    needs="inventory.supplier_return.create",
    takes=NewSupplierReturn,
    gives=SUPPLIER_RETURNS,
    status=201,
    zh="申请退供应商",
    en="Ask for goods to go back to their supplier",
)
def ask_supplier_return(body: dict) -> Response:
    with transaction() as session:
        made = commands.ask_return(session, body)
        return reply(session, SUPPLIER_RETURNS.one(session, SupplierReturn.id == made.id), 201)


@supplier_returns.post(
    "/<uuid:return_id>/release",
    needs="inventory.supplier_return.release",
    gives=SUPPLIER_RETURNS,
    zh="放行冻结品退供应商",
    en="Let held pieces go back to their supplier",
)
def release_supplier_return(return_id: UUID) -> Response:
    with transaction() as session:
        commands.release_return(session, return_id)
        return reply(session, SUPPLIER_RETURNS.one(session, SupplierReturn.id == return_id))


@supplier_returns.post(
    "/<uuid:return_id>/ship",
    needs="inventory.supplier_return.ship",
    gives=SUPPLIER_RETURNS,
    keyed=True,
    zh="退供应商出库",
    en="Ship goods back to their supplier",
)
def ship_supplier_return(return_id: UUID) -> Response:
    with transaction() as session:
        commands.ship_return(session, return_id)
        return reply(session, SUPPLIER_RETURNS.one(session, SupplierReturn.id == return_id))


@supplier_returns.post(
    "/<uuid:return_id>/cancel",
    needs="inventory.supplier_return.cancel",
    takes=CancelReason,
    gives=SUPPLIER_RETURNS,
    zh="取消退供应商",
    en="Cancel a return to a supplier",
)
def cancel_supplier_return(body: dict, return_id: UUID) -> Response:
    with transaction() as session:
        commands.cancel_return(session, return_id, body["reason"])
        return reply(session, SUPPLIER_RETURNS.one(session, SupplierReturn.id == return_id))
