"""The HTTP door of inspection plans, standings and inspections."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from .commands import disposing, inspecting, plans
from .models import Inspection, InspectionPlan, InspectionStanding
from .schemas import (
    INSPECTIONS,
    PLANS,
    STANDINGS,
    Disposal,
    Findings,
    InspectionReason,
    NewPlan,
    PlanChange,
)

inspection_plans = Door(
    "inspection_plans",
    __name__,
    url_prefix="/inspection-plans",
    zh="来料检验方案",
    en="Plans of incoming inspection",
)
standings = Door(
    "inspection_standings",
    __name__,
    url_prefix="/inspection-standings",
    zh="检验严格度:正常、加严与放宽",
    en="How strictly is inspected: normal, tightened or reduced",
)
inspections = Door(
    "inspections",
    __name__,
    url_prefix="/inspections",
    zh="来料检验:抽样、判定与处置",
    en="Incoming inspections: samples, results and dispositions",
)


@inspection_plans.get(
    "",
    needs="inventory.inspection_plan.read",
    lists=PLANS,
    zh="检验方案列表",
    en="List inspection plans",
)
def list_plans() -> Response:
    with reading() as session:
        return PLANS.page(session)


@inspection_plans.get(
    "/<uuid:plan_id>",
    needs="inventory.inspection_plan.read",
    gives=PLANS,
    zh="检验方案",
    en="An inspection plan",
)
def get_plan(plan_id: UUID) -> Response:
    with reading() as session:
        return reply(session, PLANS.one(session, InspectionPlan.id == plan_id))


@inspection_plans.post(
    "",
    needs="inventory.inspection_plan.create",
    takes=NewPlan,
    gives=PLANS,
    status=201,
    zh="编制检验方案",
    en="Make an inspection plan",
)
def make_plan(body: dict) -> Response:
    with transaction() as session:
        plan = plans.make_plan(session, body)
        return reply(session, PLANS.one(session, InspectionPlan.id == plan.id), 201)


@inspection_plans.patch(
    "/<uuid:plan_id>",
    needs="inventory.inspection_plan.change",
    takes=PlanChange,
    gives=PLANS,
    zh="修改检验方案",
    en="Change an inspection plan",
)
def change_plan(body: dict, plan_id: UUID) -> Response:
    with transaction() as session:
        plans.change_plan(session, plan_id, expected_version(), body)
        return reply(session, PLANS.one(session, InspectionPlan.id == plan_id))


@standings.get(
    "",
    needs="inventory.inspection.read",
    lists=STANDINGS,
    zh="供应商检验状态列表",
    en="List how suppliers stand",
)
def list_standings() -> Response:
    with reading() as session:
        return STANDINGS.page(session)


@standings.post(
    "/<uuid:standing_id>/decide",
    needs="inventory.inspection_standing.decide",
    takes=InspectionReason,
    gives=STANDINGS,
    zh="终止放宽或恢复抽检",
    en="End reduced or resume discontinued inspection",
)
def decide_severity(body: dict, standing_id: UUID) -> Response:
    with transaction() as session:
        plans.decide_severity(session, standing_id, body["reason"])
        return reply(session, STANDINGS.one(session, InspectionStanding.id == standing_id))


@inspections.get(
    "",
    needs="inventory.inspection.read",
    lists=INSPECTIONS,
    zh="来料检验列表",
    en="List inspections",
)
def list_inspections() -> Response:
    with reading() as session:
        return INSPECTIONS.page(session)


@inspections.get(
    "/<uuid:inspection_id>",
    needs="inventory.inspection.read",
    gives=INSPECTIONS,
    zh="来料检验单",
    en="An inspection",
)
def get_inspection(inspection_id: UUID) -> Response:
    with reading() as session:
        return reply(session, INSPECTIONS.one(session, Inspection.id == inspection_id))


@inspections.post(
    "/<uuid:inspection_id>/start",
    needs="inventory.inspection.inspect",
    gives=INSPECTIONS,
    zh="开始检验",
    en="Start an inspection: draw the sample",
)
def start_inspection(inspection_id: UUID) -> Response:
    with transaction() as session:
        inspecting.start_inspection(session, inspection_id)
        return reply(session, INSPECTIONS.one(session, Inspection.id == inspection_id))


@inspections.post(
    "/<uuid:inspection_id>/complete",
    needs="inventory.inspection.inspect",
    takes=Findings,
    gives=INSPECTIONS,
    keyed=True,
    zh="完成检验",
    en="Report what the sample showed",
)
def complete_inspection(body: dict, inspection_id: UUID) -> Response:
    with transaction() as session:
        inspecting.complete_inspection(session, inspection_id, body)
        return reply(session, INSPECTIONS.one(session, Inspection.id == inspection_id))


@inspections.post(
    "/<uuid:inspection_id>/concede",
    needs="inventory.inspection.concede",
    takes=InspectionReason,
    gives=INSPECTIONS,
    keyed=True,
    zh="让步接收",
    en="Accept a rejected lot by concession",
)
def concede(body: dict, inspection_id: UUID) -> Response:
    with transaction() as session:
        disposing.concede(session, inspection_id, body["reason"])
        return reply(session, INSPECTIONS.one(session, Inspection.id == inspection_id))


@inspections.post(
    "/<uuid:inspection_id>/sort",
    needs="inventory.inspection.inspect",
    takes=Disposal,
    gives=INSPECTIONS,
    keyed=True,
    zh="挑选合格入库",
    en="Take pieces that were sorted good",
)
def sort_good(body: dict, inspection_id: UUID) -> Response:
    with transaction() as session:
        disposing.sort_good(session, inspection_id, body)
        return reply(session, INSPECTIONS.one(session, Inspection.id == inspection_id))


@inspections.post(
    "/<uuid:inspection_id>/send-back",
    needs="inventory.inspection.send_back",
    takes=Disposal,
    gives=INSPECTIONS,
    keyed=True,
    zh="来料退供应商",
    en="Send rejected pieces back to the supplier",
)
def send_back(body: dict, inspection_id: UUID) -> Response:
    with transaction() as session:
        disposing.send_back(session, inspection_id, body)
        return reply(session, INSPECTIONS.one(session, Inspection.id == inspection_id))


@inspections.post(
    "/<uuid:inspection_id>/scrap",
    needs="inventory.inspection.scrap",
    takes=Disposal,
    gives=INSPECTIONS,
    keyed=True,
    zh="来料报废",
    en="Scrap rejected pieces",
)
def scrap(body: dict, inspection_id: UUID) -> Response:
    with transaction() as session:
        disposing.scrap(session, inspection_id, body)
        return reply(session, INSPECTIONS.one(session, Inspection.id == inspection_id))
