"""Transfers, sales and a hold at once on PostgreSQL: no piece goes twice, and the books balance."""

from decimal import Decimal

import pytest

from .books import assert_books_balance
from .house import X, Y
from .test_concurrency import run_all, settle
from .test_transfers import drafted, second_warehouse, ship

pytestmark = pytest.mark.on_postgres


def test_a_piece_is_shipped_or_sold_and_never_both(house):
    p, w2 = house.product(), second_warehouse(house)
    house.receive(p, "10", "3.33", "L-A")
    house.receive(p, "6", "4.10", "L-B")
    transfers = [drafted(house, (p, "3"), to=w2) for _ in range(4)]
    windows = [[house.posted(house.order(who, (p, "2")))] for who in (X, Y, X, Y, X)]
    hold = house.hold(p, house.lot_id(p, "L-B"))
    windows += [[hold], [house.hold_ended(hold)]]
    answers = run_all(house, windows, [lambda t=t: ship(house, t) for t in transfers])
    settle(house)
    assert {answer.status_code for answer in answers} <= {200, 409}
    gone = [answer.json for answer in answers if answer.status_code == 200]
    for transfer in gone:
        path = f"/transfers/{transfer['id']}/receive"
        house.done(house.door.as_("inventory_manager").post(path, {}))
    issued = [each for each in house.movements(p) if each["kind"] == "issue"]
    sold = -sum(Decimal(each["quantity"]) for each in issued)
    assert sold + house.pieces(p)["free"] == 16
    assert house.stock(p)["between"] == "0.000"
    assert_books_balance(house.door, p)


def test_two_keepers_receive_one_transfer_once(house):
    p = house.product()
    house.receive(p, "10", "3.33", "L-A")
    transfer = house.done(ship(house, drafted(house, (p, "4"))))
    people = [house.door.as_("inventory_manager", user=f"keeper {n}") for n in range(4)]
    path = f"/transfers/{transfer['id']}/receive"
    answers = run_all(house, [], [lambda who=who: who.post(path, {}) for who in people])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert_books_balance(house.door, p)
