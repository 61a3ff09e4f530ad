"""Promise 3: broker, database and services away under load, then back: lost 0, doubled 0."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

LOAD = 60


def sell_under(works, fault):
    """Sell while `fault` happens in the middle; returns how many pieces went."""
    with ThreadPoolExecutor(6) as sellers:
        first = [sellers.submit(works.sell, "1") for _ in range(LOAD // 2)]
        fault()
        second = [sellers.submit(works.sell, "1") for _ in range(LOAD // 2)]
        for sale in [*first, *second]:
            sale.result()
    return LOAD


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_the_broker_goes_under_load_and_comes_back(works, how):
    before = works.stock()["free"]

    def fault():
        getattr(works.rabbitmq, how)()

    sold = sell_under(works, fault)  # every sale was answered while the broker was away
    works.rabbitmq.start()
    works.settle(patience=90)
    assert before - works.stock()["free"] == sold


def test_the_database_is_restarted_under_load(works):
    before = works.stock()["free"]

    def fault():
        works.postgres.stop()
        works.postgres.start()

    sold = sell_under(works, fault)
    works.settle(patience=90)
    assert before - works.stock()["free"] == sold


def test_a_sale_posted_while_inventory_is_down_is_accepted_and_issues_once_when_it_is_back(works):
    before = works.stock()["free"]
    works.system.kill("inventory-worker", "inventory-web")
    posted = works.people["salesperson"].post(f"/api/v1/sales/orders/{works.draft('5')['id']}/post")
    assert posted["status"] == "posted"
    assert works.stock()["free"] == before
    works.revive()
    works.settle()
    assert before - works.stock()["free"] == Decimal(5)
    assert len(works.deliveries(posted)) == 1
