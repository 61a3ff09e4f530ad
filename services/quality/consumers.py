"""What the quality service does on other services' facts, one line each."""

from uuid import UUID

from sqlalchemy.orm import Session

from chassis.principal import SYSTEM
from chassis.service import Line, after, latest, once
from chassis.transport.fact import Fact

from .cases.commands import book_disposal, book_replacement, open_cases_for_return
from .cases.commands.containment import batch_key, hold_arrivals
from .entries.commands import decide_outcomes
from .holds.commands import follow_lot, note_affected, note_released
from .references import commands as copies
from .returns.commands import note_quarantined


def keep_customer(session: Session, fact: Fact) -> None:
    copies.keep_customer(session, fact.data)


def keep_product(session: Session, fact: Fact) -> None:
    copies.keep_product(session, fact.data)


def note_received_lots(session: Session, fact: Fact) -> None:
    copies.note_received_lots(session, fact.data)


def keep_lot_balance(session: Session, fact: Fact) -> None:
    copies.keep_lot_balance(session, fact.data)


def note_who_a_hold_affects(session: Session, fact: Fact) -> None:
    note_affected(session, fact.data, fact.sequence)


def follow_holds_of_lot(session: Session, fact: Fact) -> None:
    follow_lot(session, fact.data, fact.sequence, fact.time)


def note_pieces_an_ending_released(session: Session, fact: Fact) -> None:
    note_released(session, fact.data)


def open_case_per_returned_line(session: Session, fact: Fact) -> None:
    author = UUID(fact.actor) if fact.actor else SYSTEM.id
    open_cases_for_return(session, fact.data, author)


def note_quarantined_pieces(session: Session, fact: Fact) -> None:
    for line in fact.data["lines"]:
        note_quarantined(session, line)


def book_cost_of_disposed_pieces(session: Session, fact: Fact) -> None:
    book_disposal(session, fact.data, fact.time)


def take_over_decided_outcomes(session: Session, fact: Fact) -> None:
    decide_outcomes(session, fact.data["lines"], fact.sequence)


def book_cost_of_replacements(session: Session, fact: Fact) -> None:
    if fact.data["kind"] == "replacement":
        book_replacement(session, fact.data)


def hold_what_arrives_of_held_batch(session: Session, fact: Fact) -> None:
    """Serial numbers that come of a batch which a case holds are suspect like the others."""
    hold_arrivals(session, fact.data)


def the_lot(fact: Fact) -> list[str]:
    return [f"lot/{fact.data['lot_id']}"]


def received_lots(fact: Fact) -> list[str]:
    return [f"lot/{line['lot_id']}" for line in fact.data["lines"] if line["lot_id"]]


def received_batches(fact: Fact) -> list[str]:
    named = {(line["product_id"], line.get("batch")) for line in fact.data["lines"]}
    return [batch_key(UUID(product), batch) for product, batch in named if batch]


def the_return(fact: Fact) -> list[str]:
    return [f"return/{fact.data['return_id']}"]


def replaced_return(fact: Fact) -> list[str]:
    return [f"return/{fact.data['return_id']}"] if fact.data["return_id"] else []


RETURNED = "sales.return.received.v1"
LINES = (
    *(
        Line(f"customer.file.{verb}.v1", latest, keep_customer, kind="copy")
        for verb in ("registered", "approved", "changed", "archived")
    ),
    *(
        Line(f"inventory.product.{verb}.v1", latest, keep_product, kind="copy")
        for verb in ("registered", "changed")
    ),
    Line("inventory.stock.received.v1", once, note_received_lots, received_lots, kind="copy"),
    Line("inventory.stock.received.v1", once, hold_what_arrives_of_held_batch, received_batches),
    *(
        Line(f"inventory.lot.{verb}.v1", latest, keep_lot_balance, the_lot, kind="copy")
        for verb in ("held", "released")
    ),
    Line("inventory.lot.held.v1", once, note_who_a_hold_affects, the_lot, kind="copy"),
    *(
        Line(f"inventory.lot.{verb}.v1", once, follow_holds_of_lot, the_lot)
        for verb in ("held", "released")
    ),
    Line("inventory.hold.ended.v1", once, note_pieces_an_ending_released, the_lot),
    Line(RETURNED, once, open_case_per_returned_line, the_return),
    Line("inventory.return.quarantined.v1", after(RETURNED), note_quarantined_pieces, the_return),
    Line("sales.return.decided.v1", after(RETURNED), take_over_decided_outcomes, the_return),
    Line("sales.delivery.recorded.v1", once, book_cost_of_replacements, replaced_return),
    Line("inventory.return.disposed.v1", once, book_cost_of_disposed_pieces, the_return),
)
