"""Setting when a customer is at risk."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.journal import record
from chassis.errors import StaleVersion

from .models import RiskRule


def change_risk_rule(session: Session, changes: Mapping[str, Any], expected: int) -> RiskRule:
    """Set thresholds that are still at the expected version."""
    rule = session.scalars(select(RiskRule).with_for_update()).one()
    if rule.version != expected:
        raise StaleVersion(version=rule.version)
    before = {name: getattr(rule, name) for name in changes}
    for name, value in changes.items():
        setattr(rule, name, value)
    rule.version += 1
    record(session, "risk_rule/1", before, dict(changes))
    return rule
