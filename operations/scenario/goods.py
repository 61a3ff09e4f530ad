"""Buying: a supplier's goods are ordered by one person, checked by a second, received by a third."""

from .acts import Play, Seen, Thing, api, decimal, watch
from .client import eventually


def register_product_and_supplier(show: Play) -> None:
    show.report.step(
        "库存主管登记商品 P,采购员登记供应商",
        "The inventory manager registers product P, the buyer a supplier",
    )
    manager, buyer = show.company["inventory_manager"], show.company["buyer"]
    product = {"code": "P", "name": "传感器 sensor P", "unit": "个", "tracking": "lot"}
    show.product = manager.post(api("inventory", "/products"), product)
    who = {"code": "S1", "name": "上海元件厂 Shanghai Components"}
    show.supplier = buyer.post(api("inventory", "/suppliers"), who)


def buy_lot_a(show: Play) -> None:
    show.report.step(
        "采购员下单 500 件 P,单价 10.00;库存主管审核;仓库管理员收货,批次 L-A",
        "The buyer orders 500 of P at 10.00; the manager checks; the keeper receives lot L-A",
    )
    order = buy(show, "L-A", "500", "10.00")
    show.report.equal("采购价税合计", "gross of the purchase", order["gross"], decimal("5650.00"))
    stock = stock_of(show, "inventory_manager")
    expect = {"on_hand": decimal(500), "free": decimal(500), "value": decimal("5000.00")}
    show.report.equal("库存", "stock", stock, expect)


def buy_lot_b(show: Play) -> None:
    show.report.step(
        "收到 60 件批次 L-B,单价 12.00;Z 的 40 件从中预留",
        "60 of lot L-B arrive at 12.00; Z's 40 are reserved from it",
    )
    buy(show, "L-B", "60", "12.00")
    line = watch_line(
        show, "Z", lambda line: decimal(line["reserved"]) == 40, "Z's 40 are reserved"
    )
    show.report.equal("Z 已预留", "reserved for Z", line["reserved"], decimal(40))
    stock = stock_of(show, "inventory_manager")
    show.report.equal("P", "P", stock, {"free": decimal(20), "reserved": decimal(40)})


def buy(show: Play, lot: str, quantity: str, price: str) -> Thing:
    """Order, check, receive; remembers the lot."""
    line = {
        "product_id": show.product["id"],
        "quantity": quantity,
        "unit_price": price,
        "tax_rate": "0.13",
    }
    form = {"supplier_id": show.supplier["id"], "lines": [line]}
    order = show.company["buyer"].post(api("inventory", "/purchase-orders"), form)
    path = api("inventory", f"/purchase-orders/{order['id']}")
    show.company["inventory_manager"].post(path + "/check")
    receive(show, order, lot, quantity)
    show.lots[lot] = lot_named(show, lot)
    return order


def receive(show: Play, order: Thing, lot: str, quantity: str) -> Thing:
    arrived = {"order_line_id": order["lines"][0]["id"], "quantity": quantity, "lot": lot}
    form = {"purchase_order_id": order["id"], "lines": [arrived]}
    return show.company["warehouse_keeper"].post(api("inventory", "/receipts"), form)


def lot_named(show: Play, lot: str) -> Thing:
    """A lot of P by its number, as the list shows it."""
    found = show.company["inventory_manager"].get(
        api("inventory", "/lots"), product_id=show.product["id"]
    )
    return next(each for each in found["items"] if each["number"] == lot)


def lot_balance(show: Play, lot: str) -> Thing:
    """Where the pieces of a lot are."""
    path = api("inventory", f"/lots/{show.lots[lot]['id']}")
    return show.company["quality_engineer"].get(path)["balance"]


def stock_of(show: Play, role: str) -> Thing:
    """P's stock over all warehouses, with what the role may see of its value."""
    return show.company[role].get(api("inventory", f"/stock/{show.product['id']}"))


def watch_line(show: Play, letter: str, seen: Seen, what: str) -> Thing:
    """The one line of a customer's order, as soon as it is as it should become."""
    path = api("sales", f"/orders/{show.orders[letter]['id']}")
    order = watch(show.company["salesperson"], path, lambda found: seen(found["lines"][0]), what)
    show.orders[letter] = order
    return order["lines"][0]


def value_of_movements(show: Play) -> tuple[object, object]:
    """Σ quantity and Σ value of the whole ledger of P, page by page."""
    keeper, query = show.company["finance"], {"product_id": show.product["id"], "limit": 200}
    rows = eventually(
        "the ledger", lambda: keeper.get(api("inventory", "/movements"), **query)["items"]
    )
    return sum(decimal(row["quantity"]) for row in rows), sum(decimal(row["value"]) for row in rows)
