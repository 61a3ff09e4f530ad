"""Categories as they come in and go out, with their labels."""

from typing import Any

from sqlalchemy.orm import aliased

from chassis.web import fields
from chassis.web.shape import Shape

from .models import Category


class NewCategory(fields.Schema):
    """A category to be made."""

    code = fields.code("类别编号", "Category code", required=True)
    name = fields.text("名称", "Name", max=60, required=True)
    parent_id = fields.ref("上级类别", "Parent", allow_none=True)


class CategoryChange(NewCategory):
    """What is to be different about a category; fields left out stay."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{"partial": True, **how})

    archived = fields.flag("已归档", "Archived")


class CategoryOut(fields.Schema):
    """A category with the one above it."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    code = fields.text("类别编号", "Category code", sort=True, filter=True, search=True)
    name = fields.text("名称", "Name", sort=True, search=True)
    parent_id = fields.ref("上级类别", "Parent", filter=True, allow_none=True)
    parent_name = fields.text("上级类别名称", "Parent's name", allow_none=True)
    archived = fields.flag("已归档", "Archived", filter=True)
    created_at = fields.instant("建立时间", "Made at")


_parents: Any = aliased(Category)
CATEGORIES = Shape(
    CategoryOut,
    Category,
    columns={"archived": Category.archived_at.is_not(None), "parent_name": _parents.name},
    joined=Category.__table__.outerjoin(_parents, _parents.id == Category.parent_id),
)
