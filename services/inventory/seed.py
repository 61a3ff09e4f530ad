"""Demo suppliers, products and stock in both languages, made by the commands and by the right people."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.data.database import Database
from chassis.numbers import money

from .categories.commands import make_category
from .counts.commands import approve_adjustment, propose_adjustment
from .counts.schemas import NewAdjustment
from .limits.commands import set_limit
from .offers.commands import enter_offer
from .offers.schemas import NewOffer
from .openings.commands import propose_opening, sign_opening
from .openings.schemas import NewOpening
from .people import BUYER, FINANCE, KEEPER, MANAGER
from .products.commands import register_product
from .products.models import Product
from .products.schemas import NewProduct
from .purchasing.commands import check_order, write_order
from .purchasing.models import ReceiptLine
from .purchasing.queries import lines_of
from .purchasing.schemas import NewOrder
from .receiving.commands import receive_goods
from .receiving.schemas import NewReceipt
from .seed_states import write_other_ends
from .seed_warehouse import check_prices, inspect_arrivals, register_serials, take_stock
from .settings.commands import change_settings
from .stock.commands import use_stock
from .stock.schemas import NewUse
from .supplier_returns.commands import ask_return, ship_return
from .supplier_returns.schemas import NewSupplierReturn
from .suppliers.commands import register_supplier
from .suppliers.schemas import NewSupplier
from .transfers.commands import receive_transfer, ship_transfer, write_transfer
from .transfers.queries import lines_of as transfer_lines
from .transfers.schemas import Came, NewTransfer
from .warehouses.commands import make_warehouse
from .warehouses.models import Warehouse
from .warehouses.queries import warehouse_named
from .warehouses.schemas import NewWarehouse

Told = dict[str, Any]

CATEGORIES = [
    ("PARTS", "配件 Parts", None),
    ("BRAKES", "制动 Brakes", "PARTS"),
    ("CHASSIS", "底盘 Chassis", "PARTS"),
    ("FILTERS", "滤清器 Filters", "PARTS"),
    ("BODY", "车身 Body", "PARTS"),
    ("FLUIDS", "油液 Fluids", None),
    ("FASTENERS", "标准件 Fasteners", None),
]
"""Code, name and parent of each."""
# supplier and product, own number, unit, price, lead time, minimum order, pack
OFFERS: list[tuple[int, int, str, str | None, str, int, str | None, str | None]] = [
    (0, 0, "ECB-7731", "箱 carton", "1152.00", 10, "5", "1"),
    (0, 1, "ECB-2200", None, "141.50", 10, "20", "10"),
    (1, 2, "NB-310", None, "71.333333", 15, "100", None),
    (2, 3, "RF-OF41", None, "17.610619", 30, "200", "50"),
]
SUPPLIERS: list[Told] = [
    {
        "code": "S-001",
        "name": "华东制动系统有限公司 East China Brake Systems",
        "contact": "李明",
        "phone": "021-6888 2201",
        "address": "上海市嘉定区安亭镇博园路 88 号",
        "bank": "中国工商银行上海安亭支行",
        "email": "sales@ecbrake.example.cn",
        "account": "1001 2207 0920 0882 201",
        "tax_number": "91310114MA1GW8XY3C",
        "products": "制动片、制动盘 Brake pads and discs",
        "rating": "A",
        "terms_kind": "month_end",
        "terms_days": 30,
        "tolerance": "0.02",
    },
    {
        "code": "S-002",
        "name": "宁波精密轴承厂 Ningbo Precision Bearings",
        "contact": "王芳",
        "phone": "0574-8711 2202",
        "products": "轮毂轴承 Wheel bearings",
        "rating": "B",
    },
    {
        "code": "S-003",
        "name": "Rheinfilter GmbH 莱茵滤清器",
        "contact": "Anna Vogel",
        "phone": "+49 211 5550 2203",
        "email": "order@rheinfilter.example.de",
        "tax_number": "DE811569869",
        "products": "滤清器 Filters",
        "rating": "A",
        "terms_kind": "days",
        "terms_days": 60,
    },
    {
        "code": "S-004",
        "name": "苏州标准件商行 Suzhou Fasteners",
        "remark": "零星采购 Small purchases",
    },
]
WAREHOUSES: list[Told] = [
    {"code": "RETURNS", "name": "退货仓 Returns warehouse", "address": "3 号库 Hall 3"},
    {
        "code": "SOUTH",
        "name": "华南分仓 South China depot",
        "address": "广州市黄埔区科学大道 12 号",
        "keeper": "陈刚",
        "phone": "020-8211 2206",
    },
]
PRODUCTS: list[Told] = [
    {
        "code": "BP-100",
        "name": "前制动片 Front brake pad",
        "model": "BP-100A",
        "barcode": "6901234567892",
        "unit": "套 set",
        "units": [{"unit": "箱 carton", "factor": "12"}],
        "category": "制动 Brakes",
        "automotive": True,
        "warranty": "limited",
        "warranty_months": 12,
        "sale_price": "168.00",
        "minimum": "100",
        "maximum": "800",
    },
    {
        "code": "BD-200",
        "name": "制动盘 Brake disc",
        "model": "BD-200V",
        "unit": "片 piece",
        "category": "制动 Brakes",
        "automotive": True,
        "warranty": "limited",
        "warranty_months": 24,
        "sale_price": "245.00",
        "minimum": "250",
        "maximum": "600",
    },
    {
        "code": "WB-310",
        "name": "轮毂轴承 Wheel bearing",
        "model": "WB-310",
        "unit": "个 piece",
        "category": "底盘 Chassis",
        "warranty": "unlimited",
        "sale_price": "128.50",
        "maximum": "500",
    },
    {
        "code": "OF-410",
        "name": "机油滤清器 Oil filter",
        "unit": "个 piece",
        "category": "滤清器 Filters",
        "sale_price": "32.00",
        "minimum": "200",
    },
    {
        "code": "BF-420",
        "name": "制动液 Brake fluid DOT 4",
        "unit": "瓶 bottle",
        "category": "油液 Fluids",
        "description": "开封后 12 个月内使用 Use within 12 months of opening",
        "sale_price": "45.00",
    },
    {
        "code": "FS-900",
        "name": "六角螺栓 M8 Hexagon bolt M8",
        "unit": "公斤 kg",
        "category": "标准件 Fasteners",
        "tracking": "none",
        "costing": "fifo",
        "sale_price": "18.80",
        "minimum": "20",
        "maximum": "300",
    },
    {
        "code": "WB-600",
        "name": "雨刮片 Wiper blade",
        "unit": "对 pair",
        "category": "车身 Body",
        "costing": "fifo",
        "sale_price": "39.00",
    },
]
# supplier, price mode, product and quantity and unit price of each line; how far it got
ORDERS: list[tuple[int, str, list[tuple[int, str, str]], str]] = [
    (0, "excluded", [(0, "500", "96.00"), (1, "200", "141.50")], "received"),
    (1, "excluded", [(2, "600", "71.333333")], "received"),
    (2, "included", [(3, "1000", "19.90"), (4, "300", "26.00")], "received"),
    (3, "included", [(5, "120.5", "11.30")], "received"),
    (0, "excluded", [(0, "300", "97.50")], "partly"),
    (1, "excluded", [(2, "400", "72.00")], "checked"),
    (2, "included", [(3, "500", "19.50")], "draft"),
]
LOTS = ("2026-A01", "2026-A02", "2026-B01", "2026-B02", "2026-C01", None)
EXPIRY = {4: "2028-06-30"}
"""Position of a product above: its lot's number is in LOTS, its expiry here."""


def seed(database: Database) -> None:
    """Suppliers, products, a second warehouse, opening balances, orders in every state, stock,
    differences, a use, goods that went back, a stocktake, inspections in every state, serial numbers,
    a price list that is checked, and what documents can come to otherwise.

    A second run finds products and does nothing.
    """
    with database.reading() as session:
        if session.scalar(select(Product.id).limit(1)):
            return
    suppliers, products = _register(database)
    _open_books(database, products)
    for supplier, mode, wanted, reached in ORDERS:
        _buy(database, suppliers[supplier], mode, wanted, products, reached)
    _count(database, products)
    _send_back(database)
    take_stock(database, products)
    inspect_arrivals(database, suppliers, products)
    _transfer(database, products)
    register_serials(database, suppliers)
    _remark(database, products)
    check_prices(database)
    write_other_ends(database, suppliers, products)


def _register(database: Database) -> tuple[list[UUID], list[UUID]]:
    with database.transaction(BUYER) as session:
        forms = [NewSupplier().load(form) for form in SUPPLIERS]
        suppliers = [register_supplier(session, form).id for form in forms]
    with database.transaction(MANAGER) as session:
        _categories(session)
        for told in WAREHOUSES:
            make_warehouse(session, NewWarehouse().load(told))
        forms = [NewProduct().load(form) for form in PRODUCTS]
        products = [register_product(session, form) for form in forms]
    with database.transaction(BUYER) as session:
        for offer in OFFERS:
            _offer(session, suppliers[offer[0]], products[offer[1]], offer)
    return suppliers, products


def _categories(session: Any) -> None:
    known: dict[str | None, UUID] = {}
    for code, name, parent in CATEGORIES:
        form = {"code": code, "name": name, "parent_id": known.get(parent)}
        known[code] = make_category(session, form).id


def _offer(session: Any, supplier: UUID, product: UUID, told: tuple[Any, ...]) -> None:
    names = ("supplier_code", "unit", "price", "lead_days", "minimum_order", "pack")
    form = dict(zip(names, told[2:], strict=True)) | {"preferred": True}
    ids = {"supplier_id": str(supplier), "product_id": str(product)}
    enter_offer(session, NewOffer().load(form | ids))


def _buy(
    database: Database,
    supplier: UUID,
    mode: str,
    wanted: list[tuple[int, str, str]],
    products: list[UUID],
    reached: str,
) -> None:
    """An order written, and checked and received by others as far as it got."""
    # without a unit they would be of the offer's, of which one may be a dozen
    names = ("product_id", "quantity", "unit_price", "unit")
    told = ((str(products[n]), pieces, price, PRODUCTS[n]["unit"]) for n, pieces, price in wanted)
    lines = [dict(zip(names, line, strict=True)) for line in told]
    form = {"supplier_id": str(supplier), "price_mode": mode, "lines": lines}
    with database.transaction(BUYER) as session:
        order_id = write_order(session, NewOrder().load(form)).id
    if reached != "draft":
        with database.transaction(MANAGER) as session:
            check_order(session, order_id)
    if reached in ("received", "partly"):
        with database.transaction(KEEPER) as session:
            receive_goods(session, _receipt(session, order_id, wanted, reached))


def _open_books(database: Database, products: list[UUID]) -> None:
    """What was there before the books began: two lots of wiper blades, signed by finance."""
    lots = (("2025-W01", "40", "18.50"), ("2025-W02", "25", "19.20"))
    lines = [
        {"product_id": str(products[6]), "lot": lot, "quantity": quantity, "unit_cost": cost}
        for lot, quantity, cost in lots
    ]
    form = {"lines": lines, "remark": "旧账转入 From the old books"}
    with database.transaction(MANAGER) as session:
        opening = propose_opening(session, NewOpening().load(form)).id
    with database.transaction(FINANCE) as session:
        sign_opening(session, opening)


def _send_back(database: Database) -> None:
    """Twelve filters and three bottles of the first receipt of both go back; one is shipped."""
    with database.transaction(BUYER) as session:
        wanted = select(ReceiptLine).where(ReceiptLine.lot.in_((LOTS[3], LOTS[4])))
        lines = session.scalars(wanted.order_by(ReceiptLine.id)).all()
        asked = [ask_return(session, _going_back(line)).id for line in lines]
    with database.transaction(KEEPER) as session:
        ship_return(session, asked[0])


def _going_back(line: ReceiptLine) -> Told:
    pieces = {"receipt_line_id": str(line.id), "quantity": str(line.quantity // 80)}
    form = {"receipt_id": str(line.receipt_id), "reason": "包装破损 Damaged packing"}
    return NewSupplierReturn().load(form | {"lines": [pieces]})


def _receipt(session: Any, order_id: UUID, wanted: list[Any], reached: str) -> Told:
    lines = [
        {
            "order_line_id": str(line.id),
            "quantity": str(line.quantity if reached == "received" else line.quantity // 2),
            "lot": LOTS[place] if reached == "received" or LOTS[place] is None else "2026-A03",
            "expiry": EXPIRY.get(place),
        }
        for line, (place, _, _) in zip(lines_of(session, order_id), wanted, strict=True)
    ]
    return NewReceipt().load({"purchase_order_id": str(order_id), "lines": lines})


def _count(database: Database, products: list[UUID]) -> None:
    """A count found one bearing more and two filters fewer; the second waits for its approval."""
    more = {"product_id": str(products[2]), "lot": LOTS[2], "quantity": "1"}
    fewer = {"product_id": str(products[3]), "lot": LOTS[3], "quantity": "-2"}
    forms = [
        NewAdjustment().load(form | {"reason": "月度盘点 Monthly count"}) for form in (more, fewer)
    ]
    with database.transaction(KEEPER) as session:
        found = [propose_adjustment(session, form).id for form in forms]
        used = {"product_id": str(products[5]), "quantity": "2.5", "reason": "设备维修 Repairs"}
        use_stock(session, NewUse().load(used))
    with database.transaction(MANAGER) as session:
        approve_adjustment(session, found[0])
        change_settings(session, 1, {"adjustment_limit": money("200")})


def _remark(database: Database, products: list[UUID]) -> None:
    """Brake fluid stands where it is cool."""
    remark = "阴凉处存放 Kept in the cool corner"
    with database.transaction(MANAGER) as session:
        here = warehouse_named(session, None).id
        ids = {"product_id": products[4], "warehouse_id": here}
        set_limit(session, ids | {"remark": remark})


def _transfer(database: Database, products: list[UUID]) -> None:
    """Brake pads and bearings go south; the pads have arrived, the bearings are on their way."""
    with database.transaction(KEEPER) as session:
        south = session.scalars(select(Warehouse.id).where(Warehouse.code == "SOUTH")).one()
        lines = [
            {"product_id": str(products[0]), "quantity": "60"},
            {"product_id": str(products[2]), "quantity": "100", "lot": LOTS[2]},
        ]
        form: Told = {"from_id": str(warehouse_named(session, None).id), "to_id": str(south)}
        form |= {"reason": "华南备货 Stock for the south", "lines": lines}
        transfer_id = write_transfer(session, NewTransfer().load(form)).id
        ship_transfer(session, transfer_id)
    with database.transaction(MANAGER) as session:
        pads = str(transfer_lines(session, transfer_id)[0].id)
        came: Told = {"lines": [{"line_id": pads, "quantity": "60"}]}
        receive_transfer(session, transfer_id, Came().load(came))
