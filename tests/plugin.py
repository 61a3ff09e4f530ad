"""pytest's part of the servers: the header, the skipping by name, and the fixtures.

A test that asks for `postgres_url`, `amqp_url`, `private_postgres` or `private_rabbitmq` is
skipped where the machine has none, and fails instead with --all-servers.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chassis import clock
from chassis.collector import spare
from tests.longest import longest_first
from tests.servers import Choice, Source, Unavailable, sweep
from tests.support import postgres, rabbitmq

POSTGRES = pytest.StashKey[Choice]()
RABBITMQ = pytest.StashKey[Choice]()
OWN_POSTGRES = pytest.StashKey[Choice]()
OWN_RABBITMQ = pytest.StashKey[Choice]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-servers", action="store_true", help="fail where a server is missing, don't skip"
    )
    parser.addoption(
        "--compose", action="store_true", help="run the composition's test on a Docker engine"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[POSTGRES] = postgres.sources()
    config.stash[RABBITMQ] = rabbitmq.sources()
    config.stash[OWN_POSTGRES] = _own("PostgreSQL", postgres.private)
    config.stash[OWN_RABBITMQ] = _own("RabbitMQ", rabbitmq.private)
    sweep()


def _own(kind: str, start: Callable[[], Any]) -> Choice:
    return Choice(f"private {kind}", [Source("started here", lambda: True, start)], "see above")


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [config.stash[key].plan() for key in (POSTGRES, RABBITMQ)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    longest_first(items)
    if config.getoption("--compose"):
        return
    for item in items:
        if item.get_closest_marker("compose"):
            item.add_marker(pytest.mark.skip(reason="the composition is tested with --compose"))


def pytest_collection_finish() -> None:
    spare()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`both_databases` runs a test once on SQLite and once on PostgreSQL."""
    if "database_kind" not in metafunc.fixturenames:
        return
    if any(metafunc.definition.iter_markers("both_databases")):
        metafunc.parametrize("database_kind", ["sqlite", "postgres"], indirect=True)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for key in (POSTGRES, RABBITMQ, OWN_POSTGRES, OWN_RABBITMQ):
        for reason in config.stash[key].reasons:
            terminalreporter.write_line(f"{config.stash[key].kind} was not to be had from {reason}")


def pytest_unconfigure(config: pytest.Config) -> None:
    for key in (POSTGRES, RABBITMQ, OWN_POSTGRES, OWN_RABBITMQ):
        if choice := config.stash.get(key, None):
            choice.close()


def _server(config: pytest.Config, key: pytest.StashKey[Choice]) -> Any:
    try:
        return config.stash[key].server()
    except Unavailable as missing:
        if config.getoption("--all-servers"):
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))


def _private(config: pytest.Config, shared: pytest.StashKey, own: pytest.StashKey) -> Any:
    """The shared server when it was started here, else one more of our own."""
    try:
        server = config.stash[shared].server()
    except Unavailable:
        server = None
    return server if server is not None and server.private else _server(config, own)


@pytest.fixture
def postgres_url(pytestconfig: pytest.Config) -> Iterator[Callable[[], str]]:
    """`postgres_url()` makes a fresh, empty PostgreSQL database and returns its URL."""
    server = _server(pytestconfig, POSTGRES)
    yield from _making(server, server.create)


@pytest.fixture
def amqp_url(pytestconfig: pytest.Config) -> Iterator[Callable[[], str]]:
    """`amqp_url()` makes a fresh virtual host on RabbitMQ and returns its URL."""
    server = _server(pytestconfig, RABBITMQ)
    yield from _making(server, server.create)


@pytest.fixture
def rabbitmq_management(pytestconfig: pytest.Config) -> str:
    """The management API's address of the broker behind `amqp_url`, or an empty string."""
    return _server(pytestconfig, RABBITMQ).management


@pytest.fixture
def private_postgres(pytestconfig: pytest.Config) -> Iterator[Any]:
    """A PostgreSQL started here: `.create()`, `.stop()`, `.kill()`, `.start()`; it is running
    again and without this test's databases afterwards."""
    yield from _mended(_private(pytestconfig, POSTGRES, OWN_POSTGRES))


@pytest.fixture
def private_rabbitmq(pytestconfig: pytest.Config) -> Iterator[Any]:
    """A RabbitMQ started here: `.create()`, `.stop()`, `.kill()`, `.start()`, `.management`."""
    yield from _mended(_private(pytestconfig, RABBITMQ, OWN_RABBITMQ))


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite`, or `postgres` for a test marked `on_postgres` or the half of `both_databases`."""
    if hasattr(request, "param"):
        return request.param
    return "postgres" if request.node.get_closest_marker("on_postgres") else "sqlite"


@pytest.fixture
def database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Callable[[str], str]:
    """`database_url(name)` is the URL of a fresh, empty database of the test's kind."""
    if database_kind == "postgres":
        create = request.getfixturevalue("postgres_url")
        return lambda name="": create()
    return lambda name="database": f"sqlite:///{tmp_path / name}.db"


@pytest.fixture
def migrated_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[str], str]]:
    """`migrated_url("inventory")` is the URL of a fresh database as that app's migrations leave it."""
    from tests.support import migrated

    if database_kind == "sqlite":
        yield lambda app: migrated.on_sqlite(app, tmp_path)
        return
    server = _server(request.config, POSTGRES)
    yield from _making(server, lambda app: migrated.on_postgres(server, app))


@pytest.fixture
def clock_file(tmp_path: Path) -> Iterator[Path]:
    """The file that moves this process's clock, and that of processes it starts, by so many seconds."""
    file = tmp_path / "clock"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIFANG_CLOCK_FILE", str(file))
        patch.setenv("SIFANG_TEST_MODE", "1")
        clock.moved_by.cache_clear()
        yield file
    clock.moved_by.cache_clear()


@pytest.fixture
def service_door(migrated_url: Callable[[str], str]) -> Iterator[Callable[..., Any]]:
    """`service_door("inventory")` is that service behind its door, on a fresh migrated database."""
    from tests.support.door import ServiceDoor

    doors: dict[str, Any] = {}

    def door(service: str, **options: Any) -> Any:
        if service not in doors:
            doors[service] = ServiceDoor(service, migrated_url(service), **options)
        return doors[service]

    yield door
    for each in doors.values():
        each.close()


def _making(server: Any, make: Callable[..., str]) -> Iterator[Callable[..., str]]:
    """`make` for a test, after which everything made is dropped again."""
    made: list[str] = []

    def create(*what: str) -> str:
        made.append(make(*what))
        return made[-1]

    yield create
    for url in made:
        server.drop(url)


def _mended(server: Any) -> Iterator[Any]:
    before = set(server.made)
    server.start()
    yield server
    server.start()
    for name in set(server.made) - before:
        server.drop(name)
