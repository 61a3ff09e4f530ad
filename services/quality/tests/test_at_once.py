"""Several people at once, on PostgreSQL: what may happen once happens once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from . import facts

pytestmark = pytest.mark.on_postgres
PEOPLE = 8


def all_at_once(work) -> list[int]:
    with ThreadPoolExecutor(PEOPLE) as pool:
        return sorted(pool.map(lambda _: work().status_code, range(PEOPLE)))


def test_the_last_pieces_in_quarantine_are_judged_by_one_of_many(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    codes = all_at_once(lambda: quality.judge(case_id, ("scrap", "6.000")))
    assert codes == [200] + [409] * (PEOPLE - 1)
    assert len(quality.door.facts("quality.return.disposed.v1")) == 1


def test_verdicts_on_two_lines_of_one_return_are_counted_together(quality):
    lines = [facts.return_line(name, "40.000") for name in ("first", "second")]
    quality.take_return(*lines)
    cases = {case["return_line_id"]: case["id"] for case in quality.cases()}
    for case_id in cases.values():
        quality.contain(case_id)
    jobs = [("first", cases[facts.named("first")]), ("second", cases[facts.named("second")])] * 10
    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(
            pool.map(lambda job: quality.judge(job[1], ("restock", "1"), line=job[0]), jobs)
        )
    assert {answer.status_code for answer in answers} == {200}
    told = quality.door.envelopes("quality.return.disposed.v1")
    assert sorted(fact["sequence"] for fact in told) == list(range(1, 21))


def test_a_lot_is_asked_for_once_and_a_case_closed_once_by_many(quality):
    case_id = quality.take_return()
    assert all_at_once(lambda: quality.contain(case_id)) == [200] * PEOPLE
    assert len(quality.door.facts("quality.lot.hold_requested.v1")) == 1
    quality.answer(case_id)
    quality.judge(case_id, ("scrap", "6.000"))
    codes = all_at_once(lambda: quality.do("close", case_id, {"summary": "done"}))
    assert codes == [200] + [409] * (PEOPLE - 1)
    assert len(quality.door.facts("quality.lot.hold_ended.v1")) == 1
