"""The rules of opening balances: each document once, receivables with a due date."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from chassis.data.plain import plain

from ..errors import OpeningDueMissing, OpeningTwice

Line = Mapping[str, Any]


def check_lines(lines: Sequence[Line]) -> None:
    """Refuse a document named twice, and a receivable without a due date; names the row."""
    seen: set[tuple[Any, ...]] = set()
    for place, line in enumerate(lines):
        key = (line["customer_id"], line["reference"])
        if key in seen:
            raise OpeningTwice(f"/lines/{place}/reference", reference=line["reference"])
        seen.add(key)
        if line["kind"] == "receivable" and line["due_on"] is None:
            raise OpeningDueMissing(f"/lines/{place}/due_on", reference=line["reference"])


def digest(as_of: date, lines: Sequence[Line]) -> str:
    """A fingerprint of the content: the same file gives the same, in whatever order its rows are."""
    rows = sorted(json.dumps(plain(dict(line)), sort_keys=True) for line in lines)
    return sha256("\n".join([as_of.isoformat(), *rows]).encode()).hexdigest()
