"""What the warehouse does by chance in test_books: inspects, transfers, takes stock, lets go by waiver."""

from collections import deque
from decimal import Decimal
from itertools import count

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from .house import X, Y, Z
from .test_inspections import act, inspect, plan, waiting
from .test_received_pieces import received
from .test_stocktakes import Sheet
from .test_transfers import answer, default_warehouse, second_warehouse, ship

LOTS = ("L-A", "L-B")
DISPOSALS = {
    "concede": "quality_manager",
    "sort": "inspector",
    "send-back": "warehouse_keeper",
    "scrap": "inventory_manager",
}
few = st.integers(1, 9_000).map(lambda n: f"{Decimal(n) / 1000:.3f}")
many = st.integers(10_000, 30_000).map(lambda n: f"{Decimal(n) / 1000:.3f}")
prices = st.sampled_from(["0.01", "0.333333", "7", "10.00", "13.370001"])
customers = st.sampled_from([X, Y, Z])
named = st.sampled_from([None, None, *LOTS])
any_of = st.integers(0, 99)
shares = st.sampled_from([1, 2])


def has(name):
    """The rule applies when there is something to do it to."""
    return precondition(lambda self: bool(getattr(self, name)))


def part(left, share):
    """A share of what is left, at last all of it."""
    return (left / share).quantize(Decimal("0.001")) or left


class WarehouseWork(RuleBasedStateMachine):
    """Rules of the warehouse; `house`, `product`, `tracked` and `held` are the trade's."""

    house = None
    _suppliers = count(1)

    def begin_work(self):
        """Two warehouses, and a supplier whose goods of the product are inspected."""
        found = self.house.door.as_("finance").get("/warehouses", code="W2").json["items"]
        self.places = [
            default_warehouse(self.house),
            found[0]["id"] if found else second_warehouse(self.house),
        ]
        codes = (f"{letter}-{next(self._suppliers)}" for letter in "SQ")
        self.supplier, self.watched = map(self.house.supplier, codes)
        told = {"supplier_id": self.watched, "accept_on_zero": True}
        plan(self.house, self.product, **told)
        self.rejected, self.away, self.sheets = [], [], deque()

    @rule(quantity=many, price=prices, lot=st.sampled_from(LOTS))
    def receive_into_quarantine(self, quantity, price, lot):
        self.receive_from(self.watched, quantity, price, lot)

    @rule(quantity=many, other=many, price=prices, lot=st.sampled_from(LOTS))
    def receive_for_two_lines(self, quantity, other, price, lot):
        """The same lot comes for two lines of one order, each inspected for itself."""
        told = {"lot": lot if self.tracked else None, "supplier": self.watched}
        lines = ((price, quantity), ("7", other))
        self.receipts.append(received(self.house, self.product, *lines, **told))

    def receive_from(self, supplier, quantity, price, lot):
        told = (self.product, quantity, price, lot if self.tracked else None)
        self.receipts.append(self.house.receive(*told, supplier=supplier))

    @rule(defects=st.sampled_from([0, 1]))
    def inspect(self, defects):
        """The oldest lot that waits is accepted, or rejected for its one defect."""
        lots = waiting(self.house, self.product)
        for lot in [each for each in lots if each["status"] == "waiting"][:1]:
            judged = inspect(self.house, lot, defects)
            assert judged["status"] == ("rejected" if defects else "accepted")
            self.rejected += [judged] * defects

    @has("rejected")
    @rule(which=any_of, verb=st.sampled_from(list(DISPOSALS)), share=shares)
    def dispose(self, which, verb, share):
        """Rejected pieces are taken as they are, sorted good, sent back or scrapped."""
        lot = self.rejected.pop(which % len(self.rejected))
        told = {"reason": "裂纹"}
        if verb != "concede":
            told["quantity"] = str(part(Decimal(lot["left"]), share))
        lot = self.house.done(act(self.house, lot, verb, told, role=DISPOSALS[verb]))
        self.rejected += [lot] if Decimal(lot["left"]) else []

    @rule(quantity=few, lot=named, back=st.booleans())
    def send_away(self, quantity, lot, back):
        """Refused where less is free, or of a lot that is held or unknown."""
        line = {"product_id": self.product, "quantity": quantity}
        line["lot"] = lot if self.tracked else None
        places = self.places[::-1] if back else self.places
        form = {"from_id": places[0], "to_id": places[1], "lines": [line]}
        keeper = self.house.door.as_("warehouse_keeper")
        shipped = ship(self.house, self.house.done(keeper.post("/transfers", form)))
        assert shipped.status_code in (200, 409, 422)
        self.away += [shipped.json] if shipped.status_code == 200 else []

    @has("away")
    @rule(which=any_of, verb=st.sampled_from(["receive", "send-back"]), share=shares)
    def arrive(self, which, verb, share):
        """Pieces come in, or come back; the rest stays on its way."""
        transfer = self.away.pop(which % len(self.away))
        quantity = str(part(_left(transfer), share))
        self._keep_away(self.house.done(answer(self.house, transfer, verb, quantity)))

    @has("away")
    @rule(which=any_of, share=shares)
    def lose(self, which, share):
        """What never arrived is written off by two people."""
        transfer = self.away.pop(which % len(self.away))
        path = f"/transfers/{transfer['id']}"
        form = {"line_id": transfer["lines"][0]["id"], "reason": "丢失"}
        form["quantity"] = str(part(_left(transfer), share))
        keeper, manager = map(self.house.door.as_, ("warehouse_keeper", "inventory_manager"))
        for loss in self.house.done(keeper.post(f"{path}/losses", form))["losses"]:
            if loss["status"] == "proposed":
                self.house.done(manager.post(f"/transfer-losses/{loss['id']}/approve"))
        self._keep_away(self.house.done(manager.get(path)))

    @rule(place=st.sampled_from([0, 0, 1]))
    def draw_up(self, place):
        """Refused where nothing lies, or an open sheet has the lots already."""
        form = {"product_ids": [self.product], "warehouse_id": self.places[place]}
        drawn = self.house.door.as_("warehouse_keeper").post("/stocktakes", form)
        assert drawn.status_code in (201, 409, 422), drawn.json
        if drawn.status_code == 201:
            self.sheets.append(Sheet(self.house, drawn=drawn.json).start())

    @has("sheets")
    @rule(counted=st.lists(st.just("0") | few | many, min_size=2, max_size=2))
    def count(self, counted):
        """Lines of the oldest sheet, once or again; goods move before and after."""
        lines = zip(self.sheets[0].lines(), counted, strict=False)
        entries = [{"line_id": line["id"], "counted": number} for line, number in lines]
        self.house.done(self.sheets[0].count(*entries))

    @has("sheets")
    @rule()
    def approve(self):
        """Refused where a line was overtaken; then the sheet is given up."""
        sheet = self.sheets.popleft()
        self.house.done(sheet.finish(leave_uncounted=True))
        approved = sheet.approve()
        assert approved.status_code in (200, 409), approved.json
        if approved.status_code == 409:
            self.house.done(sheet.keeper.post(f"{sheet.path}/cancel", {"comment": "重盘"}))

    @has("held")
    @rule(which=any_of, customer=customers, quantity=few, nth=st.integers(2, 9))
    def waive(self, which, customer, quantity, nth):
        hold = self.held[which % len(self.held)]
        self.house.door.deliver(self.house.waiver(hold, customer, quantity, nth=nth))

    def _keep_away(self, transfer):
        self.away += [transfer] if _left(transfer) else []


def _left(transfer):
    return sum(Decimal(piece["between"]) for piece in transfer["pieces"])
