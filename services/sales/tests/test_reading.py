"""Who was shown where an order goes, or who signed for it, is written in the journal."""

import pytest

from .conftest import done, line
from .test_shipping import PLACE, delivered, step


@pytest.fixture
def read(desk):
    """What the auditor finds of readings: of what, by whom, at what, which fields, why."""

    def lines(thing):
        page = done(desk.by("auditor").get("/journal", thing=thing))["items"][::-1]
        noted = [each for each in page if "read" in each["changes"]]
        return [(x["actor_name"], x["verb"], x["changes"]["read"], x["reason"]) for x in noted]

    return lines


def test_an_address_that_others_read_is_noted_and_not_what_its_writer_was_answered(desk, read):
    order = desk.draft(desk.customer(), line(desk.product()), **PLACE)
    thing = f"order/{order['id']}"
    assert (order["consignee"], read(thing)) == (PLACE["consignee"], [])
    desk.confirm(order)
    done(desk.by("finance").get(f"/orders/{order['id']}", reason="invoice"))
    done(desk.by("sales_manager").get("/orders"))
    done(desk.by("inventory_manager").get("/orders"))
    assert read(thing) == [
        ("salesperson", "sales.order.confirm", sorted(PLACE), ""),
        ("finance", "sales.order.read", sorted(PLACE), "invoice"),
        ("sales_manager", "sales.order.read", sorted(PLACE), ""),
    ]


def test_a_keeper_who_is_shown_where_to_ship_leaves_a_line(desk, read):
    order = desk.posted(desk.customer(), line(desk.product()), **PLACE)
    desk.issue(order)
    (delivery,) = desk.deliveries(order, "warehouse_keeper")
    noted = ("warehouse_keeper", "sales.delivery.read", sorted(PLACE), "")
    assert read(f"delivery/{delivery['id']}") == [noted]
    done(step(desk, delivery, "ship", carrier="顺丰"))
    desk.deliveries(order, "warehouse_keeper")
    assert read(f"delivery/{delivery['id']}") == [noted]


def test_who_signed_is_noted_when_it_is_read_and_sealed_in_the_journal(desk, read):
    delivery = delivered(desk)
    done(step(desk, delivery, "sign-for", "salesperson", signed_by="赵敏"))
    thing = f"delivery/{delivery['id']}"
    assert read(thing) == []
    (written,) = done(desk.by("auditor").get("/journal", thing=thing))["items"]
    assert written["changes"]["signed_by"].startswith("sealed:")
    done(desk.by("finance").get(f"/deliveries/{delivery['id']}"))
    done(step(desk, delivery, "reverse", "sales_manager", reason="wrong day"))
    assert read(thing) == [("finance", "sales.delivery.read", ["signed_by"], "")]
    journal = desk.by("auditor").get("/journal", thing=thing).text
    assert "赵敏" not in journal and "\\u8d75" not in journal
