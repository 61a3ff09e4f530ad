"""One service as the gateway reaches it: kept-open connections, time limits and a breaker."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import urllib3
from pybreaker import CircuitBreaker, CircuitBreakerError
from urllib3.exceptions import (
    ConnectTimeoutError,
    EmptyPoolError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
)
from urllib3.response import BaseHTTPResponse

from chassis.clock import now
from chassis.errors import Refusal

CONNECT_SECONDS = 2
FAILURES_TO_OPEN = 5
SECONDS_OPEN = 3
WHOLE = 256 * 1024
PIECE = 64 * 1024
NOTHING_SENT = (CircuitBreakerError, ConnectTimeoutError, EmptyPoolError, NewConnectionError)


class ServiceDown(Refusal):
    """The service can't be reached; nothing was sent to it."""

    status = 503
    code = "service_unavailable"
    en = "The service {service} can't be reached just now; nothing was done. Try again shortly."
    zh = "服务 {service} 暂时无法访问,未作任何处理,请稍后重试。"

    def details(self) -> dict[str, object]:
        return {"retry_after": SECONDS_OPEN}


class AnswerLost(Refusal):
    """The connection ended after a change was sent, so nobody here knows whether it was done."""

    status = 504
    code = "answer_lost"
    en = "The service {service} took the request but its answer did not arrive. Repeat it with the same Idempotency-Key."
    zh = "服务 {service} 已收到请求,但未取得应答;请以相同的 Idempotency-Key 重试。"

    def details(self) -> dict[str, object]:
        return {"retry_after": SECONDS_OPEN}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered; a large body comes in pieces."""

    status: int
    headers: Mapping[str, str]
    body: bytes | Iterator[bytes]


class Upstream:
    """A service's address; asking it again is safe for GET only, and only GET is asked again."""

    def __init__(self, name: str, address: str, connections: int, seconds: int) -> None:
        self.name = name
        self.down_since: datetime | None = None
        # the failure that opens the breaker stays itself: what was sent is not to be taken for unsent
        self._breaker = CircuitBreaker(
            FAILURES_TO_OPEN,
            SECONDS_OPEN,
            exclude=[_is_no_network_fault],
            throw_new_error_on_trip=False,
        )
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=seconds)
        self._pool = urllib3.connection_from_url(
            address, maxsize=connections, block=True, timeout=timeout, retries=False
        )

    def ask(
        self, method: str, target: str, headers: dict[str, str], body: bytes | None = None
    ) -> Answer:
        """The service's answer; raises ServiceDown or AnswerLost."""
        try:
            return self._guarded(method, target, headers, body)
        except NOTHING_SENT as fault:
            raise self._down() from fault
        except HTTPError as fault:
            if method != "GET":
                self._down()
                raise AnswerLost(service=self.name) from fault
            if isinstance(fault, ReadTimeoutError):
                raise self._down() from fault
        try:
            # a kept-open connection that the service closed meanwhile looks like this; a new one tells
            return self._guarded(method, target, headers, body)
        except (CircuitBreakerError, HTTPError) as fault:
            raise self._down() from fault

    def close(self) -> None:
        """Close the kept-open connections."""
        self._pool.close()

    def _guarded(
        self, method: str, target: str, headers: dict[str, str], body: bytes | None
    ) -> Answer:
        # `calling` and not `call`: that one holds the breaker's lock while it waits for the answer
        with self._breaker.calling():
            answer = self._pool.urlopen(
                method,
                target,
                body=body,
                headers=headers,
                pool_timeout=CONNECT_SECONDS,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            whole = int(answer.headers.get("Content-Length", WHOLE + 1)) <= WHOLE
            content = answer.read() if whole else _pieces(answer)
        self.down_since = None
        return Answer(answer.status, answer.headers, content)

    def _down(self) -> ServiceDown:
        if self.down_since is None:
            self.down_since = now()
        return ServiceDown(service=self.name)


def _pieces(answer: BaseHTTPResponse) -> Iterator[bytes]:
    try:
        yield from answer.stream(PIECE, decode_content=False)
    finally:
        # a client that left early leaves the rest unread: that connection must not be used again,
        # but its place in the pool must
        answer.close()
        answer.release_conn()


def _is_no_network_fault(fault: Exception) -> bool:
    return not isinstance(fault, HTTPError)
