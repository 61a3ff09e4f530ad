"""The reports: worked numbers, every grouping adding up to the totals, scope, pages, and two workers."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis import clock
from chassis.transport.inbox import Inbox
from tests.support.door import _delivery, envelope

from .conftest import customer_file, done, line, refused
from .test_margins import cents, charge
from .test_outcomes import replacement_of, taken_back
from .test_returns import delivered, verdict

MARCH, NOW = "2026-03", clock.today().strftime("%Y-%m")
BY = ("customer", "product", "salesperson", "department", "region", "month")


def rank(desk, by="customer", role="finance", path="ranking", **asked):
    return done(desk.by(role).get(f"/reports/{path}", by=by, **asked))


@pytest.fixture
def sold(desk):
    """X (Shanghai) buys 10 P and 5 Q and brings 4 P back, Y (Jiangsu) buys 2 P from another seller.

    P is sold at 16.00 and costs 10.00, Q is sold at 20.00 and costs 15.00; X cost 12.00 of scrap,
    of which the supplier bore 2.00.
    """
    x, y = desk.customer(), desk.customer(region="320000", category="key")
    p, q = desk.product(), desk.product()
    order = desk.posted(x, line(p, "10", price="16.00"), line(q, "5", price="20.00"))
    desk.issue(order, {"cost": "100.00"}, {"cost": "75.00"})
    desk.take_back(desk.deliveries(order)[0], "4")
    anna = desk.by("salesperson", user="anna")
    body = {"customer_id": y, "lines": [line(p, "2", price="16.00")]}
    second = done(anna.post("/orders", body), 201)
    done(anna.post(f"/orders/{second['id']}/post"))
    desk.issue(second, {"cost": "20.00"}, issued_on="2026-04-10")
    charge(desk, x, "12.00", p)
    charge(desk, x, "-2.00", p, kind="recharge")
    return {"x": x, "y": y, "p": p, "q": q}


def test_the_ranking_is_what_was_sold_net_before_and_after_quality_cost(desk, sold):
    told = rank(desk)
    first, second = told["items"]
    assert (first["rank"], first["customer_id"], first["customer_name"]) == (
        1,
        sold["x"],
        "华东汽配",
    )
    assert (first["quantity"], first["net"], first["gross"]) == ("11.000", "196.00", "221.48")
    assert (first["cost"], first["margin"], first["margin_rate"]) == ("135.00", "61.00", "0.3112")
    costs = [first[n] for n in ("quality_cost", "quality_cost_gross", "recharged")]
    assert costs == ["10.00", "12.00", "2.00"]
    assert (first["margin_after_quality"], first["rate_after_quality"]) == ("51.00", "0.2602")
    assert (second["net"], second["margin"], second["quality_cost"]) == ("32.00", "12.00", "0.00")
    totals = told["totals"]
    assert (totals["net"], totals["margin"]) == ("228.00", "73.00")
    assert (totals["margin_after_quality"], totals["margin_rate"]) == ("63.00", "0.3202")


@pytest.mark.both_databases
def test_the_region_is_the_companys_own_where_the_file_names_one_else_the_province(desk, sold):
    file = customer_file(sold["x"]) | {"sales_region": "华东大区"}
    desk.tell("customer.file.changed.v1", f"customer/{sold['x']}", file)
    told = rank(desk, "region")
    regions = {x["region"]: x["net"] for x in told["items"]}
    assert regions == {"华东大区": "196.00", "320000": "32.00"}
    assert told["totals"] == rank(desk)["totals"]
    assert rank(desk, "product", region="华东大区")["totals"]["net"] == "196.00"
    assert rank(desk, "product", region="310000")["items"] == []
    again = customer_file(sold["x"]) | {"sales_region": ""}
    desk.tell("customer.file.changed.v1", f"customer/{sold['x']}", again)
    assert {x["region"] for x in rank(desk, "region")["items"]} == {"310000", "320000"}


def test_facts_from_before_the_region_travelled_are_read_still(desk, sold):
    older = customer_file(sold["x"]) | {"display_name": "从前的名字", "region": "330000"}
    del older["sales_region"]
    desk.tell("customer.file.changed.v1", f"customer/{sold['x']}", older)
    regions = {x["region"]: x["net"] for x in rank(desk, "region")["items"]}
    assert regions == {"330000": "196.00", "320000": "32.00"}


@pytest.mark.both_databases
def test_every_grouping_adds_up_to_the_same_totals_and_names_its_groups(desk, sold):
    whole = rank(desk)["totals"]
    for by in BY:
        told = rank(desk, by)
        assert told["totals"] == whole, by
        for name in ("quantity", "net", "gross", "cost", "margin_after_quality"):
            assert sum(cents(x[name]) for x in told["items"]) == cents(whole[name]), (by, name)
        for sort in ("margin_rate", "-rate_after_quality", "-quantity"):
            assert rank(desk, by, sort=sort)["totals"] == whole
    months = {x["month"]: x["net"] for x in rank(desk, "month")["items"]}
    assert months == {MARCH: "260.00", "2026-04": "32.00", NOW: "-64.00"}
    regions = {x["region"]: x["net"] for x in rank(desk, "region")["items"]}
    assert regions == {"310000": "196.00", "320000": "32.00"}
    assert [x["quality_cost"] for x in rank(desk)["items"]] == ["10.00", "0.00"]
    products = {x["product_id"]: x["margin"] for x in rank(desk, "product")["items"]}
    assert products == {sold["p"]: "48.00", sold["q"]: "25.00"}


def test_filters_drill_down_to_the_months_products_and_people_asked_for(desk, sold):
    of_q = rank(desk, "month", product_id=sold["q"])
    assert [(x["month"], x["net"]) for x in of_q["items"]] == [(MARCH, "100.00")]
    assert rank(desk, since="2026-04", until="2026-04")["totals"]["net"] == "32.00"
    assert rank(desk, until=MARCH)["totals"]["cost"] == "175.00"
    anna = str(desk.door.user_id("anna"))
    told = rank(desk, "product", salesperson_id=anna)["items"]
    assert [(x["product_id"], x["net"]) for x in told] == [(sold["p"], "32.00")]
    assert rank(desk, "product", region="310000")["totals"]["net"] == "196.00"
    assert rank(desk, "month", category="key")["totals"]["net"] == "32.00"
    assert rank(desk, customer_id=sold["y"], product_id=sold["q"])["items"] == []
    for wrong in ({"since": "2026-13"}, {"by": "colour"}, {"sort": "net,id"}, {"limit": "0"}):
        refused(desk.by("finance").get("/reports/ranking", **wrong), 422, "invalid_fields")


def test_equal_groups_share_a_rank_and_pages_go_on_behind_a_place(desk):
    p = desk.product()
    for quantity in ("3", "2", "2", "1"):
        desk.issue(desk.posted(desk.customer(), line(p, quantity)))
    first = rank(desk, limit=3)
    assert [(x["place"], x["rank"]) for x in first["items"]] == [(1, 1), (2, 2), (3, 2)]
    rest = rank(desk, limit=3, after=first["next"])
    assert [(x["place"], x["rank"], x["net"]) for x in rest["items"]] == [(4, 4, "16.00")]
    assert rest["next"] is None and rest["totals"] == first["totals"]


def test_a_salesperson_ranks_own_sales_without_cost_and_a_manager_the_departments(desk, sold):
    told = rank(desk, role="salesperson")
    assert [x["customer_id"] for x in told["items"]] == [sold["x"]]
    hidden = {"cost", "margin", "margin_rate", "quality_cost", "margin_after_quality"}
    assert not hidden & {*told["items"][0], *told["totals"]}
    seller = desk.by("salesperson")
    refused(seller.get("/reports/ranking", sort="-margin"), 422, "parameter_wrong")
    refused(seller.get("/reports/margins"), 403, "forbidden")
    listed = done(seller.get("/reports/sales"))
    assert {x["customer_id"] for x in listed["items"]} == {sold["x"]}
    assert not hidden & {*listed["items"][0], *listed["items"][0]["lines"][0], *listed["totals"]}
    other = desk.by("sales_manager", user="mia", dept="export")
    for path in ("ranking", "margins", "return-rates", "sales"):
        told = done(other.get(f"/reports/{path}"))
        assert (told["items"], told["totals"]) == ([], told["totals"] | NOTHING(told)), path


def NOTHING(told):
    return {name: "0.00" for name in ("net", "delivered_net") if name in told["totals"]}


def test_the_return_rate_is_what_came_back_of_what_was_delivered(desk, sold):
    told = rank(desk, "product", path="return-rates")
    p, q = told["items"]
    assert (p["product_id"], p["delivered_quantity"], p["returned_quantity"]) == (
        sold["p"],
        "12.000",
        "4.000",
    )
    assert (p["quantity_rate"], p["amount_rate"]) == ("0.3333", "0.3333")
    assert (q["quantity_rate"], q["returned_net"]) == ("0.0000", "0.00")
    totals = told["totals"]
    assert (totals["delivered_net"], totals["returned_net"]) == ("292.00", "64.00")
    assert (totals["quantity_rate"], totals["amount_rate"]) == ("0.2353", "0.2192")
    (month,) = [x for x in rank(desk, "month", path="return-rates")["items"] if x["month"] == NOW]
    assert (month["returned_quantity"], month["quantity_rate"]) == ("4.000", None)


@pytest.mark.both_databases
def test_the_sales_list_shows_documents_and_lines_that_add_up_to_the_totals(desk, sold):
    ask = desk.by("finance").get
    told = done(ask("/reports/sales", customer_id=sold["x"]))
    assert [x["kind"] for x in told["items"]] == ["delivery", "credit_note"]
    delivery, note = told["items"]
    assert [x["net"] for x in delivery["lines"]] == ["160.00", "100.00"]
    assert (note["net"], note["gross"], note["lines"][0]["quantity"]) == (
        "-64.00",
        "-72.32",
        "-4.000",
    )
    assert (delivery["margin"], note["margin"]) == ("85.00", "-24.00")
    assert (told["totals"]["net"], told["totals"]["margin"]) == ("196.00", "61.00")
    pages, after = [], {}
    while after is not None:
        page = done(ask("/reports/sales", limit=1, **after))
        pages += page["items"]
        after = {"after": page["next"]} if page["next"] else None
        assert page["totals"]["gross"] == "257.64"
    assert [x["net"] for x in pages] == ["260.00", "32.00", "-64.00"]
    april = done(ask("/reports/sales", since="2026-04", until="2026-04"))
    assert [x["net"] for x in april["items"]] == [april["totals"]["net"]] == ["32.00"]
    refused(ask("/reports/sales", after="2026-02-30." + sold["x"]), 422, "invalid_fields")


@pytest.mark.both_databases
def test_the_sales_list_adds_up_where_a_piece_was_replaced_for_nothing(desk):
    """The replacement's cost is quality cost and none of sales, in the list as in its totals."""
    delivery = delivered(desk, desk.customer())
    returned = taken_back(desk, delivery, "2", "replacement")
    verdict(desk, returned, ("scrap", "2"))
    desk.issue(replacement_of(desk, returned), {"cost": "21.00"}, kind="replacement")
    told = done(desk.by("finance").get("/reports/sales"))
    for name in ("net", "cost", "margin"):
        assert cents(told["totals"][name]) == sum(cents(x[name]) for x in told["items"])
    free = next(x for x in told["items"] if x["net"] == "0.00")
    assert [free[n] for n in ("cost", "margin")] == ["0.00", "0.00"]
    assert [free["lines"][0][n] for n in ("cost", "margin")] == ["0.00", "0.00"]


def test_the_totals_are_told_behind_the_last_page_and_a_period_runs_forwards(desk, sold):
    whole, beyond = rank(desk), rank(desk, after=50)
    assert (beyond["items"], beyond["next"]) == ([], None)
    assert beyond["totals"] == whole["totals"]
    assert rank(desk, since="2001-01", until="2001-02")["totals"]["quantity"] == "0.000"
    for path in ("ranking", "margins", "return-rates", "sales"):
        asked = {"since": "2026-04", "until": "2026-03"}
        answer = desk.by("finance").get(f"/reports/{path}", **asked)
        refused(answer, 422, "parameter_wrong", "/until")


@pytest.mark.on_postgres
def test_two_workers_move_the_totals_of_one_product_without_losing_or_blocking_each_other(desk):
    """Windows of several customers, the same products in every order."""
    products = [desk.product() for _ in range(4)]
    customers = [desk.customer() for _ in range(3)]
    windows = []
    for n in range(12):
        turn = products[n % 4 :] + products[: n % 4]
        orders = [
            desk.posted(customers[(n + k) % 3], *(line(p, "2", price="16.00") for p in turn))
            for k in range(3)
        ]
        windows.append([desk.issue_fact(order) for order in orders])

    def work(mine):
        inbox = Inbox(desk.door.service, desk.door.database)
        for window in mine:
            inbox.receive([_delivery(envelope(fact), False) for fact in window])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (windows[::2], windows[1::2])))
    assert desk.door.inbox("dead") == [] and desk.door.inbox("waiting") == []
    for by in BY:
        totals = rank(desk, by)["totals"]
        assert (totals["quantity"], totals["net"]) == ("288.000", "4608.00"), by
        assert totals["cost"] == "2880.00"
