"""The HTTP door of sheets, the same in every service that has forms: templates, imports, jobs."""

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, request

from chassis.data.database import reading, transaction
from chassis.jobs import desk, files
from chassis.jobs.runner import MOST_FAULTS
from chassis.web.door import Door
from chassis.web.problems import language
from chassis.web.replies import reply

from . import queries
from .errors import FileEmpty, FileGone, FileNotReady
from .exporting import ask_export, download
from .form import Form
from .gate import CSV, XLSX, kind_of
from .importing import IMPORT
from .schemas import JOBS, STATE, ExportAsked, FaultOut, FormatAsked, ImportAsked, JobDetail
from .template import csv_template, write_template
from .writing import Column, csv_pieces, write_xlsx

MOST_BYTES = 32 * 1024 * 1024


def doors(service: str, forms: Iterable[Form]) -> tuple[Door, Door]:
    """The doors of a service's forms and of their jobs."""
    sheets = Door(
        "sheets",
        __name__,
        url_prefix="/sheets",
        zh="表格:模板、导入与导出",
        en="Sheets: templates, imports and exports",
    )
    for form in forms:
        _add_form(sheets, form)
    return sheets, _jobs(service)


def _add_form(sheets: Door, form: Form) -> None:
    @sheets.get(
        f"/{form.name}/template",
        needs=form.needs,
        query=FormatAsked,
        files=True,
        zh=f"{form.zh}导入模板",
        en=f"Template of {form.en}",
        name=f"template_{form.name}",
    )
    def get_template(query: dict) -> Response:
        return _template(form, query["format"])

    @sheets.post(
        f"/{form.name}/imports",
        needs=form.needs,
        query=ImportAsked,
        upload=MOST_BYTES,
        gives=JobDetail,
        status=202,
        zh=f"导入{form.zh}",
        en=f"Import {form.en}",
        name=f"import_{form.name}",
    )
    def import_sheet(query: dict) -> Response:
        return _ask_import(form, query)

    if form.reads:
        _add_export(sheets, form)


def _add_export(sheets: Door, form: Form) -> None:
    @sheets.post(
        f"/{form.name}/exports",
        needs=form.reads,
        takes=ExportAsked,
        gives=JobDetail,
        status=202,
        zh=f"导出{form.zh}",
        en=f"Export {form.en}",
        name=f"export_{form.name}",
    )
    def export_list(body: dict) -> Response:
        with transaction() as session:
            job_id = ask_export(session, form, body)
            return reply(session, queries.job(session, job_id, language()), 202)


def _jobs(service: str) -> Door:
    needs = f"{service}.job.read"
    door = Door(
        "jobs",
        __name__,
        url_prefix="/jobs",
        zh="任务:导入导出的进度、错误与文件",
        en="Jobs: progress, faults and files of imports and exports",
    )

    @door.get("", needs=needs, lists=JOBS["en"], zh="任务列表", en="List own jobs")
    def list_jobs() -> Response:
        with reading() as session:
            return JOBS[language()].page(session, queries.mine(session))

    @door.get("/<uuid:job_id>", needs=needs, gives=JobDetail, zh="任务进度", en="A job's progress")
    def get_job(job_id: UUID) -> Response:
        with reading() as session:
            return reply(session, queries.job(session, job_id, language()))

    @door.get(
        "/<uuid:job_id>/faults",
        needs=needs,
        query=FormatAsked,
        files=True,
        zh="错误清单",
        en="A job's faults as a sheet",
    )
    def get_faults(query: dict, job_id: UUID) -> Response:
        with reading() as session:
            queries.state_of(session, job_id)
            found = queries.faults(session, job_id, language(), MOST_FAULTS)
        return _faults(found, query["format"])

    @door.get(
        "/<uuid:job_id>/file",
        needs=needs,
        files=True,
        zh="任务文件",
        en="The file that a job brought in or made",
    )
    def get_file(job_id: UUID) -> Response:
        with reading() as session:
            row = queries.state_of(session, job_id)
            return _file(session, row)

    return door


def _template(form: Form, wanted: str) -> Response:
    if wanted == CSV:
        return download(csv_template(form, language()), form.name, CSV)
    file = BytesIO()
    write_template(file, form, language())
    return download(file.getvalue(), form.name, XLSX)


def _ask_import(form: Form, query: dict[str, Any]) -> Response:
    """The file is looked at, kept and queued; the worker reads it."""
    content = request.get_data()
    if not content:
        raise FileEmpty
    file = BytesIO(content)
    told = {"mode": query["mode"], "kind": kind_of(file)}
    file.seek(0)
    named = {"file_name": query["name"], "content_hash": sha256(content).hexdigest()}
    with transaction() as session:
        job_id = desk.ask(session, IMPORT, form.name, told, file, **named)
        return reply(session, queries.job(session, job_id, language()), 202)


def _faults(found: list[dict[str, Any]], wanted: str) -> Response:
    shown = FaultOut().dump_fields
    columns = [
        Column(name, each.metadata[f"x-label-{language()}"], each) for name, each in shown.items()
    ]
    rows = [[fault[column.name] for column in columns] for fault in found]
    if wanted == CSV:
        return download(csv_pieces(columns, rows, language()), "faults", CSV)
    file = BytesIO()
    write_xlsx(file, columns, rows, language())
    return download(file.getvalue(), "faults", XLSX)


def _file(session: Any, row: Any) -> Response:
    """What an import read; what an export made, once it has."""
    if row.kind == IMPORT:
        return _whole(session, row, files.INPUT, row.told["kind"])
    if row.state != "done":
        zh, en = STATE[row.state]
        raise FileNotReady(state=en, state_zh=zh)
    return _whole(session, row, files.OUTPUT, row.told["format"])


def _whole(session: Any, row: Any, name: str, form: str) -> Response:
    content = b"".join(files.pieces(session, row.id, name))
    if not content:
        raise FileGone
    return download(content, row.form, form)
