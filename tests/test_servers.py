"""The tests' own servers: what is started is ended, what is made is dropped, others' stay as they are."""

import json

import psutil
import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests import servers
from tests.servers import Choice, Ledger, Source, Unavailable
from tests.support.rabbitmq import Management


def names_of_databases(url: str) -> set[str]:
    admin = make_url(url).set(drivername="postgresql", database="postgres")
    with psycopg.connect(admin.render_as_string(hide_password=False)) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def broken(reason: str) -> Source:
    def refuse() -> None:
        raise Unavailable(reason)

    return Source(reason, lambda: True, refuse)


def test_the_first_source_that_really_works_is_taken_and_the_others_are_named():
    choice = Choice("X", [broken("first"), Source("second", lambda: True, lambda: "server")], "")
    assert choice.server() == "server"
    assert choice.reasons == ["first: first"]


def test_without_any_source_the_reason_and_the_remedy_are_said():
    choice = Choice("X", [broken("no engine")], "install x")
    with pytest.raises(Unavailable, match="no X; no engine: no engine; install x"):
        choice.server()


def test_a_fresh_database_has_a_random_name_of_ours(postgres_url):
    first, second = postgres_url(), postgres_url()
    assert first != second
    assert make_url(first).database.startswith("sifang_test_")
    assert {make_url(first).database, make_url(second).database} <= names_of_databases(first)


def test_a_fresh_virtual_host_has_a_random_name_of_ours(amqp_url):
    import pika

    url = amqp_url()
    assert "/sifang_test_" in url
    connection = pika.BlockingConnection(pika.URLParameters(url))
    assert connection.is_open
    connection.close()


def test_a_private_postgres_comes_back_with_its_data_after_kill_9(private_postgres):
    url = make_url(private_postgres.create()).set(drivername="postgresql")
    text = url.render_as_string(hide_password=False)
    with psycopg.connect(text) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    private_postgres.kill()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(text)
    private_postgres.start()
    with psycopg.connect(text) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_private_rabbitmq_comes_back_with_its_virtual_hosts_after_kill_9(private_rabbitmq):
    import pika

    url = private_rabbitmq.create()
    private_rabbitmq.kill()
    with pytest.raises(pika.exceptions.AMQPConnectionError):
        pika.BlockingConnection(pika.URLParameters(url))
    private_rabbitmq.start()
    pika.BlockingConnection(pika.URLParameters(url)).close()
    api = Management(private_rabbitmq.management, "guest", "guest")
    assert any(vhost["name"] in url for vhost in api.ask("GET", "/api/vhosts"))


def test_what_a_killed_run_left_is_swept_up_by_the_next(tmp_path, monkeypatch, postgres_url):
    url = postgres_url()
    name = make_url(url).database
    admin = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    dead = next(pid for pid in range(400000, 10**6) if not psutil.pid_exists(pid))
    ledger = tmp_path / f"{dead}.json"
    ledger.write_text(json.dumps({name: {"kind": "database", "url": admin}}))
    monkeypatch.setattr(servers, "LEDGERS", tmp_path)
    servers.sweep()
    assert name not in names_of_databases(admin)
    assert not ledger.exists()


def test_a_living_runs_things_are_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(servers, "LEDGERS", tmp_path)
    ledger = Ledger()
    ledger.add("sifang_test_x", kind="database", url="postgresql://nowhere/")
    servers.sweep()
    assert list(tmp_path.iterdir())
    ledger.remove("sifang_test_x")
    assert not list(tmp_path.iterdir())
