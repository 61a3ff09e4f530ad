"""The PostgreSQL and the RabbitMQ to measure on: given, started privately, or already listening.

Unlike the tests' servers these keep fsync on. A private PostgreSQL, as its makers set it, comes
before one that is already there: nobody knows how that one is set, and one with autovacuum off
slows down from step to step as no server that people run does.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers import Choice, Source, docker_answers, listening
from tests.support import postgres, rabbitmq

PREFIX = "sifang_bench_"


def postgres_choice() -> Choice:
    given = os.environ.get("TEST_DATABASE_URL", "")
    here = "postgresql://postgres@127.0.0.1:5432/postgres"
    return Choice(
        "PostgreSQL",
        [
            Source("TEST_DATABASE_URL", lambda: bool(given), lambda: _foreign(given)),
            Source("local binaries", lambda: postgres.binaries() is not None, _private_postgres),
            Source("server on 127.0.0.1:5432", lambda: listening(5432), lambda: _foreign(here)),
            Source("Docker", docker_answers, postgres.DockerPostgres),
        ],
        "install postgresql or set TEST_DATABASE_URL",
    )


def rabbitmq_choice() -> Choice:
    given = os.environ.get("TEST_AMQP_URL", "")
    here = rabbitmq.GUEST.format(5672)
    return Choice(
        "RabbitMQ",
        [
            Source("TEST_AMQP_URL", lambda: bool(given), lambda: rabbitmq.foreign(given).check()),
            Source(
                "node on 127.0.0.1:5672",
                lambda: listening(5672),
                lambda: rabbitmq.foreign(here).check(),
            ),
            Source("a private node", lambda: True, rabbitmq.private),
        ],
        "install rabbitmq-server or set TEST_AMQP_URL",
    )


@contextmanager
def postgres_server() -> Iterator[postgres.Postgres]:
    """A PostgreSQL whose databases made here are dropped at the end."""
    choice = postgres_choice()
    try:
        yield choice.server()
    finally:
        choice.close()


@contextmanager
def rabbitmq_server() -> Iterator[rabbitmq.RabbitMQ]:
    """A RabbitMQ whose virtual hosts made here are removed at the end."""
    choice = rabbitmq_choice()
    try:
        yield choice.server()
    finally:
        choice.close()


def database_name(what: str) -> str:
    return f"{PREFIX}{what}_{secrets.token_hex(4)}"


def _foreign(url: str) -> postgres.Postgres:
    return postgres.Postgres(url, "not ours").check()


def _private_postgres() -> postgres.Postgres:
    binaries = postgres.binaries()
    assert binaries
    return postgres.LocalPostgres(binaries, settings=())
