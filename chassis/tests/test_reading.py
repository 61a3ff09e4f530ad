"""What is shown above internal is noted before the answer leaves: who, which fields of what, why."""

import pytest
from sqlalchemy import event, text

from chassis.tests.test_web import PARCEL, claims
from chassis.tests.toy import Parcel, ParcelOut, parcels, toy_app
from chassis.web.shape import Shape
from tests.support.door import Caller
from tests.support.tokens import mint, user_id

pytestmark = pytest.mark.both_databases
PHONE = {"phone": "13800000000"}
CLEARED = {"clr": "confidential"}


@pytest.fixture
def database(app):
    return app.extensions["sifang"].database


@pytest.fixture
def app(database_url):
    made = toy_app(database_url("toy"))
    yield made
    made.extensions["sifang"].database.dispose()


@pytest.fixture
def caller(app):
    return lambda *permissions, **changed: Caller(
        app.test_client(), mint(claims(*permissions, name="Ann", **changed))
    )


@pytest.fixture
def sender(caller):
    return caller("toy.parcel.send", "toy.parcel.read", **CLEARED)


@pytest.fixture
def reader(caller):
    return caller("toy.parcel.read", **CLEARED)


@pytest.fixture
def read(caller):
    """The auditor's lines about readings, oldest first."""

    def lines(**query):
        page = caller("toy.journal.read", **CLEARED).get("/journal", **query).json["items"]
        return [line for line in page[::-1] if "read" in line["changes"]]

    return lines


def sent(sender, number="P-1", **more):
    made = sender.post("/parcels", PARCEL | {"number": number} | more)
    assert made.status_code == 201, made.json
    return made.json


def test_the_auditor_sees_who_was_shown_which_field_of_what_when_and_why(sender, reader, read):
    parcel = sent(sender, **PHONE)
    answer = reader.get(f"/parcels/{parcel['id']}", reason="call the driver")
    assert answer.json["phone"] == PHONE["phone"]
    (line,) = read(thing=f"parcel/{parcel['id']}")
    assert (line["actor"], line["actor_name"]) == (str(user_id("ann")), "Ann")
    assert (line["changes"], line["reason"]) == ({"read": ["phone"]}, "call the driver")
    assert (line["verb"], line["correlation"]) == (
        "toy.parcel.read",
        answer.headers["X-Request-Id"],
    )
    assert line["at"]


def test_what_is_empty_or_hidden_is_not_noted(sender, caller, read):
    full, empty = sent(sender, **PHONE), sent(sender, "P-2")
    for path in (f"/parcels/{full['id']}", "/parcels"):
        assert caller("toy.parcel.read").get(path).status_code == 200
    assert sender.get(f"/parcels/{empty['id']}").status_code == 200
    assert read() == []


def test_a_list_notes_every_thing_it_shows_in_one_statement_and_no_other(
    sender, reader, read, database
):
    things = [sent(sender, f"P-{n}", **PHONE) for n in range(6)]
    sent(sender, "P-6")
    statements = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda *told: statements.append(told[2]),
    )
    shown = reader.get("/parcels", limit="5", reason="stocktaking").json["items"]
    assert sum("INSERT INTO journal" in each for each in statements) == 1
    lines = read()
    assert [line["thing"] for line in lines] == [f"parcel/{x['id']}" for x in shown if x["phone"]]
    assert {line["thing"] for line in lines} == {f"parcel/{x['id']}" for x in things[2:]}
    assert {line["reason"] for line in lines} == {"stocktaking"}


def test_a_page_without_anything_private_writes_nothing(sender, reader, database):
    sent(sender)
    statements = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    assert reader.get("/parcels").status_code == 200
    assert not [each for each in statements if "INSERT" in each]


def test_to_be_shown_what_one_just_sent_is_no_reading_but_what_stood_there_is(sender, read):
    parcel = sent(sender, **PHONE)
    assert read() == []
    path = f"/parcels/{parcel['id']}"
    changed = sender.patch(path, {"name": "P-9"}, version=1)
    assert changed.json["phone"] == PHONE["phone"]
    (line,) = read()
    assert (line["changes"], line["verb"]) == ({"read": ["phone"]}, "toy.parcel.send")


@pytest.mark.parametrize("path", ["/parcels", "/parcels/{id}"])
def test_where_the_line_can_not_be_written_nothing_is_shown(sender, reader, database, path):
    parcel = sent(sender, **PHONE)
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE journal RENAME TO journal_gone"))
    answer = reader.get(path.format(**parcel))
    assert answer.status_code >= 500
    assert PHONE["phone"] not in answer.text


@pytest.mark.parametrize("reason", ["x" * 201, "a\x00b"])
@pytest.mark.parametrize("path", ["/parcels", "/parcels/{id}"])
def test_a_reason_is_refused_when_it_is_too_long_or_unreadable(sender, read, path, reason):
    parcel = sent(sender, **PHONE)
    answer = sender.get(path.format(**parcel), reason=reason)
    assert (answer.status_code, answer.json["code"]) == (422, "parameter_wrong")
    assert answer.json["errors"][0]["pointer"] == "/reason"
    assert read() == []


def test_a_shape_with_a_private_field_is_not_made_without_a_word_for_its_thing():
    with pytest.raises(TypeError, match="thing"):
        Shape(ParcelOut, Parcel, given=("items",))


def test_a_door_that_asks_parameters_of_its_own_and_shows_private_values_must_ask_the_reason():
    with pytest.raises(TypeError, match="reason"):
        parcels.get("/odd", needs="x", query=ParcelOut, gives=ParcelOut, zh="", en="")
