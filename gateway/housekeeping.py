"""What the gateway does by itself once a minute: close the journal's chain and forget what is over."""

import threading
from datetime import timedelta

import structlog
from sqlalchemy import delete, or_
from sqlalchemy.exc import SQLAlchemyError

from chassis.clock import now
from chassis.data.answers import prune
from chassis.data.database import Database
from chassis.data.journal import seal

from .identity.sessions.rules import FORGOTTEN
from .models import Throttle, UserSession

SECONDS = 60
SESSIONS_KEPT = timedelta(days=30)

log = structlog.get_logger()


def keep_house(database: Database) -> None:
    """Do it all once; several processes may do so at the same time."""
    while seal(database):
        pass
    prune(database)
    with database.transaction() as session:
        session.execute(delete(Throttle).where(Throttle.last_at < now() - FORGOTTEN))
        over = or_(
            UserSession.expires_at < now() - SESSIONS_KEPT,
            UserSession.ended_at < now() - SESSIONS_KEPT,
        )
        session.execute(delete(UserSession).where(over))


def start(database: Database) -> threading.Thread:
    """Keep house in the background until the process ends; called after the fork."""
    thread = threading.Thread(
        target=_every_minute, args=(database,), name="housekeeping", daemon=True
    )
    thread.start()
    return thread


def _every_minute(database: Database) -> None:
    pause = threading.Event()
    while not pause.wait(SECONDS):
        try:
            keep_house(database)
        except SQLAlchemyError as fault:
            log.warning("housekeeping.failed", error=str(fault))
