"""What goes to and fro between the house and a customer takes its cost to the cent, in every book."""

from decimal import Decimal

import pytest

from tests.support.town import Town

from .test_reconcile import CONTAINED, check

WORTH = Decimal("10.00")
BACK, AGAIN, KEPT = "back", "to_customer", "restock"


class Counter:
    """Three pieces, worth 10.00 together, sold; they come back and go again line by line."""

    def __init__(self, town: Town) -> None:
        self.town, self.lines = town, []
        self.customer, product = town.customer("X"), town.product("P")
        town.receive(product, "3", "L-A", "3.333333")
        self.order = town.sell(self.customer, product, "3")

    def back(self, quantity: str = "1") -> None:
        self.lines.append(self.town.take_back(self.order, quantity))

    def judge(self, nth: int, *kinds: tuple[str, str]) -> None:
        query = {"return_id": self.lines[nth]["id"]}
        (case,) = self.town.see("quality", "quality_engineer", "/cases", **query)["items"]
        path = f"/cases/{case['id']}"
        self.town.do("quality", "quality_engineer", path + "/contain", CONTAINED)
        piece = self.town.see("quality", "quality_engineer", path)["pieces"][0]
        named = {name: piece[name] for name in ("return_line_id", "lot_id")}
        items = [named | {"kind": kind, "quantity": quantity} for kind, quantity in kinds]
        verdict = {"items": items, "finding": "seen"}
        self.town.do("quality", "quality_engineer", path + "/verdict", verdict)

    def kept(self) -> Decimal:
        """What is back and did not go again cost, as inventory says."""
        facts = self.town.doors["inventory"].facts
        came = sum(
            Decimal(lot["cost"])
            for fact in facts("inventory.return.quarantined.v1")
            for line in fact["lines"]
            for lot in line["lots"]
        )
        went = sum(
            Decimal(item["cost"])
            for fact in facts("inventory.return.disposed.v1")
            for item in fact["items"]
            if item["kind"] == AGAIN
        )
        return came - went

    def sold(self) -> Decimal:
        """What is sold cost, as the margin says."""
        query = {"customer_id": self.customer["id"]}
        (line,) = self.town.see("sales", "sales_manager", "/reports/margins", **query)["items"]
        return Decimal(line["cost"])


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        (
            [BACK, BACK, (0, (AGAIN, "1")), BACK, BACK],
            "3.33 6.67 3.34 6.67 10.00",
        ),
        (
            ["2", (0, (KEPT, "1")), (0, (AGAIN, "1")), BACK, (1, (AGAIN, "1")), "2"],
            "6.67 6.67 3.33 6.67 3.33 10.00",
        ),
        (
            [BACK, "2", (1, (AGAIN, "1"), ("scrap", "1")), (0, (AGAIN, "1")), BACK, BACK],
            "3.33 10.00 6.66 3.33 6.67 10.00",
        ),
    ],
)
def test_pieces_that_went_to_and_fro_take_back_what_the_issue_cost(service_door, steps, kept):
    counter = Counter(Town(service_door))
    seen = []
    for step in steps:
        if isinstance(step, tuple):
            counter.judge(*step)
        else:
            counter.back("1" if step == BACK else step)
        seen.append(counter.kept())
        assert counter.sold() == WORTH - seen[-1]
    assert seen == [Decimal(cost) for cost in kept.split()]
    assert [str(line) for line in check(counter.town).differences] == []
