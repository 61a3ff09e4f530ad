"""Demo users, one per role and a second one of finance; only `python -m gateway seed` makes them, never an installation by itself."""

from uuid import UUID

from sqlalchemy import select

from chassis.data.database import Database
from chassis.demo import demo_id
from chassis.principal import Context, Principal
from chassis.settings import SettingMissing

from .identity.passwords import Passwords
from .identity.users.commands import create_user
from .models import User
from .policy import ROLES, Role

MANAGERS = frozenset(
    {"info_supervisor", "sales_manager", "inventory_manager", "quality_manager", "executive"}
)
SECONDS = {"finance2": "finance"}
"""Numbers of second persons, for what one asks and another decides, and their role."""
SEEDER = Principal(UUID(int=0), name="demo data")


def seed(database: Database, password: str) -> list[tuple[str, str]]:
    """The demo users, all with this password; returns number and name.

    Users that exist keep their record and get the password, so that a second run can print it too.
    """
    hashed = Passwords(1).hash(password)
    with database.transaction(Context(SEEDER)) as session:
        there = {user.number: user for user in session.scalars(select(User))}
        for number, role in demo_users().items():
            if number in there:
                _set_password(there[number], hashed)
            else:
                person = _demo_user(number, role)
                create_user(session, person, hashed, must_change=False, id=demo_id(number))
    return [(number, f"{role.zh} {role.en}") for number, role in demo_users().items()]


def demo_users() -> dict[str, Role]:
    """The demo users by number, each with the role it has; the first of a role bears its code."""
    seconds = {number: ROLES[role] for number, role in SECONDS.items()}
    return {role.code: role for role in ROLES.values()} | seconds


def _set_password(user: User, hashed: str) -> None:
    if user.id != demo_id(user.number):
        raise SettingMissing(f"user {user.number} is real: demo users come into demo data only")
    user.password_hash = hashed


def _demo_user(number: str, role: Role) -> dict[str, object]:
    return {
        "number": number,
        "name": f"{role.zh} {role.en}",
        "category": "manager" if role.code in MANAGERS else "operator",
        "department": role.department,
        "roles": [role.code],
    }
