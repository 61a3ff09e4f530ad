"""What else the loop must hold: short stock, a credit hold, a department that is down."""

from collections.abc import Callable

from .acts import Play, api, decimal
from .client import eventually
from .goods import buy
from .sales import confirm, delivered, draft, sell, watch_order


def sell_more_than_there_is(show: Play) -> None:
    show.report.step(
        "Y 过账 300 件而库存不足:有多少发多少,其余缺货待补,到货后按队列补发",
        "Y's order of 300 finds too little: what there is is issued, the rest when goods arrive",
    )
    show.orders["Y2"] = sell(show, "Y", "300")
    order = watch_order(show, "Y2", lambda order: order["fulfilment"] == "part", "154 are issued")
    line = {"delivered": decimal(154), "backordered": decimal(146)}
    show.report.equal("先发", "issued first", order["lines"][0], line)
    buy(show, "L-C", "200", "11.00")
    order = watch_order(
        show, "Y2", lambda order: order["fulfilment"] == "all", "the rest is issued"
    )
    line = {"delivered": decimal(300), "backordered": decimal(0)}
    show.report.equal("到货补发", "issued when goods arrived", order["lines"][0], line)


def release_a_credit_hold(show: Play) -> None:
    show.report.step(
        "Z 的订单超过额度被信用挂起;财务填写理由放行",
        "Z's order is over its limit and held; finance releases it with a reason",
    )
    seller, order = show.company["salesperson"], draft(show, "Z", "300")
    path = api("sales", f"/orders/{order['id']}")
    answer = seller.refused(409, "POST", path + "/confirm")
    show.report.refused("超过额度", "over the limit", answer.status, answer.code)
    hold = api("sales", f"/credit-holds/{answer.json['credit_hold_id']}/release")
    answer = seller.refused(403, "POST", hold, {"reason": "?"})
    show.report.refused(
        "销售员不能放行", "the salesperson can't release", answer.status, answer.code
    )
    show.company["finance"].post(hold, {"reason": "已收预付款承诺 advance promised in writing"})
    show.report.equal("放行后确认", "confirmed then", confirm(show, order)["status"], "confirmed")
    seller.post(path + "/cancel", {"reason": "客户改期 postponed by the customer"})


def sell_while_inventory_is_down(
    show: Play, down: Callable[[], None], up: Callable[[], None]
) -> None:
    show.report.step(
        "库存服务停机时过账:照样受理;恢复后出库一次",
        "A sale is posted while inventory is down: accepted, and issued once when it is back",
    )
    down()
    show.orders["X3"] = sell(show, "X", "10")
    show.report.equal("受理", "accepted", show.orders["X3"]["status"], "posted")
    show.report.equal("尚未发货", "nothing yet", show.orders["X3"]["fulfilment"], "none")
    up()
    show.deliveries["X3"] = delivered(show, "X3")
    watch_order(show, "X3", lambda order: order["fulfilment"] == "all", "it is issued")
    query = {"order_id": show.orders["X3"]["id"]}
    path = api("sales", "/deliveries")
    count = eventually("deliveries", lambda: show.company["finance"].get(path, **query)["items"])
    show.report.equal("出库次数", "issued times", len(count), 1)
