"""The way through: what is allowed passes unchanged, everything else stops before anything is sent."""

import json
import threading
import time

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from chassis.web.auth import Verifier
from gateway.tests.upstreams import Says
from gateway.tokens import public_keys

DECLARED = {
    "sales": [
        ("GET", "/orders", "sales.order.read"),
        ("POST", "/orders", "sales.order.create"),
        ("GET", "/orders/{order_id}", "sales.order.read"),
        ("PATCH", "/orders/{order_id}", "sales.order.change"),
        ("POST", "/orders/{order_id}/post", "sales.order.post"),
        ("GET", "/reports/margins", "sales.margin.read"),
    ],
    "quality": [("GET", "/cases", "quality.case.read")],
}


@pytest.fixture
def sales(fake_service):
    return fake_service("sales")


@pytest.fixture
def gateway(new_gateway, sales):
    services = {"sales": sales.address, "quality": "http://127.0.0.1:1"}
    return new_gateway(services, DECLARED, service_timeout=1)


@pytest.fixture
def seller(gateway):
    return gateway.as_("salesperson")


def raw(gateway, client, target, method="GET"):
    """A request whose target is exactly this, as a client could write it on the wire."""
    environ = EnvironBuilder("/", method=method).get_environ()
    environ["RAW_URI"] = environ["REQUEST_URI"] = target
    path, _, environ["QUERY_STRING"] = target.partition("?")
    environ["PATH_INFO"] = path.encode().decode("latin1")
    environ["HTTP_AUTHORIZATION"] = f"Bearer {client.token}"
    body, status, _ = run_wsgi_app(gateway.app, environ)
    return int(status.split()[0]), json.loads(b"".join(body) or b"null")


def test_a_request_passes_with_its_body_query_and_known_headers_only(seller, sales):
    sales.answers["/orders"] = Says(
        201, {"id": "1"}, {"ETag": '"1"', "X-Internal": "x", "Server": "s"}
    )
    answer = seller.http.post(
        "/api/v1/sales/orders?draft=1",
        data=b'{"lines": []}',
        headers={
            "Authorization": f"Bearer {seller.token}",
            "Content-Type": "application/json",
            "Accept-Language": "zh",
            "Idempotency-Key": "k-1",
            "X-Request-Id": "r-1",
            "X-Forwarded-User": "root",
            "X-Sifang-Roles": "admin",
            "Cookie": "a=b",
            "Traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        },
    )
    assert (answer.status_code, answer.json, answer.headers["ETag"]) == (201, {"id": "1"}, '"1"')
    assert "X-Internal" not in answer.headers
    (asked,) = sales.asked
    assert (asked.method, asked.target, asked.body) == ("POST", "/orders?draft=1", b'{"lines": []}')
    got = {name.lower(): value for name, value in asked.headers.items()}
    assert (got["accept-language"], got["idempotency-key"], got["x-request-id"]) == (
        "zh",
        "k-1",
        "r-1",
    )
    assert got["traceparent"].startswith("00-0af7")
    assert not {"cookie", "x-forwarded-user", "x-sifang-roles"} & got.keys()


def test_the_service_gets_a_token_of_the_gateways_not_the_clients(gateway, seller, sales):
    seller.get("/api/v1/sales/orders")
    given = sales.asked[0].headers["Authorization"].removeprefix("Bearer ")
    known = Verifier("sales", public_keys(gateway.settings.signing_keys)).principal(given)
    assert known.roles == ("salesperson",) and known.scope("sales.order") == "own"
    assert not any(name.startswith("inventory.") for name in known.permissions)
    assert seller.token not in str(sales.asked[0].headers)


def test_a_missing_permission_stops_at_the_gateway_and_is_written_down(gateway, seller, sales):
    refused = seller.get("/api/v1/sales/reports/margins")
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    assert "sales.margin.read" in refused.json["detail"]
    assert sales.asked == []
    lines = gateway.as_("auditor").get("/api/v1/journal?verb=denied").json["items"]
    assert lines[0]["changes"]["path"] == [None, "/api/v1/sales/reports/margins"]


def test_nobody_passes_without_signing_in(gateway, sales):
    assert gateway.nobody().get("/api/v1/sales/orders").status_code == 401
    assert sales.asked == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/sales/secrets", 404),
        ("GET", "/api/v1/sales/orders/1/lines", 404),
        ("GET", "/api/v1/sales/healthz", 404),
        ("GET", "/api/v1/sales/metrics", 404),
        ("GET", "/api/v1/payroll/salaries", 404),
        ("GET", "/api/v1/sales", 404),
        ("DELETE", "/api/v1/sales/orders", 405),
        ("GET", "/api/v1/sales/orders/1/post", 405),
        ("HEAD", "/api/v1/sales/orders", 405),
        ("OPTIONS", "/api/v1/sales/orders", 405),
        ("TRACE", "/api/v1/sales/orders", 405),
        ("BREW", "/api/v1/sales/orders", 405),
    ],
)
def test_what_no_service_declared_is_not_forwarded(seller, sales, method, path, status):
    assert seller.send(method, path, None).status_code == status
    assert sales.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "/api/v1/sales/../quality/cases",
        "/api/v1/sales/orders/..",
        "/api/v1/sales/./orders",
        "/api/v1/sales//orders",
        "//api/v1/sales/orders",
        "/api/v1/sales/orders/",
        "/api/v1/sales/orders%2f1",
        "/api/v1/sales/orders%2F..%2Fx",
        "/api/v1/sales/%2e%2e/quality",
        "/api/v1/sales/orders%00",
        "/api/v1/sales/orders\\1",
        "/api/v1/sales/orders;x=1",
        "/api/v1/sales/orders\r\nX: y",
        "/api/v1/sales/orders\x7f",
        "/api/v1/sales/订单",
        "http://evil.example/api/v1/sales/orders",
        "/api/v1/sales/orders?a=%0d%0aX:y",
        "/api/v1/sales/orders?a=%00",
        "/api/v1/sales/orders?a=%zz",
        "/api/v1/sales/orders?a= b",
        "/api/v1/sales/orders?a=\\",
        "/api/v1/sales/orders?a=" + "x" * 5000,
        "/api/v1//users",
    ],
)
def test_an_odd_address_is_refused_not_repaired(gateway, seller, sales, target):
    status, told = raw(gateway, seller, target)
    assert (status, told["code"]) == (400, "odd_address")
    assert sales.asked == []


def test_ordinary_queries_pass_as_they_are_written(seller, sales):
    seller.http.get(
        "/api/v1/sales/orders?q=%E7%8E%8B&created_at.ge=2024-01-01T00:00:00%2B08:00&cursor=WyJ4Il0",
        headers={"Authorization": f"Bearer {seller.token}"},
    )
    assert sales.asked[0].target == (
        "/orders?q=%E7%8E%8B&created_at.ge=2024-01-01T00:00:00%2B08:00&cursor=WyJ4Il0"
    )


def test_links_of_the_service_become_the_gateways(seller, sales):
    link = '</orders?cursor=x>; rel="next"'
    sales.answers["/orders"] = Says(200, {"items": []}, {"Link": link, "Location": "/orders/7"})
    answer = seller.get("/api/v1/sales/orders")
    assert answer.headers["Link"] == '</api/v1/sales/orders?cursor=x>; rel="next"'
    assert answer.headers["Location"].endswith("/api/v1/sales/orders/7")


@pytest.mark.parametrize("status", [400, 404, 409, 412, 422, 428, 500])
def test_a_services_problem_reaches_the_client_as_it_is(seller, sales, status):
    problem = {"code": "order_not_draft", "detail": "…"}
    sales.answers["/orders"] = Says(status, problem, {"Content-Type": "application/problem+json"})
    answer = seller.get("/api/v1/sales/orders")
    assert (answer.status_code, answer.json) == (status, problem)
    assert answer.content_type == "application/problem+json"


def test_a_body_over_the_limit_is_413_and_not_sent(new_gateway, sales):
    gateway = new_gateway({"sales": sales.address}, DECLARED, body_limit=1000)
    seller = gateway.as_("salesperson")
    refused = seller.post("/api/v1/sales/orders", {"text": "x" * 1000})
    assert (refused.status_code, sales.asked) == (413, [])
    assert seller.post("/api/v1/sales/orders", {"text": "x" * 900}).status_code == 200


def test_a_large_answer_comes_whole(seller, sales):
    content = b'"' + b"x" * 1_000_000 + b'"'
    sales.answers["/orders"] = Says(200, content)
    assert seller.get("/api/v1/sales/orders").get_data() == content


def test_a_service_that_is_down_is_503_with_retry_after(seller):
    answer = seller.get("/api/v1/quality/cases")
    assert (answer.status_code, answer.json["code"]) == (503, "service_unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert "quality" in answer.json["detail"]


def test_after_several_failures_the_breaker_answers_at_once_and_closes_again(seller, sales):
    sales.answers["/orders"] = lambda _: None
    for _ in range(4):
        assert seller.get("/api/v1/sales/orders").status_code == 503
    sales.asked.clear()
    assert seller.get("/api/v1/sales/orders").status_code == 503
    assert sales.asked == []
    sales.answers.clear()
    time.sleep(3.1)
    assert seller.get("/api/v1/sales/orders").status_code == 200


def test_a_get_is_asked_twice_a_change_never(seller, sales):
    sales.answers["/orders"] = lambda _: None if len(sales.asked) % 2 else Says(200, {})
    assert seller.get("/api/v1/sales/orders").status_code == 200
    assert len(sales.asked) == 2
    lost = seller.post("/api/v1/sales/orders", {})
    assert (lost.status_code, lost.json["code"]) == (504, "answer_lost")
    assert len(sales.asked) == 3


def test_a_service_that_hangs_delays_nobody_else(seller, sales):
    release = threading.Event()
    sales.answers["/orders/1"] = lambda _: release.wait(5) and Says(200, {})
    hanging = threading.Thread(target=seller.get, args=("/api/v1/sales/orders/1",))
    hanging.start()
    began = time.monotonic()
    assert seller.get("/api/v1/sales/orders").status_code == 200
    assert time.monotonic() - began < 0.5
    release.set()
    hanging.join()


def test_a_service_that_distrusts_the_gateway_is_not_the_clients_fault(seller, sales):
    sales.answers["/orders"] = Says(401, {})
    answer = seller.get("/api/v1/sales/orders")
    assert (answer.status_code, answer.json["code"]) == (502, "service_distrusts_gateway")


def test_problems_are_written_in_the_readers_language(seller):
    answer = seller.get("/api/v1/quality/cases", **{"Accept-Language": "zh-CN"})
    assert "暂时无法访问" in answer.json["detail"]
