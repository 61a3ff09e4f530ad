"""Who sees and touches which orders, and that cost and margin stay with those who may see them."""

from .conftest import done, line, refused


def test_a_salesperson_sees_and_touches_only_own_orders(desk):
    x, p = desk.customer(), desk.product()
    order = desk.draft(x, line(p))
    bert = desk.by("salesperson", user="bert")
    path = f"/orders/{order['id']}"
    refused(bert.get(path), 404, "order_not_found")
    refused(bert.patch(path, {"remark": "x"}, version=1), 404, "order_not_found")
    for verb in ("confirm", "post"):
        refused(bert.post(f"{path}/{verb}"), 404, "order_not_found")
    refused(bert.post(f"{path}/cancel", {"reason": "x"}), 404, "order_not_found")
    assert done(bert.get("/orders"))["items"] == []
    assert done(desk.by("sales_manager").get(path))["id"] == order["id"]
    other = desk.by("sales_manager", user="mia", dept="export")
    refused(other.get(path), 404, "order_not_found")


def test_only_a_manager_writes_in_anothers_name(desk):
    x, p = desk.customer(), desk.product()
    anna = str(desk.door.user_id("anna"))
    body = {"customer_id": x, "lines": [line(p)], "salesperson_id": anna}
    answer = desk.by("salesperson").post("/orders", body)
    refused(answer, 403, "salesperson_foreign", "/salesperson_id")
    order = done(desk.by("sales_manager").post("/orders", body), 201)
    assert order["salesperson_id"] == anna
    assert order["operator_id"] == str(desk.door.user_id("sales_manager"))
    assert done(desk.by("salesperson", user="anna").get(f"/orders/{order['id']}"))


HIDDEN = {"cost", "cost_price", "margin"}


def test_cost_and_margin_are_nowhere_for_who_may_not_see_them(desk):
    order = desk.posted(desk.customer(), line(desk.product()))
    desk.issue(order)
    anna, boss = desk.by("salesperson"), desk.by("sales_manager")
    (delivery,) = desk.deliveries(order)
    desk.take_back(delivery, "1")
    for path in ("/orders", "/deliveries", "/credit-notes", "/returns"):
        (item,) = done(anna.get(path))["items"]
        (told,) = done(boss.get(path))["items"]
        one = done(anna.get(f"{path}/{item['id']}"))
        for seen in (item, one):
            assert not HIDDEN & {*seen, *seen["lines"][0]}
            assert "10" not in str(seen["lines"][0].get("lots", [{}])[0].get("cost", ""))
        assert HIDDEN & {*told, *told["lines"][0]}
    for path in ("/orders", "/deliveries"):
        refused(anna.get(path, sort="-margin"), 422, "parameter_wrong")
        refused(anna.get(path, **{"cost.ge": "1"}), 422, "parameter_wrong")
        assert done(boss.get(path, sort="-margin", **{"cost.ge": "1"}))["items"]
    assert anna.get("/reports/margins").status_code == 403


def test_a_filter_that_is_none_of_the_choices_is_told_them(desk):
    refusal = refused(desk.by("finance").get("/returns", status="lost"), 422, "parameter_wrong")
    assert "received, judging, judged" in refusal["detail"]
