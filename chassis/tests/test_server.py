"""The server as clients meet it on a socket: who is silent takes nobody's place."""

import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from urllib.request import urlopen

import pytest

from chassis.tests.test_web import claims
from operations.processes import free_ports
from tests.support.tokens import mint, public_keys

RUN = """
import sys
from dataclasses import replace
from chassis.tests.toy import toy_app
from chassis.web import server
address, port, keys, silence = sys.argv[1:]
server.SILENCE = int(silence)
app = toy_app(address, keys)
server.serve(app, replace(app.extensions["sifang"].settings, port=int(port), threads=2))
"""


@contextmanager
def server(folder, silence):
    """The port of a server of two threads that bears so many seconds of silence."""
    (port,) = free_ports(1)
    told = [f"sqlite:///{folder}/toy.db", str(port), public_keys(), str(silence)]
    process = subprocess.Popen([sys.executable, "-c", RUN, *told])
    try:
        yield until_it_answers(port)
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def port(tmp_path):
    with server(tmp_path, silence=1) as port:
        yield port


def until_it_answers(port):
    for _ in range(200):
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return port
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")


POST = """POST /parcels HTTP/1.1
Host: x
Authorization: Bearer {token}
Idempotency-Key: {key}
Content-Type: application/json
Content-Length: 9

{{"""


def begin(port, request, **told):
    """A client that sends so much of a request and then nothing more."""
    client = socket.create_connection(("127.0.0.1", port))
    token = mint(claims("toy.parcel.send"))
    client.sendall(request.format(token=token, **told).replace("\n", "\r\n").encode())
    return client


@pytest.mark.parametrize("begun", ["", "GET /healthz HTT", POST])
def test_clients_that_fall_silent_give_their_threads_back(port, begun):
    with ExitStack() as silent:
        for key in range(6):
            silent.enter_context(begin(port, begun, key=key))
        time.sleep(0.1)
        began = time.monotonic()
        assert urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20).status == 200
        assert time.monotonic() - began < 5


CHUNKED = POST.replace("Content-Length: 9", "Transfer-Encoding: chunked").removesuffix("{{")


@pytest.mark.parametrize(
    "body", ["zz\n{{}}\n0\n\n", "-1\n{{}}\n0\n\n", "2\n{{}}xx\n0\n\n", "5\n{{"]
)
def test_a_body_in_torn_pieces_is_refused_and_its_connection_ended(port, body):
    with begin(port, CHUNKED + body, key=1) as client:
        if body.endswith("{{"):
            client.shutdown(socket.SHUT_WR)
        said = client.makefile("rb").read().decode()
    assert re.findall(r"HTTP/1.1 (\d+)", said) == ["400"], said
    assert "application/problem+json" in said


@pytest.mark.parametrize(
    "header", ["SCRIPT_NAME: /zzz", "SCRIPT_NAME: /health", "PATH_INFO: /metrics"]
)
def test_no_header_moves_a_request_to_another_address(port, header):
    with begin(port, f"GET /healthz HTTP/1.1\nHost: x\n{header}\nConnection: close\n\n") as client:
        said = client.makefile("rb").read().decode()
    assert said.startswith("HTTP/1.1 200") and "alive" in said


def ask(client):
    client.request("GET", "/healthz")
    answer = client.getresponse()
    answer.read()
    return answer.status


def test_who_asks_without_a_pause_does_not_keep_others_from_a_thread(tmp_path):
    """Of two threads one waits for a silent client: the other is for all who ask."""
    with server(tmp_path, silence=60) as port, ExitStack() as open_:
        busy, other = (
            open_.enter_context(closing(HTTPConnection("127.0.0.1", port))) for _ in "12"
        )
        assert ask(busy) == 200
        open_.enter_context(begin(port, POST, key=1))
        pool = open_.enter_context(ThreadPoolExecutor(1))
        answer = pool.submit(ask, other)
        asked = 0
        while not answer.done() and asked < 2_000:
            assert ask(busy) == 200
            asked += 1
        assert answer.done()
        assert answer.result() == 200
