"""Demo documents that ended otherwise: called off, refused, withdrawn, lost, or not yet begun."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.data.database import Database
from chassis.numbers import quantity

from .counts.commands import (
    approve_adjustment,
    book_adjustment,
    propose_adjustment,
    reject_adjustment,
    withdraw_adjustment,
)
from .counts.schemas import NewAdjustment
from .inspections.commands.disposing import scrap, send_back
from .inspections.commands.inspecting import complete_inspection, start_inspection
from .inspections.commands.plans import make_plan
from .inspections.models import Inspection
from .inspections.schemas import Disposal, Findings, NewPlan
from .openings.commands import propose_opening, reject_opening
from .openings.schemas import NewOpening
from .people import BUYER, ENGINEER, FINANCE, INSPECTOR, KEEPER, MANAGER, QUALITY_MANAGER
from .products.commands import change_product, register_product
from .products.models import Product
from .products.schemas import NewProduct
from .purchasing.commands import cancel_order, check_order, write_order
from .purchasing.models import ReceiptLine
from .purchasing.queries import lines_of
from .purchasing.schemas import NewOrder
from .receiving.commands import receive_goods
from .receiving.schemas import NewReceipt
from .seed_warehouse import arrive
from .stocktakes.commands import sheets
from .stocktakes.commands.counting import count_lines
from .stocktakes.queries import lines_of as stocktake_lines
from .stocktakes.schemas import NewStocktake
from .supplier_returns.commands import ask_return, cancel_return, release_return
from .supplier_returns.schemas import NewSupplierReturn
from .suppliers.commands import block_supplier, change_supplier, register_supplier
from .suppliers.schemas import NewSupplier
from .transfers.commands import (
    cancel_transfer,
    receive_transfer,
    send_back as send_transfer_back,
    ship_transfer,
    write_transfer,
)
from .transfers.losses import approve_loss, propose_loss, reject_loss
from .transfers.queries import lines_of as transfer_lines
from .transfers.schemas import Came, NewLoss, NewTransfer
from .warehouses.models import Warehouse
from .warehouses.queries import warehouse_named

Told = dict[str, Any]
BRAKE_DISC, BEARING, FILTER, FLUID, BOLT, WIPER = 1, 2, 3, 4, 5, 6
"""Places of the demo products, in the order in which the seed registers them."""


def write_other_ends(database: Database, suppliers: list[UUID], products: list[UUID]) -> None:
    """Whatever a document can come to that the rest of the demo data does not show."""
    _end_orders(database, suppliers, products)
    _judge_differences(database, products)
    _keep_after_all(database)
    _propose_openings(database, products)
    _draw_up_sheets(database, products)
    _move_goods(database, products)
    _send_expired_back(database, suppliers, products)
    _inspect_serials(database, suppliers)
    _retire(database)


def _end_orders(database: Database, suppliers: list[UUID], products: list[UUID]) -> None:
    """One order is called off before anything came, of another the rest is."""
    why = "供应商停产 The supplier stopped making it"
    with database.transaction(BUYER) as session:
        off = write_order(session, _order(suppliers[3], products[BOLT], "50", "11.30"))
        cancel_order(session, off.id, why)
        some = write_order(session, _order(suppliers[2], products[FLUID], "60", "26.00")).id
    with database.transaction(MANAGER) as session:
        check_order(session, some)
    with database.transaction(KEEPER) as session:
        line = {"order_line_id": str(lines_of(session, some)[0].id), "quantity": "40"}
        line |= {"lot": "2026-C02", "expiry": "2028-09-30"}
        form = {"purchase_order_id": str(some), "lines": [line]}
        receive_goods(session, NewReceipt().load(form))
    with database.transaction(BUYER) as session:
        cancel_order(session, some, why)


def _order(supplier: UUID, product: UUID, quantity: str, price: str) -> Told:
    line = {"product_id": str(product), "quantity": quantity, "unit_price": price}
    form = {"supplier_id": str(supplier), "price_mode": "included", "lines": [line]}
    return NewOrder().load(form)


def _judge_differences(database: Database, products: list[UUID]) -> None:
    """A small one the keeper booked alone, one the manager refused, one the keeper took back."""
    forms: list[Told] = [
        {"product_id": str(products[BOLT]), "quantity": "-1", "cause": "damage"},
        {"product_id": str(products[FLUID]), "quantity": "-3", "cause": "loss"},
        {"product_id": str(products[BEARING]), "quantity": "2", "cause": "entry_error"},
    ]
    for form, lot in zip(forms, (None, "2026-C01", "2026-B01"), strict=True):
        form |= {"lot": lot, "reason": "巡库发现 Found on a round"}
    with database.transaction(KEEPER) as session:
        found = [propose_adjustment(session, NewAdjustment().load(form)).id for form in forms]
        book_adjustment(session, found[0])
        withdraw_adjustment(session, found[2], "数错了 Miscounted")
    with database.transaction(MANAGER) as session:
        reject_adjustment(session, found[1], "请再找 Look for them again")


def _keep_after_all(database: Database) -> None:
    """Discs were to go back to their supplier and stay."""
    with database.transaction(BUYER) as session:
        line = session.scalars(select(ReceiptLine).where(ReceiptLine.lot == "2026-A02")).one()
        pieces = {"receipt_line_id": str(line.id), "quantity": "5"}
        form = {"receipt_id": str(line.receipt_id), "reason": "包装受潮 Damp packing"}
        asked = ask_return(session, NewSupplierReturn().load(form | {"lines": [pieces]}))
        cancel_return(session, asked.id, "供应商同意补贴 The supplier gives a rebate instead")


def _send_expired_back(database: Database, suppliers: list[UUID], products: list[UUID]) -> None:
    """Fluid and a control unit had expired before they came and are held; the quality manager lets the
    fluid go back."""
    over = {"expiry": "2025-06-30"}
    line: Told = {"product_id": str(products[FLUID]), "quantity": "12", "unit_price": "23.00"}
    arrive(database, suppliers[2], line, over | {"lot": "2023-C09"})
    with database.reading() as session:
        unit = session.scalars(select(Product.id).where(Product.code == "EC-700")).one()
    line = {"product_id": str(unit), "quantity": "1", "unit_price": "755.00"}
    arrive(database, suppliers[0], line, over | {"lot": "EC-2023-09", "serials": ["EC700-23-0041"]})
    with database.transaction(BUYER) as session:
        came = session.scalars(select(ReceiptLine).where(ReceiptLine.lot == "2023-C09")).one()
        form: Told = {"receipt_id": str(came.receipt_id), "reason": "已过有效期 Expired"}
        form["lines"] = [{"receipt_line_id": str(came.id), "quantity": "12"}]
        asked = ask_return(session, NewSupplierReturn().load(form | {"from_held": True})).id
    with database.transaction(QUALITY_MANAGER) as session:
        release_return(session, asked)


def _propose_openings(database: Database, products: list[UUID]) -> None:
    """What stood in the south when the books began: one list was refused, one waits for finance."""
    with database.transaction(MANAGER) as session:
        lists = [_opening(session, products[place], cost) for place, cost in ((3, "1"), (6, "18"))]
        refused, _ = (propose_opening(session, form).id for form in lists)
    with database.transaction(FINANCE) as session:
        reject_opening(session, refused, "单价有误 Wrong cost")


def _opening(session: Any, product: UUID, cost: str) -> Told:
    south = session.scalars(select(Warehouse.id).where(Warehouse.code == "SOUTH")).one()
    line = {"product_id": str(product), "lot": "2025-S01", "quantity": "20", "unit_cost": cost}
    return NewOpening().load({"warehouse_id": str(south), "lines": [line]})


def _draw_up_sheets(database: Database, products: list[UUID]) -> None:
    """One sheet waits for its count, one for its approval, one was cancelled."""
    with database.transaction(KEEPER) as session:
        _, counted, off = (
            sheets.draw_up(session, NewStocktake().load({"product_ids": [str(products[place])]})).id
            for place in (WIPER, BOLT, FLUID)
        )
        for sheet in (counted, off):
            sheets.start(session, sheet)
        lines = stocktake_lines(session, counted)
        count_lines(
            session, counted, [{"line_id": x.id, "counted": quantity("116")} for x in lines]
        )
        sheets.finish(session, counted, False)
        sheets.cancel(session, off, "改为下周盘点 Put off to next week")


def _move_goods(database: Database, products: list[UUID]) -> None:
    """Filters go to the returns warehouse: not yet, no more, on their way, all there but what was lost
    or sent back, and all lost."""
    with database.transaction(KEEPER) as session:
        _, off, way, there, lost = (_transfer(session, products[FILTER]) for _ in range(5))
        cancel_transfer(session, off, "不需要了 Not needed")
        for transfer in (way, there, lost):
            ship_transfer(session, transfer)
        losses = [
            _loss(session, transfer, quantity)
            for transfer, quantity in ((way, "1"), (way, "2"), (there, "1"), (lost, "10"))
        ]
    with database.transaction(MANAGER) as session:
        reject_loss(session, losses[0])
        for loss in losses[2:]:
            approve_loss(session, loss)
        receive_transfer(session, there, _came(session, there, "8"))
        send_transfer_back(session, there, _came(session, there, "1"))


def _transfer(session: Any, product: UUID, pieces: str = "10", lot: str | None = None) -> UUID:
    returns = session.scalars(select(Warehouse.id).where(Warehouse.code == "RETURNS")).one()
    line = {"product_id": str(product), "quantity": pieces, "lot": lot}
    form: Told = {"from_id": str(warehouse_named(session, None).id), "to_id": str(returns)}
    return write_transfer(session, NewTransfer().load(form | {"lines": [line]})).id


def _line(session: Any, transfer: UUID, quantity: str) -> Told:
    return {"line_id": str(transfer_lines(session, transfer)[0].id), "quantity": quantity}


def _came(session: Any, transfer: UUID, quantity: str) -> Told:
    return Came().load({"lines": [_line(session, transfer, quantity)]})


def _loss(session: Any, transfer: UUID, quantity: str) -> UUID:
    told = _line(session, transfer, quantity) | {"reason": "运输丢失 Lost on the way"}
    return propose_loss(session, transfer, NewLoss().load(told))[0].id


def _inspect_serials(database: Database, suppliers: list[UUID]) -> None:
    """Of six more control units that were rejected one is scrapped and two go back; of the first
    eight one is on its way to the returns warehouse and one is missing."""
    with database.transaction(ENGINEER) as session:
        product = session.scalars(select(Product.id).where(Product.code == "EC-700")).one()
        form = {"product_id": str(product), "aql": "1.0", "level": "S-2"}
        make_plan(session, NewPlan().load(form))
    line: Told = {"product_id": str(product), "quantity": "6", "unit_price": "755.00"}
    arrive(database, suppliers[0], line, {"lot": "EC-2026-02", "first_serial": "EC700-26-0101"})
    with database.transaction(INSPECTOR) as session:
        query = select(Inspection.id).where(Inspection.product_id == product)
        inspection = session.scalars(query).one()
        start_inspection(session, inspection)
        found = [{"code": "焊点虚焊 cold joint", "quantity": 1}]
        complete_inspection(session, inspection, Findings().load({"defects": found}))
    with database.transaction(KEEPER) as session:
        bad = {"quantity": "2", "reason": "退供应商返修 To be repaired by the supplier"}
        send_back(session, inspection, Disposal().load(bad))
        ship_transfer(session, _transfer(session, product, "1", "EC700-26-0007"))
        lost = {"product_id": str(product), "lot": "EC700-26-0006", "quantity": "-1"}
        told = NewAdjustment().load(lost | {"cause": "loss", "reason": "寻找未果 Not to be found"})
        missing = propose_adjustment(session, told).id
    with database.transaction(MANAGER) as session:
        bad = {"quantity": "1", "reason": "电路板断裂 Broken board"}
        scrap(session, inspection, Disposal().load(bad))
        approve_adjustment(session, missing)


def _retire(database: Database) -> None:
    """A supplier is blocked, another is dealt with no more; neither is a product."""
    with database.transaction(BUYER) as session:
        told = ({"code": "S-005", "name": "东南铸造 Southeast Castings"}, OLD)
        blocked, old = (register_supplier(session, NewSupplier().load(form)) for form in told)
        change_supplier(session, old.id, old.version, {"archived": True})
    with database.transaction(MANAGER) as session:
        block_supplier(session, blocked.id, "多批次不合格 Several lots rejected")
        product = register_product(session, NewProduct().load(DROPPED))
        change_product(session, product, 1, {"archived": True})


OLD = {"code": "S-006", "name": "旧供应商 Former supplier", "rating": "D"}
DROPPED = {
    "code": "BP-090",
    "name": "前制动片(停产) Front brake pad, discontinued",
    "unit": "套 set",
}
