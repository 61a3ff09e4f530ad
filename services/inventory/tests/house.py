"""The house in tests: people at the HTTP door, sales and quality at the bus door."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from chassis import clock
from chassis.ids import new_id

X, Y, Z = (str(new_id()) for _ in range(3))
NAMES = {X: "X 公司", Y: "Y 公司", Z: "Z 公司"}


@dataclass
class Order:
    """A sales order as sales would state it."""

    customer: str
    lines: list[dict[str, Any]]
    number: str
    queued_at: str
    kind: str = "sale"
    id: str = field(default_factory=lambda: str(new_id()))

    def data(self) -> dict[str, Any]:
        return {
            "order_id": self.id,
            "number": self.number,
            "kind": self.kind,
            "customer_id": self.customer,
            "customer_name": NAMES.get(self.customer, "客户"),
            "salesperson_id": str(new_id()),
            "department": "sales",
            "queued_at": self.queued_at,
            "lines": self.lines,
        }


class House:
    """Short words for what people and other services do to inventory."""

    def __init__(self, door: Any) -> None:
        self.door = door
        self._numbers = count(1)

    # at the HTTP door

    def product(self, code: str = "P", tracking: str = "lot", **told: Any) -> str:
        form = {"code": code, "name": f"商品 {code}", "unit": "件", "tracking": tracking} | told
        return self.done(self.door.as_("inventory_manager").post("/products", form))["id"]

    def codes(self, number: int) -> list[str]:
        """So many codes that nothing has yet."""
        return [f"S-{next(self._numbers)}" for _ in range(number)]

    def supplier(self, code: str = "S") -> str:
        form = {"code": code, "name": f"供应商 {code}"}
        return self.done(self.door.as_("buyer").post("/suppliers", form))["id"]

    def checked_order(
        self, product: str, quantity: str, price: str, supplier: str | None = None
    ) -> dict[str, Any]:
        line = {"product_id": product, "quantity": quantity, "unit_price": price}
        form = {"supplier_id": supplier or self._supplier(), "lines": [line]}
        order = self.done(self.door.as_("buyer").post("/purchase-orders", form))
        path = f"/purchase-orders/{order['id']}/check"
        return self.done(self.door.as_("inventory_manager").post(path))

    def receive(
        self, product: str, quantity: str, price: str, lot: str | None = None, **told: Any
    ) -> dict[str, Any]:
        """Order, check and receive; returns the receipt."""
        order = self.checked_order(product, quantity, price, told.pop("supplier", None))
        expiry = told.pop("expiry", None)
        line = {"order_line_id": order["lines"][0]["id"], "quantity": quantity}
        line |= {"lot": lot, "expiry": expiry}
        form = {"purchase_order_id": order["id"], "lines": [line]} | told
        return self.done(self.door.as_("warehouse_keeper").post("/receipts", form))

    def adjust(self, product: str, quantity: str, lot: str | None = None, cost: Any = None) -> Any:
        """Propose and approve; returns the answer of the approval."""
        form = {"product_id": product, "quantity": quantity, "lot": lot, "reason": "盘点"}
        proposed = self.done(self.door.as_("warehouse_keeper").post("/adjustments", form))
        path = f"/adjustments/{proposed['id']}/approve"
        return self.door.as_("inventory_manager").post(path, {"unit_cost": cost})

    def propose_opening(self, *lines: dict[str, Any], **told: Any) -> Any:
        form = {"lines": list(lines)} | told
        return self.door.as_("inventory_manager").post("/openings", form)

    def sign_opening(self, opening: dict[str, Any]) -> Any:
        return self.door.as_("finance").post(f"/openings/{opening['id']}/sign")

    def ask_back(self, receipt: dict[str, Any], quantity: str, **told: Any) -> Any:
        """Ask for pieces of a receipt's only line to go back to their supplier."""
        line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": quantity}
        form = {"receipt_id": receipt["id"], "reason": "来料不良", "lines": [line]} | told
        return self.door.as_("buyer").post("/supplier-returns", form)

    def ship(self, asked: dict[str, Any]) -> Any:
        return self.door.as_("warehouse_keeper").post(f"/supplier-returns/{asked['id']}/ship")

    def give_back(self, receipt: dict[str, Any], quantity: str) -> dict[str, Any]:
        """Ask and ship; returns the return as finance sees it."""
        shipped = self.done(self.ship(self.done(self.ask_back(receipt, quantity))))
        return self.done(self.door.as_("finance").get(f"/supplier-returns/{shipped['id']}"))

    def counting_two(self) -> dict[str, Any]:
        """A stocktake under way: 10 of product 007 in lot 0012, 5 of B, which has no lots."""
        first, second = self.product("007"), self.product("B", tracking="none")
        self.receive(first, "10", "1.00", lot="0012")
        self.receive(second, "5", "2.00")
        keeper = self.door.as_("warehouse_keeper")
        head = self.done(keeper.post("/stocktakes", {"product_ids": [first, second]}))
        return self.done(keeper.post(f"/stocktakes/{head['id']}/start"))

    def use(self, product: str, quantity: str, **told: Any) -> Any:
        form = {"product_id": product, "quantity": quantity, "reason": "领用"} | told
        return self.door.as_("warehouse_keeper").post("/issues", form)

    def stock(self, product: str) -> dict[str, Any]:
        return self.done(self.door.as_("finance").get(f"/stock/{product}"))

    def pieces(self, product: str) -> dict[str, Decimal]:
        shown = self.stock(product)
        return {name: Decimal(shown[name]) for name in ("free", "reserved", "held", "quarantined")}

    def lot(self, lot_id: str) -> dict[str, Any]:
        return self.done(self.door.as_("inspector").get(f"/lots/{lot_id}"))

    def lot_id(self, product: str, number: str = "-") -> str:
        found = self.door.as_("inspector").get("/lots", product_id=product, number=number)
        return found.json["items"][0]["id"]

    def movements(self, product: str) -> list[dict[str, Any]]:
        return self.done(self.door.as_("finance").get("/movements", product_id=product, limit=200))[
            "items"
        ]

    @staticmethod
    def done(answer: Any) -> Any:
        assert answer.status_code in (200, 201), answer.json
        return answer.json

    # at the bus door

    def order(self, customer: str, *wanted: tuple[Any, ...], queued_at: str | None = None) -> Order:
        """An order for (product, quantity[, lot]) lines; nobody has told inventory yet."""
        lines = [
            {
                "line_id": str(new_id()),
                "product_id": product,
                "warehouse_id": None,
                "lot": lot[0] if lot else None,
                "quantity": quantity,
            }
            for product, quantity, *lot in wanted
        ]
        number = f"SO-2026-{next(self._numbers):06d}"
        return Order(customer, lines, number, queued_at or clock.now().isoformat())

    def confirmed(self, order: Order) -> dict[str, Any]:
        return _fact("sales.order.confirmed.v1", f"order/{order.id}", order.data(), 2)

    def posted(self, order: Order) -> dict[str, Any]:
        return _fact("sales.order.posted.v1", f"order/{order.id}", order.data(), 3)

    def cancelling(self, order: Order) -> dict[str, Any]:
        return _fact("sales.order.cancelling.v1", f"order/{order.id}", _called_off(order), 4)

    def cancelled(self, order: Order) -> dict[str, Any]:
        return _fact("sales.order.cancelled.v1", f"order/{order.id}", _called_off(order), 5)

    def post(self, customer: str, *wanted: tuple[Any, ...]) -> Order:
        """A counter sale: posted without being confirmed."""
        order = self.order(customer, *wanted)
        self.door.deliver(self.posted(order))
        return order

    def confirm(self, customer: str, *wanted: tuple[Any, ...]) -> Order:
        order = self.order(customer, *wanted)
        self.door.deliver(self.confirmed(order))
        return order

    def issues_of(self, order: Order) -> list[dict[str, Any]]:
        issued = self.door.facts("inventory.stock.issued.v1")
        return [fact for fact in issued if fact["order_id"] == order.id]

    def returned(
        self, order: Order, quantity: str, issue: int = 0, line: int = 0, lot: int = 0
    ) -> dict[str, Any]:
        """A return of pieces of an issue's line, of one of its lots."""
        issued = self.issues_of(order)[issue]
        told = issued["lines"][line]
        names = ("lot_id", "lot")
        came = {name: told["lots"][lot][name] for name in names} | {"quantity": quantity}
        returned_line = {
            "return_line_id": str(new_id()),
            "product_id": told["product_id"],
            "product_code": "P",
            "product_name": "商品 P",
            "delivery_id": str(new_id()),
            "delivery_number": "DN-2026-000001",
            "delivery_line_id": str(new_id()),
            "issue_id": issued["issue_id"],
            "issue_line_id": told["issue_line_id"],
            "order_id": order.id,
            "quantity": quantity,
            "lots": [came],
            "condition": "used",
            "outcome": "credit",
        }
        data = {
            "return_id": str(new_id()),
            "number": "RT-2026-000001",
            "customer_id": order.customer,
            "customer_name": NAMES.get(order.customer, "客户"),
            "phase": "after_sales",
            "severity": "general",
            "reason_code": "defect",
            "credit_when": "on_receipt",
            "received_at": clock.now().isoformat(),
            "lines": [returned_line],
        }
        return _fact("sales.return.received.v1", f"return/{data['return_id']}", data, 1)

    def verdict(
        self, returned: dict[str, Any], *kinds: tuple[str, str], nth: int = 1
    ) -> dict[str, Any]:
        """A disposal of pieces of the return's only line: (kind, quantity) each."""
        line = returned["data"]["lines"][0]
        items = [
            {
                "item_id": str(new_id()),
                "return_line_id": line["return_line_id"],
                "lot_id": line["lots"][0]["lot_id"],
                "kind": kind,
                "fault": "no_fault" if kind == "to_customer" else "confirmed",
                "quantity": quantity,
            }
            for kind, quantity in kinds
        ]
        ids = {"disposal_id": str(new_id()), "case_id": str(new_id())}
        data = ids | {"return_id": returned["data"]["return_id"], "items": items}
        return _fact("quality.return.disposed.v1", returned["subject"], data, nth)

    def hold(
        self, product: str, lot_id: str | None = None, case: str = "QC-2026-000001", **told: Any
    ) -> dict[str, Any]:
        data = {
            "hold_id": str(new_id()),
            "case_id": str(new_id()),
            "case_number": case,
            "product_id": product,
            "lot_id": lot_id,
            "lot": None,
            "batch": None,
        } | told
        return _fact("quality.lot.hold_requested.v1", f"hold/{data['hold_id']}", data, 1)

    def waiver(
        self, hold: dict[str, Any], customer: str, quantity: str, days: int = 30, nth: int = 2
    ) -> dict[str, Any]:
        names = ("hold_id", "case_id", "case_number", "lot_id")
        data = {name: hold["data"][name] for name in names}
        last = clock.today() + timedelta(days=days)
        data |= {"waiver_id": str(new_id()), "customer_id": customer, "quantity": quantity}
        data |= {"expires_on": last.isoformat()}
        return _fact("quality.lot.waiver_granted.v1", hold["subject"], data, nth)

    def hold_ended(
        self, hold: dict[str, Any], quantity: str | None = None, nth: int = 2
    ) -> dict[str, Any]:
        names = ("hold_id", "case_id", "case_number", "lot_id")
        data = {name: hold["data"][name] for name in names}
        ground = "short_path" if quantity is None else "sorted"
        data |= {"ground": ground, "quantity": quantity, "ending_id": str(new_id())}
        return _fact("quality.lot.hold_ended.v1", hold["subject"], data, nth)

    def _supplier(self) -> str:
        found = self.door.as_("buyer").get("/suppliers").json["items"]
        return found[0]["id"] if found else self.supplier()


def _called_off(order: Order) -> dict[str, Any]:
    return {"order_id": order.id, "number": order.number}


def _fact(type: str, subject: str, data: dict[str, Any], sequence: int) -> dict[str, Any]:
    return {"type": type, "subject": subject, "sequence": sequence, "data": data}
