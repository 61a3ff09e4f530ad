"""Questions a worker asks all the time read what is open of the inbox, not all it ever did."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from chassis import clock
from chassis.data.database import Database
from chassis.data.tables import metadata as chassis_tables
from chassis.ids import new_id
from chassis.tests.taker import CLOSED, OPENED, TAKER, Base, fact
from chassis.transport.inbox import Inbox
from chassis.transport.tables import inbox
from tests.support.plans import kept_plan, statements
from tests.support.windows import delivery


@pytest.fixture
def database(postgres_url) -> Iterator[Database]:
    database = Database(postgres_url())
    chassis_tables.create_all(database.engine)
    Base.metadata.create_all(database.engine)
    yield database
    database.dispose()


def test_what_is_due_is_found_by_its_index_whatever_plan_postgresql_keeps(database):
    taker = Inbox(TAKER, database)
    subject = new_id()
    taker.receive([delivery(fact(CLOSED, subject=subject))])
    with database.transaction() as session:
        session.execute(update(inbox).values(state="waiting", attempts=0, due=clock.now()))
    with statements(database.engine) as seen:
        taker.work_off()
        taker.receive([delivery(fact(OPENED, subject=subject))])
        taker.tidy()
    asked = [sql for sql in seen if "inbox.state" in sql.partition("WHERE")[2]]
    assert len(asked) >= 5
    for sql in asked:
        plan = kept_plan(database.engine, sql)
        assert "Seq Scan on inbox" not in plan, f"{sql}\n{plan}"
