"""Promise 4: stock is never negative, whoever reaches for the last piece at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from operations.scenario.acts import api

BUYERS, ROUNDS = 20, 50
LOT = "LAST"
LEFT = "SELECT product_id, free + reserved + held + quarantined AS pieces FROM balances"
BELOW = "SELECT product_id FROM balances WHERE least(free, reserved, held, quarantined) < 0"
ISSUED = "SELECT product_id, sum(issued) AS pieces FROM demand_lines GROUP BY product_id"
LEDGER = "SELECT product_id, sum(quantity) AS pieces FROM movements GROUP BY product_id"


@pytest.fixture(scope="module")
def case(works):
    """A case whose engineer holds one suspect lot after the other."""
    form = {"kind": "complaint", "phase": "after_sales", "channel": "customer", "severity": "minor"}
    form |= {"customer_id": works.customer["id"], "product_id": works.product["id"]}
    form |= {"quantity_complained": "1", "description": "noise"}
    return works.insist("quality_engineer", api("quality", "/cases"), form)


def test_twenty_buyers_of_the_last_unit_fifty_times(works, case):
    """Crossing two-line orders, direct issues, counts and holds beside them, two workers per service;
    in every second round the units arrive in the middle of it."""
    done = Counter()
    with (
        works.second_worker("inventory", "sales", "quality"),
        ThreadPoolExecutor(BUYERS + 8) as crowd,
    ):
        made = list(crowd.map(works.new_product, [f"LAST-{n}" for n in range(2 * ROUNDS)]))
        for n in range(ROUNDS):
            pair = made[2 * n : 2 * n + 2]
            arriving = [works.bought("1", LOT, product) for product in pair]
            if n % 2 == 0:
                list(crowd.map(works.take_in, arriving))
                arriving = []
            counted = [] if arriving else [miscount(works, product) for product in pair]
            acts = [*buying(works, crowd, pair), *taking(works, case, pair, counted)]
            acts += [lambda receipt=receipt: works.take_in(receipt) for receipt in arriving]
            acts = acts[n % len(acts) :] + acts[: n % len(acts)]
            done.update(filter(None, crowd.map(lambda act: act(), acts)))
        works.settle(patience=120)
    left, issued, ledger = (by_product(works, sql) for sql in (LEFT, ISSUED, LEDGER))
    for key in (product["id"] for product in made):
        assert issued[key] + done["issue", key] + done["count", key] == 1, (key, done)
        assert (left[key], ledger[key]) == (0, 0)  # nineteen at least still wait for one
    assert works.sql("inventory", BELOW) == []
    assert works.sql("quality", "SELECT count(*) AS n FROM holds")[0]["n"] >= ROUNDS / 2
    assert {"issue", "count"} == {what for what, _ in done}  # each of them was first at times


def by_product(works, sql):
    return {str(row["product_id"]): row["pieces"] for row in works.sql("inventory", sql)}


def buying(works, crowd, pair):
    """Posting twenty orders of one piece of both, half of them written the other way round."""
    one, other = ({"product_id": each["id"], "quantity": "1", "price": "16.00"} for each in pair)
    lines = [[one, other] if n % 2 else [other, one] for n in range(BUYERS)]
    return [
        lambda order=order: works.post(order) and None for order in crowd.map(works.draft_of, lines)
    ]


def taking(works, case, pair, counted):
    """Who reaches for the same pieces besides; each may come too late."""
    for product in pair:
        yield lambda product=product: issue(works, product)
        yield lambda product=product: hold_and_let_go(works, case, product)
    for difference in counted:
        yield lambda difference=difference: approve(works, difference)


def issue(works, product):
    form = {"product_id": product["id"], "quantity": "1", "reason": "test"}
    made = tried(works, "warehouse_keeper", api("inventory", "/issues"), form)
    return ("issue", product["id"]) if made else None


def miscount(works, product):
    """The keeper finds none where the books have one."""
    form = {"product_id": product["id"], "lot": LOT, "quantity": "-1", "reason": "not there"}
    return works.insist("warehouse_keeper", api("inventory", "/adjustments"), form)


def approve(works, difference):
    path = api("inventory", f"/adjustments/{difference['id']}/approve")
    booked = tried(works, "inventory_manager", path, {})
    return ("count", difference["product_id"]) if booked else None


def hold_and_let_go(works, case, product):
    form = {"holds": [{"product_id": product["id"], "lot": LOT}], "locations": []}
    path = api("quality", f"/cases/{case['id']}/contain")
    if held := tried(works, "quality_engineer", path, form):
        (hold,) = [each for each in held["holds"] if each["product_id"] == product["id"]]
        ended = {"ground": "no_fault", "reason": "it is good"}
        works.insist("quality_manager", api("quality", f"/holds/{hold['id']}/end"), ended)


def tried(works, role, path, form):
    """What was made, or nothing where it came too late."""
    answer = works.people[role].ask("POST", path, form)
    assert answer.status < 300 or answer.status in (404, 409, 422), answer.json
    return answer.json if answer.status < 300 else None
