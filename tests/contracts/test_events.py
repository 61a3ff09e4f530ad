"""Both sides of every fact: the producer says what it published, each consumer can take it."""

import copy
import json
import re
import subprocess
from functools import cache
from importlib import import_module

import pytest

from chassis import clock
from chassis.ids import new_id
from chassis.transport.contract import (
    TEXT,
    Contract,
    ContractBroken,
    Published,
    added,
    declared,
    optional,
)
from chassis.transport.fact import Fact
from chassis.transport.timers import Timer
from operations.layout import ROOT
from services.sales.receivables.commands import state_overdue_receivables
from tests.support import migrated
from tests.support.contracts import CONTRACTS
from tests.support.door import ServiceDoor
from tests.support.town import SERVICES

from .examples import EXAMPLES
from .widening import broken

for service in SERVICES:
    import_module(f"services.{service}.events")
TYPES = sorted(type for type in declared if type.split(".")[0] in SERVICES)
SUBSCRIBED = [
    (service, line)
    for service in SERVICES
    for line in import_module(f"services.{service}").SERVICE.lines
]
PUBLISHED = Published(str(CONTRACTS))
REFUSAL = re.compile(r"[a-z][a-z_]+: ")
"""How the reason of a dead letter begins when a rule refused the fact; a crash names an exception."""


@pytest.mark.parametrize("type", TYPES)
def test_the_published_contract_takes_the_producers_example_and_more(type):
    (example,) = PUBLISHED.schema(type)["examples"]
    declared[type].check(example)
    for data in (example, example | {"added_later": 1}):
        PUBLISHED.check(fact(type, data))


@pytest.mark.parametrize("type", TYPES)
def test_the_published_contract_misses_whatever_is_left_out(type):
    schema = PUBLISHED.schema(type)
    (example,) = schema["examples"]
    assert schema["required"]
    for name in schema["required"]:
        with pytest.raises(ContractBroken):
            PUBLISHED.check(fact(type, {key: example[key] for key in example if key != name}))


def test_what_the_services_state_fits_what_they_published_and_every_type_is_stated(company):
    for name in EXAMPLES:
        answer = EXAMPLES[name](company).ask(company, name)
        assert answer.status_code < 300, (name, answer.json)
    sell_more_than_there_is(company)
    let_a_receivable_fall_due(company)
    let_a_customer_take_held_goods(company)
    for stated in company.log:
        PUBLISHED.check(fact(stated["type"], stated["data"]))
    assert set(TYPES) - {stated["type"] for stated in company.log} == set()


def sell_more_than_there_is(company):
    """What is missing is back-ordered, and called off when the order is cancelled."""
    path = f"/orders/{company.drafted(quantity='1000')['id']}"
    company.do("sales", "salesperson", f"{path}/post")
    company.do("sales", "salesperson", f"{path}/cancel", {"reason": "too late"})


def let_a_receivable_fall_due(company):
    """What is overdue is stated when its day has passed."""
    company.overdue_customer()
    timer = Timer("", "", clock.now(), {})
    with company.doors["sales"].database.transaction() as session:
        state_overdue_receivables(session, timer)
    company.carry()


def let_a_customer_take_held_goods(company):
    case = company.contained_case()
    form = {"ground": "waiver", "quantity": "1", "customer_id": case["customer_id"]}
    form |= {"reason": "urgent", "consent_reference": "letter", "expires_on": "2099-01-01"}
    company.do("quality", "quality_manager", f"/holds/{case['holds'][0]['id']}/end", form)


@pytest.fixture(scope="module")
def consumer(tmp_path_factory):
    """A service that knows nothing yet, by name."""
    place = tmp_path_factory.mktemp("consumers")
    return cache(lambda name: ServiceDoor(name, migrated.on_sqlite(name, place)))


@pytest.mark.parametrize(
    ("service", "line"),
    SUBSCRIBED,
    ids=[f"{s} {line.handler} {line.type}" for s, line in SUBSCRIBED],
)
def test_a_consumer_takes_the_producers_example_or_says_what_it_lacks(consumer, service, line):
    door = consumer(service)
    (example,) = PUBLISHED.schema(line.type)["examples"]
    subject = PUBLISHED.schema(line.type)["x-subject"]
    for data in (example, example | {"added_later": {"x": 1}}, emptied(line.type, example)):
        told = {"type": line.type, "subject": f"{subject}/{new_id()}", "sequence": 1, "data": data}
        for _ in range(2):
            door.deliver(told)
    assert [reason for reason in door.inbox("dead") if not REFUSAL.match(reason)] == []


def emptied(type, example):
    """The example with nothing where the contract says that nothing may be."""
    return _emptied(PUBLISHED.schema(type), copy.deepcopy(example))


def _emptied(schema, value):
    if {"type": "null"} in schema.get("anyOf", ()):
        return None
    if isinstance(value, dict):
        return {name: _emptied(schema["properties"].get(name, {}), value[name]) for name in value}
    if isinstance(value, list):
        return [_emptied(schema["items"], each) for each in value]
    return value


def fact(type, data):
    return Fact(type, f"x/{new_id()}", 1, data, source=type.split(".")[0])


def released():
    """The contracts as they were last released, or committed while there is no release."""
    tags = git("tag", "--list", "v*", "--sort=-v:refname").split()
    commit = tags[0] if tags else "HEAD"
    files = git("ls-tree", "-r", "--name-only", commit, "contracts/events/").split()
    return {file: json.loads(git("show", f"{commit}:{file}")) for file in files}


def git(*words):
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"git {words[0]}: {done.stderr.strip()[:200]}")
    return done.stdout


def test_released_contracts_only_widen():
    for file, old in released().items():
        type = file.rpartition("/")[2].removesuffix(".json")
        assert type in declared, f"{type} was published: keep stating it, or state its next version"
        lines = list(broken(old, declared[type].published()))
        assert lines == [], f"{type}: {'; '.join(lines)}. That needs a new version of it."


OLD = {
    "type": "object",
    "required": ["id", "kind", "note", "lines"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "kind": {"enum": ["a", "b"]},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "lines": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["n"],
                "properties": {"n": {"type": "integer"}},
            },
        },
    },
}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda s: s["properties"].pop("id"), "/id is gone"),
        (lambda s: s["required"].remove("id"), "/id may be left out now"),
        (lambda s: s["properties"]["id"].pop("format"), "/id has another format"),
        (lambda s: s["properties"]["kind"]["enum"].append("c"), "/kind may be c now"),
        (lambda s: s["properties"].update(kind={"type": "string"}), "/kind may be anything now"),
        (
            lambda s: s["properties"].update(
                id={"anyOf": [s["properties"]["id"], {"type": "null"}]}
            ),
            "/id may be null now",
        ),
        (lambda s: s["properties"]["lines"]["items"]["properties"].clear(), "/lines/*/n is gone"),
        (
            lambda s: s["properties"]["lines"]["items"]["properties"]["n"].update(type="string"),
            "/lines/*/n has another type",
        ),
    ],
)
def test_what_breaks_a_reader_is_found(change, line):
    new = copy.deepcopy(OLD)
    change(new)
    assert any(found.startswith(line) for found in broken(OLD, new)), list(broken(OLD, new))


def test_a_field_more_or_a_word_less_breaks_nobody():
    new = copy.deepcopy(OLD)
    new["properties"] |= {"added": {"type": "string"}, "kind": {"enum": ["a"]}}
    new["properties"]["note"] = {"type": "string"}
    assert list(broken(OLD, new)) == []


def test_an_added_field_is_always_stated_and_may_be_missing_in_what_is_read(tmp_path):
    type = "toy.parcel.sent.v1"
    told = {"id": "a", "weight": None}
    parcel = Contract(
        type, "parcel", {"id": TEXT, "weight": added(optional(TEXT))}, told, "It went."
    )
    parcel.check(told)
    with pytest.raises(ContractBroken, match="weight"):
        parcel.check({"id": "a"})
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / f"{type}.json").write_text(json.dumps(parcel.published()))
    Published(str(tmp_path)).check(Fact(type, "parcel/1", 1, {"id": "a"}, source="toy"))


def test_a_field_that_older_facts_lack_is_found_when_demanded():
    new = copy.deepcopy(OLD)
    new["properties"]["more"] = {"type": "string"}
    new["required"].append("more")
    assert [line.split()[0] for line in broken(OLD, new)] == ["/more"]
