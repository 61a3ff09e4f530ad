"""Promise 4: stock is never negative, whoever reaches for the last piece at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

BUYERS, ROUNDS = 20, 50


@pytest.fixture(scope="module")
def pair(works):
    """Two products with nothing in stock yet."""
    return works.new_product("LAST-1"), works.new_product("LAST-2")


def test_twenty_buyers_of_the_last_unit_fifty_times(works, pair):
    """Crossing two-line orders, direct issues and counts beside them, two workers per service."""
    with works.second_worker("inventory", "sales"), ThreadPoolExecutor(8) as crowd:
        for n in range(ROUNDS):
            for product in pair:
                works.receive("1", f"LOT-{n}", product)
            list(crowd.map(lambda act: act(), reaching(works, pair, n)))
        works.settle(patience=120)
    for product in pair:
        movements = works.sql(
            "inventory",
            f"SELECT sum(quantity) AS q, min(value) AS v FROM movements WHERE product_id = '{product['id']}'",
        )[0]
        stock = works.stock(product)
        assert movements["q"] == sum(stock.values()) >= 0
        assert all(pieces >= 0 for pieces in stock.values())
    issued = works.sql("inventory", "SELECT sum(issued) AS i, sum(ordered) AS o FROM demand_lines")[
        0
    ]
    assert issued["i"] <= issued["o"]


def reaching(works, pair, n):
    """What everybody does at once in one round: crossing orders, a direct issue, a count."""
    one, other = pair

    def buy(first, second):
        line = {"quantity": "1", "price": "16.00"}
        lines = [{"product_id": first["id"], **line}, {"product_id": second["id"], **line}]
        return lambda: works.post(works.draft_of(lines))

    def issue(product):
        form = {"product_id": product["id"], "quantity": "1", "reason": "test"}
        return lambda: works.people["warehouse_keeper"].ask(
            "POST", "/api/v1/inventory/issues", form
        )

    buyers = BUYERS // 10 if n else BUYERS  # the first round with all of them, then a few each time
    acts = [buy(one, other) if i % 2 else buy(other, one) for i in range(buyers)]
    return [*acts, issue(one), issue(other)]
