"""A running company for contract tests: four services and a gateway before them, with things in every state."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

from sqlalchemy import update
from werkzeug.serving import make_server

from chassis import clock
from chassis.data.database import Database
from chassis.ids import new_id
from chassis.principal import Context
from gateway.identity.administrator.commands import new_secret
from gateway.tests.gateways import Gateway
from services.sales.receivables.models import Receivable
from tests.support import cash
from tests.support.contracts import declared
from tests.support.door import ServiceDoor
from tests.support.tokens import claims_of, mint, signing_key
from tests.support.town import APPROVED, SERVICES, Town

Thing = dict[str, Any]


class World(Town):
    """The town with its gateway; its words bring a thing to the state that a test begins with."""

    def __init__(
        self, door: Callable[[str], ServiceDoor], gateway_url: str, place: Path, at: dict[str, str]
    ) -> None:
        super().__init__(door)
        self._numbers = count(1)
        # the services of a town trust the tests' key, so this gateway signs with it
        keys = json.dumps({"keys": [signing_key().as_dict(private=True)]})
        self.gateway = Gateway(gateway_url, place / "contracts", at, declared(), signing_keys=keys)
        self.people = cache(self.gateway.as_)

    def app(self, service: str) -> Any:
        return self.gateway.app if service == "gateway" else self.doors[service].app

    def databases(self) -> dict[str, Database]:
        own = {name: door.database for name, door in self.doors.items()}
        return own | {"gateway": self.gateway.database}

    def authorization(self, service: str, role: str) -> str:
        """What somebody of this role sends as Authorization."""
        if service == "gateway":
            return f"Bearer {self.people(role).token}"
        return f"Bearer {mint(claims_of(service, role))}"

    def name(self, kind: str) -> str:
        """A name nobody else has."""
        return f"{kind}-{next(self._numbers)}"

    # -- customer files and credit ------------------------------------------------------------

    def draft_file(self) -> Thing:
        form = {"type": "enterprise", "name": self.name("C"), "department": "sales"}
        form["owner_id"] = str(self.doors["sales"].user_id("salesperson"))
        return self.do("customer", "info_specialist", "/customers", form)

    def complete_file(self) -> Thing:
        filed = self.draft_file()
        caller, change = self.as_("customer", "info_specialist"), {"none": filed["missing"]}
        answer = caller.patch(f"/customers/{filed['id']}", change, version=filed["version"])
        assert answer.status_code == 200, answer.json
        return answer.json

    def submitted_file(self) -> Thing:
        path = f"/customers/{self.complete_file()['id']}/submit"
        return self.do("customer", "info_specialist", path)

    def examined_file(self) -> Thing:
        path = f"/customers/{self.submitted_file()['id']}/examine"
        return self.do("customer", "info_supervisor", path, APPROVED)

    def approved_file(self) -> Thing:
        path = f"/customers/{self.examined_file()['id']}/recheck"
        return self.do("customer", "archivist", path, APPROVED)

    def proposal(self, limit: str = "100000.00") -> Thing:
        path = f"/customers/{self.approved_file()['id']}/credit-proposals"
        wish = {"limit": limit, "rating": "A", "reason": "contract"}
        return self.do("customer", "info_specialist", path, wish)

    def examined_proposal(self) -> Thing:
        path = f"/credit-proposals/{self.proposal()['id']}/examine"
        return self.do("customer", "info_supervisor", path, APPROVED)

    # -- goods ---------------------------------------------------------------------------------

    def supplier(self) -> Thing:
        form = {"code": self.name("S"), "name": self.name("supplier")}
        return self.do("inventory", "buyer", "/suppliers", form)

    def category(self) -> Thing:
        form = {"code": self.name("K"), "name": self.name("k")}
        return self.do("inventory", "inventory_manager", "/categories", form)

    def offer(self, product: Thing | None = None) -> Thing:
        product = product or self.product(self.name("P"))
        form = {"product_id": product["id"], "supplier_id": self.supplier()["id"]}
        form |= {"price": "9.60", "preferred": True}
        return self.do("inventory", "buyer", "/offers", form)

    def short(self) -> Thing:
        """Limits of a product that is short and offered by somebody."""
        product = self.product(self.name("P"))
        self.offer(product)
        form = {"product_id": product["id"], "minimum": "10"}
        return self.do("inventory", "inventory_manager", "/stock-limits", form)

    def limit(self) -> Thing:
        """Limits of a product of which a hundred pieces are there."""
        form = {"product_id": self.stocked()[0]["id"], "maximum": "100"}
        return self.do("inventory", "inventory_manager", "/stock-limits", form)

    def blocked_supplier(self) -> Thing:
        path = f"/suppliers/{self.supplier()['id']}/block"
        return self.do("inventory", "quality_manager", path, {"reason": "late answers"})

    def moved_supplier(self) -> Thing:
        """A supplier whose buyer proposed a new account."""
        path = f"/suppliers/{self.supplier()['id']}"
        answer = self.as_("inventory", "buyer").patch(path, {"account": "6222"}, version=1)
        assert answer.status_code == 200, answer.json
        return answer.json

    def purchase(self, product: Thing | None = None, quantity: str = "100") -> Thing:
        product = product or self.product(self.name("P"))
        line = {"product_id": product["id"], "quantity": quantity, "unit_price": "10.00"}
        form = {"supplier_id": self.supplier()["id"], "lines": [line]}
        return self.do("inventory", "buyer", "/purchase-orders", form)

    def checked_purchase(self, quantity: str = "100") -> Thing:
        path = f"/purchase-orders/{self.purchase(quantity=quantity)['id']}/check"
        return self.do("inventory", "inventory_manager", path)

    def stocked(self, quantity: str = "100") -> tuple[Thing, str]:
        """A product with so many pieces in stock, and their lot's number."""
        product, lot = self.product(self.name("P")), self.name("L")
        self.receive(product, quantity, lot, "10.00")
        return product, lot

    def inspection_plan(self, product: Thing | None = None) -> Thing:
        product = product or self.product(self.name("P"))
        form = {"product_id": product["id"], "aql": "1.0"}
        return self.do("inventory", "quality_engineer", "/inspection-plans", form)

    def inspection(self) -> Thing:
        """A lot of 100 pieces that waits for its inspection."""
        product = self.product(self.name("P"))
        self.inspection_plan(product)
        self.receive(product, "100", self.name("L"), "10.00")
        return self.see("inventory", "inspector", "/inspections", product_id=product["id"])[
            "items"
        ][0]

    def started_inspection(self) -> Thing:
        path = f"/inspections/{self.inspection()['id']}/start"
        return self.do("inventory", "inspector", path)

    def rejected_inspection(self) -> Thing:
        path = f"/inspections/{self.started_inspection()['id']}/complete"
        found = {"defects": [{"code": "CRACK", "quantity": 3}]}
        return self.do("inventory", "inspector", path, found)

    def stocktake(self) -> Thing:
        """A sheet of one lot of 100 pieces, drawn up."""
        product, _ = self.stocked()
        form = {"product_ids": [product["id"]]}
        return self.do("inventory", "warehouse_keeper", "/stocktakes", form)

    def counting_stocktake(self) -> Thing:
        path = f"/stocktakes/{self.stocktake()['id']}/start"
        return self.do("inventory", "warehouse_keeper", path)

    def counted_stocktake(self, counted: str = "98") -> Thing:
        """A sheet on which two pieces are missing."""
        sheet = self.counting_stocktake()
        path = f"/stocktakes/{sheet['id']}"
        count = {"line_id": self.stocktake_line(sheet), "counted": counted}
        self.do("inventory", "warehouse_keeper", f"{path}/counts", {"counts": [count]})
        return self.do("inventory", "warehouse_keeper", f"{path}/finish", {})

    def stocktake_line(self, sheet: Thing) -> str:
        path = f"/stocktakes/{sheet['id']}/lines"
        return self.see("inventory", "warehouse_keeper", path)["items"][0]["id"]

    def numbered(self, quantity: str = "3") -> Thing:
        """A receipt of a product tracked by serial number."""
        form = {"code": self.name("P"), "name": "controller", "unit": "pcs", "tracking": "serial"}
        product = self.do("inventory", "buyer", "/products", form)
        order = self.purchase(product, quantity)
        self.do("inventory", "inventory_manager", f"/purchase-orders/{order['id']}/check")
        line = {"order_line_id": order["lines"][0]["id"], "quantity": quantity}
        line |= {"first_serial": self.name("SN") + "-001", "lot": self.name("L")}
        form = {"purchase_order_id": order["id"], "lines": [line]}
        return self.do("inventory", "warehouse_keeper", "/receipts", form)

    def serial(self) -> Thing:
        number = self.numbered()["lines"][0]["lot"]
        return self.see("inventory", "buyer", "/serials", number=number)["items"][0]

    def adjustment(self) -> Thing:
        product, lot = self.stocked()
        form = {"product_id": product["id"], "lot": lot, "quantity": "-1", "reason": "counted"}
        return self.do("inventory", "warehouse_keeper", "/adjustments", form)

    def opening(self, expiry: str | None = None, sign: bool = False) -> Thing:
        line = {"product_id": self.product(self.name("P"))["id"], "lot": self.name("L")}
        form = {"lines": [line | {"quantity": "7", "unit_cost": "2.50", "expiry": expiry}]}
        made = self.do("inventory", "inventory_manager", "/openings", form)
        return self.do("inventory", "finance", f"/openings/{made['id']}/sign") if sign else made

    def receipt(self) -> Thing:
        product = self.product(self.name("P"))
        return self.receive(product, "9", self.name("L"), "10.00")

    def supplier_return(self) -> Thing:
        """Four pieces of a receipt that are to go back."""
        return self.ask_back(self.receipt())

    def shipped_return(self) -> Thing:
        path = f"/supplier-returns/{self.supplier_return()['id']}/ship"
        return self.do("inventory", "warehouse_keeper", path)

    def held_return(self) -> Thing:
        """Pieces of a held lot that are to go back for their case."""
        case = self.contained_case()
        path = f"/lots/{case['lots'][0]['lot_id']}/trace"
        receipt = self.see("inventory", "inventory_manager", path)["receipts"][0]["receipt_id"]
        receipt = self.see("inventory", "buyer", f"/receipts/{receipt}")
        return self.ask_back(receipt, from_held=True, case_number=case["number"])

    def ask_back(self, receipt: Thing, **told: Any) -> Thing:
        line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": "4"}
        form = {"receipt_id": receipt["id"], "reason": "rusty", "lines": [line]} | told
        return self.do("inventory", "buyer", "/supplier-returns", form)

    def warehouse(self) -> Thing:
        form = {"code": self.name("W"), "name": self.name("warehouse")}
        return self.do("inventory", "inventory_manager", "/warehouses", form)

    def transfer_form(self) -> Thing:
        """Five of a hundred pieces to a new warehouse."""
        product, lot = self.stocked()
        listed = self.see("inventory", "buyer", "/warehouses", is_default="true")["items"]
        line = {"product_id": product["id"], "lot": lot, "quantity": "5"}
        return {"from_id": listed[0]["id"], "to_id": self.warehouse()["id"], "lines": [line]}

    def transfer(self) -> Thing:
        return self.do("inventory", "warehouse_keeper", "/transfers", self.transfer_form())

    def shipped_transfer(self) -> Thing:
        path = f"/transfers/{self.transfer()['id']}/ship"
        return self.do("inventory", "warehouse_keeper", path)

    def part_received_transfer(self) -> Thing:
        shipped = self.shipped_transfer()
        form = {"lines": [{"line_id": shipped["lines"][0]["id"], "quantity": "2"}]}
        path = f"/transfers/{shipped['id']}/receive"
        return self.do("inventory", "inventory_manager", path, form)

    def received_transfer(self) -> Thing:
        path = f"/transfers/{self.shipped_transfer()['id']}/receive"
        return self.do("inventory", "inventory_manager", path, {})

    def transfer_loss(self) -> Thing:
        shipped = self.shipped_transfer()
        form = {"line_id": shipped["lines"][0]["id"], "quantity": "1", "reason": "fell off"}
        path = f"/transfers/{shipped['id']}/losses"
        return self.do("inventory", "warehouse_keeper", path, form)["losses"][0]

    def job(
        self, service: str = "inventory", form: str = "suppliers", role: str = "buyer"
    ) -> Thing:
        """A sheet that waits to be checked."""
        path = f"/sheets/{form}/imports?mode=check"
        answer = self.as_(service, role).send_file(path, b"code,name\nS-1,supplier\n")
        assert answer.status_code == 202, answer.json
        return answer.json

    # -- sales ---------------------------------------------------------------------------------

    def drafted(self, quantity: str = "10", limit: str = "100000.00") -> Thing:
        product, _ = self.stocked()
        return self.draft(self.customer(self.name("C"), limit), product, quantity)

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

    # -- cash ----------------------------------------------------------------------------------

    def second(self, role: str) -> str:
        """The Authorization of another person of this role, who may decide what the first asked."""
        return f"Bearer {mint(claims_of('sales', role, user=self.name('second')))}"

    def receivable(self) -> Thing:
        query = {"order_id": self.sold()["id"]}
        return self.see("sales", "finance", "/receivables", **query)["items"][0]

    def paid(self, amount: str = "100.00") -> Thing:
        """A payment, not used yet, of a customer who owes more."""
        form = cash.payment_form(self.receivable()["customer_id"], amount)
        return self.do("sales", "finance", "/payments", form)

    def settlement(self) -> Thing:
        form = {"customer_id": self.paid()["customer_id"]}
        return self.do("sales", "finance", "/settlements/automatic", form)

    def refund(self) -> Thing:
        return self.do("sales", "finance", "/refunds", cash.refund_form(self.paid()))

    def debit_note(self) -> Thing:
        form = cash.claim_form(self.receivable()["customer_id"])
        return self.do("sales", "finance", "/debit-notes", form)

    def agreed_debit_note(self) -> Thing:
        path = f"/debit-notes/{self.debit_note()['id']}/agree"
        return self.do("sales", "sales_manager", path, {})

    def given_up(self) -> Thing:
        return cash.bad_debt_form(self.receivable())

    def write_off(self) -> Thing:
        return self.do("sales", "finance", "/write-offs", self.given_up())

    def approved_write_off(self) -> Thing:
        path = f"/write-offs/{self.write_off()['id']}/approve"
        other = self.doors["sales"].as_("finance", self.name("second"))
        answer = other.post(path, {})
        assert answer.status_code == 200, answer.json
        return answer.json

    def owed_before_form(self) -> Thing:
        """What somebody owed before the books began, as a form."""
        return cash.old_debt_form(self.customer(self.name("C"))["id"], self.name("OLD"))

    def owed_before(self) -> Thing:
        return self.do("sales", "finance", "/openings", self.owed_before_form())

    def next_level(self) -> Thing:
        """The next higher dunning level, as a form; there are few of them."""
        query = {"sort": "-level", "limit": 1}
        known = self.see("sales", "finance", "/dunning-levels", **query)["items"]
        return cash.level_form(known[0]["level"] + 1 if known else 1)

    def dunning_level(self) -> Thing:
        known = self.see("sales", "finance", "/dunning-levels")["items"]
        return (
            known[0] if known else self.do("sales", "finance", "/dunning-levels", self.next_level())
        )

    def letter(self) -> str:
        """The letter proposed to somebody whose goods left long ago."""
        self.dunning_level()
        customer = self.overdue_customer()
        self.do("sales", "finance", "/dunning-letters/propose")
        query = {"customer_id": customer, "status": "proposed"}
        return self.see("sales", "finance", "/dunning-letters", **query)["items"][0]["id"]

    def overdue_customer(self) -> str:
        """A customer who owes something since a day long past."""
        sold = self.sold()
        with self.doors["sales"].database.transaction() as session:
            owed = update(Receivable).where(Receivable.order_id == UUID(sold["id"]))
            session.execute(owed.values(due_on=date(2026, 1, 2)))
        return sold["customer_id"]

    # -- quality -------------------------------------------------------------------------------

    def case(self) -> Thing:
        """The case that a return opened."""
        query = {"return_id": self.returned()["id"]}
        listed = self.see("quality", "quality_engineer", "/cases", **query)["items"]
        return self.see("quality", "quality_engineer", f"/cases/{listed[0]['id']}")

    def contained_case(self) -> Thing:
        path = f"/cases/{self.case()['id']}"
        self.do("quality", "quality_engineer", f"{path}/contain", {"locations": []})
        return self.see("quality", "quality_engineer", path)

    def analysed_case(self) -> Thing:
        path = f"/cases/{self.contained_case()['id']}/causes"
        form = {"kind": "occurrence", "text": "cold joint"}
        return self.do("quality", "quality_engineer", path, form)

    def replied_case(self) -> Thing:
        path = f"/cases/{self.analysed_case()['id']}/reply"
        return self.do("quality", "quality_engineer", path, {"text": "we replace them"})

    def judged_case(self) -> Thing:
        case = self.replied_case()
        return self.do(
            "quality", "quality_engineer", f"/cases/{case['id']}/verdict", self.verdict(case)
        )

    def verdict(self, case: Thing) -> Thing:
        """Four pieces back to stock, two to scrap."""
        piece = {name: case["pieces"][0][name] for name in ("return_line_id", "lot_id")}
        kinds = {"restock": "4", "scrap": "2"}
        items = [piece | {"kind": kind, "quantity": each} for kind, each in kinds.items()]
        return {"items": items, "finding": "two cold joints"}

    def closed_case(self) -> Thing:
        path = f"/cases/{self.judged_case()['id']}/close"
        return self.do("quality", "quality_manager", path, {"summary": "cause found"})

    # -- the gateway's own ---------------------------------------------------------------------

    def user(self, role: str = "inspector") -> Thing:
        """Somebody who isn't signed in and may be changed."""
        made = self.gateway.user(role, self.name("u").lower())
        return self.people("admin").get(f"/api/v1/users/{made.id}").json

    def leaving(self) -> str:
        """The Authorization of somebody whose session may end."""
        return f"Bearer {self.gateway.signed_in(self.user()['number']).token}"

    def api_token(self, role: str = "executive") -> Thing:
        """An API token as its owner got it."""
        ends = (clock.now() + timedelta(days=30)).isoformat()
        form = {"name": "script", "permissions": ["sales.order.read"], "expires_at": ends}
        made = self.people(role).post("/api/v1/api-tokens", form)
        assert made.status_code == 201, made.json
        return made.json

    def one_time_secret(self) -> str:
        with self.gateway.database.transaction(Context()) as session:
            return new_secret(session)

    def close(self) -> None:
        self.gateway.close()


@contextmanager
def world(
    door: Callable[[str], ServiceDoor], database_url: Callable[[str], str], place: Path
) -> Iterator[World]:
    """A world whose services listen on free ports, so that the gateway's views reach them."""
    servers = {
        name: make_server("127.0.0.1", 0, door(name).app, threaded=True) for name in SERVICES
    }
    for server in servers.values():
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    at = {name: f"http://127.0.0.1:{server.server_port}" for name, server in servers.items()}
    made = World(door, database_url("gateway"), place, at)
    try:
        yield made
    finally:
        made.close()
        for server in servers.values():
            server.shutdown()


def nothing() -> str:
    """The id of nothing."""
    return str(new_id())
