"""Every operation of every app, by Schemathesis: answers as documented, never a fault."""

import os
from functools import cache

import pytest
from schemathesis import GenerationMode

from tests.access.table import GATEWAY, TABLE

from .documents import Hints, fuzz, operations, send
from .examples import EXAMPLES
from .seeds import seeds
from .world import World, world

ALLOWED = {
    f"{service} {route}": roles
    for service, routes in (TABLE | {"gateway": GATEWAY}).items()
    for route, roles in routes.items()
}
SERVICES = [*TABLE, "gateway"]
EACH = int(os.environ.get("FUZZ", "8"))
"""Requests of each kind per operation; FUZZ=100 looks longer than every change can wait for."""
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

    def _hinted(self, service, plausible):
        return operations(self.company, service, Hints(self.seeds(service), plausible))

    def authorizations(self, name):
        """Somebody of each role that may, or for what ends a session somebody who may lose his."""
        service, _, route = name.partition(" ")
        if route in ("DELETE /api/v1/session", "PUT /api/v1/session/password"):
            return [self.company.leaving()]
        roles = ALLOWED.get(name, [])
        return [self.company.authorization(service, role) for role in roles] or [""]

    def example(self, name):
        service, _, route = name.partition(" ")
        sent = EXAMPLES[name](self.company)
        headers = sent.headers(self.company, service)
        return send(self.plain(service)[route], sent, headers)

    def fuzz(self, name, examples):
        service, _, route = name.partition(" ")
        who = self.authorizations(name)
        fuzz(self.hinted(service, False)[route], POSITIVE, who, examples)
        fuzz(self.hinted(service, True)[route], POSITIVE, who, examples)
        fuzz(self.hinted(service, False)[route], NEGATIVE, who, examples)


def test_there_is_an_example_of_every_operation_or_a_reason_why_not(fuzzed):
    named = {f"{service} {route}" for service in SERVICES for route in fuzzed.plain(service)}
    assert named == set(EXAMPLES) | set(NEVER_WELL)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_operation_succeeds_and_answers_as_its_document_says(fuzzed, name):
    assert fuzzed.example(name).status_code < 300


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_that_is_sent_to_an_operation_is_a_fault_or_answered_otherwise(fuzzed, name):
    fuzzed.fuzz(name, EACH)


@pytest.mark.on_postgres
def test_the_same_on_postgresql(service_door, migrated_url, tmp_path):
    with world(service_door, migrated_url("gateway"), tmp_path) as company:
        fuzzed = Fuzzed(company)
        for name in EXAMPLES:
            assert fuzzed.example(name).status_code < 300, name
        for name in EXAMPLES:
            fuzzed.fuzz(name, EACH // 4)
