"""The same steps by wrong roles: refused at the gateway and, with a genuine token, at the service."""

import re
from typing import Any

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
    """Who must not do what: one step of each department by somebody of another."""
    order, case = show.orders["Z"]["id"], show.case["id"]
    return [
        ("buyer", "customer", "/customers", {"type": "enterprise", "name": "?"}),
        ("salesperson", "inventory", "/receipts", {}),
        ("warehouse_keeper", "sales", f"/orders/{order}/post", None),
        ("executive", "sales", f"/orders/{order}/confirm", None),
        ("salesperson", "quality", f"/cases/{case}/contain", {}),
        ("quality_engineer", "quality", f"/cases/{case}/close", {"summary": "?"}),
    ]
