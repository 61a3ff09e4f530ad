"""The way through: what is allowed passes unchanged, everything else stops before anything is sent."""

import pytest

from chassis.web.auth import Verifier
from gateway.tests.gateways import SELLING
from gateway.tests.upstreams import Says
from gateway.tokens import public_keys


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


def test_the_service_gets_a_token_of_the_gateways_not_the_clients(selling, seller, sales):
    seller.get("/api/v1/sales/orders")
    given = sales.asked[0].headers["Authorization"].removeprefix("Bearer ")
    known = Verifier("sales", public_keys(selling.settings.signing_keys)).principal(given)
    assert known.roles == ("salesperson",) and known.scope("sales.order") == "own"
    assert not any(name.startswith("inventory.") for name in known.permissions)
    assert seller.token not in str(sales.asked[0].headers)


def test_a_missing_permission_stops_at_the_gateway_and_is_written_down(selling, seller, sales):
    refused = seller.get("/api/v1/sales/reports/margins")
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    assert "sales.margin.read" in refused.json["detail"]
    assert sales.asked == []
    lines = selling.as_("auditor").get("/api/v1/journal?verb=denied").json["items"]
    assert lines[0]["changes"]["path"] == [None, "/api/v1/sales/reports/margins"]


def test_nobody_passes_without_signing_in(selling, sales):
    assert selling.nobody().get("/api/v1/sales/orders").status_code == 401
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
    gateway = new_gateway({"sales": sales.address}, SELLING, body_limit=1000)
    seller = gateway.as_("salesperson")
    refused = seller.post("/api/v1/sales/orders", {"text": "x" * 1000})
    assert (refused.status_code, sales.asked) == (413, [])
    assert seller.post("/api/v1/sales/orders", {"text": "x" * 900}).status_code == 200


def test_a_file_passes_only_on_a_route_that_takes_one_and_up_to_its_size(new_gateway, sales):
    taking = ("POST", "/sheets/orders/imports", "sales.order.create", 3000)
    routes = SELLING | {"sales": [*SELLING["sales"], taking]}
    gateway = new_gateway({"sales": sales.address}, routes, body_limit=1000, upload_limit=5000)
    seller = gateway.as_("salesperson")

    def send(path, content):
        told = {"Authorization": f"Bearer {seller.token}"}
        kind = "application/octet-stream"
        return seller.http.post(path, data=content, headers=told, content_type=kind).status_code

    assert send("/api/v1/sales/sheets/orders/imports?mode=check", bytes(range(250)) * 12) == 200
    assert sales.asked[0].body == bytes(range(250)) * 12
    assert sales.asked[0].headers["Content-Type"] == "application/octet-stream"
    assert send("/api/v1/sales/sheets/orders/imports?mode=check", b"x" * 3001) == 413
    assert send("/api/v1/sales/orders", b"x" * 1001) == 413
    assert len(sales.asked) == 1


def test_a_sheet_comes_back_whole_with_its_name_and_kind(seller, sales):
    content = bytes(range(256)) * 20_000
    told = {
        "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Content-Disposition": 'attachment; filename="orders-2026-11-25.xlsx"',
    }
    sales.answers["/orders"] = Says(200, content, told)
    answer = seller.get("/api/v1/sales/orders?format=xlsx")
    assert answer.get_data() == content
    assert {name: answer.headers[name] for name in told} == told


def test_a_large_answer_comes_whole(seller, sales):
    content = b'"' + b"x" * 1_000_000 + b'"'
    sales.answers["/orders"] = Says(200, content)
    assert seller.get("/api/v1/sales/orders").get_data() == content
