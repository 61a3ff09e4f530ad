"""One kept-open HTTP connection that costs as little of the shared processors as can be."""

import socket
from urllib.parse import urlsplit


class Wire:
    """Speaks just enough HTTP/1.1 for the gateway's JSON answers; reconnects when it is closed."""

    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        self._place = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._head = (
            f"Host: {parts.netloc}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\n"
        )
        self._connect()

    def get(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers."""
        return self._ask(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())

    def post(self, path: str, body: str, key: str) -> tuple[int, bytes]:
        """Status and body; `key` is the Idempotency-Key."""
        data = body.encode()
        head = f"POST {path} HTTP/1.1\r\n{self._head}Idempotency-Key: {key}\r\n"
        request = f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data
        return self._ask(request)[:2]

    def close(self) -> None:
        self._answers.close()
        self._socket.close()

    def _connect(self) -> None:
        self._socket = socket.create_connection(self._place, timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._socket.makefile("rb")

    def _ask(self, request: bytes) -> tuple[int, bytes, dict[str, str]]:
        self._socket.sendall(request)
        status = self._answers.readline()
        if not status:
            self.close()
            self._connect()
            return 0, b"the connection was closed", {}
        headers = {}
        while (line := self._answers.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = self._body(headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
            self._connect()
        return int(status.split()[1]), body, headers

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return self._answers.read(int(headers.get("content-length", 0)))
        pieces = []
        while size := int(self._answers.readline(), 16):
            pieces.append(self._answers.read(size))
            self._answers.readline()
        self._answers.readline()
        return b"".join(pieces)
