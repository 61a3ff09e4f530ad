"""Words of the world: quotations, orders, deliveries, returns, months."""

from datetime import date, timedelta
from typing import Any

from chassis import clock

Thing = dict[str, Any]
PLACE = {"delivery_address": "1 Dock Road", "consignee": "Zhao", "consignee_phone": "021-5550"}


class Selling:
    """Each word brings one thing to the state its name says."""

    def drafted(self, quantity: str = "10", limit: str = "100000.00") -> Thing:
        product, _ = self.stocked()
        return self.draft(self.customer(self.name("C"), limit), product, quantity, **PLACE)

    def confirmed(self) -> Thing:
        """An order confirmed and reserved, as it is then."""
        return self._after("confirm")

    def sold(self) -> Thing:
        """An order posted and delivered, as it is then."""
        return self._after("post")

    def _after(self, verb: str) -> Thing:
        path = f"/orders/{self.drafted()['id']}"
        self.do("sales", "salesperson", f"{path}/{verb}")
        return self.see("sales", "sales_manager", path)

    def quotation_form(self) -> Thing:
        line = {"product_id": self.product(self.name("P"))["id"], "quantity": "2", "price": "16.00"}
        until = (clock.today() + timedelta(days=30)).isoformat()
        customer = self.draft_file()["id"]
        self.carry()
        return {"customer_id": customer, "valid_until": until, "lines": [line]}

    def quotation(self) -> Thing:
        return self.do("sales", "salesperson", "/quotations", self.quotation_form())

    def sent_quotation(self) -> Thing:
        path = f"/quotations/{self.quotation()['id']}/send"
        return self.do("sales", "salesperson", path)

    def amended(self) -> Thing:
        """A posted order that inventory was asked about and answered."""
        order = self.sold()
        line = {"line_id": order["lines"][0]["id"], "quantity": "12"}
        form = {"revision": order["revision"], "reason": "two more", "lines": [line]}
        return self.do("sales", "salesperson", f"/orders/{order['id']}/amend", form)

    def called_off(self) -> Thing:
        path = f"/orders/{self.confirmed()['id']}/cancel"
        return self.do("sales", "salesperson", path, {"reason": "postponed"})

    def credit_hold(self) -> Thing:
        path = f"/orders/{self.drafted(limit='1.00')['id']}"
        assert self.as_("sales", "salesperson").post(f"{path}/confirm").status_code == 409
        hold = self.see("sales", "sales_manager", path)["credit_hold_id"]
        return self.see("sales", "finance", f"/credit-holds/{hold}")

    def delivery(self) -> Thing:
        query = {"order_id": self.sold()["id"]}
        listed = self.see("sales", "sales_manager", "/deliveries", **query)["items"]
        return self.see("sales", "sales_manager", f"/deliveries/{listed[0]['id']}")

    def shipped(self) -> Thing:
        path = f"/deliveries/{self.delivery()['id']}/ship"
        return self.do("sales", "warehouse_keeper", path, {"carrier": "SF"})

    def returned(self) -> Thing:
        return self.take_back(self.sold(), "6")

    def next_month(self) -> Thing:
        """The form that closes the month after the last closed one, whatever may be accepted."""
        closed = self.see("sales", "finance", "/periods", kind="month", sort="-starts_on")["items"]
        last = next((x["ends_on"] for x in closed if x["status"] == "closed"), "2019-12-31")
        name = f"{date.fromisoformat(last) + timedelta(days=1):%Y-%m}"
        accepted = ["drafts", "returns_unjudged", "in_transit"]
        return {"period": name, "accepted": accepted}

    def closed_month(self) -> Thing:
        return self.do("sales", "finance", "/periods", self.next_month())

    def reversed_credit(self) -> str:
        """The reversal of a credit for pieces that were found without a fault."""
        case = self.contained_case()
        piece = {name: case["pieces"][0][name] for name in ("return_line_id", "lot_id")}
        form = {"items": [piece | {"kind": "to_customer", "quantity": "6"}], "finding": "sound"}
        self.do("quality", "quality_engineer", f"/cases/{case['id']}/verdict", form)
        query = {"return_id": case["return_id"]}
        return self.see("sales", "finance", "/credit-reversals", **query)["items"][0]["id"]

    def repaired(self) -> Thing:
        """A return that is to go back repaired, before anybody judged it."""
        line = {"delivery_line_id": self.delivery()["lines"][0]["id"], "quantity": "6"}
        form = {"phase": "after_sales", "severity": "general", "reason": "noise"}
        form |= {"outcome": "repair", "lines": [line]}
        return self.do("sales", "service_agent", "/returns", form)
