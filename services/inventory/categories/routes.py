"""The HTTP door of categories."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from ..products.commands import restate_category
from . import commands
from .models import Category
from .schemas import CATEGORIES, CategoryChange, NewCategory

categories = Door(
    "categories", __name__, url_prefix="/categories", zh="商品类别", en="Product categories"
)


@categories.get(
    "", needs="inventory.category.read", lists=CATEGORIES, zh="类别列表", en="List categories"
)
def list_categories() -> Response:
    with reading() as session:
        return CATEGORIES.page(session)


@categories.get(
    "/<uuid:category_id>",
    needs="inventory.category.read",
    gives=CATEGORIES,
    zh="商品类别",
    en="A category",
)
def get_category(category_id: UUID) -> Response:
    with reading() as session:
        return reply(session, CATEGORIES.one(session, Category.id == category_id))


@categories.post(
    "",
    needs="inventory.category.create",
    takes=NewCategory,
    gives=CATEGORIES,
    status=201,
    zh="新建类别",
    en="Make a category",
)
def make_category(body: dict) -> Response:
    with transaction() as session:
        category = commands.make_category(session, body)
        return reply(session, CATEGORIES.one(session, Category.id == category.id), 201)


@categories.patch(
    "/<uuid:category_id>",
    needs="inventory.category.change",
    takes=CategoryChange,
    gives=CATEGORIES,
    zh="修改类别",
    en="Change a category",
)
def change_category(body: dict, category_id: UUID) -> Response:
    with transaction() as session:
        category = commands.change_category(session, category_id, expected_version(), body)
        restate_category(session, category)
        return reply(session, CATEGORIES.one(session, Category.id == category_id))
