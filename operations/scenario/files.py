"""Act one: three customers are filed and signed by three people, and so are their limits."""

from .acts import Play, Thing, api, watch

LIMITS = {"X": "20000.00", "Y": "20000.00", "Z": "5000.00"}
NAMES = {
    "X": ("华东机械有限公司", "浙江"),
    "Y": ("北方汽车配件有限公司", "辽宁"),
    "Z": ("南方电器有限公司", "广东"),
}
CREDIT_CODES = {"X": "91330100MA27XW8A9C", "Y": "91210100MA0P4C2J5T", "Z": "91440101MA59A7HT0X"}
APPROVED = {"approve": True, "comment": "同意 agreed"}


def file_customers(show: Play) -> None:
    show.report.step(
        "信息专员登记客户 X、Y、Z 并提交;主管审核,档案管理员复核",
        "The specialist files customers X, Y, Z; the supervisor examines, the archivist re-checks",
    )
    for letter in NAMES:
        show.customers[letter] = file_customer(show, letter)
        state = show.customers[letter]["filing"]
        show.report.equal(f"客户 {letter} 建档", f"customer {letter} filed", state, "approved")


def file_customer(show: Play, letter: str) -> Thing:
    """Registered, completed (what nobody knows is answered 无), submitted, signed twice."""
    specialist = show.company["info_specialist"]
    form = {
        "type": "enterprise",
        "name": NAMES[letter][0],
        "terms_kind": "days",
        "terms_days": 30,
        "owner_id": show.company["salesperson"].id,
        "department": "sales",
    }
    filed = specialist.post(api("customer", "/customers"), form)
    path = api("customer", f"/customers/{filed['id']}")
    answers = {"none": filed["missing"]}
    specialist.ask("PATCH", path, answers, **{"If-Match": f'"{filed["version"]}"'})
    specialist.post(path + "/submit")
    show.company["info_supervisor"].post(path + "/examine", APPROVED)
    return show.company["archivist"].post(path + "/recheck", APPROVED)


def set_limits(show: Play) -> None:
    show.report.step(
        "信息专员申请信用额度;主管审核,财务复核",
        "The specialist proposes credit limits; the supervisor examines, finance re-checks",
    )
    for letter, limit in LIMITS.items():
        sign_limit(show, letter, limit)
        account = watch(
            show.company["salesperson"],
            api("sales", f"/credit-accounts/{show.customers[letter]['id']}"),
            lambda found: found["limit"] is not None,
            f"sales knows {letter}'s limit",
        )
        show.report.equal(
            f"销售服务已知 {letter} 的额度",
            f"sales knows {letter}'s limit",
            account["limit"],
            limit,
        )


def sign_limit(show: Play, letter: str, limit: str) -> None:
    customer = api("customer", f"/customers/{show.customers[letter]['id']}")
    wish = {"limit": limit, "rating": "A", "reason": "年度合同 annual contract"}
    proposal = show.company["info_specialist"].post(customer + "/credit-proposals", wish)
    path = api("customer", f"/credit-proposals/{proposal['id']}")
    show.company["info_supervisor"].post(path + "/examine", APPROVED)
    show.company["finance"].post(path + "/recheck", APPROVED)
