"""Which ports the system listens on, and one line of advice when one of them is taken."""

import socket

from .layout import APPS, SERVICES

FIRST = 8080
OFFSETS = {"gateway": 0} | {service: 21 + place for place, service in enumerate(SERVICES)}

LAST = 65535 - max(OFFSETS.values())


class NoPorts(RuntimeError):
    """The ports can't be had: somebody else listens there, or there are no such; one line says what to do."""


def chosen(first: int = FIRST) -> dict[str, int]:
    """The gateway's port and the services' from 21 above it on; raises NoPorts with one line."""
    ports = {app: first + OFFSETS[app] for app in APPS}
    if not 0 < first <= LAST:
        raise NoPorts(f"there is no port {first} for all of them: choose one from 1 to {LAST}")
    for app, port in ports.items():
        if not free(port):
            raise NoPorts(
                f"port {port} ({app}) is taken. End what listens there, or choose others: "
                f"make run PORT={first + 1000 if first + 1000 <= LAST else FIRST}"
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
