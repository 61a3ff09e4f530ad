"""The product of a play, and how papers name its pieces: by lot, by serial number, or not at all."""

from decimal import ROUND_CEILING, Decimal
from itertools import count

from chassis import clock

LOTS = ("L-A", "L-B")
D = Decimal
_codes = count(1)


class Loose:
    """Pieces without a lot."""

    tracking = "none"

    def __init__(self, house, costing, last_day=None):
        self.house, self.costing, self.last_day = house, costing, last_day
        code = f"T-{next(_codes)}"
        self.id = house.product(code, self.tracking, costing=costing, tolerance="0.1")

    def some(self, quantity):
        """So many pieces as the product can have."""
        return quantity

    def of_one(self, quantity):
        """So many pieces as one lot can have."""
        return quantity

    def share(self, left, of):
        """A share of what is left, at last all of it."""
        return (left / of).quantize(D("0.001")) or left

    def arriving(self, quantity, lot, others=()):
        """What a receipt's line says of its pieces beside how many they are; `others` are on it too."""
        return {}

    def opening(self, quantity, lot):
        """What stood there before the first day, as lines of the opening balances."""
        return [{"quantity": self.some(quantity)} | self.arriving(quantity, lot)]

    def named(self, quantity, which):
        """What an order's or a transfer's line says of its pieces when it names some."""
        return {}

    def one(self, which, among=()):
        """The number of one lot, one of these if there are any, if lots have numbers."""

    def missing(self):
        """The numbers that are looked for."""
        return []

    def lots(self, **told):
        """The ids of all lots there ever were, or of the expired ones."""
        reader = self.house.door.as_("inspector")
        found = reader.get("/lots", product_id=self.id, limit=200, **told)
        return [lot["id"] for lot in self.house.done(found)["items"]]


class InLots(Loose):
    """Pieces of two lots, of which one may have a last day."""

    tracking = "lot"
    dated = False

    def arriving(self, quantity, lot, others=()):
        told = {"lot": lot}
        if lot == LOTS[1] and not self.dated:
            self.dated = True
            told["expiry"] = self.last_day and str(max(self.last_day, clock.today()))
        return told

    def named(self, quantity, which):
        return {} if which is None else {"lot": self.one(which)}

    def one(self, which, among=()):
        among = sorted(among) or LOTS
        return among[which % len(among)]


class Numbered(Loose):
    """Pieces with a serial number each; a lot is their supplier's."""

    tracking = "serial"

    def __init__(self, *told):
        super().__init__(*told)
        self.numbers, self._next = [], count(1)

    def some(self, quantity):
        return str((D(quantity) / 4).to_integral_value(ROUND_CEILING))

    def of_one(self, quantity):
        return "1"

    def share(self, left, of):
        return (left / of).to_integral_value(ROUND_CEILING)

    def arriving(self, quantity, lot, others=()):
        """New numbers; with the second lot first those that had gone back to their supplier."""
        wanted, again = int(D(quantity)), []
        if lot == LOTS[1]:
            named = {number for line in others for number in line["serials"]}
            back = self._that_are("to_supplier")
            again = [number for number in back if number not in named][:wanted]
        fresh = [f"SN-{next(self._next):04d}" for _ in range(wanted - len(again))]
        self.numbers += fresh
        return {"lot": lot, "serials": again + fresh}

    def opening(self, quantity, lot):
        told = self.arriving(self.some(quantity), lot)
        return [{"quantity": "1", "lot": number} for number in told["serials"]]

    def named(self, quantity, which):
        """Numbers that came lately, perhaps one that is still to come."""
        if which is None:
            return {}
        lately = [*self.numbers[-9:], f"SN-{len(self.numbers) + 1:04d}"]
        start = which % len(lately)
        return {"serials": (lately[start:] + lately[:start])[: int(quantity)]}

    def one(self, which, among=()):
        among = sorted(among) or self.numbers[-12:]
        return among[which % len(among)]

    def missing(self):
        return self._that_are("missing")

    def _that_are(self, state):
        reader = self.house.door.as_("salesperson")
        found = reader.get("/serials", product_id=self.id, state=state)
        return [each["number"] for each in self.house.done(found)["items"]]


GOODS = {kind.tracking: kind for kind in (Loose, InLots, Numbered)}
