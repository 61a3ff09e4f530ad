"""The service as a whole: its schema, its documents, its permissions."""

import pytest

import chassis.jobs.tables
import paper.tables
from chassis.data.migrations import drift
from chassis.web.app import permissions


@pytest.mark.both_databases
def test_the_migrations_make_the_tables_the_models_describe(desk):
    metadatas = (desk.door.service.metadata, paper.tables.metadata, chassis.jobs.tables.metadata)
    assert drift(desk.door.database, *metadatas) == []


def test_every_field_and_route_has_its_label_in_both_languages(desk):
    document = desk.door.app.test_client().get("/openapi.json").json
    schemas = document["components"]["schemas"]
    for schema in ("OrderIn", "OrderOut", "OrderLineIn", "OrderLineOut", "ReturnOut", "RankedOut"):
        for name, field in schemas[schema]["properties"].items():
            assert field.get("x-label-zh") and field.get("x-label-en"), (schema, name)
    for path in document["paths"].values():
        for operation in path.values():
            assert isinstance(operation, list) or operation["x-label-zh"]


def test_the_routes_need_exactly_the_permissions_that_are_granted(desk):
    routes = permissions(desk.door.app)
    needed = {route["needs"] for route in routes} - {None, "open"}
    assert needed == {f"sales.{name}" for name in NEEDED.split()}


NEEDED = """order.read order.create order.change order.confirm order.post order.cancel order.amend order.reopen
    credit_hold.read credit_hold.release credit_account.read delivery.read receivable.read
    credit_note.read receivable.invoice settlement.read settlement.create settlement.reverse
    payment.read payment.create payment.reverse payment.mark_bill refund.read refund.ask refund.approve refund.reverse
    debit_note.read debit_note.ask debit_note.agree debit_note.reverse
    write_off.read write_off.ask write_off.approve write_off.recover write_off.set_rules
    dunning.read dunning.set_levels dunning.propose dunning.send
    opening.read opening.ask opening.sign opening.reverse ageing.read statement.read payment_behaviour.read
    return.read return.create return.decide margin.read report.read
    grade_report.read risk_report.read risk_rule.change journal.read
    delivery.ship delivery.sign_for delivery.reverse
    quotation.read quotation.create quotation.change quotation.send quotation.accept
    quotation.decline quotation.revise quotation.withdraw period.read period.close period.reopen job.read order.import opening.import"""


def test_what_moves_goods_or_money_is_keyed(desk):
    keyed = {route["path"] for route in permissions(desk.door.app) if route["keyed"]}
    assert keyed == {
        "/orders/{order_id}/confirm",
        "/orders/{order_id}/post",
        "/credit-holds/{hold_id}/release",
        "/quotations/{quotation_id}/accept",
        "/orders/{order_id}/amend",
        "/orders/{order_id}/reopen",
        "/returns",
        "/returns/{return_id}/decide",
        "/periods",
        "/periods/{period_id}/reopen",
        "/settlements",
        "/settlements/automatic",
        "/settlements/{settlement_id}/reverse",
        "/payments",
        "/payments/{payment_id}/bill",
        "/payments/{payment_id}/reverse",
        "/refunds",
        "/refunds/{refund_id}/approve",
        "/refunds/{refund_id}/reverse",
        "/debit-notes",
        "/debit-notes/{debit_note_id}/agree",
        "/debit-notes/{debit_note_id}/reverse",
        "/openings",
        "/openings/{opening_id}/approve",
        "/openings/{opening_id}/reverse",
        "/write-offs",
        "/write-offs/{write_off_id}/approve",
        "/write-offs/{write_off_id}/recover",
    }


def test_only_drafts_and_settings_are_changed_whatever_was_posted_is_reversed(desk):
    """Nothing else has a door that writes over it or takes it away."""
    changed = {
        (route["method"], route["path"])
        for route in permissions(desk.door.app)
        if route["method"] not in ("GET", "POST")
    }
    assert changed == {
        ("PATCH", "/orders/{order_id}"),
        ("PATCH", "/quotations/{quotation_id}"),
        ("PATCH", "/dunning-levels/{level_id}"),
        ("PATCH", "/write-off-rules"),
        ("PATCH", "/reports/risk-rule"),
    }


def test_copies_alone_are_emptied_by_a_rebuild(desk):
    assert [table.name for table in desk.door.service.copies] == [
        "customers",
        "products",
        "warehouses",
        "lots",
        "cases",
    ]
    for each in desk.door.service.lines:
        assert (each.kind == "copy") == each.handler.startswith("copy_")
