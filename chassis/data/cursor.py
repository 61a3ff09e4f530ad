"""PostgreSQL's cursor as SQLAlchemy needs it: result columns described by plain tuples.

psycopg makes an object per column and result, which SQLAlchemy asks two fields of. Wide rows are
read by every request, and this was an eighth of what one costs.
"""

from typing import Any

import psycopg
from psycopg.pq import ExecStatus

_UNSAID = (None, None, None, None, None)


class PlainCursor(psycopg.Cursor[Any]):
    """As psycopg's, its `description` reduced to names and types."""

    @property
    def description(self) -> list[Any] | None:
        result = self.pgresult
        if result is None or not (result.nfields or result.status == ExecStatus.TUPLES_OK):
            return None
        name, kind = result.fname, result.ftype
        return [((name(i) or b"").decode(), kind(i), *_UNSAID) for i in range(result.nfields)]
