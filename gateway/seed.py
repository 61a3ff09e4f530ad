"""Demo users, one per role; only `python -m gateway seed` makes them, never an installation by itself."""

from uuid import UUID

from sqlalchemy import select

from chassis.data.database import Database
from chassis.demo import demo_id
from chassis.principal import Context, Principal
from chassis.settings import SettingMissing

from .identity.passwords import Passwords
from .identity.users.commands import create_user
from .models import User
from .policy import ROLES

MANAGERS = frozenset(
    {"info_supervisor", "sales_manager", "inventory_manager", "quality_manager", "executive"}
)
SEEDER = Principal(UUID(int=0), name="demo data")


def seed(database: Database, password: str) -> list[tuple[str, str]]:
    """A user per role whose number is the role's code, all with this password; returns number and name.

    Users that exist keep their record and get the password, so that a second run can print it too.
    """
    hashed = Passwords(1).hash(password)
    with database.transaction(Context(SEEDER)) as session:
        there = {user.number: user for user in session.scalars(select(User))}
        for role in ROLES.values():
            if role.code in there:
                _set_password(there[role.code], hashed)
            else:
                create_user(
                    session, _demo_user(role.code), hashed, must_change=False, id=demo_id(role.code)
                )
    return [(role.code, f"{role.zh} {role.en}") for role in ROLES.values()]


def _set_password(user: User, hashed: str) -> None:
    if user.id != demo_id(user.number):
        raise SettingMissing(f"user {user.number} is real: demo users come into demo data only")
    user.password_hash = hashed


def _demo_user(code: str) -> dict[str, object]:
    role = ROLES[code]
    return {
        "number": code,
        "name": f"{role.zh} {role.en}",
        "category": "manager" if code in MANAGERS else "operator",
        "department": role.department,
        "roles": [code],
    }
