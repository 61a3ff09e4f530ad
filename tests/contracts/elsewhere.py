"""One company asked in another's words, so that what was drawn for one can be sent to both."""

import re
from io import BytesIO
from itertools import cycle
from typing import Any

from .seeds import Seeds


def names_of(asked: Seeds, here: Seeds) -> dict[str, str]:
    """What each thing that is asked for is called here: by its field, and in the seeds' order."""
    pairs = [pair for name in asked for pair in zip(asked[name], cycle(here[name]))]
    return {said: meant for said, meant in pairs if said is not None and meant is not None}


class Elsewhere:
    """An app before which the names of another company's things become those of its own."""

    def __init__(self, app: Any, names: dict[str, str]) -> None:
        self._app = app
        self._names = names
        known = "|".join(re.escape(name) for name in names)
        self._known = re.compile(rf"(?<![\w-])(?:{known})(?![\w-])")

    def __call__(self, environ: Any, start_response: Any) -> Any:
        sent = environ["wsgi.input"].read()
        body = self._said(sent.decode("latin-1")).encode("latin-1")
        told = {name: self._said(environ[name]) for name in ("PATH_INFO", "QUERY_STRING")}
        told |= {"wsgi.input": BytesIO(body)}
        if "CONTENT_LENGTH" in environ:
            told["CONTENT_LENGTH"] = str(int(environ["CONTENT_LENGTH"]) + len(body) - len(sent))
        return self._app({**environ, **told}, start_response)

    def _said(self, text: str) -> str:
        return self._known.sub(lambda found: self._names[found[0]], text)
