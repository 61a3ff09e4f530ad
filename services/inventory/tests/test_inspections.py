"""Incoming inspection: planned goods wait in quarantine at the receipt's cost until a sample or a person decides."""

from .books import assert_books_balance
from .house import X

PERSON = {"reason": "客户书面同意 agreed in writing"}


def plan(house, product, aql="1.0", **told):
    form = {"product_id": product, "aql": aql} | told
    return house.done(house.door.as_("quality_engineer").post("/inspection-plans", form))


def waiting(house, product):
    listed = house.door.as_("inspector").get("/inspections", product_id=product, sort="number")
    return house.done(listed)["items"]


def act(house, inspection, verb, body=None, role="inspector", **who):
    return house.door.as_(role, **who).post(f"/inspections/{inspection['id']}/{verb}", body)


def inspect(house, inspection, defects=0):
    house.done(act(house, inspection, "start"))
    found = [{"code": "CRACK", "quantity": defects}] if defects else []
    return house.done(act(house, inspection, "complete", {"defects": found}))


def arrived(house, quantity="500", price="10.00", **told):
    """A planned product of which so many arrived, and their inspection."""
    product = house.product(**told)
    plan(house, product)
    house.receive(product, quantity, price, "L-A")
    return product, waiting(house, product)[0]


def test_planned_goods_are_quarantined_at_the_receipts_cost_and_serve_nobody_until_accepted(house):
    p = house.product()
    plan(house, p)
    order = house.post(X, (p, "40"))
    house.receive(p, "500", "10.00", "L-A")
    stock = house.stock(p)
    assert (stock["quarantine_quantity"], stock["quarantine_value"]) == ("500.000", "5000.00")
    assert (stock["quantity"], house.issues_of(order)) == ("0.000", [])
    balance = house.lot(house.lot_id(p, "L-A"))["balance"]
    assert (balance["received"], balance["quarantined"]) == ("500.000", "500.000")
    done = inspect(house, waiting(house, p)[0], defects=1)
    assert (done["status"], done["letter"], done["sample_size"]) == ("accepted", "H", 50)
    assert (done["accept"], done["reject"], done["defects_found"]) == (1, 2, 1)
    assert house.issues_of(order)[0]["lines"][0]["cost"] == "400.00"
    stock = house.stock(p)
    assert (stock["quantity"], stock["value"]) == ("460.000", "4600.00")
    assert stock["quarantine_value"] == "0.00"
    told = house.door.facts("inventory.inspection.completed.v1")[0]
    assert (told["result"], told["defects"]) == ("accepted", [{"code": "CRACK", "quantity": 1}])
    assert_books_balance(house.door, p)


def test_what_has_no_plan_goes_straight_to_free_and_a_suppliers_plan_precedes_the_general_one(
    house,
):
    p, q = house.product("P"), house.product("Q")
    house.receive(p, "5", "10.00", "L-A")
    assert waiting(house, p) == [] and house.pieces(p)["free"] == 5
    supplier = house.door.as_("buyer").get("/suppliers").json["items"][0]["id"]
    general = plan(house, q, "4.0")
    own = plan(house, q, "0.40", supplier_id=supplier, accept_on_zero=True)
    house.receive(q, "500", "1.00", "L-Q")
    started = house.done(act(house, waiting(house, q)[0], "start"))
    assert (started["plan_id"], started["aql"]) == (own["id"], "0.40")
    engineer = house.door.as_("quality_engineer")
    path = f"/inspection-plans/{own['id']}"
    assert engineer.patch(path, {"archived": True}, version=1).json["archived"] is True
    house.receive(q, "500", "1.00", "L-R")
    assert waiting(house, q)[1]["plan_id"] == general["id"]
    twice = engineer.post("/inspection-plans", {"product_id": q, "aql": "1.0"})
    assert (twice.status_code, twice.json["code"]) == (409, "inspection_plan_taken")


def test_automotive_products_are_accepted_on_zero_unless_said(house):
    p = house.product(automotive=True)
    assert plan(house, p)["accept_on_zero"] is True
    house.receive(p, "500", "10.00", "L-A")
    done = inspect(house, waiting(house, p)[0], defects=1)
    assert (done["sample_size"], done["accept"], done["status"]) == (50, 0, "rejected")


def test_a_rejected_lot_is_sorted_sent_back_and_scrapped_at_its_cost(house):
    p, arrived_now = arrived(house, "7", "1.43")
    rejected = inspect(house, arrived_now, defects=7)
    assert rejected["status"] == "rejected" and house.stock(p)["quarantine_value"] == "10.01"
    part = {"reason": "挑选 sorted", "quantity": "3"}
    assert act(house, rejected, "sort", part).json["released"] == "3.000"
    stock = house.stock(p)
    assert (stock["value"], stock["quarantine_value"]) == ("4.29", "5.72")
    back = act(house, rejected, "send-back", part | {"quantity": "2"}, role="warehouse_keeper")
    assert (back.json["sent_back"], back.json["status"]) == ("2.000", "rejected")
    more = act(house, rejected, "scrap", part, role="inventory_manager")
    assert (more.status_code, more.json["code"]) == (409, "inspection_disposal_too_large")
    own = {"role": "inventory_manager", "user": "inspector"}
    refused = act(house, rejected, "scrap", part | {"quantity": "2"}, **own)
    assert (refused.status_code, refused.json["code"]) == (403, "judge_is_inspector")
    gone = act(house, rejected, "scrap", part | {"quantity": "2"}, role="inventory_manager").json
    assert (gone["status"], gone["left"], gone["scrapped"]) == ("settled", "0.000", "2.000")
    assert house.stock(p)["quarantine_value"] == "0.00"
    balance = house.lot(house.lot_id(p, "L-A"))["balance"]
    parts = [balance[name] for name in ("received", "free", "to_supplier", "scrapped")]
    assert parts == ["7.000", "3.000", "2.000", "2.000"]
    told = [f["cost"] for f in house.door.facts("inventory.inspection.disposed.v1")]
    assert told == ["4.29", "2.86", "2.86"]
    assert_books_balance(house.door, p)


def test_a_concession_takes_a_second_person_who_did_not_buy(house):
    p, arrived_now = arrived(house)
    rejected = inspect(house, arrived_now, defects=2)
    for user, code in (("inspector", "judge_is_inspector"), ("buyer", "inspector_is_buyer")):
        refused = act(house, rejected, "concede", PERSON, role="quality_manager", user=user)
        assert (refused.status_code, refused.json["code"]) == (403, code)
    taken = act(house, rejected, "concede", PERSON, role="quality_manager").json
    assert (taken["status"], taken["released"]) == ("conceded", "500.000")
    assert taken["disposals"][0]["reason"] == PERSON["reason"]
    assert house.stock(p)["value"] == "5000.00"
    again = act(house, rejected, "concede", PERSON, role="quality_manager")
    assert (again.status_code, again.json["code"]) == (409, "inspection_state_wrong")
    assert "is accepted by concession; its pieces are in stock" in again.json["detail"]
    early = act(house, arrived(house, code="Q")[1], "complete", {"defects": []})
    assert "is waiting; start it first" in early.json["detail"]


def test_the_buyer_never_inspects_whatever_permissions_he_has(house):
    _, arrived_now = arrived(house)
    refused = act(house, arrived_now, "start", role="inspector", user="buyer")
    assert (refused.status_code, refused.json["code"]) == (403, "inspector_is_buyer")


def test_the_result_follows_from_the_numbers_and_a_measure_outside_its_limits_is_a_defect(house):
    _, arrived_now = arrived(house)
    house.done(act(house, arrived_now, "start"))
    measured = {"characteristic": "厚度 thickness", "value": "12.31", "upper": "12.3"}
    for body, code, pointer in (
        ({"measurements": [measured]}, "measurement_outside", "/measurements/0"),
        ({"defects": [{"code": "X", "quantity": 51}]}, "defects_exceed_sample", "/defects"),
    ):
        refused = act(house, arrived_now, "complete", body)
        assert (refused.json["code"], refused.json["errors"][0]["pointer"]) == (code, pointer)
    found = {"defects": [{"code": "THICK", "quantity": 1}], "measurements": [measured]}
    done = act(house, arrived_now, "complete", found).json
    assert (done["status"], done["measurements"][0]["value"]) == ("accepted", "12.310000")


def test_two_rejected_lots_tighten_the_next_sample_and_five_more_end_sampling_until_resumed(house):
    p = house.product()
    plan(house, p)
    severities = []
    for n in range(8):
        house.receive(p, "500", "1.00", f"L-{n}")
        done = inspect(house, waiting(house, p)[n], defects=9)
        severities.append((done["severity"], done["sample_size"]))
    assert severities == [("normal", 50)] * 2 + [("tightened", 80)] * 5 + [("discontinued", 500)]
    standing = house.door.as_("buyer").get("/inspection-standings", product_id=p).json["items"][0]
    assert (standing["severity"], standing["lots_rejected"]) == ("discontinued", 8)
    path = f"/inspection-standings/{standing['id']}/decide"
    resumed = house.door.as_("quality_manager").post(path, {"reason": "整改已验证 verified"})
    assert resumed.json["severity"] == "tightened"
    again = house.door.as_("quality_manager").post(path, {"reason": "?"})
    assert (again.status_code, again.json["code"]) == (409, "inspection_standing_wrong")


def test_fifteen_accepted_lots_reduce_the_next_sample_and_a_rejected_one_ends_it(house):
    """Each counts 2 where one nonconforming piece is accepted; 30 are wanted."""
    p = house.product()
    plan(house, p, reducible=True)
    drawn = []
    for n, defects in enumerate([0] * 15 + [1, 2, 0]):
        house.receive(p, "500", "1.00", f"L-{n}")
        done = inspect(house, waiting(house, p)[n], defects)
        drawn.append((done["severity"], done["letter"], done["sample_size"], done["status"]))
    assert drawn[:15] == [("normal", "H", 50, "accepted")] * 15
    assert drawn[15:] == [
        ("reduced", "J", 32, "accepted"),
        ("reduced", "J", 32, "rejected"),
        ("normal", "H", 50, "accepted"),
    ]


def test_what_is_accepted_of_a_held_lot_stays_held(house):
    p = house.product()
    house.receive(p, "5", "10.00", "L-A")
    plan(house, p)
    house.door.deliver(house.hold(p, house.lot_id(p, "L-A")))
    house.receive(p, "10", "10.00", "L-A")
    inspect(house, waiting(house, p)[0])
    assert house.pieces(p) == {"free": 0, "reserved": 0, "held": 15, "quarantined": 0}


def test_what_was_sent_back_or_scrapped_after_inspection_is_not_sent_back_again(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    plan(house, p)
    receipt = house.receive(p, "7", "10.00", "L-A")
    rejected = inspect(house, waiting(house, p)[0], defects=7)
    told = {"reason": "裂纹", "quantity": "4"}
    house.done(act(house, rejected, "send-back", told, role="warehouse_keeper"))
    line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": "4"}
    form = {"receipt_id": receipt["id"], "reason": "裂纹", "lines": [line]}
    refused = house.door.as_("buyer").post("/supplier-returns", form)
    assert (refused.status_code, refused.json["code"]) == (409, "supplier_return_too_large")


def test_limits_of_a_measured_value_that_exclude_each_other_are_refused(house):
    _, inspection = arrived(house)
    house.done(act(house, inspection, "start"))
    measured = {"characteristic": "厚度", "value": "12", "lower": "12.3", "upper": "12.0"}
    refused = act(house, inspection, "complete", {"measurements": [measured]})
    assert (refused.status_code, refused.json["code"]) == (422, "measurement_limits_crossed")
    assert refused.json["errors"][0]["pointer"] == "/measurements/0/lower"
