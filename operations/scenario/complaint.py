"""What paper leaves open: a return opens a case, the case holds the lot, its cost comes back."""

from .acts import Play, Thing, api, decimal, watch
from .client import Answer, eventually
from .goods import lot_balance, watch_line
from .sales import draft, watch_order


def take_goods_back(show: Play) -> None:
    show.report.step(
        "X 退回 6 件(售后,一般):贷项通知、隔离、自动立案",
        "X returns 6 (after-sales, general): credit note, quarantine, and a case by itself",
    )
    line = {"delivery_line_id": show.deliveries["X"]["lines"][0]["id"], "quantity": "6"}
    form = {
        "phase": "after_sales",
        "severity": "general",
        "reason": "信号漂移 signal drifts",
        "lines": [line],
    }
    show.returned = show.company["service_agent"].post(api("sales", "/returns"), form)
    note = credit_note(show)
    amounts = {"net": decimal("96.00"), "tax": decimal("12.48"), "gross": decimal("108.48")}
    show.report.equal("贷项通知", "credit note", note, amounts)
    show.case = case_of(show)
    wanted = {
        "customer_id": show.customers["X"]["id"],
        "product_id": show.product["id"],
        "lot": "L-A",
        "return_id": show.returned["id"],
        "severity": "general",
        "status": "opened",
    }
    show.report.equal(
        "案件已带客户、商品、批次", "the case knows customer, product, lot", show.case, wanted
    )
    delivery = show.case["entry"]["delivery_number"]
    show.report.equal(
        "案件已带发货单", "and the delivery", delivery, show.deliveries["X"]["number"]
    )
    quarantined = eventually(
        "6 in quarantine", lambda: decimal(lot_balance(show, "L-A")["quarantined"]) == 6
    )
    show.report.equal("隔离 6 件", "6 in quarantine", quarantined, True)


def contain_the_lot(show: Play) -> None:
    show.report.step(
        "质量工程师遏制:L-A 冻结,Z 的预留释放,受影响客户列出",
        "The engineer contains: L-A is held, Z un-reserved, the affected are listed",
    )
    places = ("customer", "transit", "finished_goods", "work_in_progress", "supplier")
    told = [
        {"place": place, "answer": "none", "owner": "朱军", "effective": True} for place in places
    ]
    form = {"holds": [{"lot_id": show.lots["L-A"]["id"]}], "locations": told}
    show.company["quality_engineer"].post(case_path(show, "/contain"), form)
    line = watch_line(show, "Z", lambda line: decimal(line["reserved"]) == 0, "Z is un-reserved")
    show.report.equal("Z 预留释放", "Z un-reserved", line["reserved"], decimal(0))
    order = watch_order(show, "Z", lambda order: order["attention"], "Z's order is flagged")
    flag = {"attention": "lot_held", "attention_case_number": show.case["number"]}
    show.report.equal("Z 的销售单标记", "Z's order is flagged", order, flag)
    show.case = watch(
        show.company["quality_engineer"],
        case_path(show),
        lambda case: case["holds"] and case["holds"][0]["balance"],
        "inventory answered the hold",
    )
    names = [row["customer_id"] for row in show.case["affected_customers"]]
    show.report.equal(
        "受影响客户含 Y", "Y is listed as affected", show.customers["Y"]["id"] in names, True
    )
    balance = {
        "received": decimal(500),
        "free": decimal(0),
        "reserved": decimal(0),
        "held": decimal(150),
        "quarantined": decimal(6),
        "with_customers": decimal(344),
    }
    show.report.equal("批次平衡", "the lot's balance", show.case["holds"][0]["balance"], balance)


def refuse_an_order_naming_the_held_lot(show: Play) -> None:
    show.report.step(
        "指名 L-A 的订单被拒,并说明案件号",
        "An order naming L-A is refused with the case number",
    )
    answer = eventually("sales refuses the held lot", lambda: _refused_for_its_lot(show))
    show.report.refused("销售拒绝", "sales refuses", answer.status, answer.code)
    named = show.case["number"] in answer.json["detail"]
    show.report.equal("拒绝理由含案件号", f"it names {show.case['number']}", named, True)


def _refused_for_its_lot(show: Play) -> Answer | None:
    """The refusal, or None while sales' copy of the lot is older than the hold."""
    seller = show.company["salesperson"]
    order = draft(show, "Y", "1", lot="L-A")
    path = api("sales", f"/orders/{order['id']}")
    answer = seller.ask("POST", path + "/confirm")
    if answer.code == "lot_held":
        return answer
    seller.post(path + "/cancel", {"reason": "批次冻结 lot held"})
    return None


def judge_the_returned_goods(show: Play) -> None:
    show.report.step(
        "短流程:原因、回复、判定 4 件入库 2 件报废",
        "The short path: causes, reply, verdict 4 to restock and 2 to scrap",
    )
    engineer = show.company["quality_engineer"]
    for kind, text in (
        ("occurrence", "焊点虚焊 cold solder joint"),
        ("escape", "终检未测温漂 drift not tested"),
    ):
        engineer.post(case_path(show, "/causes"), {"kind": kind, "text": text})
    engineer.post(case_path(show, "/reply"), {"text": "已隔离并更换 contained and replaced"})
    piece = {"return_line_id": show.returned["lines"][0]["id"], "lot_id": show.lots["L-A"]["id"]}
    items = [
        piece | {"kind": "restock", "quantity": "4"},
        piece | {"kind": "scrap", "quantity": "2"},
    ]
    form = {"items": items, "finding": "2 件虚焊 two cold joints, four good"}
    engineer.post(case_path(show, "/verdict"), form)
    show.case = watch(
        engineer,
        case_path(show),
        lambda case: (
            case["dispositions"] and all(row["disposed_at"] for row in case["dispositions"])
        ),
        "inventory carried the verdict out",
    )
    cost = watch(
        show.company["quality_manager"],
        case_path(show),
        lambda case: decimal(case["cost"] or 0) == 20,
        "the scrap is booked on the case",
    )["cost"]
    show.report.equal("案件质量成本", "cost of the case", cost, decimal("20.00"))


def close_the_case(show: Play) -> None:
    show.report.step(
        "质量经理关闭案件,冻结解除", "The quality manager closes the case; the hold ends"
    )
    form = {"summary": "原因已查明 cause found and answered"}
    closed = show.company["quality_manager"].post(case_path(show, "/close"), form)
    show.report.equal("案件状态", "status", closed["status"], "closed")
    free = eventually("L-A is free", lambda: decimal(lot_balance(show, "L-A")["held"]) == 0)
    show.report.equal("L-A 解冻", "L-A is not held any more", free, True)


def case_of(show: Play) -> Thing:
    """The one case of the one return line."""
    engineer, query = show.company["quality_engineer"], {"return_id": show.returned["id"]}
    path = api("quality", "/cases")
    heads = eventually("the case", lambda: engineer.get(path, **query)["items"])
    show.report.equal("案件数", "cases opened", len(heads), 1)
    return engineer.get(api("quality", f"/cases/{heads[0]['id']}"))


def case_path(show: Play, verb: str = "") -> str:
    return api("quality", f"/cases/{show.case['id']}{verb}")


def credit_note(show: Play) -> Thing:
    query = {"return_id": show.returned["id"]}
    path = api("sales", "/credit-notes")
    return eventually(
        "the credit note", lambda: show.company["finance"].get(path, **query)["items"]
    )[0]
