"""Lists as sheets: all that the list's filters let through, in the columns the reader may see.

Who took what is written into the journal before the first row leaves; where a column is above
internal a reason is asked first.
"""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import parse_qsl
from uuid import UUID

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from chassis import clock
from chassis.data.database import actor, current, transaction
from chassis.data.journal import record_readings
from chassis.jobs import desk, files
from chassis.jobs.runner import Work
from chassis.principal import is_private
from chassis.web.listing import SHEETS, ParameterWrong, Whole
from chassis.web.problems import language

from .errors import ExportTooLarge
from .form import Form
from .gate import XLSX
from .writing import Column, columns_of, csv_pieces, rows_of, write_xlsx

MOST_AT_ONCE = 10_000
"""Rows of a workbook that is written while the caller waits; a csv file has no end."""
MOST_BY_JOB = 500_000
EXPORT = "export"
IN_MEMORY = 4 * 1024 * 1024
PIECE = 64 * 1024


def export(whole: Whole) -> Response:
    """Answer a list as the sheet that its `format` asks for."""
    form = request.args["format"]
    if form not in SHEETS:
        raise ParameterWrong(name="format", why="csv or xlsx / 须为 csv 或 xlsx")
    said = language()
    columns = columns_of(whole.shape, whole.reader, said)
    note(columns, request.args.get("reason", ""))
    if form == XLSX:
        return download(_sent(_workbook(whole, columns, said)), request.path, form)
    return download(_rows_as_csv(whole, columns, said), request.path, form)


def note(columns: list[Column], reason: str) -> None:
    """The line in the journal: who took these columns of this list, and why."""
    query = request.query_string.decode()[:60]
    with transaction() as session:
        _note(session, f"export{request.path}?{query}", columns, reason)


def ask_export(session: Session, form: Form, told: dict[str, Any]) -> UUID:
    """Queue an export of a form's list; a wrong filter is refused here, not by the worker."""
    asked = {**told, "language": language()}
    whole = _whole(session, form, told)
    columns = columns_of(whole.shape, whole.reader, asked["language"])
    _note(session, f"export/{form.name}?{told['filters'][:60]}", columns, told["reason"])
    return desk.ask(session, EXPORT, form.name, asked)


def export_sheet(form: Form, work: Work) -> None:
    """The job: the whole list into a file, which is kept in the commit that ends the job."""
    told = work.job.told
    with SpooledTemporaryFile(IN_MEMORY) as file, work.database.reading(work.context) as session:
        whole = _whole(session, form, told)
        columns = columns_of(whole.shape, whole.reader, told["language"])
        rows = rows_of(_counted(work, whole, session), columns)
        if told["format"] == XLSX:
            write_xlsx(file, columns, rows, told["language"])
        else:
            file.writelines(csv_pieces(columns, rows, told["language"]))
        file.seek(0)
        with work.step() as writing:
            files.store(writing, work.job.id, files.OUTPUT, file)
            work.done(writing)


def _whole(session: Session, form: Form, told: dict[str, Any]) -> Whole:
    assert form.shape
    given = MultiDict(parse_qsl(told["filters"], keep_blank_values=True))
    return Whole(form.shape, actor(session), form.within(session), given)


def _counted(work: Work, whole: Whole, session: Session) -> Iterator[dict[str, Any]]:
    """The things of the list; after each page the job says how many there were."""
    read = 0
    for page in whole.pages(session):
        yield from page
        read += len(page)
        if read > MOST_BY_JOB:
            raise ExportTooLarge(most=MOST_BY_JOB)
        with work.step(rows_read=read):
            pass


def _note(session: Session, thing: str, columns: list[Column], reason: str) -> None:
    above = any(is_private(column.field.metadata["x-class"]) for column in columns)
    if above and not reason.strip():
        raise ParameterWrong(name="reason", why="say what the export is for / 请说明导出用途")
    record_readings(session, {thing[:120]: {column.name for column in columns}}, reason)


def download(body: Any, name: str, form: str) -> Response:
    """A file for the reader to keep, named after what it holds and the day."""
    kind = SHEETS[form] + ("; charset=utf-8" if form == "csv" else "")
    stem = name.strip("/").replace("/", "-") or "sheet"
    answer = Response(body, content_type=kind)
    answer.headers.set(
        "Content-Disposition", "attachment", filename=f"{stem}-{clock.today()}.{form}"
    )
    return answer


def _rows_as_csv(whole: Whole, columns: list[Column], said: str) -> Iterator[bytes]:
    """Goes on after the view has returned, so it reads in a session of its own; what fills the
    rows by the view's session can't wait for that."""
    database = current()

    def pieces() -> Iterator[bytes]:
        with database.reading() as session:
            things = (thing for page in whole.pages(session) for thing in page)
            yield from csv_pieces(columns, rows_of(things, columns), said)

    if not whole.fill:
        return pieces()
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed when it is sent
    file.writelines(pieces())
    return _sent(file)


def _workbook(whole: Whole, columns: list[Column], said: str) -> IO[bytes]:
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed when it is sent
    with current().reading() as session:
        things = (thing for page in whole.pages(session) for thing in page)
        write_xlsx(file, columns, _bounded(rows_of(things, columns)), said)
    return file


def _bounded(rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
    for number, row in enumerate(rows):
        if number >= MOST_AT_ONCE:
            raise ExportTooLarge(most=MOST_AT_ONCE)
        yield row


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
