"""Addresses: an odd one is refused as it was written, not repaired."""

import json

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app


def raw(gateway, client, target, method="GET"):
    """A request whose target is exactly this, as a client could write it on the wire."""
    environ = EnvironBuilder("/", method=method).get_environ()
    environ["RAW_URI"] = environ["REQUEST_URI"] = target
    path, _, environ["QUERY_STRING"] = target.partition("?")
    environ["PATH_INFO"] = path.encode().decode("latin1")
    environ["HTTP_AUTHORIZATION"] = f"Bearer {client.token}"
    body, status, _ = run_wsgi_app(gateway.app, environ)
    return int(status.split()[0]), json.loads(b"".join(body) or b"null")


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
def test_an_odd_address_is_refused_not_repaired(selling, seller, sales, target):
    status, told = raw(selling, seller, target)
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
