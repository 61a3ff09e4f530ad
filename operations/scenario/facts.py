"""Watching what the services state: reads their outboxes, newest last, each fact once."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import create_engine, text

SINCE = text("SELECT id, envelope FROM outbox WHERE id > :seen ORDER BY id")


class Watch:
    """Yields every fact stated since the last look, of all services, by its time."""

    def __init__(self, databases: Mapping[str, str]) -> None:
        self._engines = {service: create_engine(url) for service, url in databases.items()}
        self._seen = dict.fromkeys(databases, 0)

    def __call__(self) -> Iterator[dict[str, Any]]:
        fresh = [fact for service in self._engines for fact in self._of(service)]
        yield from sorted(fresh, key=lambda fact: fact["time"])

    def close(self) -> None:
        for engine in self._engines.values():
            engine.dispose()

    def _of(self, service: str) -> list[dict[str, Any]]:
        with self._engines[service].connect() as connection:
            rows = connection.execute(SINCE, {"seen": self._seen[service]}).all()
        if rows:
            self._seen[service] = rows[-1].id
        return [json.loads(row.envelope) for row in rows]
