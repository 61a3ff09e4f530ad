"""Selling: orders are drafted, confirmed and posted; inventory issues, sales books what it was."""

from .acts import PRICE, RATE, Play, Seen, Thing, api, decimal, once_known, watch
from .client import eventually
from .goods import stock_of, watch_line

PLACE = {
    "delivery_address": "上海市码头路 1 号",
    "consignee": "赵敏",
    "consignee_phone": "021-5550",
}


def sell_to_x_and_y(show: Play) -> None:
    show.report.step(
        "销售员确认并过账:X 200 件、Y 150 件,单价 16.00;库存从 L-A 出库",
        "The salesperson confirms and posts 200 to X and 150 to Y at 16.00; L-A is issued",
    )
    for letter, quantity in (("X", "200"), ("Y", "150")):
        show.orders[letter] = sell(show, letter, quantity)
        show.deliveries[letter] = delivered(show, letter)
    x, y = show.deliveries["X"], show.deliveries["Y"]
    lots = [[lot["lot"], lot["quantity"]] for each in (x, y) for lot in each["lines"][0]["lots"]]
    show.report.equal("出库批次", "lots issued", [lot for lot, _ in lots], ["L-A", "L-A"])
    show.report.equal("X 成本单价", "X unit cost", x["lines"][0]["cost_price"], decimal("10.00"))
    show.report.equal("X 成本", "X cost", x["cost"], decimal("2000.00"))
    show.report.equal("X 毛利", "X margin", x["margin"], decimal("1200.00"))
    show.report.equal("Y 毛利", "Y margin", y["margin"], decimal("900.00"))
    show.report.equal("X 应收", "X receivable", receivable(show, "X")["gross"], decimal("3616.00"))
    seen = show.company["salesperson"].get(api("sales", f"/deliveries/{x['id']}"))
    show.report.equal("销售员看不到成本", "the salesperson sees no cost", "cost" in seen, False)
    for role, told in (("warehouse_keeper", PLACE), ("quality_engineer", {})):
        seen = show.company[role].get(api("sales", f"/deliveries/{x['id']}"))
        place = {name: seen[name] for name in PLACE if name in seen}
        show.report.equal(f"{role} 所见送货地址", f"{role}'s address to ship to", place, told)


def reserve_for_z(show: Play) -> None:
    show.report.step(
        "销售员确认 Z 的 40 件(不过账):库存为其预留",
        "The salesperson confirms 40 for Z without posting: they are reserved",
    )
    show.orders["Z"] = confirm(show, draft(show, "Z", "40"))
    line = watch_line(show, "Z", lambda line: decimal(line["reserved"]) == 40, "40 reserved for Z")
    show.report.equal("Z 已预留", "reserved for Z", line["reserved"], decimal(40))
    expect = {"on_hand": decimal(150), "free": decimal(110), "reserved": decimal(40)}
    show.report.equal("P", "P", stock_of(show, "inventory_manager"), expect)


def sell_lot_b_to_x(show: Play) -> None:
    show.report.step("再售 X 20 件,自 L-B 出库", "20 more are sold to X, from L-B")
    show.orders["X2"] = sell(show, "X", "20")
    second = delivered(show, "X2")
    show.deliveries["X2"] = second
    show.report.equal("批次", "lot", second["lines"][0]["lots"][0]["lot"], "L-B")
    show.report.equal(
        "移动平均成本", "cost at the moving average", second["cost"], decimal("211.43")
    )


def draft(show: Play, letter: str, quantity: str, lot: str | None = None) -> Thing:
    """A draft order of P for a customer."""
    line = {
        "product_id": show.product["id"],
        "quantity": quantity,
        "price": PRICE,
        "tax_rate": RATE,
    }
    form = PLACE | {
        "customer_id": show.customers[letter]["id"],
        "lines": [line | ({"lot": lot} if lot else {})],
    }
    path = api("sales", "/orders")
    return once_known(show.company["salesperson"], path, form, "sales knows customer and product")


def confirm(show: Play, order: Thing) -> Thing:
    return show.company["salesperson"].post(api("sales", f"/orders/{order['id']}/confirm"))


def sell(show: Play, letter: str, quantity: str) -> Thing:
    """Draft, confirm, post."""
    order = confirm(show, draft(show, letter, quantity))
    return show.company["salesperson"].post(api("sales", f"/orders/{order['id']}/post"))


def delivered(show: Play, letter: str) -> Thing:
    """The one delivery of an order, as finance sees it, once inventory has issued."""
    query = {"order_id": show.orders[letter]["id"]}
    finance = show.company["finance"]
    path = api("sales", "/deliveries")
    head = eventually(f"order {letter} is delivered", lambda: finance.get(path, **query)["items"])[
        0
    ]
    return finance.get(api("sales", f"/deliveries/{head['id']}"))


def receivable(show: Play, letter: str) -> Thing:
    query = {"delivery_id": show.deliveries[letter]["id"]}
    path = api("sales", "/receivables")
    return eventually(
        "the receivable", lambda: show.company["finance"].get(path, **query)["items"]
    )[0]


def watch_order(show: Play, letter: str, seen: Seen, what: str) -> Thing:
    path = api("sales", f"/orders/{show.orders[letter]['id']}")
    return watch(show.company["salesperson"], path, seen, what)
