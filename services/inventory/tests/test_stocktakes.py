"""Stocktakes: counted blind while goods move, held against the books of that moment, booked once by a third person."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import event, func, select

from chassis import clock

from ..errors import StocktakeState
from ..stock.models import Movement
from ..stocktakes import rules
from .books import assert_books_balance
from .house import X, Y
from .test_concurrency import run_all, settle

HIDDEN = {"difference", "unit_cost", "amount", "surplus", "shortage", "surplus_lines"}


class Sheet:
    """A stocktake in the hands of a keeper and a manager."""

    def __init__(self, house, *products, drawn=None, **told):
        self.house = house
        form = {"product_ids": list(products)} | told
        self.head = drawn or house.done(self.keeper.post("/stocktakes", form))
        self.path = f"/stocktakes/{self.head['id']}"

    @property
    def keeper(self):
        return self.house.door.as_("warehouse_keeper")

    @property
    def manager(self):
        return self.house.door.as_("inventory_manager")

    def lines(self):
        return self.house.done(self.keeper.get(f"{self.path}/lines"))["items"]

    def differences(self, **query):
        return self.house.done(self.manager.get(f"{self.path}/differences", **query))["items"]

    def start(self):
        self.house.done(self.keeper.post(f"{self.path}/start"))
        return self

    def count(self, *counts):
        return self.keeper.post(f"{self.path}/counts", {"counts": list(counts)})

    def count_all(self, **counted):
        """Count the lines by their lots' numbers (`L_A` for L-A)."""
        by_lot = {line["lot"]: line["id"] for line in self.lines()}
        named = {lot.replace("_", "-"): quantity for lot, quantity in counted.items()}
        counts = [{"line_id": by_lot[lot], "counted": named[lot]} for lot in named]
        return self.house.done(self.count(*counts))

    def finish(self, **told):
        return self.keeper.post(f"{self.path}/finish", told)

    def approve(self, **told):
        return self.manager.post(f"{self.path}/approve", told)


def test_a_sheet_is_counted_blind_and_its_differences_are_booked_by_who_did_not_count(house):
    manager = house.door.as_("inventory_manager")
    parts = house.done(manager.post("/categories", {"code": "A", "name": "配件"}))
    kind = {"code": "B", "name": "制动", "parent_id": parts["id"]}
    house.done(manager.post("/categories", kind))
    p = house.product(category="制动")
    house.receive(p, "10", "10.00", "L-A")
    house.receive(p, "5", "16.00", "L-B")
    house.receive(house.product("Q"), "5", "1.00", "L-Q")
    unknown = house.door.as_("warehouse_keeper").post("/stocktakes", {"category": "油液"})
    assert unknown.json["code"] == "category_unknown"
    sheet = Sheet(house, category="配件")
    assert {line["lot"] for line in sheet.lines()} == {"L-A", "L-B"}
    sheet.start().count_all(L_A="12", L_B="4")
    for line in (*sheet.lines(), house.done(sheet.keeper.get(sheet.path))):
        assert not HIDDEN & set(line)
        assert (line.get("book"), line.get("flag")) == (None, None)
    assert sheet.keeper.get(f"{sheet.path}/differences").status_code == 403
    house.done(sheet.finish())
    found = {line["lot"]: line for line in sheet.differences()}
    assert (found["L-A"]["flag"], found["L-A"]["book"], found["L-A"]["amount"]) == (
        "surplus",
        "10.000",
        "24.00",
    )
    assert (found["L-B"]["difference"], found["L-B"]["amount"]) == ("-1.000", "-12.00")
    assert house.stock(p)["quantity"] == "15.000"
    approved = house.done(sheet.approve())
    assert (approved["status"], approved["surplus"], approved["shortage"]) == (
        "approved",
        "24.00",
        "-12.00",
    )
    stock = house.stock(p)
    assert (stock["quantity"], stock["value"], stock["average"]) == (
        "16.000",
        "192.00",
        "12.0000",
    )
    assert {line["flag"] for line in sheet.lines()} == {"surplus", "shortage"}
    told = house.door.facts("inventory.stock.adjusted.v1")
    assert sorted(fact["value"] for fact in told) == ["-12.00", "24.00"]
    assert house.door.facts("inventory.stocktake.approved.v1")[0]["shortage_lines"] == 1
    again = sheet.approve().json
    assert again["code"] == "stocktake_state_wrong"
    assert f"{sheet.head['number']} is approved; its differences are booked" in again["detail"]
    assert_books_balance(house.door, p)


def test_what_moves_before_or_after_a_line_is_counted_does_not_disturb_its_difference(house):
    p = house.product()
    house.receive(p, "20", "10.00", "L-A")
    sheet = Sheet(house, p).start()
    seen = clock.now()
    house.post(X, (p, "5"))
    line = sheet.lines()[0]["id"]
    # 18 were on the shelf before 5 left: two were missing then and are missing now
    house.done(sheet.count({"line_id": line, "counted": "18", "counted_at": seen.isoformat()}))
    assert (sheet.differences()[0]["book"], sheet.differences()[0]["difference"]) == (
        "20.000",
        "-2.000",
    )
    house.done(sheet.count({"line_id": line, "counted": "13"}))
    assert (sheet.differences()[0]["book"], sheet.differences()[0]["times"]) == ("15.000", 2)
    house.receive(p, "10", "10.00", "L-A")
    house.post(Y, (p, "3"))
    house.done(sheet.finish())
    assert house.done(sheet.approve())["shortage"] == "-20.00"
    assert house.stock(p)["quantity"] == "20.000"
    kept = sheet.manager.get(f"{sheet.path}/counts", sort="counted_at").json["items"]
    assert [(each["nth"], each["counted"]) for each in kept] == [(1, "18.000"), (2, "13.000")]
    assert_books_balance(house.door, p)


def test_a_lot_that_no_book_knows_comes_in_at_the_average_or_at_the_approvers_cost(house):
    p, fresh = house.product(), house.product("N", "none")
    house.receive(p, "10", "10.00", "L-A")
    waiting = house.post(X, (p, "12"))
    nothing = house.door.as_("warehouse_keeper").post("/stocktakes", {"product_ids": [p]})
    assert (nothing.status_code, nothing.json["code"]) == (409, "stocktake_empty")
    house.receive(p, "1", "10.00", "L-B")
    house.receive(p, "3", "10.00", "L-C")
    sheet = Sheet(house, p).start()
    beside = {"product_id": p, "lot": "L-X", "expiry": "2028-06-30", "counted": "2"}
    house.done(sheet.count(beside, {"product_id": fresh, "counted": "4"}))
    house.done(sheet.finish(leave_uncounted=True))
    assert {line["flag"] for line in sheet.differences()} == {"surplus", "uncounted"}
    assert sheet.approve().json["code"] == "cost_unknown"
    cost = {"product_id": fresh, "unit_cost": "1.5"}
    for needless in ({"product_id": p, "unit_cost": "9"}, cost):
        refused = sheet.approve(unit_costs=[cost, needless]).json
        assert refused["code"] == "cost_known"
        assert refused["errors"][0]["pointer"] == "/unit_costs/1/product_id"
    house.done(sheet.approve(unit_costs=[cost]))
    assert house.stock(fresh)["value"] == "6.00"
    lot = house.lot(house.lot_id(p, "L-X"))
    assert (lot["expiry"], lot["balance"]["adjusted"]) == ("2028-06-30", "2.000")
    assert len(house.issues_of(waiting)) == 3
    for product in (p, fresh):
        assert_books_balance(house.door, product)


def test_reservations_give_way_to_a_shortage_the_youngest_first(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    house.confirm(X, (p, "5"))
    young = house.confirm(Y, (p, "5"))
    sheet = Sheet(house, p).start()
    sheet.count_all(L_A="7")
    house.done(sheet.finish())
    house.done(sheet.approve())
    told = house.door.facts("inventory.stock.reserved.v1")[-1]
    assert (told["order_id"], told["lines"][0]["reserved"]) == (young.id, "2.000")
    assert_books_balance(house.door, p)


def test_who_drew_up_or_counted_in_any_round_never_approves(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    sheet = Sheet(house, p).start()
    house.door.as_("warehouse_keeper", "karl").post(
        f"{sheet.path}/counts", {"counts": [{"line_id": sheet.lines()[0]["id"], "counted": "9"}]}
    )
    sheet.finish()
    line = sheet.lines()[0]["id"]
    again = {"line_ids": [line], "comment": "复盘"}
    assert house.done(sheet.manager.post(f"{sheet.path}/recount", again))["counted_lines"] == 0
    assert sheet.differences()[0]["book"] is None
    assert sheet.finish().json["code"] == "stocktake_uncounted"
    house.door.as_("warehouse_keeper", "kurt").post(
        f"{sheet.path}/counts", {"counts": [{"line_id": line, "counted": "10"}]}
    )
    house.done(sheet.finish())
    for involved in ("warehouse_keeper", "karl", "kurt"):
        refused = house.door.as_("inventory_manager", involved).post(f"{sheet.path}/approve", {})
        assert (refused.status_code, refused.json["code"]) == (403, "stocktake_approver_involved")
    assert house.done(sheet.approve())["shortage"] == "0.00"


def test_a_lot_is_on_one_open_sheet_and_an_overtaken_line_is_counted_again(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    sheet = Sheet(house, p).start()
    twice = sheet.keeper.post("/stocktakes", {"product_ids": [p]})
    assert (twice.status_code, twice.json["code"]) == (409, "stocktake_overlaps")
    sheet.count_all(L_A="8")
    house.done(sheet.finish())
    house.done(house.adjust(p, "-2", "L-A"))
    refused = sheet.approve()
    assert refused.json["code"] == "stocktake_lines_stale" and "L-A" in refused.json["detail"]
    again = {"line_ids": [sheet.lines()[0]["id"]], "comment": "已调整"}
    house.done(sheet.manager.post(f"{sheet.path}/recount", again))
    sheet.count_all(L_A="7")
    house.post(X, (p, "8"))
    house.done(sheet.finish())
    assert sheet.approve().json["code"] == "stocktake_lines_stale"
    cancelled = sheet.keeper.post(f"{sheet.path}/cancel", {"comment": "重盘"})
    assert cancelled.json["status"] == "cancelled"
    assert_books_balance(house.door, p)


def test_an_open_sheet_shows_its_counters_what_the_books_have(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    sheet = Sheet(house, p, blind=False).start()
    assert sheet.lines()[0]["book"] == "10.000"
    sheet.count_all(L_A="10")
    assert sheet.lines()[0]["flag"] == "match"


def test_a_count_is_dated_between_the_start_and_now(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    before = clock.now()
    sheet = Sheet(house, p)
    assert sheet.count({"product_id": p, "lot": "L-A", "counted": "1"}).json["code"] == (
        "stocktake_state_wrong"
    )
    line = sheet.start().lines()[0]["id"]
    for instant in (before, clock.now() + timedelta(minutes=5)):
        told = {"line_id": line, "counted": "10", "counted_at": instant.isoformat()}
        assert sheet.count(told).json["code"] == "counted_out_of_time"


def test_thousands_of_lines_are_counted_and_booked_in_a_bounded_number_of_statements(house):
    """As many statements for 40 lots as for 20, but for what pages and the emitting need."""

    def statements(lots):
        p = house.product(f"P{lots}")
        for n in range(lots):
            house.receive(p, "10", "1.00", f"L-{n:03d}")
        sheet = Sheet(house, p).start()
        entries = [{"product_id": p, "lot": f"L-{n:03d}", "counted": "9"} for n in range(lots)]
        seen = []

        def note(*args):
            seen.append(args[2])

        engine = house.door.database.engine
        event.listen(engine, "before_cursor_execute", note)
        house.done(sheet.count(*entries))
        house.done(sheet.finish())
        house.done(sheet.approve())
        event.remove(engine, "before_cursor_execute", note)
        assert house.stock(p)["quantity"] == f"{9 * lots}.000"
        return len(seen)

    assert abs(statements(6) - statements(3)) <= 3


@pytest.mark.on_postgres
def test_two_sellers_issue_while_keepers_count_and_every_book_quantity_is_that_moments(house):
    products = [house.product(f"P{n}") for n in range(3)]
    for p in products:
        house.receive(p, "40", "3.33", "L-A")
    sheet = Sheet(house, *products).start()
    lines = {line["product_id"]: line["id"] for line in sheet.lines()}
    orders = [house.order(X, *((p, "1") for p in products)) for _ in range(24)]
    windows = [[house.posted(order)] for order in orders]

    def count(product, dated):
        told = {"line_id": lines[product], "counted": "30"}
        return sheet.count(told | ({"counted_at": clock.now().isoformat()} if dated else {}))

    calls = [lambda p=p, n=n: count(p, n % 2) for p in products for n in range(4)]
    answers = run_all(house, windows, calls)
    settle(house)
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert sum(answer.status_code == 200 for answer in answers) >= 3
    counts = house.done(sheet.manager.get(f"{sheet.path}/counts", limit=100))["items"]
    of_line = {line: product for product, line in lines.items()}
    for each in counts:
        had = _had(house, of_line[each["line_id"]], datetime.fromisoformat(each["counted_at"]))
        assert Decimal(each["book"]) == had
    differences = {d["product_id"]: Decimal(d["difference"]) for d in sheet.differences()}
    house.done(sheet.finish())
    house.done(sheet.approve())
    for p in products:
        assert Decimal(house.stock(p)["quantity"]) == 40 - 24 + differences[p]
        assert_books_balance(house.door, p)


def _had(house, product, instant):
    """What the ledger had of a product at an instant."""
    with house.door.database.reading() as session:
        had = select(func.sum(Movement.quantity, type_=Movement.quantity.type))
        mine = (Movement.product_id == UUID(product), Movement.at <= instant)
        return session.scalar(had.where(*mine))


VERBS = sorted({verb for verbs in rules.TRANSITIONS.values() for verb in verbs})


@pytest.mark.parametrize("status", list(rules.STATUS))
@pytest.mark.parametrize("verb", VERBS)
def test_every_status_and_verb_of_a_stocktake(status, verb):
    if verb in rules.TRANSITIONS[status]:
        assert rules.after(status, verb, "ST-1") in rules.STATUS
    else:
        with pytest.raises(StocktakeState):
            rules.after(status, verb, "ST-1")
