"""Gateways for the tests: with no service behind them, or with fake ones."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .gateways import SELLING, Client, Gateway
from .upstreams import FakeService


@pytest.fixture
def new_gateway(
    tmp_path: Path, migrated_url: Callable[[str], str]
) -> Iterator[Callable[..., Gateway]]:
    """`new_gateway(services, declared, **settings)` makes a gateway on a fresh database."""
    made: list[Gateway] = []

    def make(services: Any = None, declared: Any = None, **settings: Any) -> Gateway:
        url = migrated_url("gateway")
        made.append(
            Gateway(url, tmp_path / "contracts", services or {}, declared or {}, **settings)
        )
        return made[-1]

    yield make
    for gateway in made:
        gateway.close()


@pytest.fixture
def gateway(new_gateway: Callable[..., Gateway]) -> Gateway:
    """A gateway with no service behind it."""
    return new_gateway()


@pytest.fixture
def fake_service() -> Iterator[Callable[[str], FakeService]]:
    """`fake_service("sales")` starts a service that answers what it is told to."""
    started: list[FakeService] = []

    def start(name: str) -> FakeService:
        started.append(FakeService(name))
        return started[-1]

    yield start
    for service in started:
        service.stop()


@pytest.fixture
def sales(fake_service: Callable[[str], FakeService]) -> FakeService:
    return fake_service("sales")


@pytest.fixture
def selling(new_gateway: Callable[..., Gateway], sales: FakeService) -> Gateway:
    """A gateway before a fake sales; quality is declared and away."""
    services = {"sales": sales.address, "quality": "http://127.0.0.1:1"}
    return new_gateway(services, SELLING, service_timeout=1)


@pytest.fixture
def seller(selling: Gateway) -> Client:
    return selling.as_("salesperson")
