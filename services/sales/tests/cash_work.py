"""What finance does by chance in test_cash_books: payments, settling and taking it back, giving up."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import rule

from chassis import clock
from tests.support.plays import Play, event

from .conftest import done
from .counter_work import any_of, has

D = Decimal
CENT = D("0.01")
amounts = st.integers(1, 20_000).map(lambda n: f"{D(n) / 100:.2f}")
portions = st.sampled_from(["all", "all", "half", "a cent", "too much"])


def portion(of, name):
    """Some of an open amount; `too much` is a cent more than all."""
    half = max((of / 2).quantize(CENT), CENT)
    named = {"all": of, "half": half, "a cent": min(CENT, of), "too much": of + CENT}
    return str(named[name])


class CashWork(Play):
    """Rules of finance; `desk` and `customer` are the play's."""

    def begin_cash(self):
        self.written_off, self.fines = [], []

    def finance(self, path, form=None, user=None, role="finance"):
        """Ask for it; what the state of things doesn't allow is refused and changes nothing."""
        answered = self.desk.by(role, user).post(path, form)
        assert answered.status_code in (200, 201, 409), answered.json
        return answered

    def open_of(self, kind):
        found = self.desk.by("finance").get(f"/{kind}", customer_id=self.customer, limit=200)
        return [each for each in done(found)["items"] if D(each["open"])]

    @rule(amount=amounts, settle=st.booleans())
    def pay(self, amount, settle):
        form = {"customer_id": self.customer, "method": "transfer", "amount": amount}
        form |= {"received_on": str(clock.today()), "settle": settle}
        assert self.finance("/payments", form).status_code == 201

    @rule(which=any_of)
    def bounce(self, which):
        """A payment was recorded by mistake: what it settled is open again."""
        found = self.desk.by("finance").get("/payments", customer_id=self.customer, limit=200)
        payments = done(found)["items"]
        if payments:
            path = f"/payments/{payments[which % len(payments)]['id']}/reverse"
            told = self.finance(path, {"kind": "mistaken", "reason": "重复"})
            event(f"payment reversed: {told.status_code}")

    @rule(first=any_of, second=any_of, how_much=portions)
    def settle(self, first, second, how_much):
        """Some source for some receivable, never beyond what is open of either."""
        sources, owed = self.open_of("sources"), self.open_of("receivables")
        if sources and owed:
            source, receivable = sources[first % len(sources)], owed[second % len(owed)]
            left = min(D(source["open"]), D(receivable["open"]))
            pair = {"source_id": source["id"], "receivable_id": receivable["id"]}
            lines = [pair | {"amount": portion(left, how_much)}]
            told = self.finance("/settlements", {"customer_id": self.customer, "lines": lines})
            assert told.status_code == (409 if how_much == "too much" else 201)
            event(f"settled {how_much} with a {source['kind']}")

    @rule()
    def settle_oldest(self):
        possible = self.open_of("receivables") and self.open_of("sources")
        told = self.finance("/settlements/automatic", {"customer_id": self.customer})
        assert told.status_code == (201 if possible else 409)
        event(f"settled the oldest: {told.status_code}")

    @rule(which=any_of, how_much=portions, of_document=st.sampled_from([False, False, True]))
    def unsettle(self, which, how_much, of_document):
        """A line of a settlement is taken back; not one that stands for a document."""
        found = self.desk.by("finance").get("/settlements", customer_id=self.customer, limit=200)
        settled = [each for each in done(found)["items"] if each["reversal"] != "all"]
        if not of_document:
            settled = [each for each in settled if each["kind"] in ("payment", "manual")] or settled
        if settled:
            it = settled[which % len(settled)]
            line = self.desk.by("finance").get(f"/settlements/{it['id']}").json["lines"][0]
            left = D(line["amount"]) - D(line["reversed"])
            lines = [{"line_id": line["id"], "amount": portion(left or CENT, how_much)}]
            form = {"reason": "记错", "lines": lines}
            told = self.finance(f"/settlements/{it['id']}/reverse", form)
            assert told.status_code == 409 or (left and how_much != "too much")
            event(f"unsettled {it['kind']}: {told.status_code}")

    @rule(which=any_of, how_much=portions)
    def refund(self, which, how_much):
        """One asks, another approves."""
        sources = self.open_of("sources")
        if sources:
            source = sources[which % len(sources)]
            form = {"source_id": source["id"], "amount": portion(D(source["open"]), how_much)}
            asked = self.finance("/refunds", form | {"method": "cash", "reason": "多付"})
            assert asked.status_code == (409 if how_much == "too much" else 201)
            if asked.status_code == 201:
                path = f"/refunds/{asked.json['id']}/approve"
                done(self.finance(path, {"paid_on": str(clock.today())}, "fiona"))
                event(f"refunded {how_much} of a {source['kind']}")

    @rule(which=any_of, amount=amounts, agreed=st.booleans())
    def fine(self, which, amount, agreed):
        """The customer deducts a fine or claim, of a delivery or of none."""
        owed = [*self.open_of("receivables"), {"id": None}]
        form = {"customer_id": self.customer, "kind": "fine", "amount": amount, "reason": "停线"}
        form |= {"claimed_on": str(clock.today()), "receivable_id": owed[which % len(owed)]["id"]}
        asked = done(self.finance("/debit-notes", form), 201)
        path, form = f"/debit-notes/{asked['id']}", {} if agreed else {"comment": "无据"}
        verb = "agree" if agreed else "reject"
        done(self.finance(f"{path}/{verb}", form, role="sales_manager"))
        event(f"fine: {verb}")
        self.fines += [path] * agreed

    @has("fines")
    @rule(which=any_of)
    def take_fine_back(self, which):
        path = self.fines.pop(which % len(self.fines))
        told = self.finance(f"{path}/reverse", {"reason": "撤回"})
        event(f"fine taken back: {told.status_code}")

    @rule(which=any_of, kind=st.sampled_from(["tail", "bad_debt"]), how_much=portions)
    def give_up(self, which, kind, how_much):
        """Tails and bad debts: one asks, another approves."""
        owed = self.open_of("receivables")
        if owed:
            receivable = owed[which % len(owed)]
            form = {"kind": kind, "receivable_id": receivable["id"], "reason": "尾差"}
            form["amount"] = portion(D(receivable["open"]), how_much)
            asked = self.finance("/write-offs", form)
            assert asked.status_code == 409 or how_much != "too much"
            if asked.status_code == 201:
                path = f"/write-offs/{asked.json['id']}"
                done(self.finance(f"{path}/approve", {}, "fiona"))
                self.written_off.append(path)
                event(f"given up: {kind}")

    @has("written_off")
    @rule(which=any_of, how_much=portions)
    def recover(self, which, how_much):
        """The customer pays what was given up after all."""
        path = self.written_off[which % len(self.written_off)]
        it = done(self.desk.by("finance").get(path))
        left = D(it["amount"]) - D(it["recovered"])
        form = {"amount": portion(left or CENT, how_much), "reason": "收回"}
        told = self.finance(f"{path}/recover", form)
        possible = left and how_much != "too much"
        assert (told.status_code == 200) == bool(possible), told.json
        event(f"recovered: {told.status_code}")
