"""What a running gateway is made of, reached from its routes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from flask import current_app, request

from .identity.callers import Callers
from .identity.passwords import Passwords
from .limits import SignIns
from .proxy.table import RouteTable
from .proxy.upstream import Upstream
from .settings import GatewaySettings
from .tokens import Mint


@dataclass(frozen=True)
class Running:
    """The gateway's parts; `upstreams` are the services by name."""

    settings: GatewaySettings
    passwords: Passwords
    sign_ins: SignIns
    mint: Mint
    callers: Callers
    table: RouteTable
    upstreams: dict[str, Upstream]


def running() -> Running:
    """The gateway that answers the present request."""
    return cast(Running, current_app.extensions["gateway"])


def slowly(view: Callable[..., Any]) -> Callable[..., Any]:
    """A route that one address may call only so often."""

    @wraps(view)
    def counted(*args: Any, **kwargs: Any) -> Any:
        running().sign_ins.count(request.remote_addr or "")
        return view(*args, **kwargs)

    return counted
