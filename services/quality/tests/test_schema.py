"""The migrations make what the models say."""

import pytest

from chassis.data.migrations import drift
from paper.tables import metadata as paper


@pytest.mark.both_databases
def test_the_migrated_schema_is_the_models(service_door):
    door = service_door("quality")
    assert drift(door.database, paper, door.service.metadata) == []


def test_every_changing_route_leaves_a_line_in_the_journal(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    quality.answer(case_id)
    quality.judge(case_id, ("scrap", "6.000"))
    quality.do("close", case_id, {"summary": "done"})
    lines = quality.door.as_("auditor").get("/journal").json["items"]
    verbs = {line["verb"] for line in lines if line["actor_name"]}
    assert verbs >= {
        f"quality.case.{verb}" for verb in ("contain", "analyse", "reply", "judge", "close")
    }
