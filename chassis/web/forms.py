"""The body of a request: JSON in which each name stands once, so that two readers of it can't disagree."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from flask import Request
from webargs.core import missing
from webargs.flaskparser import FlaskParser, abort, is_json_request

TWICE = "Stands twice in the same object."


class Forms(FlaskParser):
    """Takes the body apart; of a name that stands twice it chooses neither, but refuses both."""

    def _raw_load_json(self, req: Request) -> Any:
        if not is_json_request(req):
            return missing
        body = req.get_data(cache=True).decode()
        try:
            return json.loads(body, object_pairs_hook=_once)
        except _Twice:
            _refuse(list(_repeated(json.loads(body, object_pairs_hook=_Pairs))))


class _Twice(Exception):
    pass


class _Pairs(list):
    """An object's names and values as they stand in the body."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    form = dict(pairs)
    if len(form) < len(pairs):
        raise _Twice
    return form


def _refuse(paths: list[str]) -> NoReturn:
    abort(422, messages={"json": {path: [TWICE] for path in paths}})


def _repeated(value: Any, path: str = "") -> Iterator[str]:
    """Where a name stands that stood there before, as pointers without their first stroke."""
    met = set()
    members = (
        value if isinstance(value, _Pairs) else enumerate(value if isinstance(value, list) else ())
    )
    for name, inner in members:
        if name in met:
            yield f"{path}{name}"
        met.add(name)
        yield from _repeated(inner, f"{path}{name}/")
