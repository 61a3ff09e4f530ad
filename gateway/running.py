"""What a running gateway is made of, reached from its routes."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from .identity.callers import Callers
from .identity.passwords import Passwords
from .proxy.table import RouteTable
from .proxy.upstream import Upstream
from .settings import GatewaySettings
from .tokens import Mint


@dataclass(frozen=True)
class Running:
    """The gateway's parts; `upstreams` are the services by name."""

    settings: GatewaySettings
    passwords: Passwords
    mint: Mint
    callers: Callers
    table: RouteTable
    upstreams: dict[str, Upstream]


def running() -> Running:
    """The gateway that answers the present request."""
    return cast(Running, current_app.extensions["gateway"])
