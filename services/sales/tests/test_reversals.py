"""Credit taken back: mirrored to the cent, settled receivables open again, used credit owed anew."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from chassis.transport.inbox import Inbox
from tests.support.door import _delivery, envelope

from .conftest import done, line
from .test_margins import cents
from .test_outcomes import seen
from .test_returns import delivered, notes, verdict
from .till import books, pay


def reversals(desk, customer):
    ask = desk.by("finance").get
    heads = done(ask("/credit-reversals", customer_id=customer))["items"][::-1]
    return [done(ask(f"/credit-reversals/{head['id']}")) for head in heads]


@pytest.mark.both_databases
def test_credit_for_pieces_without_fault_is_taken_back_and_what_it_settled_is_open_again(desk):
    x = desk.customer()
    returned = desk.take_back(delivered(desk, x), "6")
    assert books(desk, x) == ("72.32", "0.00")
    verdict(desk, returned, ("to_customer", "2"), ("scrap", "1", "misuse"), ("scrap", "3"))
    no_fault, misuse = reversals(desk, x)
    assert (no_fault["ground"], misuse["ground"]) == ("no_fault", "misuse")
    assert [no_fault[n] for n in ("net", "tax", "gross", "cost")] == [
        "32.00",
        "4.16",
        "36.16",
        "20.00",
    ]
    assert (misuse["gross"], misuse["lines"][0]["quantity"]) == ("18.08", "1.000")
    assert [no_fault[n] for n in ("from_open", "reopened", "charged")] == ["0.00", "36.16", "0.00"]
    assert (desk.receivables(x)[0]["open"], books(desk, x)) == ("126.56", ("126.56", "0.00"))
    (note,) = notes(desk, x)
    assert (note["gross"], note["reversed"], note["open"]) == ("108.48", "54.24", "0.00")
    told = seen(desk, returned)
    assert (told["credited"], told["status"]) == ("part", "judged")
    assert (told["lines"][0]["credited"], told["lines"][0]["reversed"]) == ("3.000", "3.000")
    margin = desk.margin(x)
    assert (margin["net"], margin["cost"], margin["margin"]) == ("112.00", "70.00", "42.00")
    listed = done(desk.by("finance").get("/reports/sales", customer_id=x))
    assert [d["net"] for d in listed["items"]] == ["160.00", "-96.00", "32.00", "16.00"]
    assert listed["totals"]["net"] == "112.00"
    facts = desk.door.facts("sales.credit_note.reversed.v1")
    assert [(f["credit_note_id"], f["gross"]) for f in facts] == [
        (note["id"], "36.16"),
        (note["id"], "18.08"),
    ]


def test_what_is_still_open_of_a_credit_is_taken_first(desk):
    x = desk.customer()
    delivery = delivered(desk, x)
    pay(desk, x, "180.80", settle=True)
    returned = desk.take_back(delivery, "6")
    assert books(desk, x) == ("0.00", "108.48")
    verdict(desk, returned, ("to_customer", "6"))
    (reversal,) = reversals(desk, x)
    assert (reversal["from_open"], reversal["receivable_id"]) == ("108.48", None)
    assert books(desk, x) == ("0.00", "0.00")
    assert seen(desk, returned)["credited"] == "reversed"


@pytest.mark.both_databases
def test_a_credit_that_was_used_for_something_else_is_owed_anew(desk):
    x = desk.customer()
    delivery = delivered(desk, x)
    pay(desk, x, "150.00", settle=True)
    returned = desk.take_back(delivery, "6")
    assert books(desk, x) == ("0.00", "77.68")
    second = desk.posted(x, line(desk.product(), "4"))
    desk.issue(second)
    (note,), owed = notes(desk, x), desk.receivables(x)[1]
    used = {"source_id": note["id"], "receivable_id": owed["id"], "amount": "70.00"}
    form = {"customer_id": x, "lines": [used]}
    done(desk.by("finance").post("/settlements", form), 201)
    verdict(desk, returned, ("scrap", "6", "misuse"))
    (reversal,) = reversals(desk, x)
    assert [reversal[n] for n in ("from_open", "reopened", "charged")] == ["7.68", "30.80", "70.00"]
    first, second, anew = desk.receivables(x)
    assert (first["open"], second["open"]) == ("30.80", "2.32")
    assert (anew["id"], anew["kind"], anew["reference"]) == (
        reversal["receivable_id"],
        "reversal",
        reversal["number"],
    )
    assert (anew["gross"], anew["tax"], anew["open"]) == ("70.00", "8.05", "70.00")
    assert books(desk, x) == ("103.12", "0.00")
    pay(desk, x, "103.12", settle=True)
    assert books(desk, x) == ("0.00", "0.00")


def test_parts_taken_back_add_up_to_what_was_credited(desk):
    x = desk.customer()
    order = desk.posted(x, line(desk.product(), "3", price="33.335"), price_mode="included")
    desk.issue(order, {"cost": "20.00"})
    (delivery,) = desk.deliveries(order)
    returned = desk.take_back(delivery, "3")
    for _ in range(3):
        verdict(desk, returned, ("to_customer", "1"))
    (note,), taken = notes(desk, x), reversals(desk, x)
    for name in ("net", "tax", "gross", "cost"):
        assert sum(cents(r[name]) for r in taken) == cents(note[name]), name
    assert desk.receivables(x)[0]["open"] == delivery["gross"] == note["reversed"]
    assert desk.margin(x)["net"] == delivery["net"]


def test_another_outcome_of_credited_goods_takes_the_credit_back_and_gives_it_again(desk):
    x = desk.customer()
    returned = desk.take_back(delivered(desk, x), "6")
    path, line_id = f"/returns/{returned['id']}/decide", returned["lines"][0]["id"]

    def decide(outcome):
        lines = [{"return_line_id": line_id, "outcome": outcome}]
        body = {"reason": "另议", "lines": lines}
        return done(desk.by("sales_manager").post(path, body))["credited"]

    assert decide("replacement") == "reversed"
    (reversal,) = reversals(desk, x)
    assert (reversal["ground"], reversal["gross"]) == ("decided", "108.48")
    assert decide("credit") == "all"
    assert books(desk, x) == ("72.32", "0.00")
    verdict(desk, returned, ("to_customer", "6"))
    assert [n["reversed"] for n in notes(desk, x)] == ["108.48", "108.48"]
    assert (books(desk, x), seen(desk, returned)["credited"]) == (("180.80", "0.00"), "reversed")


def test_a_repaired_piece_keeps_no_credit_and_only_the_own_part_is_seen(desk):
    x = desk.customer()
    returned = desk.take_back(delivered(desk, x), "2")
    verdict(desk, returned, ("to_customer", "2", "confirmed"))
    (reversal,) = reversals(desk, x)
    assert reversal["ground"] == "sent_back"
    seller, bert = desk.by("salesperson"), desk.by("salesperson", user="bert")
    own = done(seller.get(f"/credit-reversals/{reversal['id']}"))
    assert "cost" not in own and "cost" not in own["lines"][0]
    assert bert.get(f"/credit-reversals/{reversal['id']}").status_code == 404
    assert done(bert.get("/credit-reversals"))["items"] == []


@pytest.mark.on_postgres
def test_verdicts_of_several_returns_by_two_workers_end_in_sound_books(desk):
    """Crossing products and customers: credit given, taken back, replaced, all at once."""
    products = [desk.product() for _ in range(3)]
    customers = [desk.customer(), desk.customer(return_credit="after_verdict")]
    facts = []
    for n in range(10):
        x = customers[n % 2]
        turn = products[n % 3 :] + products[: n % 3]
        order = desk.posted(x, *(line(p, "4", price="16.00") for p in turn))
        desk.issue(order)
        (delivery,) = desk.deliveries(order)
        outcome = "replacement" if n % 5 == 4 else "credit"
        lines = [
            {"delivery_line_id": each["id"], "quantity": "4", "outcome": outcome}
            for each in delivery["lines"]
        ]
        form = {"phase": "zero_km", "severity": "minor", "reason": "x", "lines": lines}
        returned = done(desk.by("service_agent").post("/returns", form), 201)
        facts.append(verdict_fact(returned, ("scrap", "1"), ("to_customer", "3")))

    def work(mine):
        inbox = Inbox(desk.door.service, desk.door.database)
        for fact in mine:
            inbox.receive([_delivery(envelope(fact), False)])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (facts[::2], facts[1::2])))
    assert desk.door.inbox("dead") == [] and desk.door.inbox("waiting") == []
    for x in customers:
        owed = sum(cents(r["open"]) for r in desk.receivables(x))
        assert cents(books(desk, x)[0]) == owed
    totals = done(desk.by("finance").get("/reports/ranking", by="product"))["totals"]
    assert totals["net"] == f"{10 * 3 * 64 - 8 * 3 * 16}.00"


def verdict_fact(returned, *items):
    told = [
        {
            "item_id": str(uuid4()),
            "return_line_id": each["id"],
            "lot_id": each["lots"][0]["lot_id"],
            "kind": kind,
            "fault": "no_fault" if kind == "to_customer" else "confirmed",
            "quantity": quantity,
        }
        for each in returned["lines"]
        for kind, quantity in items
    ]
    data = {"disposal_id": str(uuid4()), "case_id": str(uuid4()), "return_id": returned["id"]}
    fact = {"type": "quality.return.disposed.v1", "subject": f"return/{returned['id']}"}
    return fact | {"sequence": 1, "data": data | {"items": told}}
