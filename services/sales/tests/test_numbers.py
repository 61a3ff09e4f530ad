"""Numbers of deliveries, receivables and credit notes: a series per document and business year, no gap."""

import pytest

from .conftest import Died, done, line, refused, return_of
from .test_closing import close

DOCUMENTS = {"/deliveries": "DN", "/receivables": "AR", "/credit-notes": "CN"}


def numbers(desk, path):
    return sorted(x["number"] for x in done(desk.by("finance").get(path, limit=200))["items"])


def of_years(series, **counts):
    return [
        f"{series}-{year.removeprefix('y')}-{n:06}"
        for year, count in counts.items()
        for n in range(1, count + 1)
    ]


@pytest.mark.both_databases
def test_what_is_refused_leaves_no_gap_and_a_business_year_begins_anew(desk, on):
    x, p = desk.customer(), desk.product()
    on("2026-12-30")
    order = desk.posted(x, line(p, "10"))
    first = desk.issue_fact(order, {"quantity": "4"}, issued_on="2026-12-30")
    desk.deliver(first)
    desk.deliver(first | {"sequence": 2})
    (delivery,) = desk.deliveries(order)
    asked = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "5"}
    answer = desk.by("service_agent").post("/returns", return_of(asked))
    refused(answer, 409, "return_too_much")
    desk.take_back(delivery, "1")
    desk.issue(order, {"quantity": "1"}, issued_on="2026-12-30")
    on("2027-01-02")
    desk.issue(order, {"quantity": "1"}, issued_on="2027-01-02")
    desk.take_back(delivery, "1")
    desk.issue(order, {"quantity": "1"}, issued_on="2026-12-31")
    done(close(desk, "2026-12"), 201)
    desk.issue(order, {"quantity": "1"}, issued_on="2026-12-31")
    with pytest.raises(Died):
        desk.issue(order, {"quantity": "7"}, issued_on="2027-01-02")
    desk.issue(order, {"quantity": "1"}, issued_on="2027-01-02")
    seen = {series: numbers(desk, path) for path, series in DOCUMENTS.items()}
    assert seen == {
        "DN": of_years("DN", y2026=3, y2027=3),
        "AR": of_years("AR", y2026=3, y2027=3),
        "CN": of_years("CN", y2026=1, y2027=1),
    }
