"""The HTTP door of suppliers."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from . import commands
from .models import Supplier
from .schemas import SUPPLIERS, NewSupplier, SupplierChange, SupplierReason

suppliers = Door("suppliers", __name__, url_prefix="/suppliers", zh="供应商", en="Suppliers")


@suppliers.get(
    "", needs="inventory.supplier.read", lists=SUPPLIERS, zh="供应商列表", en="List suppliers"
)
def list_suppliers() -> Response:
    with reading() as session:
        return SUPPLIERS.page(session)


@suppliers.get(
    "/<uuid:supplier_id>",
    needs="inventory.supplier.read",
    gives=SUPPLIERS,
    zh="供应商",
    en="A supplier",
)
def get_supplier(supplier_id: UUID) -> Response:
    with reading() as session:
        return reply(session, SUPPLIERS.one(session, Supplier.id == supplier_id))


@suppliers.post(
    "",
    needs="inventory.supplier.create",
    takes=NewSupplier,
    gives=SUPPLIERS,
    status=201,
    zh="登记供应商",
    en="Register a supplier",
)
def register_supplier(body: dict) -> Response:
    with transaction() as session:
        supplier = commands.register_supplier(session, body)
        return reply(session, SUPPLIERS.one(session, Supplier.id == supplier.id), 201)


@suppliers.patch(
    "/<uuid:supplier_id>",
    needs="inventory.supplier.change",
    takes=SupplierChange,
    gives=SUPPLIERS,
    zh="修改供应商",
    en="Change a supplier",
)
def change_supplier(body: dict, supplier_id: UUID) -> Response:
    with transaction() as session:
        commands.change_supplier(session, supplier_id, expected_version(), body)
        return reply(session, SUPPLIERS.one(session, Supplier.id == supplier_id))


@suppliers.post(
    "/<uuid:supplier_id>/block",
    needs="inventory.supplier.block",
    takes=SupplierReason,
    gives=SUPPLIERS,
    zh="停用供应商",
    en="Block a supplier",
)
def block_supplier(body: dict, supplier_id: UUID) -> Response:
    with transaction() as session:
        commands.block_supplier(session, supplier_id, body["reason"])
        return reply(session, SUPPLIERS.one(session, Supplier.id == supplier_id))


@suppliers.post(
    "/<uuid:supplier_id>/unblock",
    needs="inventory.supplier.block",
    takes=SupplierReason,
    gives=SUPPLIERS,
    zh="恢复供应商",
    en="Unblock a supplier",
)
def unblock_supplier(body: dict, supplier_id: UUID) -> Response:
    with transaction() as session:
        commands.unblock_supplier(session, supplier_id, body["reason"])
        return reply(session, SUPPLIERS.one(session, Supplier.id == supplier_id))


@suppliers.post(
    "/<uuid:supplier_id>/bank/approve",
    needs="inventory.supplier_bank.approve",
    gives=SUPPLIERS,
    zh="批准账户变更",
    en="Approve a supplier's new bank details",
)
def approve_bank(supplier_id: UUID) -> Response:
    with transaction() as session:
        commands.approve_bank(session, supplier_id)
        return reply(session, SUPPLIERS.one(session, Supplier.id == supplier_id))


@suppliers.post(
    "/<uuid:supplier_id>/bank/reject",
    needs="inventory.supplier_bank.approve",
    takes=SupplierReason,
    gives=SUPPLIERS,
    zh="驳回账户变更",
    en="Reject a supplier's new bank details",
)
def reject_bank(body: dict, supplier_id: UUID) -> Response:
    with transaction() as session:
        commands.reject_bank(session, supplier_id, body["reason"])
        return reply(session, SUPPLIERS.one(session, Supplier.id == supplier_id))
