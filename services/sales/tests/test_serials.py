"""Serial numbers on orders and returns: whole pieces, each named once, and only those that were delivered."""

import pytest

from .conftest import line, lot, refused, return_of


@pytest.fixture
def sold(desk):
    """A delivery of SN-1, SN-2 and SN-3 to a customer."""
    p = desk.product(tracking="serial")
    order = desk.posted(desk.customer(), line(p, "3"))
    lots = [
        lot(n, f"SN-{n}", "1.000", cost) for n, cost in ((1, "10.00"), (2, "10.01"), (3, "10.00"))
    ]
    desk.issue(order, {"lots": lots, "cost": "30.01"})
    return desk.deliveries(order)[0]


def back(desk, delivery, quantity, **told):
    body = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": quantity} | told
    return desk.by("service_agent").post("/returns", return_of(body))


def test_an_order_line_names_its_numbers_and_states_them_to_inventory(desk):
    p = desk.product(tracking="serial")
    order = desk.draft(desk.customer(), line(p, "2", serials=["SN-1", " SN-2 "]), line(p, "1"))
    assert [row["serials"] for row in order["lines"]] == [["SN-1", "SN-2"], None]
    desk.confirm(order)
    [fact] = desk.door.facts("sales.order.confirmed.v1")
    assert [row["serials"] for row in fact["lines"]] == [["SN-1", "SN-2"], None]


@pytest.mark.parametrize(
    ("tracking", "quantity", "serials", "code", "pointer"),
    [
        ("serial", "2", ["SN-1"], "serials_not_matching", "/lines/0/serials"),
        ("serial", "2", ["SN-1", "SN-1"], "serials_not_matching", "/lines/0/serials"),
        ("serial", "1.5", None, "part_of_piece", "/lines/0/quantity"),
        ("lot", "1", ["SN-1"], "not_by_serial", "/lines/0/serials"),
    ],
)
def test_numbers_that_do_not_fit_the_pieces_are_refused(
    desk, tracking, quantity, serials, code, pointer
):
    p = desk.product(tracking=tracking)
    body = {"customer_id": desk.customer(), "lines": [line(p, quantity, serials=serials)]}
    refused(desk.by("salesperson").post("/orders", body), 422, code, pointer)


def test_a_return_names_the_numbers_that_come_back_each_at_its_own_cost(desk, sold):
    assert refused(back(desk, sold, "2"), 422, "serials_not_matching", "/lines/0/serials")
    told = back(desk, sold, "2", serials=["SN-3", "SN-2"]).json["lines"][0]
    assert [(each["lot"], each["quantity"]) for each in told["lots"]] == [
        ("SN-2", "1.000"),
        ("SN-3", "1.000"),
    ]
    [fact] = desk.door.facts("sales.return.received.v1")
    assert [each["lot"] for each in fact["lines"][0]["lots"]] == ["SN-2", "SN-3"]
    refused(back(desk, sold, "1", serials=["SN-2"]), 409, "lot_not_delivered", "/lines/0/serials")
    refused(back(desk, sold, "1", serials=["SN-9"]), 409, "lot_not_delivered", "/lines/0/serials")
    assert [each["lot"] for each in back(desk, sold, "1").json["lines"][0]["lots"]] == ["SN-1"]
