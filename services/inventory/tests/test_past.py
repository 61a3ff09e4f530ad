"""Any past day comes out as it was: quantities and values of both pools, their shares, the total."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from hypothesis import given, strategies as st
from sqlalchemy import text

from chassis import clock

from ..past import rules
from .house import X

D = Decimal
cents = st.integers(0, 10**8).map(lambda n: D(n) / 100)
pieces = st.integers(0, 10**6).map(lambda n: D(n) / 1000)
FIGURES = ("quantity", "value", "quarantine_quantity", "quarantine_value")


def as_of(house, day=None, **told):
    asked = told | ({"as_of": str(day)} if day else {})
    return house.done(house.door.as_("finance").get("/stock-as-of", **asked))["items"]


def figures(house, product):
    stock = house.stock(product)
    places = {
        one["warehouse_id"]: (D(one["on_hand"]) - D(one["quarantined"]), D(one["value"]))
        for one in stock["warehouses"]
        if D(one["on_hand"])
    }
    return {name: D(stock[name]) for name in FIGURES} | {"places": places}


def figures_then(house, product, day):
    found = as_of(house, day, product_id=product)
    if not found:
        return None
    places = {
        one["warehouse_id"]: (D(one["quantity"]), D(one["value"])) for one in found[0]["warehouses"]
    }
    return {name: D(found[0][name]) for name in FIGURES} | {"places": places}


@pytest.mark.both_databases
def test_every_past_day_comes_out_as_it_was(house, in_days):
    p, q = house.product("P"), house.product("Q", "none", costing="fifo")
    form = {"code": "W2", "name": "二号库"}
    second = house.done(house.door.as_("inventory_manager").post("/warehouses", form))["id"]
    start, seen = clock.today(), {}

    def end_of_day():
        seen[clock.today()] = {each: figures(house, each) for each in (p, q)}

    house.receive(p, "7", "0.333333", "L-A")
    house.receive(p, "5", "1.00", "L-A", warehouse_id=second)
    end_of_day()
    in_days(2)
    sold = house.post(X, (p, "3"))
    house.receive(q, "4", "2.50")
    house.use(q, "1")
    end_of_day()
    in_days(3)
    house.door.deliver(house.returned(sold, "2"))
    house.use(p, "4")
    end_of_day()
    in_days(40)
    house.use(q, "3")
    house.use(p, "5", warehouse_id=second)
    end_of_day()

    assert as_of(house, start - timedelta(days=1)) == []
    for day, products in seen.items():
        for each, live in products.items():
            then = figures_then(house, each, day)
            assert then == live if live["quantity"] or live["quarantine_quantity"] else not then
    between = figures_then(house, p, start + timedelta(days=20))
    assert between == seen[start + timedelta(days=3)][p]
    assert figures_then(house, p, None) == seen[start + timedelta(days=40)][p]
    for day, products in seen.items():
        total = house.done(house.door.as_("finance").get("/stock-as-of/total", as_of=str(day)))
        assert D(total["value"]) == sum(one["value"] for one in products.values())
        assert D(total["quarantine_value"]) == sum(
            one["quarantine_value"] for one in products.values()
        )
        for name in ("value", "quarantine_value"):
            assert sum(D(one[name]) for one in total["warehouses"]) == D(total[name])


@pytest.mark.both_databases
def test_what_was_kept_is_what_the_migration_would_make_of_the_ledger(house, in_days):
    p = house.product()
    for day in (0, 1, 5):
        in_days(day)
        house.receive(p, "3", "1.10", "L-A")
        house.use(p, "2")
    migration = import_module("services.inventory.migrations.versions.0007_days")
    with house.door.database.transaction() as session:
        kept = [_rows(session, table) for table in ("pool_days", "balance_days")]
        for table in ("pool_days", "balance_days"):
            session.execute(text(f"DELETE FROM {table}"))
        session.execute(text(migration._POOL_DAYS))
        session.execute(text(migration._BALANCE_DAYS))
        made = [_rows(session, table) for table in ("pool_days", "balance_days")]
    assert made == kept and [len(rows) for rows in kept] == [3, 2]


def _rows(session, table):
    return sorted(map(str, session.execute(text(f"SELECT * FROM {table}")).all()))


def test_who_may_not_see_cost_sees_pieces_only(house):
    p = house.product()
    house.receive(p, "7", "1.00", "L-A")
    shown = house.door.as_("salesperson").get("/stock-as-of").json["items"][0]
    assert shown["quantity"] == shown["warehouses"][0]["quantity"] == "7.000"
    assert not {"value", "average", "quarantine_value"} & shown.keys()


def test_a_day_to_come_and_no_day_at_all_are_refused(house):
    ahead = str(clock.today() + timedelta(days=1))
    for path in ("/stock-as-of", "/stock-as-of/total"):
        refused = house.door.as_("finance").get(path, as_of=ahead)
        assert (refused.status_code, refused.json["code"]) == (422, "as_of_in_future")
        assert house.door.as_("finance").get(path, as_of="yesterday").status_code in (400, 422)


@given(value=cents, quarantined=cents, weights=st.lists(st.tuples(pieces, pieces), min_size=1))
def test_shares_of_warehouses_add_up_to_the_cent(value, quarantined, weights):
    places = [{"quantity": a, "quarantine_quantity": b} for a, b in weights]
    rules.share({"value": value, "quarantine_value": quarantined}, places)
    for name, quantity in rules.SHARES.items():
        total = value if name == "value" else quarantined
        there = any(place[quantity] for place in places)
        assert sum(place[name] for place in places) == (total if there else 0)
