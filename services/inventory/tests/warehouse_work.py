"""What the warehouse does by chance in test_books: transfers, takes stock, adjusts, uses."""

from collections import deque
from datetime import datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import func, select

from chassis import clock
from tests.support.plays import Play, event

from ..stock.models import Lot, LotBalance, Movement
from .purchase_work import any_of, few, has, many, shares
from .test_stocktakes import Sheet
from .test_transfers import answer, default_warehouse, second_warehouse, ship

named = st.none() | any_of


class Count:
    """A sheet, and what its counts mean by what lay there then, as this test saw it."""

    def __init__(self, work, drawn, place):
        self.sheet, self.place = Sheet(work.house, drawn=drawn).start(), place
        self.differences, self.day = {}, clock.today()
        self.since, self.there = clock.now(), work.on_shelf(place)


class WarehouseWork(Play):
    """Rules of the warehouse; `house` and `goods` are the play's."""

    def begin_work(self):
        """Two warehouses."""
        found = self.house.door.as_("finance").get("/warehouses", code="W2").json["items"]
        second = found[0]["id"] if found else second_warehouse(self.house)
        self.places = [default_warehouse(self.house), second]
        self.away, self.sheets = [], deque()

    @rule(quantity=few, which=any_of, sign=st.sampled_from(["", "-"]))
    def count_difference(self, quantity, which, sign):
        """Refused where the lot is not known or the shortage is larger than the lot."""
        there = [lot for lot, pieces in self.on_shelf(self.places[0]).items() if pieces]
        lot = self.goods.one(which, there if sign else self.goods.missing())
        form = {"product_id": self.goods.id, "lot": lot, "reason": "盘点"}
        form["quantity"] = sign + self.goods.of_one(quantity)
        answered = self.house.door.as_("warehouse_keeper").post("/adjustments", form)
        if answered.status_code == 201:
            path = f"/adjustments/{answered.json['id']}/approve"
            approve = partial(self.house.door.as_("inventory_manager").post, path)
            approved = approve({})
            if approved.json.get("code") == "cost_unknown":
                approved = approve({"unit_cost": "5"})
            assert approved.status_code in (200, 409)
            event(f"adjusted {sign or '+'}: {approved.status_code}")

    @rule(quantity=few, second=st.booleans())
    def use(self, quantity, second):
        used = self.house.use(
            self.goods.id, self.goods.some(quantity), warehouse_id=self.filled(second)
        )
        assert used.status_code in (201, 409), used.json
        event(f"used: {used.status_code}")

    @rule(quantity=few, which=named, back=st.booleans())
    def send_away(self, quantity, which, back):
        """Refused where less is free, or of a lot that is held or unknown."""
        quantity = self.goods.some(quantity)
        line = {"product_id": self.goods.id, "quantity": quantity}
        line |= self.goods.named(quantity, which)
        start = self.filled(back)
        [end] = set(self.places) - {start}
        form = {"from_id": start, "to_id": end, "lines": [line]}
        drafted = self.house.door.as_("warehouse_keeper").post("/transfers", form)
        shipped = ship(self.house, drafted.json) if drafted.status_code == 201 else drafted
        assert shipped.status_code in (200, 409, 422), shipped.json
        event(f"sent away: {shipped.status_code}")
        self.away += [shipped.json] if shipped.status_code == 200 else []

    @has("away")
    @rule(which=any_of, verb=st.sampled_from(["receive", "receive", "send-back"]), share=shares)
    def arrive(self, which, verb, share):
        """Pieces come in, or come back; the rest stays on its way."""
        transfer = self.away.pop(which % len(self.away))
        quantity = str(self.goods.share(_left(transfer), share))
        if clock.today() != clock.day_of(datetime.fromisoformat(transfer["shipped_at"])):
            event("arrived on a later day")
        self._keep_away(self.house.done(answer(self.house, transfer, verb, quantity)))

    @has("away")
    @rule(which=any_of, share=shares)
    def lose(self, which, share):
        """What never arrived is written off by two people."""
        transfer = self.away.pop(which % len(self.away))
        path = f"/transfers/{transfer['id']}"
        form = {"line_id": transfer["lines"][0]["id"], "reason": "丢失"}
        form["quantity"] = str(self.goods.share(_left(transfer), share))
        keeper, manager = map(self.house.door.as_, ("warehouse_keeper", "inventory_manager"))
        for loss in self.house.done(keeper.post(f"{path}/losses", form))["losses"]:
            if loss["status"] == "proposed":
                self.house.done(manager.post(f"/transfer-losses/{loss['id']}/approve"))
        event("lost on its way")
        self._keep_away(self.house.done(manager.get(path)))

    @rule(place=st.sampled_from([0, 0, 1]))
    def draw_up(self, place):
        """Refused where nothing lies, or an open sheet has the lots already."""
        form = {"product_ids": [self.goods.id], "warehouse_id": self.places[place]}
        drawn = self.house.door.as_("warehouse_keeper").post("/stocktakes", form)
        assert drawn.status_code in (201, 409, 422), drawn.json
        if drawn.status_code == 201:
            self.sheets.append(Count(self, drawn.json, self.places[place]))

    @has("sheets")
    @rule(counted=st.lists(st.just("0") | few | many, min_size=2, max_size=3), late=st.booleans())
    def count(self, counted, late):
        """Lines of the oldest sheet, once or again; entered at once, or as of when it was drawn up."""
        it, entries = self.sheets[0], []
        there = it.there if late else self.on_shelf(it.place)
        for line, number in zip(it.sheet.lines(), counted, strict=False):
            if self.goods.tracking == "serial":
                number = str(min(int(Decimal(number)), 1))
            it.differences[line["lot"]] = Decimal(number) - there.get(line["lot"], 0)
            dated = {"counted_at": it.since.isoformat()} if late else {}
            entries.append({"line_id": line["id"], "counted": number} | dated)
        self.house.done(it.sheet.count(*entries))

    @has("sheets")
    @rule()
    def approve(self):
        """Refused where a line was overtaken; then the sheet is given up."""
        it = self.sheets.popleft()
        self.house.done(it.sheet.finish(leave_uncounted=True))
        approved = it.sheet.approve()
        assert approved.status_code in (200, 409), approved.json
        event(f"stocktake approved: {approved.status_code}")
        found = {lot: number for lot, number in it.differences.items() if number}
        if approved.status_code == 409:
            path, found = f"{it.sheet.path}/cancel", {}
            self.house.done(it.sheet.keeper.post(path, {"comment": "重盘"}))
        elif it.day != clock.today():
            event("a stocktake over a night")
        assert self._booked(it.sheet.head["id"]) == found

    def filled(self, second):
        """The second warehouse, if it is asked for and not empty; else the first."""
        return self.places[second and any(self.on_shelf(self.places[1]).values())]

    def on_shelf(self, place):
        """The pieces of each lot in a warehouse that a count would find: all but quarantined ones."""
        pieces = LotBalance.available + LotBalance.held
        query = select(Lot.number, pieces).join(Lot, Lot.id == LotBalance.lot_id)
        mine = (Lot.product_id == UUID(self.goods.id), LotBalance.warehouse_id == UUID(place))
        with self.house.door.database.reading() as session:
            return dict(session.execute(query.where(*mine)).all())

    def _booked(self, sheet_id):
        query = select(Lot.number, func.sum(Movement.quantity, type_=Movement.quantity.type))
        query = query.join(Lot, Lot.id == Movement.lot_id).group_by(Lot.number)
        with self.house.door.database.reading() as session:
            return dict(session.execute(query.where(Movement.source_id == UUID(sheet_id))).all())

    def _keep_away(self, transfer):
        self.away += [transfer] if _left(transfer) else []


def _left(transfer):
    return sum(Decimal(piece["between"]) for piece in transfer["pieces"])
