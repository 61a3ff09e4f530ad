"""The same steps by wrong roles: refused at the gateway and, with a genuine token, at the service."""

import re
from typing import Any

from chassis.ids import new_id

from .acts import Play, api

ID = re.compile(r"[0-9a-f-]{36}")


def refuse_wrong_roles(show: Play) -> None:
    show.report.step(
        "同样的操作由无权的角色做:网关和服务都拒绝",
        "The same steps by wrong roles are refused at the gateway and at the service alike",
    )
    for role, service, path, form in wrong(show):
        person, shown = show.company[role], ID.sub("…", path)
        answer = person.refused(403, "POST", api(service, path), form)
        show.report.refused(
            f"{role} 于网关", f"{role} at the gateway: {shown}", answer.status, answer.code
        )
        if service in show.company.services:
            own = show.company.client_of(role, service)
            answer = own.refused(403, "POST", path, form)
            show.report.refused(
                f"{role} 于服务", f"{role} at {service}: {shown}", answer.status, answer.code
            )


def wrong(show: Play) -> list[tuple[str, str, str, Any]]:
    """Who must not do what: each step of the main job by somebody of another role."""
    order, case = (f"/orders/{show.orders['Z']['id']}", f"/cases/{show.case['id']}")
    file, bought, hold = f"/customers/{show.customers['Z']['id']}", new_id(), new_id()
    return [
        ("buyer", "customer", "/customers", {"type": "enterprise", "name": "?"}),
        ("info_specialist", "customer", f"{file}/examine", {"approve": True}),
        ("info_supervisor", "customer", f"{file}/recheck", {"approve": True}),
        ("finance", "customer", f"{file}/credit-proposals", {"limit": "1.00"}),
        ("salesperson", "inventory", "/purchase-orders", {}),
        ("salesperson", "inventory", f"/purchase-orders/{bought}/check", None),
        ("salesperson", "inventory", "/receipts", {}),
        ("executive", "sales", f"{order}/confirm", None),
        ("warehouse_keeper", "sales", f"{order}/post", None),
        ("buyer", "sales", "/returns", {}),
        ("salesperson", "sales", f"/credit-holds/{hold}/release", {"reason": "?"}),
        ("salesperson", "quality", f"{case}/contain", {}),
        ("service_agent", "quality", f"{case}/causes", {}),
        ("executive", "quality", f"{case}/reply", {"text": "?"}),
        ("inventory_manager", "quality", f"{case}/verdict", {}),
        ("quality_engineer", "quality", f"{case}/close", {"summary": "?"}),
        ("quality_engineer", "quality", f"/holds/{hold}/end", {"reason": "?"}),
    ]
