"""Whatever people do, and however often and in whatever order the facts arrive, the books agree."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from operations.processes import ROOT
from operations.reconcile.command import reconcile
from tests.support.town import APPROVED, Town

LOTS = ("L-A", "L-B", "L-C")
RETURNED = {"phase": "after_sales", "severity": "general", "reason": "noise"}
OUTCOMES = ("credit", "credit", "credit", "replacement", "repair", "refused")
FAULTS = (None, None, "confirmed", "no_fault", "misuse", "commercial")
DISPOSITIONS = ("restock", "rework", "scrap", "to_supplier", "to_customer")


class Day:
    """People who do one thing after another by chance; half of it is refused, none of it may fail."""

    def __init__(self, town: Town, chance: Random) -> None:
        self.town, self.chance = town, chance
        self.customers = [town.customer(name, limit="900.00") for name in ("X", "Y")]
        self._credit_after_verdict(self.customers[1])
        self.untracked = self._untracked()
        self.products = [town.product("P"), town.product("Q"), self.untracked]
        self.supplier = town.do("inventory", "buyer", "/suppliers", {"code": "S", "name": "S"})
        plan = {"product_id": self.products[1]["id"], "aql": "1.0", "accept_on_zero": True}
        town.do("inventory", "quality_engineer", "/inspection-plans", plan)
        house = town.see("inventory", "warehouse_keeper", "/warehouses", is_default="true")
        second = {"code": "W2", "name": "W2"}
        second = town.do("inventory", "inventory_manager", "/warehouses", second)
        self.places = [house["items"][0]["id"], second["id"]]

    def go_on(self, steps: int) -> None:
        doing: list[Callable[[], Any]] = [self.buy] * 2 + [self.sell] * 4 + [self.take_back] * 3
        doing += [self.cancel] * 3 + [self.work_on_case] * 5 + [self.end_hold] * 2
        doing += [self.post, self.use, self.count, self.decide, self.settle]
        doing += [self.inspect, self.transfer, self.take_stock]
        for _ in range(steps):
            self.chance.choice(doing)()
            if self.chance.random() < 0.6:
                self.town.carry(times=self.chance.choice((1, 2)), shuffle=self.chance)
        self.town.carry(shuffle=self.chance)

    def buy(self) -> None:
        product, quantity = self.chance.choice(self.products), str(self.chance.randint(1, 30))
        price = self.chance.choice(("3.333333", "10", "7.77"))
        line = {"product_id": product["id"], "quantity": quantity, "unit_price": price}
        form = {"supplier_id": self.supplier["id"], "lines": [line]}
        order = self.try_("inventory", "buyer", "/purchase-orders", form)
        self.try_("inventory", "inventory_manager", f"/purchase-orders/{order['id']}/check")
        got = {"order_line_id": order["lines"][0]["id"], "quantity": quantity}
        got["lot"] = self._lot(product)
        receipt = {"purchase_order_id": order["id"], "lines": [got]}
        self.try_("inventory", "warehouse_keeper", "/receipts", receipt)

    def sell(self) -> None:
        lines = [self._wanted() for _ in range(self.chance.randint(1, 3))]
        mode = self.chance.choice(("included", "excluded"))
        form = {"customer_id": self.chance.choice(self.customers)["id"], "price_mode": mode}
        order = self.try_("sales", "salesperson", "/orders", form | {"lines": lines})
        for verb in self.chance.choice((["confirm"], ["post"], ["confirm", "post"])):
            path = f"/orders/{order['id']}/{verb}"
            answer = self.try_("sales", "salesperson", path)
            if answer.get("code") == "credit_held" and self.chance.random() < 0.5:
                hold = f"/credit-holds/{answer['credit_hold_id']}/release"
                self.try_("sales", "finance", hold, {"reason": "advance"})
                self.try_("sales", "salesperson", path)

    def post(self) -> None:
        self._on_some("sales", "sales_manager", "/orders", "post", status="confirmed")

    def cancel(self) -> None:
        self._on_some("sales", "sales_manager", "/orders", "cancel", {"reason": "postponed"})

    def take_back(self) -> None:
        delivery = self._some("sales", "sales_manager", "/deliveries")
        if delivery:
            line = self.chance.choice(delivery["lines"])
            quantity = self.chance.choice((line["quantity"], "1", "0.5"))
            returned = [{"delivery_line_id": line["id"], "quantity": quantity}]
            returned[0]["outcome"] = self.chance.choice(OUTCOMES)
            self.try_("sales", "service_agent", "/returns", RETURNED | {"lines": returned})

    def decide(self) -> None:
        returned = self._some("sales", "sales_manager", "/returns")
        if returned:
            line = {"return_line_id": returned["lines"][0]["id"]}
            lines = [line | {"outcome": self.chance.choice(OUTCOMES)}]
            form = {"reason": "agreed", "lines": lines}
            self.try_("sales", "sales_manager", f"/returns/{returned['id']}/decide", form)

    def settle(self) -> None:
        customer = self.chance.choice(self.customers)["id"]
        self.try_("sales", "finance", "/settlements/automatic", {"customer_id": customer})

    def work_on_case(self) -> None:
        case = self._some("quality", "quality_engineer", "/cases")
        if not case:
            return
        steps = {
            "contain": {},
            "causes": {"kind": "escape", "text": "missed"},
            "reply": {"text": "replaced"},
            "verdict": self._verdict(case),
            "close": {"summary": "done"},
        }
        verb = "contain" if case["status"] == "opened" else self.chance.choice(list(steps))
        role = "quality_manager" if verb == "close" else "quality_engineer"
        self.try_("quality", role, f"/cases/{case['id']}/{verb}", steps[verb])

    def end_hold(self) -> None:
        sorted_good = {"ground": "sorted", "quantity": "1", "record": "S-1", "clean_point": "now"}
        ending = self.chance.choice(({"ground": "no_fault"}, sorted_good)) | {"reason": "good"}
        self._on_some("quality", "quality_manager", "/holds", "end", ending)

    def use(self) -> None:
        product = self.chance.choice(self.products)
        form = {"product_id": product["id"], "quantity": "1.5", "reason": "sample"}
        self.try_("inventory", "warehouse_keeper", "/issues", form)

    def count(self) -> None:
        product = self.chance.choice(self.products)
        form = {"product_id": product["id"], "lot": self._lot(product), "reason": "counted"}
        form["quantity"] = self.chance.choice(("-1", "-3", "2", "0.001"))
        proposed = self.try_("inventory", "warehouse_keeper", "/adjustments", form)
        if "id" in proposed:
            path = f"/adjustments/{proposed['id']}/approve"
            self.try_("inventory", "inventory_manager", path, {"unit_cost": "1.11"})

    def inspect(self) -> None:
        lot = self._some("inventory", "inspector", "/inspections")
        if lot:
            found = {"defects": self.chance.choice(([], [{"code": "CRACK", "quantity": 1}]))}
            part = {"reason": "cracked", "quantity": self.chance.choice(("0.5", lot["left"]))}
            path = f"/inspections/{lot['id']}/"
            self.try_("inventory", "inspector", path + "start")
            self.try_("inventory", "inspector", path + "complete", found)
            self.try_("inventory", "inspector", path + "sort", part)
            self.try_("inventory", "inventory_manager", path + "scrap", part)

    def transfer(self) -> None:
        places = self.chance.sample(self.places, 2)
        product = self.chance.choice(self.products)
        line = {"product_id": product["id"], "quantity": str(self.chance.randint(1, 5))}
        form = {"from_id": places[0], "to_id": places[1], "lines": [line]}
        drafted = self.try_("inventory", "warehouse_keeper", "/transfers", form)
        path = f"/transfers/{drafted['id']}/"
        shipped = self.try_("inventory", "warehouse_keeper", path + "ship")
        if "lines" in shipped and self.chance.random() < 0.8:
            came = {"line_id": shipped["lines"][0]["id"], "quantity": "1"}
            self.try_("inventory", "inventory_manager", path + "receive", {"lines": [came]})
            verb = self.chance.choice(("receive", "send-back"))
            self.try_("inventory", "inventory_manager", path + verb, {})

    def take_stock(self) -> None:
        keeper = ("inventory", "warehouse_keeper")
        form = {"product_ids": [self.chance.choice(self.products)["id"]]}
        self.try_(*keeper, "/stocktakes", form)
        self._on_some(*keeper, "/stocktakes", "start")
        sheet = self._some(*keeper, "/stocktakes", status="counting")
        if sheet:
            path = f"/stocktakes/{sheet['id']}"
            lines = self.town.see(*keeper, path + "/lines")["items"]
            counted = [{"line_id": line["id"], "counted": "4"} for line in lines[:1]]
            self.try_(*keeper, path + "/counts", {"counts": counted})
            self.try_(*keeper, path + "/finish", {"leave_uncounted": True})
            self.try_("inventory", "inventory_manager", path + "/approve", {})

    def try_(self, service: str, role: str, path: str, form: Any = None) -> Any:
        answer = self.town.as_(service, role).post(path, form)
        assert answer.status_code < 500, (path, form, answer.json)
        return answer.json

    def _some(self, service: str, role: str, path: str, **where: str) -> Any:
        items = self.town.see(service, role, path, limit=200, **where)["items"]
        chosen = self.chance.choice(items) if items else None
        return chosen and self.town.see(service, role, f"{path}/{chosen['id']}")

    def _on_some(
        self, service: str, role: str, path: str, verb: str, form: Any = None, **where: str
    ) -> None:
        thing = self._some(service, role, path, **where)
        if thing:
            self.try_(service, role, f"{path}/{thing['id']}/{verb}", form)

    def _verdict(self, case: dict[str, Any]) -> dict[str, Any]:
        items = [
            {"return_line_id": piece["return_line_id"], "lot_id": piece["lot_id"]}
            | {"kind": self.chance.choice(DISPOSITIONS), "fault": self.chance.choice(FAULTS)}
            | {"quantity": self.chance.choice((piece["quantity"], "0.5", "1"))}
            for piece in case["pieces"]
        ]
        return {"items": items, "finding": "looked at"}

    def _wanted(self) -> dict[str, Any]:
        return {
            "product_id": self.chance.choice(self.products)["id"],
            "quantity": str(self.chance.randint(1, 15)),
            "price": self.chance.choice(("16", "3.333333", "0.01")),
            "discount": self.chance.choice(("0", "0.01")),
            "lot": self.chance.choice((None, None, "L-A", "L-B")),
        }

    def _lot(self, product: dict[str, Any]) -> str | None:
        return None if product is self.untracked else self.chance.choice(LOTS)

    def _untracked(self) -> dict[str, Any]:
        form = {"code": "U", "name": "U", "unit": "pcs", "tracking": "none"}
        return self.town.do("inventory", "buyer", "/products", form)

    def _credit_after_verdict(self, customer: dict[str, Any]) -> None:
        path, desk = f"/customers/{customer['id']}", self.town.as_("customer", "info_specialist")
        version = desk.get(path).json["version"]
        desk.patch(path, {"return_credit": "after_verdict"}, version=version)
        self.town.do("customer", "info_specialist", path + "/submit")
        self.town.do("customer", "info_supervisor", path + "/examine", APPROVED)
        self.town.do("customer", "archivist", path + "/recheck", APPROVED)


@pytest.mark.both_databases
@pytest.mark.parametrize("seed", [2, 3])
def test_after_any_day_the_self_check_finds_nothing(service_door, seed):
    town = Town(service_door)
    Day(town, Random(seed)).go_on(80)
    assert [reason for door in town.doors.values() for reason in door.inbox("dead")] == []
    report = reconcile(town.urls(), ROOT / "contracts")
    assert [str(line) for line in report.differences] == []
    assert report.in_flight == []
