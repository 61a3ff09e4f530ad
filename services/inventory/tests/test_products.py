"""Which products may be archived, and what still goes on with those that are."""

import pytest

from tests.support.sheets import SheetDesk, places, text

from .house import X


@pytest.mark.both_databases
def test_a_product_in_use_is_not_archived_and_says_what_stands_against_it(house):
    p, manager = house.product("P"), house.door.as_("inventory_manager")

    def archive(version=1):
        return manager.patch(f"/products/{p}", {"archived": True}, version=version)

    def refused(stock, promised, coming):
        answer = archive()
        assert (answer.status_code, answer.json["code"]) == (409, "product_in_use")
        assert answer.json["errors"][0]["pointer"] == "/archived"
        said = f"{stock} in stock, {promised} owed to customers, {coming} to come"
        assert said in answer.json["detail"]

    order = house.checked_order(p, "5", "2")
    refused("0", "0", "5.000")
    rest = {"reason": "停产"}
    house.done(house.door.as_("buyer").post(f"/purchase-orders/{order['id']}/cancel", rest))
    waiting = house.confirm(X, (p, "3"))
    refused("0", "3.000", "0")
    house.receive(p, "4", "2", "L1")
    refused("4.000", "3.000", "0")
    house.door.deliver(house.posted(waiting))
    refused("1.000", "0", "0")
    desk = SheetDesk(house.door)
    sheet = text(["code", "name", "unit", "archived"], ["P", "商品 P", "件", "yes"])
    assert places(desk.bring("products", sheet)) == [(2, "D", "product_in_use")]
    house.use(p, "1")
    assert house.done(archive())["status"] == "archived"


def test_pieces_of_an_archived_product_that_come_back_are_still_taken_and_scrapped(house):
    p, manager = house.product("P"), house.door.as_("inventory_manager")
    house.receive(p, "2", "3", "L1")
    sold = house.post(X, (p, "2"))
    house.done(manager.patch(f"/products/{p}", {"archived": True}, version=1))
    back = house.returned(sold, "1")
    house.door.deliver(back)
    assert house.stock(p)["quarantined"] == "1.000"
    again = manager.patch(f"/products/{p}", {"archived": True, "name": "停产"}, version=2)
    assert house.done(again)["status"] == "archived"
    house.door.deliver(house.verdict(back, ("scrap", "1")))
    assert (house.stock(p)["quantity"], house.stock(p)["quarantined"]) == ("0.000", "0.000")
