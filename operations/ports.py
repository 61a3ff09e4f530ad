"""Which ports the system listens on, and one line of advice when one of them is taken."""

import socket

from .layout import APPS, SERVICES

FIRST = 8080
OFFSETS = {"gateway": 0} | {service: 21 + place for place, service in enumerate(SERVICES)}


class Taken(RuntimeError):
    """Somebody else listens where we should."""


def chosen(first: int = FIRST) -> dict[str, int]:
    """The gateway's port and the services' from 21 above it on; raises Taken with one line."""
    ports = {app: first + OFFSETS[app] for app in APPS}
    for app, port in ports.items():
        if not free(port):
            raise Taken(
                f"port {port} ({app}) is taken. End what listens there, or choose others: "
                f"make run PORT={first + 1000}"
            )
    return ports


def free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
