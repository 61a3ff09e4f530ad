"""Reading it all back: the closing numbers, the composed views, one department's own client."""

from .acts import Play, api, decimal, watch
from .client import Unexpected
from .goods import lot_balance, stock_of, value_of_movements


def read_the_closing_numbers(show: Play) -> None:
    show.report.step("结账核对", "The closing numbers")
    lot = lot_balance(show, "L-A")
    wanted = {
        "received": decimal(500),
        "free": decimal(154),
        "held": decimal(0),
        "quarantined": decimal(0),
        "with_customers": decimal(344),
        "scrapped": decimal(2),
    }
    show.report.equal("L-A 平衡", "L-A's balance", lot, wanted)
    stock = stock_of(show, "finance")
    wanted = {"on_hand": decimal(194), "free": decimal(154), "reserved": decimal(40)}
    show.report.equal("P 结存", "P on hand", stock, wanted)
    show.report.equal("P 金额", "worth", stock["value"], decimal("2048.57"))
    average = decimal(stock["average"]).quantize(decimal("0.0001"))
    show.report.equal("P 均价", "average", average, decimal("10.5596"))
    quantity, value = value_of_movements(show)
    show.report.equal("Σ 流水数量 = 结存", "Σ ledger quantity = on hand", quantity, decimal(194))
    show.report.equal(
        "Σ 流水金额 = 库存金额", "Σ ledger value = stock value", value, decimal("2048.57")
    )
    margin = x_margin(show)
    show.report.equal("X 毛利", "X's margin", margin["margin"], decimal("1272.57"))
    after = margin["margin_after_quality"]
    show.report.equal("扣质量成本后", "after quality cost", after, decimal("1252.57"))


def x_margin(show: Play) -> dict[str, object]:
    """X's line of the margin report, once the case's cost has come back into it."""
    path = api("sales", f"/reports/margins?customer_id={show.customers['X']['id']}")

    def booked(report: dict[str, list[dict[str, object]]]) -> bool:
        return bool(report["items"]) and decimal(report["items"][0]["quality_cost"]) == 20

    return watch(show.company["sales_manager"], path, booked, "the case's cost is X's")["items"][0]


def read_customer_360(show: Play) -> None:
    show.report.step("管理层查看客户 360", "The executive reads customer 360")
    view = show.company["executive"].get(f"/api/v1/views/customers/{show.customers['X']['id']}")
    missing = [
        name for name, part in view.items() if isinstance(part, dict) and not part["available"]
    ]
    show.report.equal("缺失部分", "missing parts", missing, [])
    found = {
        name: len(view[name]["data"]["items"])
        for name in ("orders", "deliveries", "returns", "cases")
    }
    wanted = {"orders": 2, "deliveries": 2, "returns": 1, "cases": 1}
    show.report.equal("X 的单据", "X's documents", found, wanted)
    margin = view["margin"]["data"]["items"][0]["margin_after_quality"]
    show.report.equal("客户 360 毛利", "its margin", margin, decimal("1252.57"))


def read_the_trace(show: Play) -> None:
    show.report.step(
        "管理层追溯:销售 ↔ 批次 ↔ 收货 ↔ 退货 ↔ 案件",
        "The executive traces sale ↔ lot ↔ receipt ↔ return ↔ case",
    )
    executive, order = show.company["executive"], show.orders["X"]["id"]
    view = executive.get("/api/v1/views/trace", order_id=order)
    lots = [lot["trace"]["data"] for lot in view["lots"] if lot["trace"]["available"]]
    if not lots:
        raise Unexpected(f"the trace shows no lot: {view}")
    show.report.equal("批次", "lots", [lot["number"] for lot in lots], ["L-A"])
    suppliers = [receipt["supplier_name"] for receipt in lots[0]["receipts"]]
    show.report.equal("供应商", "received from", suppliers, [show.supplier["name"]])
    bought = {row["customer_id"] for row in lots[0]["customers"]}
    wanted = {show.customers["X"]["id"], show.customers["Y"]["id"]}
    show.report.equal("客户 X、Y", "sold to X and Y", bought == wanted, True)
    show.report.equal("追溯平衡", "its balance", lots[0]["balance"], {"scrapped": decimal(2)})
    cases = [case["number"] for lot in view["lots"] for case in lot["cases"]["data"]]
    show.report.equal("案件", "cases", cases, [show.case["number"]])
    returns = [document["id"] for document in view["returns"]]
    show.report.equal("退货", "returns", returns, [show.returned["id"]])


def call_a_service_directly(show: Play) -> None:
    show.report.step(
        "各部门自己的客户端以服务令牌直接调用本部门的服务",
        "Each department's own client calls its service directly with a service token",
    )
    for service, role, path in DIRECT:
        client = show.company.client_of(role, service)
        count = len(client.get(path)["items"])
        show.report.equal(f"{service} 直接应答", f"{service} answers directly", count > 0, True)


DIRECT = (
    ("customer", "info_specialist", "/customers"),
    ("inventory", "warehouse_keeper", "/stock"),
    ("sales", "finance", "/orders"),
    ("quality", "quality_manager", "/cases"),
)
"""One call per service: who reads what."""
