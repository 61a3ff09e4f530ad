"""Numbers are consecutive, per kind and business year, and come back when a document does not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from paper.series import next_number, next_numbers

LAST_DAY, FIRST_DAY = date(2026, 12, 31), date(2027, 1, 1)


def test_numbers_follow_each_other_per_kind(session):
    assert next_number(session, "SO", LAST_DAY) == "SO-2026-000001"
    assert next_number(session, "SO", LAST_DAY) == "SO-2026-000002"
    assert next_number(session, "PO", LAST_DAY) == "PO-2026-000001"


def test_a_business_year_begins_its_own_series(session):
    next_number(session, "SO", LAST_DAY)
    assert next_number(session, "SO", FIRST_DAY) == "SO-2027-000001"
    assert next_number(session, "SO", LAST_DAY) == "SO-2026-000002"


def test_a_block_is_consecutive_and_in_order(session):
    next_number(session, "DN", LAST_DAY)
    block = ["DN-2026-000002", "DN-2026-000003", "DN-2026-000004"]
    assert next_numbers(session, "DN", LAST_DAY, 3) == block
    assert next_numbers(session, "DN", LAST_DAY, 0) == []
    assert next_number(session, "DN", LAST_DAY) == "DN-2026-000005"


def test_a_document_that_is_rolled_back_leaves_no_gap(database):
    with pytest.raises(RuntimeError), database.transaction() as session:
        next_number(session, "SO", LAST_DAY)
        raise RuntimeError
    with database.transaction() as session:
        assert next_number(session, "SO", LAST_DAY) == "SO-2026-000001"


def test_the_number_after_the_millionth_stays_unique(session):
    assert next_numbers(session, "SO", LAST_DAY, 1_000_000)[-1] == "SO-2026-1000000"


@pytest.mark.both_databases
def test_documents_made_at_the_same_time_get_every_number_once(database):
    def make(n: int) -> list[str]:
        try:
            with database.transaction() as session:
                taken = next_numbers(session, "SO", LAST_DAY, 1 + n % 3)
                if n % 5 == 0:
                    raise TimeoutError
                return taken
        except TimeoutError:
            return []

    with ThreadPoolExecutor(8) as together:
        numbers = [number for taken in together.map(make, range(60)) for number in taken]
    assert sorted(numbers) == [f"SO-2026-{n:06d}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) > 60
