"""The only source of now and of the business date; tests and demos move it, production cannot."""

import os
import time
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo


class ClockNotMovable(RuntimeError):
    """A clock file is set although the process does not run in test mode."""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    file = moved_by()
    return datetime.now(UTC) + _offset(file) if file else datetime.now(UTC)


def today() -> date:
    """The business date: the calendar date of now in the company's zone."""
    return day_of(now())


def machine() -> float:
    """Seconds since 1970 by the machine, never moved: for tokens' expiry and ids, not for business."""
    return time.time()


def day_of(instant: datetime) -> date:
    """The business date on which an instant falls."""
    return instant.astimezone(zone()).date()


@cache
def zone() -> ZoneInfo:
    """The company's time zone (SIFANG_ZONE, default Asia/Shanghai)."""
    return ZoneInfo(os.environ.get("SIFANG_ZONE", "Asia/Shanghai"))


@cache
def moved_by() -> Path | None:
    """The file (SIFANG_CLOCK_FILE) whose number of seconds moves the clock, if there is one. What a
    process is started with stays, and looking it up each time costs more than the time itself."""
    file = os.environ.get("SIFANG_CLOCK_FILE")
    if file and os.environ.get("SIFANG_TEST_MODE") != "1":
        raise ClockNotMovable(
            "SIFANG_CLOCK_FILE is set, but the clock moves only with SIFANG_TEST_MODE=1"
        )
    return Path(file) if file else None


def _offset(file: Path) -> timedelta:
    """How far the clock is moved; read each time, so that all processes of a test move together."""
    return timedelta(seconds=float(file.read_text() or 0)) if file.exists() else timedelta()
