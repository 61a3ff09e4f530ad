"""Promise 3: broker, database and services away under load, then back: lost 0, doubled 0."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

LOAD, RETURNED = 60, 12
LINES = "SELECT count(*) AS n, count(DISTINCT return_line_id) AS d FROM cases"


@pytest.fixture
def balanced(works):
    """`balanced(fault)` trades while the fault happens in the middle, waits until all is through,
    and counts: nothing lost, nothing doubled, one case per return line."""

    def trade(fault):
        delivered = [works.sell("1") for _ in range(RETURNED)]
        for sale in delivered:
            works.deliveries(sale)
        works.settle()
        before, cases = works.stock(), works.sql("quality", LINES)[0]["n"]
        with ThreadPoolExecutor(6) as crowd:
            first = [crowd.submit(works.sell, "1") for _ in range(LOAD // 2)]
            back = [crowd.submit(works.take_back, sale, "1") for sale in delivered]
            fault()
            second = [crowd.submit(works.sell, "1") for _ in range(LOAD // 2)]
            for done in [*first, *back, *second]:
                done.result()
        works.rabbitmq.start()  # every act was answered while a broker that is away was away
        works.settle(patience=90)
        after, lines = works.stock(), works.sql("quality", LINES)[0]
        assert before["free"] - after["free"] == LOAD
        assert after["quarantined"] - before["quarantined"] == RETURNED
        assert lines["n"] == lines["d"] == cases + RETURNED

    return trade


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_the_broker_goes_under_load_and_comes_back(works, balanced, how):
    balanced(getattr(works.rabbitmq, how))


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_the_database_is_restarted_under_load(works, balanced, how):
    def fault():
        getattr(works.postgres, how)()
        works.postgres.start()

    balanced(fault)


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
