"""Making the first administrator over HTTP."""

from typing import Any

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import OPEN, Door
from chassis.web.replies import reply

from ...models import User
from ...running import running, slowly
from ..users.queries import USERS
from ..users.rules import refuse_simple_password
from . import commands
from .schemas import FirstAdministrator

door = Door(
    "administrator",
    __name__,
    url_prefix="/api/v1/administrator",
    zh="首位管理员",
    en="The first administrator",
)


@door.post(
    "",
    needs=OPEN,
    takes=FirstAdministrator,
    gives=USERS,
    status=201,
    zh="建立首位管理员",
    en="Make the first administrator",
)
@slowly
def make_administrator(body: dict[str, Any]) -> Response:
    refuse_simple_password(body["number"], body["password"])
    with reading() as session:
        commands.refuse_bad_secret(session, body["secret"])
    hashed = running().passwords.hash(body.pop("password"))
    with transaction() as session:
        user = commands.make_administrator(session, **body, password_hash=hashed)
        session.flush()
        return reply(session, USERS.one(session, User.id == user.id), 201)
