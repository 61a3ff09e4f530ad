"""Facts about one order that overtake each other on their way to inventory end in the same books."""

from itertools import permutations

import pytest

from operations.processes import ROOT
from operations.reconcile.command import reconcile
from tests.support.town import Town


@pytest.fixture
def town(service_door):
    return Town(service_door)


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_a_posted_order_amended_and_called_off_is_called_off_as_amended(town, order):
    """Ten are wished and four there; sixteen and a second line are wished; then none."""
    customer, product, other = town.customer("X"), town.product("P"), town.product("Q")
    town.receive(product, "4", "L-A", "10.00")
    sold = town.sell(customer, product, "10")
    line = {"line_id": sold["lines"][0]["id"], "quantity": "16"}
    more = {"product_id": other["id"], "quantity": "3", "price": "5.00"}
    form = {"revision": 1, "reason": "more", "lines": [line, more]}
    tell(town, f"/orders/{sold['id']}/amend", form)
    for _ in range(2):  # inventory is asked, and answers what had gone
        deliver(town, *town.fresh())
    told = town.fresh()
    tell(town, f"/orders/{sold['id']}/cancel", {"reason": "no need"})
    told += town.fresh()
    assert [fact["type"] for fact in told] == [AMENDED, CANCELLING]
    for place in order:
        deliver(town, told[place])
    town.carry()
    seen = town.see("sales", "sales_manager", f"/orders/{sold['id']}")
    assert seen["status"] == "cancelled"
    rest = [(each["delivered"], each["cancelled"]) for each in seen["lines"]]
    assert rest == [("4.000", "12.000"), ("0.000", "3.000")]
    assert_books_agree(town)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_confirmed_order_amended_and_called_off_is_called_off_as_amended(town, order):
    customer, product = town.customer("X"), town.product("P")
    town.receive(product, "20", "L-A", "10.00")
    drafted = town.draft(customer, product, "10")
    line = {"line_id": drafted["lines"][0]["id"], "quantity": "16"}
    tell(town, f"/orders/{drafted['id']}/confirm")
    tell(town, f"/orders/{drafted['id']}/amend", {"revision": 1, "reason": "more", "lines": [line]})
    tell(town, f"/orders/{drafted['id']}/cancel", {"reason": "no need"})
    told = town.fresh()
    assert [fact["type"] for fact in told] == [CONFIRMED, AMENDED, CANCELLED]
    for place in order:
        deliver(town, told[place])
    town.carry()
    stock = town.see("inventory", "buyer", f"/stock/{product['id']}")
    assert (stock["free"], stock["reserved"]) == ("20.000", "0.000")
    assert_books_agree(town)


CONFIRMED, AMENDED, CANCELLING, CANCELLED = (
    f"sales.order.{verb}.v1" for verb in ("confirmed", "amended", "cancelling", "cancelled")
)


def tell(town, path, form=None):
    """What the salesperson does; nobody hears of it yet."""
    answer = town.as_("sales", "salesperson").post(path, form)
    assert answer.status_code == 200, answer.json


def deliver(town, *facts):
    """Bring facts to whoever subscribes, now."""
    town.log += facts
    for door in town.doors.values():
        wanted = [fact for fact in facts if fact["type"] in door.service.lines_by_type]
        if wanted:
            door.deliver(*wanted)


def assert_books_agree(town):
    report = reconcile(town.urls(), ROOT / "contracts")
    assert [str(line) for line in report.differences] == []
    assert report.in_flight == []
