"""Two services of the tests' own on one bus: a maker that counts aloud and a taker that adds up.

The worker of one of them can be had as a process of its own, to be killed at a failpoint.
"""

import importlib
import json
import multiprocessing
import os
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, String, Table, func, insert, select

from chassis.data.database import Database, make_base
from chassis.data.tables import metadata as chassis_tables
from chassis.ids import new_id
from chassis.service import Line, Service, once
from chassis.settings import Settings
from chassis.transport.contract import WHOLE, declare
from chassis.transport.gauges import measure
from chassis.transport.outbox import emit
from chassis.transport.tables import outbox
from chassis.transport.topology import declare_topology, subscriptions_of

Base = make_base()
added = Table(
    "added",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("handler", String(40), nullable=False),
    Column("value", Integer, nullable=False),
)
COUNTED = declare(
    "maker.number.counted.v1",
    subject="number",
    data={"value": WHOLE},
    example={"value": 1},
    doc="One.",
)
ADDED = declare(
    "taker.number.added.v1",
    subject="number",
    data={"value": WHOLE},
    example={"value": 1},
    doc="Sum.",
)


def add_number(session: Any, fact: Any) -> None:
    value = fact.data["value"]
    session.execute(insert(added), {"handler": "add_number", "value": value})
    emit(session, ADDED.fact(fact.subject_id, 1, {"value": value}))


def hear_sum(session: Any, fact: Any) -> None:
    session.execute(insert(added), {"handler": "hear_sum", "value": fact.data["value"]})


MAKER = Service("maker", "pair", Base.metadata, (Line(ADDED.type, once, hear_sum),))
TAKER = Service("taker", "pair", Base.metadata, (Line(COUNTED.type, once, add_number),))
SERVICES = {service.name: service for service in (MAKER, TAKER)}


class Pair:
    """Both services' databases, the bus and the contracts, ready for workers."""

    def __init__(self, directory: Path, databases: dict[str, str], bus_url: str) -> None:
        (directory / "events").mkdir()
        for contract in (COUNTED, ADDED):
            file = directory / "events" / f"{contract.type}.json"
            file.write_text(json.dumps(contract.published()))
        subscriptions = subscriptions_of(SERVICES.values())
        (directory / "subscriptions.json").write_text(json.dumps(subscriptions))
        declare_topology(bus_url, subscriptions)
        self.databases = {name: Database(url) for name, url in databases.items()}
        for database in self.databases.values():
            chassis_tables.create_all(database.engine)
            Base.metadata.create_all(database.engine)
        self.settings = {
            name: Settings(name, url, bus_url, contracts_dir=str(directory), test_mode=True)
            for name, url in databases.items()
        }

    def count_aloud(self, first: int, last: int) -> None:
        """The maker states these numbers, a fact each, in one transaction."""
        with self.databases["maker"].transaction() as session:
            facts = [COUNTED.fact(new_id(), 1, {"value": n}) for n in range(first, last)]
            emit(session, *facts)

    def values(self, service: str) -> list[int]:
        """What the service has added, in order of value."""
        with self.databases[service].reading() as session:
            return list(session.scalars(select(added.c.value).order_by(added.c.value)))

    def unpublished(self, service: str) -> int:
        query = select(func.count()).where(outbox.c.published.is_(None))
        with self.databases[service].reading() as session:
            return session.execute(query).scalar_one()

    def numbers(self, service: str) -> dict[str, float]:
        """What waits in the service's transport."""
        with self.databases[service].reading() as session:
            return measure(session)

    def close(self) -> None:
        for database in self.databases.values():
            database.dispose()

    def process(self, name: str, failpoint: str = "") -> BaseProcess:
        """The worker of one service as a process, which dies at the failpoint if one is named."""
        given = {"SIFANG_TEST_MODE": "1", "SIFANG_FAILPOINT": failpoint}
        started = FORKED.Process(target=_work, args=(name, self.settings[name], given))
        started.start()
        return started


# forked off one that has imported everything: for most of a worker's short life it would import
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([__name__, "chassis.worker", "chassis.transport.rabbit"])


def _work(name: str, settings: Settings, environ: dict[str, str]) -> None:
    from chassis.worker import run

    os.environ.update(environ)
    # it reads its setting when it is imported
    importlib.reload(importlib.import_module("chassis.failpoints"))
    run(SERVICES[name], settings)
