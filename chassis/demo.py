"""Who acts in demo data: the gateway's demo users, one person per role and here and there a second one."""

from uuid import NAMESPACE_URL, UUID, uuid5

from .principal import Context, Principal


def demo_id(number: str) -> UUID:
    """The demo user of this number, which is the role's; the same wherever there is demo data."""
    return uuid5(NAMESPACE_URL, f"urn:sifang:demo-user:{number}")


def acting_as(role: str, name: str, department: str = "", user: str = "") -> Context:
    """The context of a seed's transaction in which the demo user of this role acts, or a second one."""
    person = Principal(demo_id(user or role), name, department, (role,), clearance="secret")
    return Context(person, request={"verb": "demo"})
