"""Order lines that name a lot: refused while quality holds it, but for whom its waivers are."""

from chassis import clock

from .conftest import line, refused


def lot_fact(desk, product, lot, *cases, waivers=None):
    holds = [{"hold_id": product, "case_id": product, "case_number": case} for case in cases]
    data = {"lot_id": product, "lot": lot, "product_id": product, "holds": holds}
    data |= {"held": bool(cases), "balance": {}, "customers": [], "orders": []}
    data["waivers"] = waivers or []
    type = "inventory.lot.held.v1" if cases else "inventory.lot.released.v1"
    desk.tell(type, f"lot/{product}", data)


def test_a_customer_who_consented_may_name_the_held_lot_and_nobody_else(desk):
    x, y, p = desk.customer(), desk.customer(), desk.product()
    waiver = {"customer_id": x, "status": "active", "quantity": "5.000", "used": "0.000"}
    waiver |= {"expires_on": clock.today().isoformat()}
    lot_fact(desk, p, "L-A", "QC-2026-000001", waivers=[waiver])
    assert desk.confirm(desk.draft(x, line(p, lot="L-A")))["status"] == "confirmed"
    theirs = desk.draft(y, line(p, lot="L-A"))
    answer = desk.by("salesperson").post(f"/orders/{theirs['id']}/confirm")
    refused(answer, 409, "lot_held", "/lines/0/lot")


def test_blanks_around_a_lot_are_dropped_and_a_blank_one_names_none(desk):
    x, p = desk.customer(), desk.product()
    lot_fact(desk, p, "L-A", "QC-2026-000001")
    order = desk.draft(x, line(p, lot=" "), line(p, lot=" L-A "))
    assert [row["lot"] for row in order["lines"]] == [None, "L-A"]
    answer = desk.by("salesperson").post(f"/orders/{order['id']}/confirm")
    refused(answer, 409, "lot_held", "/lines/1/lot")


def test_a_line_naming_a_held_lot_is_refused_with_the_case_until_it_is_released(desk):
    x, p = desk.customer(), desk.product()
    lot_fact(desk, p, "L-A", "QC-2026-000001")
    order = desk.draft(x, line(p), line(p, lot="L-A"))
    for verb in ("confirm", "post"):
        answer = desk.by("salesperson").post(f"/orders/{order['id']}/{verb}")
        problem = refused(answer, 409, "lot_held", "/lines/1/lot")
        assert "QC-2026-000001" in problem["detail"]
    desk.confirm(desk.draft(x, line(p, lot="L-B")))
    lot_fact(desk, p, "L-A")
    assert desk.confirm(order)["status"] == "confirmed"
