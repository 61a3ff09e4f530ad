"""Services that fail: down, silent, hanging, distrustful. The gateway says so and stays quick."""

import threading
import time

from gateway.proxy.upstream import FAILURES_TO_OPEN
from gateway.tests.gateways import SELLING
from gateway.tests.upstreams import Says


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
    eventually(lambda: seller.get("/api/v1/sales/orders").status_code == 200)


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


def test_a_client_that_leaves_a_large_answer_early_blocks_nobody(new_gateway, sales):
    gateway = new_gateway({"sales": sales.address}, SELLING, service_connections=1)
    seller = gateway.as_("salesperson")
    sales.answers["/orders"] = Says(200, b"[" + b"1," * 500_000 + b"1]")
    for _ in range(3):
        sent = {"Authorization": f"Bearer {seller.token}"}
        leaving = seller.http.get("/api/v1/sales/orders", headers=sent, buffered=False)
        next(iter(leaving.response))
        leaving.close()
    sales.answers["/orders"] = Says(200, {"items": []})
    assert seller.get("/api/v1/sales/orders").json == {"items": []}


def test_a_change_that_was_sent_is_never_said_to_be_undone(seller, sales):
    sales.answers["/orders"] = lambda _: None
    for _ in range(FAILURES_TO_OPEN):
        assert seller.post("/api/v1/sales/orders", {}).json["code"] == "answer_lost"
    assert len(sales.asked) == FAILURES_TO_OPEN
    assert seller.post("/api/v1/sales/orders", {}).json["code"] == "service_unavailable"
    assert len(sales.asked) == FAILURES_TO_OPEN


def test_a_get_that_took_too_long_is_not_asked_again(seller, sales):
    release = threading.Event()
    sales.answers["/orders"] = lambda _: release.wait(5) and Says(200, {})
    assert seller.get("/api/v1/sales/orders").status_code == 503
    assert len(sales.asked) == 1
    release.set()


def test_a_service_that_hangs_never_holds_every_thread(new_gateway, sales):
    """One more than three quarters of the threads is told soon that nothing was sent."""
    selling = new_gateway({"sales": sales.address}, SELLING)
    seller = selling.as_("salesperson")
    release, most = threading.Event(), selling.settings.chassis.threads * 3 // 4
    sales.answers["/orders/1"] = lambda _: release.wait(9) and Says(200, {})
    hanging = [
        threading.Thread(target=seller.get, args=("/api/v1/sales/orders/1",)) for _ in range(most)
    ]
    for thread in hanging:
        thread.start()
    eventually(lambda: len(sales.asked) == most)
    answer = seller.post("/api/v1/sales/orders", {})
    assert (answer.status_code, answer.json["code"]) == (503, "service_unavailable")
    assert len(sales.asked) == most
    release.set()
    for thread in hanging:
        thread.join()


def eventually(holds):
    for _ in range(1000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("not within 10 s")
