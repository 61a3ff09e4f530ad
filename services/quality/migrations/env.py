"""Alembic's entry: the quality service's tables beside the chassis' and paper's."""

from chassis.data.migrations import run_env
from paper.tables import metadata as paper
from services.quality import SERVICE

run_env(paper, SERVICE.metadata)
