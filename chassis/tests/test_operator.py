"""Dead letters, replay and rebuild: what a person can do, and that doing it twice does it once."""

from typing import Any

import pytest
from sqlalchemy import select, update

from chassis.data.tables import journal
from chassis.ids import new_id
from chassis.service import Line, Service, latest
from chassis.tests.taker import (
    CHANGED,
    CLOSED,
    COUNTED,
    NOTED,
    OPENED,
    TAKER,
    Base,
    NoSuchThing,
    copies,
    copy_thing,
    database,
    fact,
    failing,
    rows,
    states,
    taker,
    url,
    values,
)
from chassis.transport import dead, rebuild
from chassis.transport.bus import Delivery, Message, Outcome
from chassis.transport.inbox import Inbox
from chassis.transport.operator import ReasonMissing, operator
from chassis.transport.outbox import emit
from chassis.transport.replay import ReplayStopped, Selection, resend
from chassis.transport.tables import inbox, outbox
from tests.support.windows import delivery

pytestmark = pytest.mark.both_databases
__all__ = ["database", "taker", "url"]  # fixtures


def one_dead(taker: Inbox, type: str = COUNTED, value: int = 5) -> dict[str, Any]:
    failing[value] = NoSuchThing(number=value)
    given = fact(type, value)
    taker.receive([delivery(given)])
    failing.clear()
    return given


def replay(database: Any, event_id: Any, handler: str | None = None) -> int:
    with database.transaction(operator("dead replay", "fixed")) as session:
        return dead.replay(session, event_id, "fixed", handler)


def test_a_dead_letter_is_listed_with_its_reason(taker, database):
    given = one_dead(taker)
    with database.reading() as session:
        [letter] = dead.letters(session)
        assert len(dead.letter(session, letter.event_id)) == 2
    assert (letter.handler, str(letter.event_id)) == ("count", given["id"])
    assert letter.reason == "no_such_thing: There is no thing 5."


def test_replaying_twice_is_once(taker, database):
    one_dead(taker)
    [letter] = [row for row in rows(database, inbox) if row.state == "dead"]
    assert [replay(database, letter.event_id) for _ in range(2)] == [1, 0]
    while taker.work_off():
        pass
    assert replay(database, letter.event_id) == 0
    assert values(database, "count") == values(database, "count_many") == [5]


def test_replaying_a_predecessor_sets_free_who_waited_for_it(taker, database):
    given = one_dead(taker, OPENED, 7)
    subject = given["subject"].partition("/")[2]
    taker.receive([delivery(fact(CLOSED, 8, subject=subject))])
    [letter] = [row for row in rows(database, inbox) if row.state == "dead"]
    replay(database, letter.event_id)
    while taker.work_off():
        pass
    assert (values(database, "open_case"), values(database, "close_case")) == ([7], [8])


def test_discarding_settles_without_running(taker, database):
    one_dead(taker)
    [letter] = [row for row in rows(database, inbox) if row.state == "dead"]
    with database.transaction(operator("dead discard", "a test order")) as session:
        assert dead.discard(session, letter.event_id, "a test order") == 1
        assert dead.discard(session, letter.event_id, "a test order") == 0
    assert states(database, handler="count") == ["discarded"]
    assert not taker.work_off()


def test_what_an_operator_does_is_in_the_journal_with_its_reason(taker, database):
    one_dead(taker)
    [letter] = [row for row in rows(database, inbox) if row.state == "dead"]
    replay(database, letter.event_id, "count")
    with database.reading() as session:
        [line] = session.execute(select(journal)).all()
    assert (line.thing, line.reason) == (f"message/{letter.event_id}", "replayed: fixed")
    assert line.actor_name.startswith("operator ")
    with pytest.raises(ReasonMissing):
        operator("dead replay", " ")


def test_what_could_not_be_read_is_read_again_when_replayed(taker, database):
    taker.receive([delivery(fact(COUNTED, 3), exchange="other.events")])
    [letter] = rows(database, inbox)
    assert replay(database, letter.event_id) == 1
    taker.work_off()
    assert states(database) == ["dead"]
    with database.transaction() as session:
        session.execute(update(inbox).values(exchange="maker.events"))
    replay(database, letter.event_id)
    while taker.work_off():
        pass
    assert values(database, "count") == [3]


def test_the_commands_do_what_they_say(taker, database, capsys):
    one_dead(taker)
    [letter] = [row for row in rows(database, inbox) if row.state == "dead"]
    assert dead.command(TAKER, database, ["list"]) == 0
    assert str(letter.event_id) in capsys.readouterr().out
    assert dead.command(TAKER, database, ["show", str(letter.event_id)]) == 0
    assert '"value": 5' in capsys.readouterr().out
    again = ["replay", str(letter.event_id), "--reason", "fixed"]
    assert dead.command(TAKER, database, again) == 0
    assert dead.command(TAKER, database, again) == 1


class Queue:
    """Takes what is re-sent and hands it to an inbox as the bus would."""

    def __init__(self, outcome: Outcome = Outcome.CONFIRMED) -> None:
        self.taken: list[Message] = []
        self.outcome = outcome

    def publish(self, window: Any) -> list[Outcome]:
        self.taken += window
        return [self.outcome] * len(window)

    def close(self) -> None: ...

    def deliver(self, receiver: Inbox) -> None:
        receiver.receive(
            [Delivery(m.exchange, m.key, m.body, False, n, 1) for n, m in enumerate(self.taken)]
        )


def stated(database: Any, count: int) -> None:
    with database.transaction() as session:
        emit(session, *(NOTED.fact(new_id(), n, {"value": n}) for n in range(count)))
    with database.transaction() as session:
        session.execute(update(outbox).values(published=outbox.c.created))


def copy_note(session: Any, fact: Any) -> None:
    copy_thing(session, fact)


def act_on_note(session: Any, fact: Any) -> None:
    effects.append(fact.data["value"])


effects: list[int] = []
READER = Service(
    "reader",
    "chassis.tests",
    Base.metadata,
    (Line(NOTED.type, latest, copy_note, kind="copy"), Line(NOTED.type, latest, act_on_note)),
    copies=(copies,),
)


def test_the_log_is_sent_again_as_it_was_and_handled_once(database):
    effects.clear()
    stated(database, 250)
    queue, reader = Queue(), Inbox(READER, database)
    selection = Selection("reader", [NOTED.type])
    assert resend(database, queue, "taker", selection) == 250
    assert {message.key for message in queue.taken} == {"to.reader"}
    assert len({message.id for message in queue.taken}) == 250
    for _ in range(2):
        queue.deliver(reader)
    assert sorted(effects) == list(range(250))


def test_only_the_selected_part_of_the_log_is_sent(database):
    stated(database, 5)
    [row, *_] = rows(database, outbox)
    for selection, count in (
        (Selection("reader", [NOTED.type], subject=row.subject), 1),
        (Selection("reader", ["taker.note.lost.v1"]), 0),
        (Selection("reader", [NOTED.type], since=row.created), 5),
    ):
        assert resend(database, Queue(), "taker", selection) == count


def test_a_replay_to_nobody_says_so(database):
    stated(database, 1)
    with pytest.raises(ReplayStopped, match=r"to\.reader"):
        resend(database, Queue(Outcome.UNROUTABLE), "taker", Selection("reader", [NOTED.type]))


def test_a_rebuild_fills_the_copies_and_runs_no_effect_again(database):
    effects.clear()
    stated(database, 20)
    reader, first, again = Inbox(READER, database), Queue(), Queue()
    resend(database, first, "taker", Selection("reader", [NOTED.type]))
    first.deliver(reader)
    before = sorted(rows(database, copies))
    with database.transaction(operator("rebuild", "copies were wrong")) as session:
        assert rebuild.empty_copies(session, READER, "copies were wrong") == ["taker"]
    assert rows(database, copies) == []
    resend(database, again, "taker", Selection("reader", [NOTED.type], rebuild=True))
    again.deliver(reader)
    assert sorted(rows(database, copies)) == before
    assert sorted(effects) == list(range(20))


def test_a_rebuild_never_reaches_an_effect_line_that_is_new(database):
    effects.clear()
    stated(database, 3)
    queue = Queue()
    resend(database, queue, "taker", Selection("reader", [NOTED.type], rebuild=True))
    queue.deliver(Inbox(READER, database))
    assert (len(rows(database, copies)), effects) == (3, [])


def test_a_line_that_waits_for_nothing_it_handles_is_refused_at_import():
    from chassis.service import after

    with pytest.raises(ValueError, match="which has no line"):
        Service("x", "x", Base.metadata, (Line(CHANGED, after(OPENED), copy_thing),))
