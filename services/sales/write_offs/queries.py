"""Questions to write-offs: the limit of a tail."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import WriteOffRules


def tail_limit(session: Session) -> Decimal:
    """Up to which amount what is left of a receivable is a tail."""
    return session.scalars(select(WriteOffRules.tail_limit)).one()
