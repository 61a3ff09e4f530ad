"""Alembic's way into this service's migrations; `python -m chassis inventory migrate` runs them."""

from chassis.data.migrations import run_env

run_env()
