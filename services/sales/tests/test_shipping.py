"""A delivery's way: shipped, signed for, in transit, and steps taken back with a reason."""

from datetime import timedelta

from chassis import clock

from .conftest import done, line, refused

TODAY = clock.today()


def delivered(desk, days=3):
    """A delivery of ten pieces that left some days ago."""
    order = desk.posted(desk.customer(), line(desk.product()))
    desk.issue(order, issued_on=str(TODAY - timedelta(days=days)))
    (delivery,) = desk.deliveries(order)
    return delivery


def step(desk, delivery, verb, role="warehouse_keeper", **told):
    return desk.by(role).post(f"/deliveries/{delivery['id']}/{verb}", told)


def test_the_keeper_ships_the_customer_signs_and_both_are_told(desk):
    delivery = delivered(desk)
    assert (delivery["status"], delivery["in_transit"]) == ("issued", delivery["delivered_on"])
    told = {"carrier": "顺丰", "waybill": "SF100", "packages": 2}
    shipped = done(step(desk, delivery, "ship", **told))
    assert {name: shipped[name] for name in told} == told
    assert (shipped["status"], shipped["shipped_on"]) == ("shipped", str(TODAY))
    signed = done(step(desk, delivery, "sign-for", "salesperson", signed_by="赵"))
    assert (signed["status"], signed["signed_by"], signed["signed_on"]) == (
        "signed_for",
        "赵",
        str(TODAY),
    )
    assert (signed["in_transit"], signed["differs"]) == (None, False)
    assert [x["kind"] for x in signed["steps"]] == ["shipped", "signed_for"]
    (fact,) = desk.door.facts("sales.delivery.signed_for.v1")
    assert (fact["shipped_on"], fact["signed_on"]) == (str(TODAY), str(TODAY))
    assert fact["lines"][0]["quantity"] == "10.000"
    assert [x["status"] for x in desk.door.facts("sales.delivery.shipped.v1")] == ["shipped"]
    sequences = [x["sequence"] for x in desk.door.envelopes() if x["type"].startswith("sales.deli")]
    assert sequences == [1, 2, 3]


PLACE = {"delivery_address": "码头路 1 号", "consignee": "赵敏", "consignee_phone": "021-5550"}


def test_the_keeper_sees_where_the_goods_go_until_they_are_shipped_and_no_other_place(desk):
    order = desk.posted(desk.customer(), line(desk.product()), wished_on="2026-12-24", **PLACE)
    desk.issue(order, issued_on=str(TODAY))
    (delivery,) = desk.deliveries(order, "warehouse_keeper")
    assert {name: delivery[name] for name in PLACE} == PLACE
    assert delivery["wished_on"] == "2026-12-24"
    assert not PLACE.keys() & desk.order(order, "warehouse_keeper").keys()
    for role in ("quality_engineer", "inventory_manager"):
        assert not PLACE.keys() & desk.deliveries(order, role)[0].keys()
    shipped = done(step(desk, delivery, "ship", carrier="顺丰"))
    assert [shipped[name] for name in PLACE] == [None] * 3
    assert desk.order(order, "salesperson")["consignee"] == "赵敏"
    back = step(desk, delivery, "reverse", reason="另换承运人")
    assert done(back)["delivery_address"] == PLACE["delivery_address"]


def test_a_sheet_of_the_keepers_deliveries_asks_what_the_addresses_are_for(desk):
    keeper = desk.by("warehouse_keeper")
    refused(keeper.get("/deliveries", format="csv"), 422, "parameter_wrong")
    taken = keeper.get("/deliveries", format="csv", reason="装车单")
    assert (taken.status_code, "Address to ship to" in taken.text) == (200, True)
    lines = done(desk.by("auditor").get("/journal"))["items"]
    (line,) = [x for x in lines if x["thing"].startswith("export/deliveries")]
    assert (line["reason"], line["actor"]) == ("装车单", str(desk.door.user_id("warehouse_keeper")))
    assert "delivery_address" in line["changes"]["read"]


def test_what_the_customer_counted_otherwise_is_noted_as_a_claim(desk):
    delivery = delivered(desk)
    counted = [{"delivery_line_id": delivery["lines"][0]["id"], "quantity": "8"}]
    answer = step(desk, delivery, "sign-for", signed_by="赵", lines=counted)
    refused(answer, 422, "claim_unexplained", "/claim_note")
    twice = {"lines": [*counted, counted[0] | {"quantity": "7"}], "claim_note": "少两件"}
    answer = step(desk, delivery, "sign-for", signed_by="赵", **twice)
    refused(answer, 422, "signed_line_unknown", "/lines/1/delivery_line_id")
    signed = done(
        step(desk, delivery, "sign-for", signed_by="赵", lines=counted, claim_note="少两件")
    )
    assert (signed["differs"], signed["claim_note"]) == (True, "少两件")
    assert (signed["lines"][0]["signed"], signed["lines"][0]["quantity"]) == ("8.000", "10.000")
    listed = done(desk.by("finance").get("/deliveries", differs="true"))["items"]
    assert [x["id"] for x in listed] == [delivery["id"]]


def test_a_step_is_corrected_by_taking_it_back_with_a_reason_and_the_trail_stays(desk):
    delivery = delivered(desk)
    refused(step(desk, delivery, "reverse", reason="?"), 409, "delivery_not_reversible")
    done(step(desk, delivery, "ship", carrier="顺丰"))
    refused(step(desk, delivery, "ship", carrier="德邦"), 409, "delivery_under_way")
    done(step(desk, delivery, "sign-for", signed_by="赵"))
    refused(step(desk, delivery, "sign-for", signed_by="钱"), 409, "delivery_signed")
    back = done(step(desk, delivery, "reverse", "sales_manager", reason="签错单"))
    assert (back["status"], back["signed_on"], back["signed_by"]) == ("shipped", None, None)
    back = done(step(desk, delivery, "reverse", reason="运单错误"))
    assert (back["status"], back["carrier"], back["version"]) == ("issued", None, 5)
    assert [(x["kind"], x["reason"]) for x in back["steps"]] == [
        ("shipped", None),
        ("signed_for", None),
        ("signed_for_reversed", "签错单"),
        ("shipped_reversed", "运单错误"),
    ]
    states = [x["status"] for x in desk.door.facts("sales.delivery.reversed.v1")]
    assert states == ["shipped", "issued"]


def test_a_receipt_noted_without_a_shipment_goes_back_to_issued(desk):
    delivery = delivered(desk)
    done(step(desk, delivery, "sign-for", signed_by="自提"))
    assert done(step(desk, delivery, "reverse", reason="x"))["status"] == "issued"


def test_steps_bear_days_from_the_issue_to_today(desk):
    delivery = delivered(desk)
    ahead, before = str(TODAY + timedelta(days=1)), str(TODAY - timedelta(days=4))
    ship = {"carrier": "顺丰"}
    answer = step(desk, delivery, "ship", **ship, shipped_on=ahead)
    refused(answer, 422, "day_still_to_come", "/shipped_on")
    answer = step(desk, delivery, "ship", **ship, shipped_on=before)
    refused(answer, 422, "day_before_delivery", "/shipped_on")
    yesterday = str(TODAY - timedelta(days=1))
    done(step(desk, delivery, "ship", **ship, shipped_on=yesterday))
    early = str(TODAY - timedelta(days=2))
    answer = step(desk, delivery, "sign-for", signed_by="赵", signed_on=early)
    refused(answer, 422, "day_before_delivery", "/signed_on")


def test_what_was_in_transit_on_a_day_is_listed_also_afterwards(desk):
    delivery = delivered(desk)
    done(step(desk, delivery, "sign-for", signed_by="赵", signed_on=str(TODAY)))

    def on(days):
        day = str(TODAY - timedelta(days=days))
        return len(done(desk.by("finance").get("/deliveries", in_transit=day))["items"])

    assert [on(days) for days in (4, 3, 1, 0)] == [0, 1, 1, 0]


def test_only_who_may_and_reaches_the_delivery_notes_its_way(desk):
    delivery = delivered(desk)
    refused(step(desk, delivery, "ship", "salesperson", carrier="x"), 403, "forbidden")
    other = desk.by("salesperson", "another")
    path = f"/deliveries/{delivery['id']}/sign-for"
    refused(other.post(path, {"signed_by": "x"}), 404, "delivery_not_found")
    done(step(desk, delivery, "sign-for", signed_by="赵"))
    assert "signed_by" not in done(desk.by("quality_engineer").get(path.removesuffix("/sign-for")))
