"""gunicorn, started from code: the app is loaded before the fork, connections only after it."""

from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from chassis.settings import Settings


class Server(BaseApplication):
    """Serves one app with threads; answers what it has begun before it stops."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app, self._settings = app, settings
        super().__init__()

    def load_config(self) -> None:
        s = self._settings
        chosen = {
            "bind": f"{s.bind}:{s.port}",
            "workers": s.workers,
            "threads": s.threads,
            "worker_class": "gthread",
            "preload_app": True,
            "control_socket_disable": True,
            "keepalive": 75,
            "graceful_timeout": 20,
            "loglevel": "warning",
            # a heartbeat file on a busy disk would look like a dead worker
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._app


def serve(app: Flask, settings: Settings) -> None:
    """Serve until SIGTERM; never returns."""
    Server(app, settings).run()
