"""The quality service behind its doors, knowing X, P and lot L-A, with 6 pieces returned by X."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from chassis.transport.inbox import Inbox
from chassis.transport.tables import inbox

from . import facts


@dataclass
class Quality:
    """The doors, and the steps of a case as its people take them."""

    door: Any

    def know(self) -> None:
        self.door.deliver(facts.customer(), facts.product(), facts.receipt())

    def take_return(self, *lines: dict[str, Any], **changed: Any) -> str:
        """X returns pieces, inventory quarantines them; gives the first case's id."""
        self.door.deliver(facts.returned(*lines, **changed), facts.quarantined(*lines))
        return self.cases()[-1]["id"]

    def cases(self, **query: str) -> list[dict[str, Any]]:
        return self.door.as_("quality_engineer").get("/cases", **query).json["items"]

    def case(self, case_id: str, role: str = "quality_manager") -> dict[str, Any]:
        answer = self.door.as_(role).get(f"/cases/{case_id}")
        assert answer.status_code == 200, answer.json
        return answer.json

    def do(self, verb: str, case_id: str, body: dict[str, Any], role: str = "") -> Any:
        """The verb, by the one whose work it is unless another role is named."""
        role = role or ("quality_manager" if verb == "close" else "quality_engineer")
        return self.door.as_(role).post(f"/cases/{case_id}/{verb}", body)

    def contain(self, case_id: str, **body: Any) -> Any:
        return self.do("contain", case_id, body)

    def answer(self, case_id: str) -> None:
        """Cause and reply, as the short path asks."""
        for verb, body in (("causes", CAUSE), ("reply", {"text": "We replace the pads."})):
            assert self.do(verb, case_id, body).status_code == 200

    def judge(self, case_id: str, *items: tuple[Any, ...], line: str = "line") -> Any:
        """Each item is a kind, a quantity, and what else it says."""
        lines = {"return_line_id": facts.named(line), "lot_id": facts.named("L-A")}
        told = [
            lines | {"kind": kind, "quantity": quantity} | dict(*more)
            for kind, quantity, *more in items
        ]
        return self.do("verdict", case_id, {"items": told, "finding": "two pads cracked"})

    def hold(self, case_id: str) -> dict[str, Any]:
        """Inventory holds what the case asked for."""
        requested = self.door.facts("quality.lot.hold_requested.v1")
        mine = [hold for hold in requested if hold["case_id"] == case_id]
        self.door.deliver(facts.lot_held(mine))
        return mine[0]


CAUSE = {"kind": "occurrence", "text": "The press ran cold."}


@pytest.fixture
def quality(service_door) -> Iterator[Quality]:
    """Afterwards every fact that came has taken effect: nothing is dead, nothing still waits."""
    quality = Quality(service_door("quality"))
    quality.know()
    yield quality
    with quality.door.database.reading() as session:
        unfinished = select(inbox.c.handler, inbox.c.state, inbox.c.reason)
        assert session.execute(unfinished.where(inbox.c.state != "done")).all() == []


@pytest.fixture
def run_timers(quality):
    """Do what the clock has made due, as the worker would."""

    def run() -> None:
        worker = Inbox(quality.door.service, quality.door.database)
        while worker.work_off():
            pass

    return run
