"""HTTP door of costs of poor quality."""

from chassis.data.database import reading
from chassis.web.door import Door

from .queries import COSTS

costs = Door(
    "costs",
    __name__,
    url_prefix="/costs",
    zh="质量成本:按案件记录",
    en="Quality costs, recorded per case",
)


@costs.get("", needs="quality.cost.read", lists=COSTS, zh="质量成本", en="Costs of poor quality")
def list_costs():
    with reading() as session:
        return COSTS.page(session)
