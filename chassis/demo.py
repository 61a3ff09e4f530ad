"""Who acts in demo data: one person per role, under the id the gateway gives its demo users."""

from uuid import NAMESPACE_URL, UUID, uuid5

from .principal import Context, Principal


def demo_id(role: str) -> UUID:
    """The demo user of this role; the same in every installation that has demo data."""
    return uuid5(NAMESPACE_URL, f"urn:sifang:demo-user:{role}")


def acting_as(role: str, name: str, department: str = "") -> Context:
    """The context of a seed's transaction in which the demo user of this role acts."""
    person = Principal(demo_id(role), name, department, (role,), clearance="secret")
    return Context(person, request={"verb": "demo"})
