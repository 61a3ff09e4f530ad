"""Jobs of sheets as they are asked for and shown, with their labels."""

from chassis.jobs.tables import jobs
from chassis.web import fields
from chassis.web.shape import Shape

STATE = {
    "queued": ("排队中", "Queued"),
    "running": ("进行中", "Running"),
    "done": ("已完成", "Done"),
    "failed": ("失败", "Failed"),
}
PHASE = {"": ("", ""), "check": ("校验", "Checking"), "write": ("写入", "Writing")}
KIND = {"import": ("导入", "Import"), "export": ("导出", "Export")}
MODE = {"check": ("仅校验", "Check only"), "write": ("校验并写入", "Check and write")}
FORMAT = {"xlsx": ("Excel 工作簿", "Excel workbook"), "csv": ("CSV 文本", "CSV text")}


class ImportAsked(fields.Schema):
    """How a file is to be brought in, and what it was called."""

    mode = fields.choice("方式", "Mode", MODE, required=True)
    name = fields.text("文件名", "File name", max=200, load_default="")


class FormatAsked(fields.Schema):
    """In which form a file is wanted."""

    format = fields.choice("格式", "Format", FORMAT, load_default="xlsx")


class ExportAsked(fields.Schema):
    """Which of a list's rows are wanted, in which form, and what for."""

    format = fields.choice("格式", "Format", FORMAT, load_default="xlsx")
    filters = fields.text(
        "筛选(同列表参数)", "Filters, as the list takes them", max=2000, load_default=""
    )
    reason = fields.text("用途", "What for", max=200, load_default="")


class FaultOut(fields.Schema):
    """What is wrong in one cell."""

    row = fields.whole("行", "Row")
    column = fields.text("列", "Column")
    heading = fields.text("表头", "Heading")
    code = fields.text("错误代码", "Code")
    detail = fields.text("说明", "Detail")


class JobOut(fields.Schema):
    """A job as whoever asked for it follows it."""

    id = fields.ref("编号", "Id")
    kind = fields.choice("种类", "Kind", KIND, filter=True)
    form = fields.text("表单", "Form", filter=True)
    state = fields.choice("状态", "State", STATE, filter=True)
    phase = fields.choice("阶段", "Phase", PHASE)
    file_name = fields.text("文件名", "File name", search=True)
    content_hash = fields.text("内容摘要(SHA-256)", "Content hash (SHA-256)", allow_none=True)
    rows_read = fields.whole("已读行数", "Rows read")
    rows_written = fields.whole("已写行数", "Rows written")
    rows_unchanged = fields.whole("未变化行数", "Rows unchanged")
    faults = fields.whole("错误数", "Faults")
    code = fields.text("结果代码", "Outcome code", allow_none=True)
    detail = fields.text("结果说明", "Outcome", allow_none=True)
    asked_by = fields.ref("申请人", "Asked by")
    asked_by_name = fields.text("申请人姓名", "Asker's name")
    created_at = fields.instant("申请时间", "Asked at", sort=True)
    started_at = fields.instant("开始时间", "Started at", allow_none=True)
    ended_at = fields.instant("结束时间", "Ended at", allow_none=True)


class JobDetail(JobOut):
    """A job with its mode, an earlier job of the same content, and its first faults."""

    mode = fields.choice("方式", "Mode", MODE, allow_none=True)
    same_as = fields.ref("相同内容的先前任务", "Earlier job of the same content", allow_none=True)
    first_faults = fields.many("前 100 处错误", "First 100 faults", FaultOut)


JOBS = {
    language: Shape(JobOut, jobs, columns={"detail": jobs.c[language]}) for language in ("zh", "en")
}
