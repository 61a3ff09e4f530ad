"""Which changing requests of a town succeeded, and which left a row in a journal."""

from typing import Any, NamedTuple

from flask import g, request
from sqlalchemy import select

from chassis.data.tables import journal
from chassis.web.app import permissions
from chassis.web.openapi import template

from .town import Town


class Change(NamedTuple):
    """A changing request that succeeded: its route, and the id its traces bear."""

    route: tuple[str, str, str]
    request: str


class Watched:
    """A town that notes every changing request of its services."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.changes: list[Change] = []
        for name, door in town.doors.items():
            self._watch(name, door.app)

    def _watch(self, service: str, app: Any) -> None:
        @app.after_request
        def note(response: Any) -> Any:
            if request.method != "GET" and response.status_code < 300 and request.url_rule:
                route = (service, request.method, template(request.url_rule.rule))
                self.changes.append(Change(route, g.request_id))
            return response

    def routes(self) -> set[tuple[str, str, str]]:
        """Every changing route, listed from the code."""
        return {
            (service, route["method"], route["path"])
            for service, door in self.town.doors.items()
            for route in permissions(door.app)
            if route["method"] != "GET"
        }

    def journalled(self) -> set[str]:
        """The ids of the requests that left a row."""
        ids: set[str] = set()
        for door in self.town.doors.values():
            with door.database.reading() as session:
                ids.update(filter(None, session.scalars(select(journal.c.correlation))))
        return ids
