"""Offers as they come in and go out, with their labels."""

from typing import Any

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.models import Product
from ..suppliers.models import Supplier
from ..suppliers.schemas import CONTACT
from .models import Offer

PRICE_MODE = {"excluded": ("不含税", "Tax excluded"), "included": ("含税", "Tax included")}
COST = "inventory.cost.read"
CURRENCY = {"CNY": ("人民币", "Renminbi")}


class OfferFields(fields.Schema):
    """What can be said of an offer at any time."""

    supplier_code = fields.code("供应商货号", "Supplier's number", max=60, allow_none=True)
    unit = fields.code("采购单位", "Purchase unit", max=20, allow_none=True)
    price = fields.price("采购价", "Price", required=True)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE, load_default="excluded")
    currency = fields.choice("币种", "Currency", CURRENCY, load_default="CNY")
    lead_days = fields.whole("供货周期(天)", "Lead time in days", max=3650, allow_none=True)
    minimum_order = fields.quantity("最小订购量", "Minimum order", min="0", allow_none=True)
    pack = fields.quantity("包装数量", "Pack", allow_none=True)
    tolerance = fields.rate("超收容差", "Tolerance for over-receipt", allow_none=True)
    preferred = fields.flag("首选", "Preferred", load_default=False)
    remark = fields.text("备注", "Remark", max=500, allow_none=True)


class NewOffer(OfferFields):
    """An offer to be entered."""

    product_id = fields.ref("商品", "Product", required=True)
    supplier_id = fields.ref("供应商", "Supplier", required=True)


class OfferChange(OfferFields):
    """What is to be different about an offer; fields left out stay."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{"partial": True, **how})

    archived = fields.flag("已归档", "Archived")


class OfferOut(fields.Schema):
    """An offer with its product and supplier; prices are for those who may see cost."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    supplier_id = fields.ref("供应商", "Supplier", filter=True)
    supplier_no = fields.text("供应商编号", "Supplier code", filter=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", search=True)
    supplier_address = fields.text("供应商地址", "Supplier's address", **CONTACT)
    supplier_code = fields.text("供应商货号", "Supplier's number", search=True, allow_none=True)
    unit = fields.text("采购单位", "Purchase unit", allow_none=True)
    price = fields.price("采购价", "Price", needs=COST)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE)
    currency = fields.choice("币种", "Currency", CURRENCY)
    lead_days = fields.whole("供货周期(天)", "Lead time in days", allow_none=True)
    minimum_order = fields.quantity("最小订购量", "Minimum order", allow_none=True)
    pack = fields.quantity("包装数量", "Pack", allow_none=True)
    tolerance = fields.rate("超收容差", "Tolerance for over-receipt", allow_none=True)
    preferred = fields.flag("首选", "Preferred", filter=True)
    remark = fields.text("备注", "Remark", allow_none=True)
    archived = fields.flag("已归档", "Archived", filter=True)
    created_at = fields.instant("登记时间", "Entered at", sort=True)


OFFERS = Shape(
    OfferOut,
    Offer,
    columns={
        "product_code": Product.code,
        "product_name": Product.name,
        "supplier_no": Supplier.code,
        "supplier_name": Supplier.name,
        "supplier_address": Supplier.address,
        "archived": Offer.archived_at.is_not(None),
    },
    joined=Offer.__table__.join(Product).join(Supplier),
    thing="offer",
)
