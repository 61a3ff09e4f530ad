"""The service as a whole: its schema, its documents, its demo data."""

import pytest

import paper.tables
from chassis.data.migrations import drift
from chassis.web.app import permissions

from .. import seed
from ..files.queries import CUSTOMERS
from .conftest import done


@pytest.mark.both_databases
def test_the_migrations_make_the_tables_the_models_describe(desk):
    metadatas = (desk.door.service.metadata, paper.tables.metadata)
    assert drift(desk.door.database, *metadatas) == []


def test_every_field_of_a_list_is_at_most_internal():
    assert set(CUSTOMERS.classes.values()) <= {"public", "internal"}


def test_every_field_and_route_has_its_label_in_both_languages(desk):
    document = desk.door.app.test_client().get("/openapi.json").json
    for schema in ("NewCustomer", "CustomerOut", "ProposalOut", "NewProposal"):
        for name, field in document["components"]["schemas"][schema]["properties"].items():
            assert field.get("x-label-zh") and field.get("x-label-en"), (schema, name)
    for path in document["paths"].values():
        for operation in path.values():
            assert isinstance(operation, list) or operation["x-label-zh"]


def test_every_route_declares_its_permission(desk):
    routes = permissions(desk.door.app)
    needs = {route["needs"] for route in routes} - {None, "open"}
    assert needs == {
        *(f"customer.file.{verb}" for verb in FILE_VERBS),
        *(f"customer.credit.{verb}" for verb in ("read", "propose", "examine", "recheck")),
        "customer.journal.read",
    }


FILE_VERBS = ("read", "create", "change", "submit", "examine", "recheck", "archive")


def test_the_demo_data_is_made_by_commands_and_only_once(desk):
    seed.seed(desk.door.database)
    seed.seed(desk.door.database)
    page = done(desk.by("executive").get("/customers", limit=200))["items"]
    assert len(page) == len(seed.CUSTOMERS)
    assert {row["type"] for row in page} == {"enterprise", "government", "individual"}
    approved = [row for row in page if row["edition"]]
    assert len(approved) >= 4
    assert len(desk.facts("credit.changed")) >= 3
    signers = done(desk.by("executive").get(f"/customers/{approved[0]['id']}"))["signatures"]
    assert len({line["signer"] for line in signers}) == 3
