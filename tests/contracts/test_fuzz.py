"""Every operation of every app, by Schemathesis: answers as documented, never a fault."""

import os
from functools import cache

import pytest
from schemathesis import GenerationMode

from tests.access.table import GATEWAY, TABLE

from .documents import Hints, Request, drawn, operations, send
from .elsewhere import Elsewhere, names_of
from .examples import EXAMPLES
from .seeds import seeds
from .world import World, world

ALLOWED = {
    f"{service} {route}": roles
    for service, routes in (TABLE | {"gateway": GATEWAY}).items()
    for route, roles in routes.items()
}
SERVICES = [*TABLE, "gateway"]
ENDS_A_SESSION = ("gateway DELETE /api/v1/session", "gateway PUT /api/v1/session/password")
EACH = int(os.environ.get("FUZZ", "8"))
"""Requests of each kind per operation; FUZZ=100 looks longer than every change can wait for."""
ON_POSTGRES = slice(None, None, 4)
"""Which of them PostgreSQL is asked too."""
POSITIVE, NEGATIVE = GenerationMode.POSITIVE, GenerationMode.NEGATIVE

NEVER_WELL: dict[str, str] = {}
"""Operations that no example brings to a 2xx, and why."""


@pytest.fixture(scope="session")
def fuzzed(company):
    return Fuzzed(company)


class Fuzzed:
    """A company's documents, each read once, and who may ask for what."""

    def __init__(self, company: World) -> None:
        self.company = company
        self.plain = cache(lambda service: operations(company, service))
        self.seeds = cache(lambda service: seeds(company, service))
        self.hinted = cache(self._hinted)
        self.requests = cache(self._requests)

    def _hinted(self, service, plausible):
        return operations(self.company, service, Hints(self.seeds(service), plausible))

    def authorizations(self, name):
        """Somebody of each role that may, or for what ends a session somebody who may lose his."""
        if name in ENDS_A_SESSION:
            return [self.company.leaving()]
        roles = ALLOWED.get(name, [])
        return [self.company.authorization(name.split(" ")[0], role) for role in roles] or [""]

    def example(self, name):
        service, _, route = name.partition(" ")
        sent = EXAMPLES[name](self.company)
        headers = sent.headers(self.company, service)
        return send(self.plain(service)[route], sent, headers)

    def _requests(self, name) -> list[list[Request]]:
        """What is sent to an operation, by kind: drawing it takes longer than sending it."""
        service, _, route = name.partition(" ")
        any_form, plausible = self.hinted(service, False)[route], self.hinted(service, True)[route]
        kinds = [(any_form, POSITIVE), (plausible, POSITIVE), (any_form, NEGATIVE)]
        people = 1 if name in ENDS_A_SESSION else len(ALLOWED.get(name, [])) or 1
        return [drawn(operation, mode, people, EACH) for operation, mode in kinds]

    def send(self, name, requests, app):
        authorizations = self.authorizations(name)
        for request in requests:
            request.send(authorizations, app)


def test_there_is_an_example_of_every_operation_or_a_reason_why_not(fuzzed):
    named = {f"{service} {route}" for service in SERVICES for route in fuzzed.plain(service)}
    assert named == set(EXAMPLES) | set(NEVER_WELL)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_operation_succeeds_and_answers_as_its_document_says(fuzzed, name):
    assert fuzzed.example(name).status_code < 300


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_that_is_sent_to_an_operation_is_a_fault_or_answered_otherwise(fuzzed, name):
    app = fuzzed.company.app(name.partition(" ")[0])
    for kind in fuzzed.requests(name):
        fuzzed.send(name, kind, app)


@pytest.mark.on_postgres
def test_the_same_on_postgresql(fuzzed, service_door, migrated_url, tmp_path):
    with world(service_door, migrated_url("gateway"), tmp_path) as company:
        there = Fuzzed(company)
        for name in EXAMPLES:
            assert there.example(name).status_code < 300, name
        apps = {
            service: Elsewhere(
                company.app(service), names_of(fuzzed.seeds(service), there.seeds(service))
            )
            for service in SERVICES
        }
        for name in EXAMPLES:
            for kind in fuzzed.requests(name):
                there.send(name, kind[ON_POSTGRES], apps[name.partition(" ")[0]])
