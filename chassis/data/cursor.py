"""PostgreSQL's cursor as SQLAlchemy needs it: result columns described by plain tuples.

psycopg makes an object per column and result, which SQLAlchemy asks two fields of. Wide rows are
read by every request, and this was an eighth of what one costs.
"""

from typing import Any

import psycopg
from psycopg.pq import ExecStatus
from psycopg.raw_cursor import PostgresRawQuery

from .bulk import Numbered

_UNSAID = (None, None, None, None, None)


class PlainCursor(psycopg.Cursor[Any]):
    """As psycopg's, its `description` reduced to names and types; takes `Numbered` SQL as it is."""

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        if not isinstance(query, Numbered):
            return super()._convert_query(query, params)
        numbered = PostgresRawQuery(self._tx)
        numbered.convert(query, params)
        return numbered

    @property
    def description(self) -> list[Any] | None:
        result = self.pgresult
        if result is None or not (result.nfields or result.status == ExecStatus.TUPLES_OK):
            return None
        name, kind = result.fname, result.ftype
        return [((name(i) or b"").decode(), kind(i), *_UNSAID) for i in range(result.nfields)]
