"""Alembic's entry: the gateway's tables beside the chassis'."""

from chassis.data.migrations import run_env
from gateway.models import Base

run_env(Base.metadata)
