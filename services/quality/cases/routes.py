"""HTTP door of cases."""

from uuid import UUID

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from ..entries.schemas import ConcernIn
from ..returns.schemas import VerdictIn
from . import commands
from .queries import CASE, CASES, whole_case
from .schemas import CauseIn, CloseIn, ContainIn, ReplyIn

cases = Door(
    "cases",
    __name__,
    url_prefix="/cases",
    zh="质量案件:从立案、遏制到关闭",
    en="Quality cases, from opening and containing to closing",
)


@cases.get("", needs="quality.case.read", lists=CASES, zh="案件列表", en="Cases")
def list_cases():
    with reading() as session:
        return CASES.page(session)


@cases.get("/<uuid:case_id>", needs="quality.case.read", gives=CASE, zh="案件", en="A case")
def read_case(case_id: UUID):
    with reading() as session:
        return reply(session, whole_case(session, case_id))


@cases.post(
    "",
    needs="quality.case.open",
    takes=ConcernIn,
    gives=CASE,
    status=201,
    zh="登记顾客不良信息",
    en="Enter a customer concern",
)
def open_case(body: dict):
    with transaction() as session:
        case = commands.open_case(session, body)
        return reply(session, whole_case(session, case.id), 201)


@cases.post(
    "/<uuid:case_id>/contain",
    needs="quality.case.contain",
    takes=ContainIn,
    gives=CASE,
    keyed=True,
    zh="遏制",
    en="Contain",
)
def contain_case(body: dict, case_id: UUID):
    with transaction() as session:
        commands.contain_case(session, case_id, body)
        return reply(session, whole_case(session, case_id))


@cases.post(
    "/<uuid:case_id>/causes",
    needs="quality.case.analyse",
    takes=CauseIn,
    gives=CASE,
    zh="填写原因",
    en="Enter a cause",
)
def add_cause(body: dict, case_id: UUID):
    with transaction() as session:
        commands.add_cause(session, case_id, body)
        return reply(session, whole_case(session, case_id))


@cases.post(
    "/<uuid:case_id>/reply",
    needs="quality.case.reply",
    takes=ReplyIn,
    gives=CASE,
    zh="回复客户",
    en="Reply to the customer",
)
def reply_to_customer(body: dict, case_id: UUID):
    with transaction() as session:
        commands.reply_to_customer(session, case_id, body["text"])
        return reply(session, whole_case(session, case_id))


@cases.post(
    "/<uuid:case_id>/verdict",
    needs="quality.case.judge",
    takes=VerdictIn,
    gives=CASE,
    keyed=True,
    zh="判定退货",
    en="Judge returned pieces",
)
def judge_return(body: dict, case_id: UUID):
    with transaction() as session:
        commands.judge_return(session, case_id, body["items"], body["finding"])
        return reply(session, whole_case(session, case_id))


@cases.post(
    "/<uuid:case_id>/close",
    needs="quality.case.close",
    takes=CloseIn,
    gives=CASE,
    keyed=True,
    zh="关闭案件",
    en="Close a case",
)
def close_case(body: dict, case_id: UUID):
    with transaction() as session:
        commands.close_case(session, case_id, body["summary"])
        return reply(session, whole_case(session, case_id))
