"""Where it is measured: the whole system on fresh databases of a real PostgreSQL and a RabbitMQ."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import Market
from bench.servers import database_name
from operations.demo import company_of
from operations.processes import APPS, Plan, System
from operations.scenario.company import Company
from tests.support.postgres import Postgres
from tests.support.rabbitmq import RabbitMQ


@dataclass(frozen=True)
class Site:
    """A running system and the people in it."""

    system: System
    company: Company

    def database(self, app: str) -> str:
        return self.system.plan.database_url(app)


@contextmanager
def built(postgres: Postgres, rabbitmq: RabbitMQ, keep: bool = False) -> Iterator[Site]:
    """A started system with its people; ended and its databases dropped at the end."""
    with ExitStack() as stack:
        directory = Path(tempfile.mkdtemp(prefix="sifang-bench-"))
        if not keep:
            stack.callback(shutil.rmtree, directory, ignore_errors=True)
        urls = {app: postgres.create(database_name(app)) for app in APPS}
        for url in urls.values():
            stack.callback(postgres.drop, url)
        bus = rabbitmq.create()
        stack.callback(rabbitmq.drop, bus)
        system = stack.enter_context(System(Plan(directory, database=urls.__getitem__, bus=bus)))
        system.up()
        yield Site(system, company_of(system))


def market(site: Site, customers: list[str], products: list[str]) -> Market:
    """What the load needs to know of a stocked site; every seller has a session of his own."""
    seller = site.company["salesperson"]
    return Market(site.system.address, [seller.token], customers, products)
