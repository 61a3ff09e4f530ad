"""Setting the levels, and moving customers between them; the caller holds the account."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import StaleVersion
from chassis.ids import new_id

from ..credit.models import CreditAccount
from ..errors import DunningLevelNotFound, DunningLevelTaken
from ..receivables.queries import oldest_due
from . import queries
from .models import DunningLevel
from .rules import Level, check_rising, reached

_LOCK = "dunning/levels"


def add_level(session: Session, told: Mapping[str, Any]) -> DunningLevel:
    """Add a level; levels rise with the days overdue."""
    lock(session, [_LOCK])
    if session.scalar(select(DunningLevel.id).where(DunningLevel.level == told["level"])):
        raise DunningLevelTaken("/level", level=told["level"])
    _check(session, told)
    level = DunningLevel(id=new_id(), version=1, created_at=clock.now(), **told)
    session.add(level)
    record(session, f"dunning_level/{level.id}", None, dict(told))
    return level


def change_level(session: Session, id: UUID, change: Mapping[str, Any], version: int) -> None:
    """Change a level from now on; letters keep the text and days they were proposed with."""
    lock(session, [_LOCK])
    level = session.get(DunningLevel, id, with_for_update=True)
    if level is None:
        raise DunningLevelNotFound()
    if level.version != version:
        raise StaleVersion(version=level.version)
    before = {name: getattr(level, name) for name in change}
    _check(session, {"level": level.level, "days_overdue": level.days_overdue, **change})
    for name, value in change.items():
        setattr(level, name, value)
    level.version += 1
    record(session, f"dunning_level/{id}", before, dict(change))


def _check(session: Session, told: Mapping[str, Any]) -> None:
    others = [each for each in queries.levels(session) if each.level != told["level"]]
    check_rising([*others, Level(told["level"], told["days_overdue"], False)])


def stand_on(account: CreditAccount, level: int, holds: bool) -> None:
    """Put a customer on a level: what it was last reminded with."""
    account.dunning_level, account.dunning_holds = level, holds
    account.version += 1


def fall_back(session: Session, account: CreditAccount) -> None:
    """Lower a customer's level to what is overdue now; only a letter raises it."""
    if not account.dunning_level:
        return
    oldest = oldest_due(session, account.id)
    days = (clock.today() - oldest).days if oldest else 0
    now = reached(queries.levels(session), days)
    if now.level < account.dunning_level:
        stand_on(account, now.level, now.holds)
