"""The door of the dunning levels."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply
from chassis.web.shape import Shape

from ..errors import DunningLevelNotFound
from . import commands
from .models import DunningLevel
from .schemas import DunningLevelChange, DunningLevelIn, DunningLevelOut

LEVELS = Shape(DunningLevelOut, DunningLevel)

dunning_levels = Door(
    "dunning_levels", __name__, url_prefix="/dunning-levels", zh="催款级别", en="Dunning levels"
)


@dunning_levels.get(
    "", needs="sales.dunning.read", lists=LEVELS, zh="催款级别列表", en="List dunning levels"
)
def list_levels() -> Response:
    with reading() as session:
        return LEVELS.page(session)


@dunning_levels.get(
    "/<uuid:level_id>",
    needs="sales.dunning.read",
    gives=LEVELS,
    zh="催款级别",
    en="A dunning level",
)
def show_level(level_id: UUID) -> dict[str, Any]:
    with reading() as session:
        return LEVELS.one(session, DunningLevel.id == level_id, missing=DunningLevelNotFound())


@dunning_levels.post(
    "",
    needs="sales.dunning.set_levels",
    takes=DunningLevelIn,
    gives=LEVELS,
    status=201,
    zh="新增催款级别",
    en="Add a dunning level",
)
def add_level(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return _told(session, commands.add_level(session, body).id, 201)


@dunning_levels.patch(
    "/<uuid:level_id>",
    needs="sales.dunning.set_levels",
    takes=DunningLevelChange,
    gives=LEVELS,
    zh="修改催款级别",
    en="Change a dunning level",
)
def change_level(body: dict[str, Any], level_id: UUID) -> Response:
    with transaction() as session:
        commands.change_level(session, level_id, body, expected_version())
        return _told(session, level_id)


def _told(session: Session, id: UUID, status: int = 200) -> Response:
    session.flush()
    return reply(session, LEVELS.known(session, id), status)
