"""How signing in slows down after failures: per account and address, and per account from anywhere."""

from datetime import datetime, timedelta
from hashlib import sha256

FORGOTTEN = timedelta(hours=1)
LONGEST = 900
FREE = {"pair": 5, "account": 50}
"""Failures without a pause. One address gets few; an account from all addresses more, so that a
stranger can't easily keep its owner out."""


def throttle_keys(number: str, address: str) -> dict[str, str]:
    """Key by kind; hashed, because people type passwords into the wrong field."""
    texts = {"pair": f"pair:{number}|{address}", "account": f"account:{number}"}
    return {kind: sha256(text.encode()).hexdigest() for kind, text in texts.items()}


def pause(kind: str, failures: int) -> timedelta:
    """How long nothing is looked at after this many failures in a row: 1, 2, 4 … 900 s."""
    beyond = failures - FREE[kind]
    return timedelta(seconds=min(2**beyond, LONGEST) if beyond >= 0 else 0)


def failures_still_counted(failures: int, last_at: datetime, present: datetime) -> int:
    """Failures that are not forgotten yet."""
    return failures if present - last_at < FORGOTTEN else 0
