"""What inventory answers about an order: reserved, short, short because a lot was held, called off."""

from itertools import permutations

import pytest

from .conftest import done, line, refused


def held(number="QC-2026-000001"):
    case = "01920000-0000-7000-8000-00000000000c"
    return {"code": "lot_held", "lot": "L-A", "case_id": case, "case_number": number}


def because(code):
    return {"code": code, "lot": None, "case_id": None, "case_number": None}


def cancel(desk, order):
    path = f"/orders/{order['id']}/cancel"
    return done(desk.by("salesperson").post(path, {"reason": "客户改期"}))


def unfilled(desk, order, *fates):
    lines = [
        {"line_id": x["id"], "issued": issued, "cancelled": cancelled}
        for x, (issued, cancelled) in zip(order["lines"], fates, strict=True)
    ]
    data = {"order_id": order["id"], "lines": lines}
    desk.tell("inventory.stock.unfilled.v1", f"order/{order['id']}", data)


@pytest.mark.both_databases
def test_lines_show_what_is_reserved_and_what_is_short(desk):
    p = desk.product()
    order = desk.confirm(desk.draft(desk.customer(), line(p, "40"), line(p, "5")))
    desk.deliver(desk.reserved(order, ("30", "10"), ("5", "0"), cause=because("order")))
    told = desk.order(order)
    assert [(x["reserved"], x["backordered"]) for x in told["lines"]] == [
        ("30.000", "10.000"),
        ("5.000", "0.000"),
    ]
    assert told["attention"] is None


def test_an_order_that_a_held_lot_left_short_asks_for_attention_until_it_is_reserved_again(desk):
    order = desk.confirm(desk.draft(desk.customer(), line(desk.product(), "40")))
    desk.deliver(desk.reserved(order, ("40", "0"), cause=because("order")))
    desk.deliver(desk.reserved(order, ("0", "40"), cause=held()))
    told = desk.order(order)
    assert (told["attention"], told["attention_lot"]) == ("lot_held", "L-A")
    assert told["attention_case_number"] == "QC-2026-000001"
    assert done(desk.by("finance").get("/orders", attention="lot_held"))["items"]
    desk.deliver(desk.reserved(order, ("20", "20"), cause=because("receipt")))
    assert desk.order(order)["attention"] == "lot_held"
    desk.deliver(desk.reserved(order, ("40", "0"), cause=because("receipt")))
    told = desk.order(order)
    assert (told["attention"], told["attention_case_number"]) == (None, None)


@pytest.mark.parametrize("code", ["lot_expired", "returned_to_supplier"])
def test_an_order_left_short_by_a_lot_that_expired_or_went_back_says_so(desk, code):
    order = desk.confirm(desk.draft(desk.customer(), line(desk.product(), "40")))
    desk.deliver(desk.reserved(order, ("0", "40"), cause=because(code) | {"lot": "L-A"}))
    desk.deliver(desk.reserved(order, ("20", "20"), cause=because("receipt")))
    told = desk.order(order)
    assert [told[name] for name in ("attention", "attention_lot", "attention_case_id")] == [
        code,
        "L-A",
        None,
    ]
    assert done(desk.by("finance").get("/orders", attention=code))["items"]
    desk.deliver(desk.reserved(order, ("40", "0"), cause=because("receipt")))
    assert desk.order(order)["attention"] is None


def test_a_hold_that_other_lots_cover_needs_no_attention(desk):
    order = desk.confirm(desk.draft(desk.customer(), line(desk.product(), "40")))
    desk.deliver(desk.reserved(order, ("40", "0"), cause=held()))
    assert desk.order(order)["attention"] is None


@pytest.mark.parametrize("shuffle", list(permutations(range(3))))
@pytest.mark.parametrize("together", [True, False])
def test_answers_in_any_order_end_in_the_same_state(desk, shuffle, together):
    order = desk.confirm(desk.draft(desk.customer(), line(desk.product(), "40")))
    facts = [
        desk.reserved(order, ("40", "0"), cause=because("order")),
        desk.reserved(order, ("10", "30"), cause=held()),
        desk.reserved(order, ("25", "15"), cause=because("receipt")),
    ]
    shuffled = [facts[n] for n in shuffle]
    for window in [shuffled] if together else [[fact] for fact in shuffled]:
        desk.deliver(*window)
    told = desk.order(order)
    assert (told["lines"][0]["reserved"], told["lines"][0]["backordered"]) == ("25.000", "15.000")
    assert told["attention_case_number"] == "QC-2026-000001"


@pytest.mark.parametrize("late", [True, False])
def test_what_is_delivered_is_reserved_no_longer_whichever_answer_comes_first(desk, late):
    order = desk.posted(desk.customer(), line(desk.product(), "10"))
    reserved = desk.reserved(order, ("10", "0"), cause=because("order"))
    facts = [reserved, desk.issue_fact(order, {"quantity": "8"})]
    for fact in reversed(facts) if late else facts:
        desk.deliver(fact)
    (told,) = desk.order(order)["lines"]
    assert (told["reserved"], told["delivered"]) == ("2.000", "8.000")


def test_a_posted_order_that_found_too_little_shows_the_rest_as_back_ordered(desk):
    order = desk.posted(desk.customer(), line(desk.product(), "10"))
    lines = [{"line_id": order["lines"][0]["id"], "backordered": "4"}]
    data = {"order_id": order["id"], "lines": lines}
    desk.tell("inventory.stock.backordered.v1", f"order/{order['id']}", data)
    desk.issue(order, {"quantity": "6"})
    told = desk.order(order)
    assert (told["fulfilment"], told["lines"][0]["backordered"]) == ("part", "4.000")
    desk.issue(order, {"quantity": "4"})
    told = desk.order(order)
    assert (told["fulfilment"], told["lines"][0]["backordered"]) == ("all", "0.000")


def test_cancelling_a_confirmed_order_ends_it_at_once_and_frees_its_goods(desk):
    order = desk.confirm(desk.draft(desk.customer(), line(desk.product(), "10")))
    told = cancel(desk, order)
    assert (told["status"], told["cancel_reason"]) == ("cancelled", "客户改期")
    assert told["lines"][0]["cancelled"] == "10.000"
    (fact,) = desk.door.facts("sales.order.cancelled.v1")
    told = [(line["line_id"], line["quantity"]) for line in fact["lines"]]
    assert (fact["order_id"], told) == (order["id"], [(order["lines"][0]["id"], "10.000")])
    refused(
        desk.by("salesperson").post(f"/orders/{order['id']}/cancel", {"reason": "x"}),
        409,
        "order_not_cancellable",
    )


def test_cancelling_a_draft_tells_nobody(desk):
    assert cancel(desk, desk.draft(desk.customer(), line(desk.product())))["status"] == "cancelled"
    assert desk.door.facts() == []


def test_cancelling_a_posted_order_asks_inventory_and_ends_as_it_answers(desk):
    x = desk.customer()
    order = desk.posted(x, line(desk.product(), "10", price="10.00"))
    desk.issue(order, {"quantity": "4"})
    assert cancel(desk, order)["status"] == "cancelling"
    (asked,) = desk.door.facts("sales.order.cancelling.v1")
    assert asked["order_id"] == order["id"]
    assert desk.account(x)["undelivered"] == "67.80"
    unfilled(desk, order, ("4", "6"))
    told = desk.order(order)
    assert (told["status"], told["fulfilment"]) == ("cancelled", "part")
    assert (told["lines"][0]["delivered"], told["lines"][0]["cancelled"]) == ("4.000", "6.000")
    account = desk.account(x)
    assert (account["undelivered"], account["open_receivables"]) == ("0.00", "45.20")
    assert len(desk.door.facts("sales.order.cancelled.v1")) == 1


def test_an_answer_that_overtakes_the_last_issue_ends_right_too(desk):
    x = desk.customer()
    order = desk.posted(x, line(desk.product(), "10", price="10.00"))
    cancel(desk, order)
    unfilled(desk, order, ("4", "6"))
    assert desk.account(x)["undelivered"] == "45.20"
    desk.issue(order, {"quantity": "4"})
    assert desk.order(order)["status"] == "cancelled"
    account = desk.account(x)
    assert (account["undelivered"], account["open_receivables"]) == ("0.00", "45.20")


def test_an_order_of_which_everything_had_gone_is_closed_not_cancelled(desk):
    order = desk.posted(desk.customer(), line(desk.product(), "10"))
    cancel(desk, order)
    unfilled(desk, order, ("10", "0"))
    assert desk.order(order)["status"] == "closed"
    desk.issue(order)
    told = desk.order(order)
    assert (told["status"], told["fulfilment"]) == ("closed", "all")
    assert desk.door.facts("sales.order.cancelled.v1") == []


def test_a_delivered_order_is_not_cancelled_but_returned(desk):
    order = desk.posted(desk.customer(), line(desk.product(), "10"))
    desk.issue(order)
    path = f"/orders/{order['id']}/cancel"
    refused(desk.by("salesperson").post(path, {"reason": "x"}), 409, "order_delivered")
