"""The policy gives each role what the company decided, and nothing that no door asks for."""

import json
from pathlib import Path

import pytest

from chassis.principal import CLASSES
from gateway.policy import (
    BUSINESS,
    GATEWAY,
    GRANTS,
    PEOPLE,
    PERSONAL,
    ROLES,
    clearance_of,
    permissions_of,
    scopes_of,
    undeclared,
)

DECLARED = Path(__file__).parents[2] / "contracts" / "permissions.json"


def test_the_administrator_holds_no_permission_of_a_business_service():
    assert {name.partition(".")[0] for name in ROLES["admin"].permissions} == {"gateway"}


def test_only_known_roles_are_granted_anything():
    for permission, roles in GRANTS.items():
        assert set(roles.split()) <= set(PEOPLE), permission
    assert "admin" not in BUSINESS.split()


def test_a_permission_names_service_noun_and_verb():
    assert all(len(name.split(".")) == 3 for name in GRANTS.keys() | PERSONAL)


@pytest.mark.parametrize("code", ["executive", "auditor", "privacy_officer"])
def test_those_who_look_on_change_nothing(code):
    business = {name for name in ROLES[code].permissions if not name.startswith("gateway.")}
    assert {name.rpartition(".")[2] for name in business} == {"read"}


def test_secret_values_are_cleared_for_the_files_owner_and_the_supervisor_only():
    cleared = {role.code for role in ROLES.values() if role.clearance == "secret"}
    assert cleared == {"salesperson", "info_supervisor"}
    assert ROLES["salesperson"].scopes["customer.file"] == "own"


def test_two_roles_give_the_union_the_widest_scope_and_the_highest_clearance():
    both = ("salesperson", "sales_manager")
    assert permissions_of(both) == ROLES[both[0]].permissions | ROLES[both[1]].permissions
    assert scopes_of(both)["sales.order"] == "department"
    assert scopes_of(both)["customer.file"] == "all"
    assert clearance_of(both) == "secret"
    assert clearance_of(()) in CLASSES


def test_a_permission_nobody_declared_is_found():
    assert undeclared((GRANTS.keys() | PERSONAL) - {"sales.order.post"}) == {"sales.order.post"}


def test_policy_and_services_name_the_same_permissions():
    services = json.loads(DECLARED.read_text())
    asked = {row["permission"] for told in services.values() for row in told["routes"]}
    assert asked - GRANTS.keys() == set(), "declared by a route, given to nobody"
    assert undeclared(asked | GATEWAY.keys() | PERSONAL) == set(), "given, asked for by nobody"
