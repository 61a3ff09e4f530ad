"""Large sheets take as many statements for a hundred rows as for ten, and name the row all the same."""

import pytest
from sqlalchemy import event

from tests.support.sheets import SheetDesk, places, text, told


@pytest.fixture
def desk(service_door):
    desk = SheetDesk(service_door("inventory"))
    desk.bring("suppliers", text(["code", "name"], ["S1", "鑫源"], ["S2", "Second"]))
    return desk


def codes(count, *said, first="P"):
    """Rows that say one thing and another in turn."""
    return [[f"{first}{n:03}", *said[n % len(said)]] for n in range(count)]


def statements(desk, form, content):
    """How many statements a job took that wrote all its rows."""
    seen = []

    def note(connection, cursor, statement, *_):
        seen.append(statement)

    event.listen(desk.door.database.engine, "before_cursor_execute", note)
    job = desk.bring(form, content)
    event.remove(desk.door.database.engine, "before_cursor_execute", note)
    assert job["state"] == "done" and job["rows_unchanged"] == 0, job
    return len(seen)


PRODUCT = ["code", "name", "unit", "sale_price", "minimum"]
OFFER = ["商品编号", "供应商编号", "采购价", "首选"]
SHEETS = [
    ("suppliers", ["code", "name", "phone"], ("a", "10010"), ("b", "10010"), ("a", "10011")),
    ("products", PRODUCT, ("a", "件", "1", "5"), ("b", "件", "1", "6"), ("a", "件", "2", "5")),
    ("sale-prices", ["code", "sale_price"], ("3",), ("4",), ("5",)),
    ("offers", OFFER, ("S1", "1", "是"), ("S1", "2", "是"), ("S1", "1", "否")),
]
"""Form, headings, what is new and what is changed of every other row."""


@pytest.mark.both_databases
def test_more_rows_take_no_more_statements(desk):
    for first, count in (("A", 10), ("B", 100)):
        for form, heads, new, *changed in SHEETS:
            for said in ([new], changed):
                sheet = text(heads, *codes(count, *said, first=first))
                taken = statements(desk, form, sheet)
                assert taken < 80, (form, said, count, taken)


@pytest.mark.both_databases
def test_of_many_changes_the_one_refused_is_named_and_none_is_written(desk):
    heads = ["code", "name", "unit", "barcode", "minimum", "maximum"]
    first = [["A", "a", "件", "X1", "1", "9"], ["B", "b", "件", "X2", "1", "9"]]
    desk.bring("products", text(heads, *first, ["C", "c", "件", "X3", "1", "9"]))
    wrong = [["A", "new", "件", "X1", "1", "9"], ["B", "new", "件", "X2", "10", "9"]]
    job = desk.bring("products", text(heads, *wrong, ["C", "new", "件", "X1", "1", "9"]))
    assert places(job) == [(3, "E", "stock_limits_crossed"), (4, "D", "key_twice")]
    job = desk.bring("products", text(heads, *first, ["C", "new", "件", "X2", "1", "9"]))
    assert places(job) == [(4, "D", "key_twice")]
    job = desk.bring("products", text(heads, first[0], ["C", "new", "件", "X2", "1", "9"]))
    assert places(job) == [(3, "D", "barcode_taken")]
    listed = desk.door.as_("buyer").get("/products", sort="code").json["items"]
    assert [(each["name"], each["version"]) for each in listed] == [("a", 1), ("b", 1), ("c", 1)]


@pytest.mark.both_databases
def test_a_barcode_goes_from_one_product_to_the_next_within_a_sheet(desk):
    heads = ["code", "name", "unit", "barcode"]
    desk.bring("products", text(heads, ["A", "a", "件", "X1"], ["B", "b", "件", "X2"]))
    moved = text(heads, ["A", "a", "件", ""], ["B", "b", "件", "X1"], ["C", "c", "件", "X2"])
    assert told(desk.bring("products", moved)) == ("done", 3, 0, 0)
    listed = desk.door.as_("buyer").get("/products", sort="code").json["items"]
    assert [each["barcode"] for each in listed] == [None, "X1", "X2"]
    assert told(desk.bring("products", moved)) == ("done", 0, 3, 0)


def test_a_check_states_and_notes_nothing(desk):
    sheet = text(PRODUCT, *codes(3, ("a", "件", "1", "5")))
    before = len(desk.door.as_("auditor").get("/journal", limit=200).json["items"])
    assert told(desk.bring("products", sheet, "check")) == ("done", 0, 0, 0)
    assert desk.door.facts("inventory.product.registered.v1") == []
    after = desk.door.as_("auditor").get("/journal", limit=200).json["items"]
    assert {each["thing"].partition("/")[0] for each in after[: len(after) - before]} == {"job"}
