"""Who plays: one person per role, entered by an administrator or come with the demo data."""

import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chassis.clock import now

from .client import Person

CAST = {
    "info_specialist": "陈静",
    "info_supervisor": "刘芳",
    "archivist": "赵敏",
    "finance": "周磊",
    "buyer": "吴强",
    "inventory_manager": "郑伟",
    "warehouse_keeper": "王刚",
    "salesperson": "李娜",
    "sales_manager": "孙涛",
    "service_agent": "马丽",
    "quality_engineer": "朱军",
    "quality_manager": "胡明",
    "executive": "林峰",
}
"""Role to the name of the one person who holds it here."""


@dataclass(frozen=True)
class Company:
    """The people of a play, by role, all signed in at the gateway; and where the services listen."""

    address: str
    admin: Person
    people: Mapping[str, Person]
    services: Mapping[str, str]

    def __getitem__(self, role: str) -> Person:
        return self.people[role]

    def client_of(self, role: str, service: str) -> Person:
        """A department's own client of one service, with all its owner may do there: it changes its
        API token for a service token."""
        person = self.people[role]
        permissions = person.get("/api/v1/session")["permissions"]
        wish = {
            "name": f"{service} client",
            "permissions": [name for name in permissions if name.startswith(f"{service}.")],
            "expires_at": (now() + timedelta(days=1)).isoformat(),
        }
        token = person.post("/api/v1/api-tokens", wish)["token"]
        program = Person(self.address, token, f"{person.name}'s client", person.id)
        minted = program.post("/api/v1/service-tokens", {"service": service})["token"]
        return Person(self.services[service], minted, program.name, person.id)


def found(address: str, secret: str, services: Mapping[str, str] | None = None) -> Company:
    """Make the first administrator and have him enter everybody; all of them sign in."""
    admin = first_administrator(address, secret)
    departments = {role["code"]: role["department"] for role in admin.get("/api/v1/roles")["items"]}
    with ThreadPoolExecutor(2) as side_by_side:  # a hash takes a tenth of a second
        entered = side_by_side.map(
            lambda role: enter(admin, role, CAST[role], departments[role]), CAST
        )
        people = dict(zip(CAST, entered, strict=True))
    return Company(address, admin, people, services or {})


def gather(address: str, password: str, services: Mapping[str, str] | None = None) -> Company:
    """Have the demo users sign in: their number is their role, their password is the same."""
    people = {role: sign_in(address, role, password) for role in CAST}
    return Company(address, sign_in(address, "admin", password), people, services or {})


def first_administrator(address: str, secret: str) -> Person:
    password = secrets.token_urlsafe(12)
    form = {"secret": secret, "number": "root", "name": "系统管理员", "password": password}
    Person(address, name="nobody").post("/api/v1/administrator", form)
    return sign_in(address, "root", password)


def enter(admin: Person, role: str, name: str, department: str) -> Person:
    """A user is entered with a first password, signs in with it and must change it at once."""
    first, own = secrets.token_urlsafe(12), secrets.token_urlsafe(12)
    number = role.replace("_", "-")
    who = {"number": number, "name": name, "password": first, "roles": [role]}
    admin.post("/api/v1/users", {**who, "category": "operator", "department": department})
    person = sign_in(admin.address, number, first)
    person.put("/api/v1/session/password", {"current": first, "password": own})
    return person


def sign_in(address: str, number: str, password: str) -> Person:
    """Somebody with a session at the gateway."""
    door = Person(address, name=number)
    shown: dict[str, Any] = door.post("/api/v1/session", {"number": number, "password": password})
    return Person(address, shown["token"], shown["name"], shown["user_id"])
