"""The four services in one process, their facts carried by hand: as shuffled and repeated as a test likes."""

from collections.abc import Callable
from random import Random
from typing import Any

from operations.layout import SERVICES as SERVICES
from tests.support.door import Caller, ServiceDoor

APPROVED = {"approve": True, "comment": "agreed"}


class Town:
    """Every service behind its door. `carry` moves what was stated to whoever subscribes to it."""

    def __init__(self, door: Callable[[str], ServiceDoor]) -> None:
        self.doors = {name: door(name) for name in SERVICES}
        self._carried = dict.fromkeys(SERVICES, 0)
        self.log: list[dict[str, Any]] = []

    def as_(self, service: str, role: str) -> Caller:
        return self.doors[service].as_(role)

    def carry(self, times: int = 1, shuffle: Random | None = None) -> None:
        """Deliver until nobody states anything new; each fact `times` times, in any order."""
        while fresh := self.fresh():
            self.log += fresh
            traffic = fresh * times
            if shuffle:
                shuffle.shuffle(traffic)
            for door in self.doors.values():
                wanted = [fact for fact in traffic if fact["type"] in _types(door)]
                if wanted:
                    door.deliver(*wanted)

    def deliver_again(self, times: int, shuffle: Random) -> None:
        """Everything that was ever stated, again."""
        traffic = self.log * times
        shuffle.shuffle(traffic)
        for door in self.doors.values():
            for start in range(0, len(traffic), 50):
                window = [f for f in traffic[start : start + 50] if f["type"] in _types(door)]
                if window:
                    door.deliver(*window)

    def urls(self) -> dict[str, str]:
        return {name: door.database.url for name, door in self.doors.items()}

    def fresh(self) -> list[dict[str, Any]]:
        """What was stated since the last time, for the caller to deliver as he likes."""
        fresh = []
        for name, door in self.doors.items():
            stated = door.envelopes(skipping=self._carried[name])
            self._carried[name] += len(stated)
            fresh += stated
        return fresh

    # -- what people do -----------------------------------------------------------------------

    def do(self, service: str, role: str, path: str, body: Any = None) -> Any:
        """POST that must succeed, and everything it sets off."""
        answer = self.as_(service, role).post(path, body)
        assert answer.status_code < 300, (path, answer.json)
        self.carry()
        return answer.json

    def change(self, service: str, role: str, path: str, form: Any, version: int) -> Any:
        """PATCH that must succeed, and everything it sets off."""
        answer = self.as_(service, role).patch(path, form, version=version)
        assert answer.status_code == 200, (path, answer.json)
        self.carry()
        return answer.json

    def see(self, service: str, role: str, path: str, **query: Any) -> Any:
        answer = self.as_(service, role).get(path, **query)
        assert answer.status_code == 200, (path, answer.json)
        return answer.json

    def customer(self, name: str, limit: str = "100000.00") -> dict[str, Any]:
        """A file signed by three people, with a credit limit."""
        form = {
            "type": "enterprise",
            "name": name,
            "terms_kind": "days",
            "terms_days": 30,
            "owner_id": str(self.doors["sales"].user_id("salesperson")),
            "department": "sales",
        }
        filed = self.do("customer", "info_specialist", "/customers", form)
        path = f"/customers/{filed['id']}"
        specialist = self.as_("customer", "info_specialist")
        specialist.patch(path, {"none": filed["missing"]}, version=filed["version"])
        self.do("customer", "info_specialist", path + "/submit")
        self.do("customer", "info_supervisor", path + "/examine", APPROVED)
        self.do("customer", "archivist", path + "/recheck", APPROVED)
        wish = {"limit": limit, "rating": "A", "reason": "contract"}
        proposal = self.do("customer", "info_specialist", path + "/credit-proposals", wish)
        path = f"/credit-proposals/{proposal['id']}"
        self.do("customer", "info_supervisor", path + "/examine", APPROVED)
        self.do("customer", "finance", path + "/recheck", APPROVED)
        return filed

    def product(self, code: str, **told: Any) -> dict[str, Any]:
        form = {"code": code, "name": code, "unit": "pcs", "tracking": "lot", "tax_rate": "0.13"}
        return self.do("inventory", "buyer", "/products", form | told)

    def receive(
        self, product: dict[str, Any], quantity: str, lot: str, price: str
    ) -> dict[str, Any]:
        supplier = self.do("inventory", "buyer", "/suppliers", {"code": lot, "name": lot})
        line = {
            "product_id": product["id"],
            "quantity": quantity,
            "unit_price": price,
            "tax_rate": "0.13",
        }
        form = {"supplier_id": supplier["id"], "lines": [line]}
        order = self.do("inventory", "buyer", "/purchase-orders", form)
        self.do("inventory", "inventory_manager", f"/purchase-orders/{order['id']}/check")
        got = {"order_line_id": order["lines"][0]["id"], "quantity": quantity, "lot": lot}
        receipt = {"purchase_order_id": order["id"], "lines": [got]}
        return self.do("inventory", "warehouse_keeper", "/receipts", receipt)

    def draft(
        self, customer: dict[str, Any], product: dict[str, Any], quantity: str, **head: Any
    ) -> dict[str, Any]:
        line = {
            "product_id": product["id"],
            "quantity": quantity,
            "price": "16.00",
            "tax_rate": "0.13",
        }
        form = {"customer_id": customer["id"], "lines": [line], **head}
        return self.do("sales", "salesperson", "/orders", form)

    def sell(
        self, customer: dict[str, Any], product: dict[str, Any], quantity: str
    ) -> dict[str, Any]:
        order = self.draft(customer, product, quantity)
        return self.do("sales", "salesperson", f"/orders/{order['id']}/post")

    def take_back(self, order: dict[str, Any], quantity: str) -> dict[str, Any]:
        delivery = self.see("sales", "sales_manager", "/deliveries", order_id=order["id"])["items"][
            0
        ]
        lines = self.see("sales", "sales_manager", f"/deliveries/{delivery['id']}")["lines"]
        form = {
            "lines": [{"delivery_line_id": lines[0]["id"], "quantity": quantity}],
            "phase": "after_sales",
            "severity": "general",
            "reason": "noise",
        }
        return self.do("sales", "service_agent", "/returns", form)


def _types(door: ServiceDoor) -> set[str]:
    return {line.type for line in door.service.lines}
