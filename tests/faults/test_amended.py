"""Promise 4 where both sides move at once: an order is amended while inventory is issuing it."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from operations.scenario.acts import api
from operations.scenario.client import eventually

ROUNDS, FEWER, MORE = 12, "4", "16"
GONE = ("order_delivered", "amended_below_delivered")
"""Why an amendment comes too late: all of it, or more than is wished, had gone and been recorded."""
NEVER_BOTH = """SELECT o.number, l.line_no FROM orders o JOIN order_lines l ON l.order_id = o.id
    WHERE o.amending OR l.delivered > l.quantity OR l.delivered + l.cancelled > l.quantity
       OR l.delivered <> (SELECT coalesce(sum(d.quantity), 0) FROM delivery_lines d
                           WHERE d.order_line_id = l.id)"""
UNDELIVERED = """SELECT o.number FROM orders o JOIN order_lines l ON l.order_id = o.id
    WHERE o.status = 'posted' AND l.delivered <> l.quantity AND l.product_id = '{product}'"""


@pytest.fixture(scope="module")
def product(works):
    """A product of which nothing is in stock yet."""
    return works.new_product("AMENDED")


def test_amended_and_issued_at_the_same_time_what_had_gone_stays_and_nothing_is_lost(
    works, product
):
    """Posted orders wait for goods; a receipt issues them while they are amended down and up and
    called off, by two workers of each service."""
    told = []
    with works.second_worker("inventory", "sales"), ThreadPoolExecutor(8) as crowd:
        for n in range(ROUNDS):
            acts = at_once(works, product, n)
            told += [one for one in crowd.map(lambda act: act(), acts) if one]
        works.settle(patience=120)
        works.receive("500", "LOT-REST", product)
        works.settle(patience=120)
    assert works.sql("sales", NEVER_BOTH) == []
    assert works.sql("sales", UNDELIVERED.format(product=product["id"])) == []
    for order, wanted in told:
        seen = works.people["sales_manager"].get(api("sales", f"/orders/{order['id']}"))
        (line,) = seen["lines"]
        delivered = Decimal(line["delivered"])
        if wanted == "0":
            cancelled = Decimal(line["cancelled"])
            assert seen["status"] == ("cancelled" if cancelled else "closed")
            assert delivered + cancelled == Decimal(line["quantity"])
        else:
            assert delivered == Decimal(line["quantity"]) == max(Decimal(wanted), delivered)
            assert seen["revision"] == 2
            assert worth(works, order) == Decimal(seen["gross"])
    exposure = api("sales", f"/credit-accounts/{works.customer['id']}")
    account = works.people["finance"].get(exposure)
    assert Decimal(account["undelivered"]) == 0


def at_once(works, product, n):
    """Of four orders that wait for ten pieces each, one is amended down, one up, one called off, and
    forty pieces come in; who is first, and first in the queue, differs from round to round."""
    posted = [works.post(works.draft("10", product)) for _ in range(4)]
    down, up, off, _ = posted[n % 3 :] + posted[: n % 3]
    arrived = works.bought("40", f"LOT-{n}", product)
    acts = [
        lambda: amend(works, down, FEWER),
        lambda: amend(works, up, MORE),
        lambda: call_off(works, off),
        lambda: works.take_in(arrived),
    ]
    return acts[n % 4 :] + acts[: n % 4]


def amend(works, order, quantity):
    """Wish another quantity; where that comes too late nothing is amended."""
    line = {"line_id": order["lines"][0]["id"], "quantity": quantity}
    form = {"revision": 1, "reason": "another need", "lines": [line]}
    return tried(works, order, "amend", form, quantity)


def call_off(works, order):
    return tried(works, order, "cancel", {"reason": "no need"}, "0")


def tried(works, order, verb, form, wanted):
    seller, path = works.people["salesperson"], api("sales", f"/orders/{order['id']}/{verb}")
    answer = eventually(f"an answer to {verb}", lambda: answered(seller.ask("POST", path, form)))
    if answer.status >= 300:
        assert answer.code in GONE, answer.json
        return None
    return order, wanted


def answered(answer):
    return answer if answer.status < 500 else None


def worth(works, order):
    rows = works.sql(
        "sales",
        f"SELECT sum(gross) AS gross FROM receivables WHERE order_id = '{order['id']}'",
    )
    return rows[0]["gross"]
