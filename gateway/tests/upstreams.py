"""Services as the gateway meets them: real HTTP servers in threads that remember what they were asked."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Says:
    """One answer."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] | None = None


class FakeService:
    """Answers by `self.answers[path]` (a Says, or a function of Asked), else with an empty 200."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[Asked] = []
        self.answers: dict[str, Says | Callable[[Asked], Says | None]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, asked: Asked) -> Says | None:
        """None drops the connection without a word."""
        self.asked.append(asked)
        answer = self.answers.get(asked.target.partition("?")[0], Says(body={}))
        return answer(asked) if callable(answer) else answer

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(service: FakeService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # else the second half of each answer waits 40 ms for the first to be acknowledged
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            says = service.answer(Asked(self.command, self.path, dict(self.headers), body))
            if says is None:
                self.close_connection = True
                return
            content = says.body if isinstance(says.body, bytes) else json.dumps(says.body).encode()
            self.send_response(says.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
            for name, value in (headers | (says.headers or {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    return Handler
