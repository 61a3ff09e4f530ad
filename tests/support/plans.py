"""Which plans PostgreSQL can keep for statements it has seen a few times, whatever their parameters."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from sqlalchemy import Engine, event

_PARAMETER = re.compile(r"%\(\w+\)s|%s")


@contextmanager
def statements(engine: Engine) -> Iterator[set[str]]:
    """Collects the SQL that this engine sends meanwhile."""
    seen: set[str] = set()

    def note(_1: Any, _2: Any, sql: str, *_: Any) -> None:
        seen.add(sql)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def kept_plan(engine: Engine, sql: str) -> str:
    """The plan for any parameters, in tables so large that looking through them is no choice."""
    numbers = count(1)
    numbered = _PARAMETER.sub(lambda _: f"${next(numbers)}", sql).replace("%%", "%")
    unknown = ["NULL"] * (next(numbers) - 1)
    with engine.connect() as connection:
        for setting in ("enable_seqscan = off", "plan_cache_mode = force_generic_plan"):
            connection.exec_driver_sql(f"SET LOCAL {setting}")
        cursor = connection.connection.cursor()
        cursor.execute(f"PREPARE kept AS {numbered}")
        cursor.execute("EXPLAIN EXECUTE kept" + (f"({', '.join(unknown)})" if unknown else ""))
        plan = [line for (line,) in cursor.fetchall()]
        cursor.execute("DEALLOCATE kept")
    return "\n".join(plan)
