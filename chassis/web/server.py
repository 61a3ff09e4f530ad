"""gunicorn, started from code: the app is loaded before the fork, connections only after it."""

import socket
import struct
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from chassis import collector
from chassis.settings import Settings

from .threads import StayingThreads

SILENCE = 10
"""Seconds for which a client may send nothing of what it has begun."""
IDLENESS = 60
"""Seconds for which it may take nothing of a large answer; the gateway takes at its client's pace."""


class Server(BaseApplication):
    """Serves one app with threads; answers what it has begun before it stops."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app, self._settings = app, settings
        super().__init__()

    def load_config(self) -> None:
        s = self._settings
        chosen = {
            "bind": [f"{s.bind}:{port}" for port in {s.port, s.metrics_port or s.port}],
            "workers": s.workers,
            "threads": s.threads,
            "worker_class": StayingThreads,
            "preload_app": True,
            "control_socket_disable": True,
            # nobody is believed to speak for a client, or by a header to move the app elsewhere: the
            # gateway has a setting of its own for the proxies in front of it
            "forwarded_allow_ips": "",
            "keepalive": 75,
            "graceful_timeout": 20,
            "loglevel": "warning",
            "when_ready": _bound_silence,
            # a heartbeat file on a busy disk would look like a dead worker
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._app


def _bound_silence(arbiter: Any) -> None:
    """gunicorn gives a connection a thread and waits for ever: eight silent clients would be the end.

    Connections inherit these from their listener. One that has sent nothing yet stays in the
    kernel, where that can be asked for.
    """
    for listener in arbiter.LISTENERS:
        for option, seconds in ((socket.SO_RCVTIMEO, SILENCE), (socket.SO_SNDTIMEO, IDLENESS)):
            listener.sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))
        if hasattr(socket, "TCP_DEFER_ACCEPT"):
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENCE)


def serve(app: Flask, settings: Settings) -> None:
    """Serve until SIGTERM; never returns."""
    collector.spare()
    Server(app, settings).run()
