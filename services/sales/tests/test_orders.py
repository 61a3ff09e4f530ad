"""Orders through their door: drafting, changing, confirming, posting, and who may see what."""

import pytest

from .conftest import customer_file, done, line, refused


def test_a_draft_takes_price_and_tax_from_the_product_and_its_number_from_the_series(desk):
    x, p = desk.customer(), desk.product(sale_price="12.50", tax_rate="0.09")
    order = desk.draft(x, line(p, "4"), remark="急")
    assert order["number"].startswith("SO-") and order["number"].endswith("-000001")
    assert (order["status"], order["version"], order["remark"]) == ("draft", 1, "急")
    assert (order["net"], order["tax"], order["gross"]) == ("50.00", "4.50", "54.50")
    told = order["lines"][0]
    assert (told["price"], told["tax_rate"], told["unit"]) == ("12.500000", "0.090000", "件")
    assert (order["salesperson_id"], order["department"]) == (
        str(desk.door.user_id("salesperson")),
        "sales",
    )
    assert desk.draft(x, line(p))["number"].endswith("-000002")


def test_a_draft_with_tax_included_and_an_order_discount(desk):
    p = desk.product()
    lines = [line(p, "1", price="113.00"), line(p, "2", price="113.00", discount="26.00")]
    order = desk.draft(desk.customer(), *lines, price_mode="included", discount="13.00")
    assert (order["net"], order["tax"], order["gross"]) == ("265.49", "34.51", "300.00")
    assert [x["order_discount"] for x in order["lines"]] == ["4.69", "8.31"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"quantity": "0"}, "/lines/0/quantity"),
        ({"quantity": "-1"}, "/lines/0/quantity"),
        ({"quantity": 1.5}, "/lines/0/quantity"),
        ({"quantity": "NaN"}, "/lines/0/quantity"),
        ({"quantity": "1.0001"}, "/lines/0/quantity"),
        ({"quantity": "1e9"}, "/lines/0/quantity"),
        ({"quantity": "100000000"}, "/lines/0/quantity"),
        ({"price": "1.0000001"}, "/lines/0/price"),
        ({"price": "-1"}, "/lines/0/price"),
        ({"discount": "0.001"}, "/lines/0/discount"),
        ({"discount": "160.01"}, "/lines/0/discount"),
        ({"tax_rate": "1.1"}, "/lines/0/tax_rate"),
        ({"unknown": 1}, "/lines/0/unknown"),
        ({"product_id": "nonsense"}, "/lines/0/product_id"),
        ({"product_id": "01920000-0000-7000-8000-000000000000"}, "/lines/0/product_id"),
        ({"lot": "x" * 81}, "/lines/0/lot"),
    ],
)
def test_a_wrong_line_is_refused_by_name_and_changes_nothing(desk, change, pointer):
    body = {"customer_id": desk.customer(), "lines": [line(desk.product()) | change]}
    answer = desk.by("salesperson").post("/orders", body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer], answer.json
    assert done(desk.by("finance").get("/orders"))["items"] == []


def test_an_order_is_not_dated_ahead(desk):
    x, p = desk.customer(), desk.product()
    assert desk.draft(x, line(p), ordered_on="2020-02-29")["ordered_on"] == "2020-02-29"
    body = {"customer_id": x, "lines": [line(p)], "ordered_on": "2098-12-31"}
    answer = desk.by("salesperson").post("/orders", body)
    refused(answer, 422, "order_dated_ahead", "/ordered_on")


def test_an_order_needs_lines_and_a_customer_sales_knows(desk):
    p = desk.product()
    ask = desk.by("salesperson").post
    refused(ask("/orders", {"customer_id": desk.customer(), "lines": []}), 422, "invalid_fields")
    unknown = {"customer_id": p, "lines": [line(p)]}
    refused(ask("/orders", unknown), 422, "customer_unknown", "/customer_id")


def test_a_product_without_a_price_needs_one_on_the_line_and_an_archived_one_is_not_sold(desk):
    x, ask = desk.customer(), desk.by("salesperson").post
    free = {"customer_id": x, "lines": [line(desk.product(sale_price=None))]}
    refused(ask("/orders", free), 422, "price_missing", "/lines/0/price")
    gone = {"customer_id": x, "lines": [line(desk.product(archived=True))]}
    refused(ask("/orders", gone), 409, "product_archived")


def test_a_draft_changes_at_the_version_it_was_read(desk):
    p, x, y = desk.product(), desk.customer(), desk.customer()
    order = desk.draft(x, line(p, "4"))
    path, anna = f"/orders/{order['id']}", desk.by("salesperson")
    assert anna.patch(path, {"remark": "x"}).status_code == 428
    refused(anna.patch(path, {"remark": "x"}, version=7), 412, "stale_version")
    body = {"customer_id": y, "lines": [line(p, "2"), line(p, "3", price="1")]}
    changed = done(anna.patch(path, body, version=1))
    assert (changed["version"], changed["customer_id"], changed["net"]) == (2, y, "35.00")
    assert changed["number"] == order["number"]
    kept = done(anna.patch(path, {"discount": "5.00"}, version=2))
    assert (kept["net"], len(kept["lines"])) == ("30.00", 2)
    rows = done(desk.by("auditor").get("/journal", thing=f"order/{order['id']}"))["items"]
    assert rows[0]["changes"]["net"] == ["35.00", "30.00"]
    assert len(rows) == 3


def test_a_confirmed_order_is_not_changed_and_says_what_to_do(desk):
    order = desk.confirm(desk.draft(desk.customer(), line(desk.product())))
    answer = desk.by("salesperson").patch(f"/orders/{order['id']}", {"remark": "x"}, version=2)
    problem = refused(answer, 409, "order_not_draft")
    assert order["number"] in problem["detail"] and "cancel it" in problem["detail"]


def test_confirming_and_posting_state_what_inventory_needs(desk):
    p = desk.product()
    order = desk.draft(desk.customer(), line(p, "4", lot="L-A"), line(p, "5"))
    confirmed = desk.confirm(order)
    assert (confirmed["status"], confirmed["version"]) == ("confirmed", 2)
    posted = desk.post(confirmed)
    assert (posted["status"], posted["version"]) == ("posted", 3)
    (first,) = desk.door.facts("sales.order.confirmed.v1")
    (second,) = desk.door.facts("sales.order.posted.v1")
    assert first == second
    assert first["queued_at"] == confirmed["confirmed_at"]
    assert [(x["quantity"], x["lot"]) for x in first["lines"]] == [
        ("4.000", "L-A"),
        ("5.000", None),
    ]
    assert [x["line_id"] for x in first["lines"]] == [x["id"] for x in order["lines"]]


@pytest.mark.parametrize("role", ["salesperson", "sales_manager"])
def test_drafting_confirming_and_posting_answer_what_a_reader_finds(desk, role):
    seller, p = desk.by(role), desk.product(sale_price="0.125", tax_rate="0.1")
    lines = [line(p, "3", lot="L-A", discount="0.1"), line(p, "1.5", price="7")]
    form = {"customer_id": desk.customer(), "lines": lines, "discount": "1", "remark": "急"}
    drafted = done(seller.post("/orders", form), 201)
    path = f"/orders/{drafted['id']}"
    assert done(seller.get(path)) == drafted
    confirmed = done(seller.post(f"{path}/confirm"))
    assert done(seller.get(path)) == confirmed
    held = {"code": "lot_held", "lot": "L-A", "case_id": None, "case_number": "QC-1"}
    desk.deliver(desk.reserved(confirmed, ("0", "3"), ("1.5", "0"), cause=held))
    posted = done(seller.post(f"{path}/post"))
    assert (posted["attention"], posted["lines"][0]["backordered"]) == ("lot_held", "3.000")
    assert done(seller.get(path)) == posted


@pytest.mark.both_databases
@pytest.mark.parametrize("role", ["salesperson", "sales_manager"])
def test_a_list_shows_what_a_reading_shows(desk, role):
    p = desk.product(sale_price="0.125", tax_rate="0.1")
    order = desk.posted(desk.customer(), line(p, "3", discount="0.1"), line(p, "1.5"))
    desk.issue(order, {}, None)
    desk.draft(desk.customer(), line(p))
    reader = desk.by(role)
    listed = done(reader.get("/orders"))["items"]
    assert [done(reader.get(f"/orders/{each['id']}")) for each in listed] == listed
    first = done(reader.get("/orders", limit=1, sort="gross"))
    rest = done(reader.get("/orders", limit=1, sort="gross", cursor=first["next"]))
    assert {each["id"] for each in first["items"] + rest["items"]} == {x["id"] for x in listed}


def test_a_counter_sale_is_queued_by_its_posting_time(desk):
    posted = desk.posted(desk.customer(), line(desk.product()))
    (fact,) = desk.door.facts("sales.order.posted.v1")
    assert fact["queued_at"] == posted["posted_at"]
    assert desk.door.facts("sales.order.confirmed.v1") == []


def test_confirming_or_posting_twice_is_refused_and_a_repeated_key_gets_the_first_answer(desk):
    anna = desk.by("salesperson")
    order = desk.draft(desk.customer(), line(desk.product()))
    first = done(anna.post(f"/orders/{order['id']}/confirm", key="k1"))
    assert done(anna.post(f"/orders/{order['id']}/confirm", key="k1")) == first
    refused(anna.post(f"/orders/{order['id']}/confirm"), 409, "order_not_draft")
    desk.post(order)
    refused(anna.post(f"/orders/{order['id']}/post"), 409, "order_not_postable")
    assert len(desk.door.facts("sales.order.confirmed.v1")) == 1
    assert len(desk.door.facts("sales.order.posted.v1")) == 1


def test_what_moves_goods_or_money_needs_a_key(desk):
    order = desk.draft(desk.customer(), line(desk.product()))
    for verb in ("confirm", "post"):
        answer = desk.by("salesperson").post(f"/orders/{order['id']}/{verb}", key="")
        refused(answer, 400, "idempotency_key_missing")
    answer = desk.by("service_agent").post("/returns", {}, key="")
    refused(answer, 400, "idempotency_key_missing")


def test_an_unapproved_customer_is_drafted_for_but_not_promised_anything(desk):
    x, p = desk.customer(approved=False), desk.product()
    order = desk.draft(x, line(p))
    for verb in ("confirm", "post"):
        answer = desk.by("salesperson").post(f"/orders/{order['id']}/{verb}")
        refused(answer, 409, "customer_not_approved")
    desk.tell("customer.file.approved.v1", f"customer/{x}", customer_file(x))
    assert desk.confirm(order)["status"] == "confirmed"


def test_nothing_is_sold_to_an_archived_customer(desk):
    x, p = desk.customer(), desk.product()
    order = desk.draft(x, line(p))
    archived = customer_file(x) | {"archived": True, "status": "archived"}
    desk.tell("customer.file.archived.v1", f"customer/{x}", archived)
    refused(desk.by("salesperson").post(f"/orders/{order['id']}/post"), 409, "customer_archived")
    body = {"customer_id": x, "lines": [line(p)]}
    refused(desk.by("salesperson").post("/orders", body), 409, "customer_archived")


def test_orders_are_listed_newest_first_searched_and_filtered(desk):
    x, y, p = desk.customer(), desk.customer(), desk.product()
    first, second = desk.draft(x, line(p)), desk.confirm(desk.draft(y, line(p, "20")))
    ask = desk.by("finance").get
    numbers = [item["number"] for item in done(ask("/orders"))["items"]]
    assert numbers == [second["number"], first["number"]]
    assert [i["id"] for i in done(ask("/orders", status="draft"))["items"]] == [first["id"]]
    assert [i["id"] for i in done(ask("/orders", customer_id=y))["items"]] == [second["id"]]
    assert [i["id"] for i in done(ask("/orders", q=first["number"]))["items"]] == [first["id"]]
    assert done(ask("/orders", sort="gross"))["items"][0]["id"] == first["id"]
    page = done(ask("/orders", limit=1))
    assert done(ask("/orders", limit=1, cursor=page["next"]))["items"][0]["id"] == first["id"]
