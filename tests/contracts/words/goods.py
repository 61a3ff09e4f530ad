"""Words of the world: goods: suppliers, purchases, inspections, counts, transfers."""

from typing import Any

Thing = dict[str, Any]


class Goods:
    """Each word brings one thing to the state its name says."""

    def supplier(self) -> Thing:
        form = {"code": self.name("S"), "name": self.name("supplier"), "contact": "Li"}
        form |= {"phone": "0571-7654321", "address": "2 Dock Road", "account": "1001"}
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
