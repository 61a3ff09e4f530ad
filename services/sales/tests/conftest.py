"""The sales service behind its doors, and short words to bring an order to where a test begins."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from chassis import clock
from chassis.ids import new_id
from chassis.transport.tables import inbox


class Died(AssertionError):
    """A delivered fact went dead; says why."""


@dataclass
class Desk:
    """The service's door; facts of other services arrive as those services would state them."""

    door: Any
    versions: dict[str, int] = field(default_factory=dict)

    def by(self, role: str, user: str | None = None, **claims: Any) -> Any:
        return self.door.as_(role, user, **claims)

    def fact(self, type: str, subject: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        """The next fact of a subject; every type of one service counts on."""
        name = f"{type.split('.')[0]}:{subject}"
        self.versions[name] = self.versions.get(name, 0) + 1
        return {"type": type, "subject": subject, "sequence": self.versions[name]} | {
            "data": data,
            **more,
        }

    def deliver(self, *facts: dict[str, Any]) -> None:
        """One window of facts; raises Died for one that the service can't use."""
        before = self._dead()
        self.door.deliver(*facts)
        for reason in self._dead() - before:
            raise Died(reason)

    def _dead(self) -> set[str]:
        rows = select(inbox.c.event_id, inbox.c.reason).where(inbox.c.state == "dead")
        with self.door.database.reading() as session:
            return {f"{row.event_id} {row.reason}" for row in session.execute(rows)}

    def tell(self, type: str, subject: str, data: dict[str, Any]) -> None:
        self.deliver(self.fact(type, subject, data))

    def customer(self, limit: str | None = "100000.00", rating: str = "A", **changed: Any) -> str:
        """A customer whose approved file and credit reached sales."""
        id = changed.pop("id", None) or str(new_id())
        file = customer_file(id) | changed
        self.tell("customer.file.registered.v1", f"customer/{id}", file)
        self.credit(id, limit, rating)
        return id

    def credit(self, customer: str, limit: str | None, rating: str | None = "A") -> None:
        data = {"customer_id": customer, "limit": limit, "rating": rating}
        name = f"credit/{customer}"  # the credit record counts apart from the file
        self.versions[name] = self.versions.get(name, 0) + 1
        fact = {"type": "customer.credit.changed.v1", "subject": f"customer/{customer}"}
        self.deliver(fact | {"sequence": self.versions[name], "data": data})

    def warehouse(self, code: str, **changed: Any) -> str:
        id = changed.pop("id", None) or str(new_id())
        data = {"warehouse_id": id, "code": code, "name": f"仓库 {code}"}
        data |= {"is_default": False, "archived": False}
        self.tell("inventory.warehouse.changed.v1", f"warehouse/{id}", data | changed)
        return id

    def product(self, **changed: Any) -> str:
        id = changed.pop("id", None) or str(new_id())
        data = {
            "product_id": id,
            "code": f"P-{id[-6:]}",
            "name": "轴承",
            "unit": "件",
            "category": None,
            "tax_rate": "0.13",
            "tracking": "lot",
            "sale_price": "16.00",
            "archived": False,
        }
        self.tell("inventory.product.registered.v1", f"product/{id}", data | changed)
        return id

    def draft(self, customer: str, *lines: dict[str, Any], **head: Any) -> dict[str, Any]:
        body = {"customer_id": customer, "lines": list(lines), **head}
        return done(self.by("salesperson").post("/orders", body), 201)

    def confirm(self, order: dict[str, Any], status: int = 200) -> dict[str, Any]:
        return done(self.by("salesperson").post(f"/orders/{order['id']}/confirm"), status)

    def post(self, order: dict[str, Any], status: int = 200) -> dict[str, Any]:
        return done(self.by("salesperson").post(f"/orders/{order['id']}/post"), status)

    def posted(self, customer: str, *lines: dict[str, Any], **head: Any) -> dict[str, Any]:
        return self.post(self.draft(customer, *lines, **head))

    def order(self, order: dict[str, Any], role: str = "finance") -> dict[str, Any]:
        return done(self.by(role).get(f"/orders/{order['id']}"))

    def account(self, customer: str) -> dict[str, Any]:
        return done(self.by("finance").get(f"/credit-accounts/{customer}"))

    def issue(self, order: dict[str, Any], *issued: dict[str, Any], **more: Any) -> None:
        self.deliver(self.issue_fact(order, *issued, **more))

    def issue_fact(self, order: dict[str, Any], *issued: Any, **more: Any) -> dict[str, Any]:
        """An issue of the order's lines: by default all of each, from lot L-A at 10.00 a piece."""
        id = str(new_id())
        asked = issued or [{} for _ in order["lines"]]
        pairs = zip(order["lines"], asked, strict=True)
        lines = [issued_line(line, told) for line, told in pairs if told is not None]
        data = {
            "issue_id": id,
            "order_id": order["id"],
            "kind": "sale",
            "warehouse_id": str(UUID(int=1)),
            "issued_on": "2026-03-02",
            "lines": lines,
        }
        return {"type": "inventory.stock.issued.v1", "subject": f"issue/{id}"} | {
            "sequence": 1,
            "data": data | more,
        }

    def reserved(self, order: dict[str, Any], *pieces: tuple[str, str], cause: Any = None) -> Any:
        lines = [
            {"line_id": line["id"], "reserved": reserved, "backordered": backordered}
            for line, (reserved, backordered) in zip(order["lines"], pieces, strict=True)
        ]
        data = {"order_id": order["id"], "lines": lines, "cause": cause}
        return self.fact("inventory.stock.reserved.v1", f"order/{order['id']}", data)

    def deliveries(self, order: dict[str, Any], role: str = "finance") -> list[dict[str, Any]]:
        page = done(self.by(role).get("/deliveries", order_id=order["id"]))["items"]
        return page[::-1]

    def receivables(self, customer: str) -> list[dict[str, Any]]:
        return done(self.by("finance").get("/receivables", customer_id=customer))["items"][::-1]

    def take_back(
        self, delivery: dict[str, Any], quantity: str, status: int = 201, **more: Any
    ) -> dict[str, Any]:
        """A return of the delivery's first line."""
        line = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": quantity, **more}
        return done(self.by("service_agent").post("/returns", return_of(line)), status)

    def margin(self, customer: str, **more: Any) -> dict[str, Any]:
        answer = self.by("sales_manager").get("/reports/margins", customer_id=customer, **more)
        (line,) = done(answer)["items"]
        return line


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`on("2026-04-01")` makes that the business date of what follows."""

    def move(day: str) -> None:
        at = datetime.fromisoformat(f"{day}T04:00:00+00:00")
        monkeypatch.setattr(clock, "now", lambda: at)

    return move


def customer_file(id: str) -> dict[str, Any]:
    return {
        "customer_id": id,
        "code": f"CU-{id[-6:]}",
        "display_name": "华东汽配",
        "type": "enterprise",
        "category": "main",
        "status": "present",
        "grade": None,
        "region": "310000",
        "sales_region": None,
        "owner_id": None,
        "department": "sales",
        "terms_kind": "days",
        "terms_days": 30,
        "return_credit": "on_receipt",
        "approved": True,
        "archived": False,
    }


def line(product: str, quantity: str = "10", **more: Any) -> dict[str, Any]:
    return {"product_id": product, "quantity": quantity, **more}


def issued_line(line: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    quantity = told.get("quantity", line["quantity"])
    cost = told.get("cost") or f"{float(quantity) * 10:.2f}"
    lot = {"lot_id": str(UUID(int=0xA)), "lot": "L-A", "quantity": quantity, "cost": cost}
    return {
        "issue_line_id": str(new_id()),
        "line_id": line["id"],
        "product_id": line["product_id"],
        "quantity": quantity,
        "cost": cost,
        "lots": told.get("lots", [lot]),
    }


def lot(number: int, name: str, quantity: str, cost: str | None = None) -> dict[str, Any]:
    paid = cost or f"{int(quantity) * 10}.00"
    return {"lot_id": str(UUID(int=number)), "lot": name, "quantity": quantity, "cost": paid}


def return_of(*lines: dict[str, Any], **head: Any) -> dict[str, Any]:
    said = {"phase": "after_sales", "severity": "general", "reason": "异响"}
    return said | {"lines": list(lines)} | head


def done(answer: Any, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.json
    return answer.json


def refused(answer: Any, status: int, code: str, pointer: str | None = None) -> dict[str, Any]:
    assert (answer.status_code, answer.json["code"]) == (status, code), answer.json
    if pointer:
        assert pointer in [error["pointer"] for error in answer.json["errors"]]
    return answer.json


@pytest.fixture
def desk(service_door):
    return Desk(service_door("sales"))
