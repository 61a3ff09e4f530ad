"""The gateway under gunicorn: the chassis' server, and housekeeping in every process after the fork."""

from typing import Any

from flask import Flask

from chassis import collector
from chassis.settings import Settings
from chassis.web.server import Server

from . import housekeeping


class GatewayServer(Server):
    """Starts housekeeping where a thread survives: in the forked process."""

    def load_config(self) -> None:
        super().load_config()
        self.cfg.set("post_worker_init", self._keep_house)

    def _keep_house(self, worker: Any) -> None:
        housekeeping.start(self._app.extensions["sifang"].database)


def serve(app: Flask, settings: Settings) -> None:
    """Serve until SIGTERM; never returns."""
    collector.spare()
    GatewayServer(app, settings).run()
