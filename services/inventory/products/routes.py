"""The HTTP door of products."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from . import commands
from .models import Product
from .schemas import PRODUCTS, NewProduct, ProductChange

products = Door("products", __name__, url_prefix="/products", zh="商品", en="Products")


@products.get("", needs="inventory.product.read", lists=PRODUCTS, zh="商品列表", en="List products")
def list_products() -> Response:
    with reading() as session:
        return PRODUCTS.page(session)


@products.get(
    "/<uuid:product_id>", needs="inventory.product.read", gives=PRODUCTS, zh="商品", en="A product"
)
def get_product(product_id: UUID) -> Response:
    with reading() as session:
        return reply(session, PRODUCTS.one(session, Product.id == product_id))


@products.post(
    "",
    needs="inventory.product.create",
    takes=NewProduct,
    gives=PRODUCTS,
    status=201,
    zh="登记商品",
    en="Register a product",
)
def register_product(body: dict) -> Response:
    with transaction() as session:
        product_id = commands.register_product(session, body)
        return reply(session, PRODUCTS.one(session, Product.id == product_id), 201)


@products.patch(
    "/<uuid:product_id>",
    needs="inventory.product.change",
    takes=ProductChange,
    gives=PRODUCTS,
    zh="修改商品",
    en="Change a product",
)
def change_product(body: dict, product_id: UUID) -> Response:
    with transaction() as session:
        commands.change_product(session, product_id, expected_version(), body)
        return reply(session, PRODUCTS.one(session, Product.id == product_id))
