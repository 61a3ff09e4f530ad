"""Buying takes two people: who wrote or changed an order neither checks nor receives it."""

from .test_purchasing import form, receipt_form


def test_the_checker_is_never_the_maker(house):
    p = house.product()
    order = house.door.as_("buyer").post("/purchase-orders", form(house, p)).json
    path = f"/purchase-orders/{order['id']}/check"
    refused = house.door.as_("buyer").post(path)
    assert (refused.status_code, refused.json["code"]) == (403, "checker_is_maker")
    assert house.door.as_("buyer", user="berta").post(path).status_code == 200


def test_whoever_changed_an_order_neither_checks_nor_receives_it(house):
    p, door = house.product(), house.door
    order = door.as_("buyer").post("/purchase-orders", form(house, p)).json
    path = f"/purchase-orders/{order['id']}"
    changer = door.as_("buyer", "bo")
    assert changer.patch(path, {"remark": "急"}, version=1).status_code == 200
    assert door.as_("buyer").patch(path, {"remark": None}, version=2).status_code == 200
    assert changer.post(f"{path}/check").json["code"] == "checker_is_maker"
    checked = house.done(door.as_("inventory_manager").post(f"{path}/check"))
    refused = door.as_("warehouse_keeper", "bo").post("/receipts", receipt_form(checked, "1"))
    assert (refused.status_code, refused.json["code"]) == (403, "receiver_is_buyer")


def test_the_receiver_is_never_the_buyer_whatever_permissions_he_has(house):
    p = house.product()
    order = house.checked_order(p, "10", "10.00")
    everything = ["inventory.receipt.create", "inventory.receipt.read"]
    buyer = house.door.as_("buyer", perms=everything)
    answer = buyer.post("/receipts", receipt_form(order, "1"))
    assert answer.json["code"] == "receiver_is_buyer"
