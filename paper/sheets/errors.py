"""What is wrong with a file, a heading or a cell, each with the remedy."""

from typing import Any

from chassis.errors import Invalid, Refusal


class FileEmpty(Invalid):
    """An import comes without a file."""

    code = "file_empty"
    en = "There is nothing in the file; send the sheet as the body of the request."
    zh = "文件为空,请将表格文件作为请求内容发送。"


class FileTypeUnknown(Invalid):
    """A file is neither xlsx nor csv, whatever its name says."""

    code = "file_type_unknown"
    en = "This is {found}; save the sheet as .xlsx or .csv and send that."
    zh = "文件类型为{found},请将表格另存为 .xlsx 或 .csv 后再导入。"

    def sentence(self, language: str) -> str:
        """What was found is said in the reader's language: in `found`, zh comes second."""
        found = self.names["found"][language == "zh"]  # type: ignore[index]
        return (self.zh if language == "zh" else self.en).format(found=found)


class MacroFile(Invalid):
    """A workbook carries macros."""

    code = "file_with_macros"
    en = "The workbook contains macros and was not opened; save it as .xlsx without them."
    zh = "工作簿含有宏,未打开;请另存为不含宏的 .xlsx 文件。"


class EncryptedFile(Invalid):
    """A workbook is protected by a password."""

    code = "file_encrypted"
    en = "The file is encrypted or in the old .xls form; remove the password and save it as .xlsx."
    zh = "文件已加密或为旧版 .xls 格式;请取消密码并另存为 .xlsx。"


class FileBomb(Invalid):
    """A workbook would unpack to far more than a sheet of the allowed rows needs."""

    code = "file_unpacks_too_large"
    en = "The workbook was not opened: unpacked it would be too large ({why}). Split the sheet or remove what isn't data."
    zh = "工作簿解压后过大({why_zh}),未打开;请拆分表格或删除非数据内容。"

    def __init__(self, why: str, why_zh: str) -> None:
        super().__init__(why=why, why_zh=why_zh)


class FileBroken(Invalid):
    """A workbook or text can't be read to its end."""

    code = "file_broken"
    en = "The file can't be read: {why}. Open it, save it again as .xlsx or .csv, and send that."
    zh = "文件无法读取:{why_zh}。请打开后重新另存为 .xlsx 或 .csv。"

    def __init__(self, why: str = "it is damaged", why_zh: str = "文件已损坏") -> None:
        super().__init__(why=why, why_zh=why_zh)


class EntitiesInFile(Invalid):
    """A workbook's XML declares entities, which no office program writes."""

    code = "file_with_entities"
    en = "The workbook's XML declares a document type or entities and was not read; save it again with an office program."
    zh = "工作簿的 XML 含有文档类型或实体声明,已拒绝读取;请用办公软件重新保存。"


class EncodingUnknown(Invalid):
    """A csv file is neither UTF-8 nor GB 18030."""

    code = "file_encoding_unknown"
    en = "The text is neither UTF-8 nor GB 18030 (line {line}); save the file as CSV UTF-8."
    zh = "文本编码既非 UTF-8 也非 GB 18030(第 {line} 行);请另存为 CSV UTF-8。"


class TooManyRows(Invalid):
    """A sheet has more rows than one import takes."""

    code = "too_many_rows"
    en = "The sheet has more than {most} rows; split it into several files."
    zh = "表格超过 {most} 行,请拆分为多个文件。"


class TooManyColumns(Invalid):
    """A row of a sheet has more filled columns than any form."""

    code = "too_many_columns"
    en = "Row {row} has more than {most} filled columns; remove what isn't data of the form."
    zh = "第 {row} 行已填的列超过 {most} 列,请删除不属于该表的内容。"


class ExportTooLarge(Refusal):
    """A list is asked for as xlsx at once that takes a job to write."""

    status = 422
    code = "export_too_large"
    en = "The list has more than {most} rows; narrow the filters, or take it as csv."
    zh = "列表超过 {most} 行;请缩小筛选范围,或改用 csv 格式导出。"


class FileNotReady(Refusal):
    """The result of a job is fetched before there is one."""

    status = 409
    code = "file_not_ready"
    en = "This job has no file yet (state: {state}); it has one once it is done."
    zh = "该任务尚无可下载的文件(状态:{state_zh}),完成后方可下载。"


class FileGone(Refusal):
    """A job's file is fetched after the days for which files are kept."""

    status = 410
    code = "file_gone"
    en = "This job's file is kept no longer; bring it in or export it again."
    zh = "该任务的文件已过保存期,请重新导入或导出。"


class FaultsFound(Invalid):
    """An import is refused as a whole because rows are wrong; each is named."""

    code = "sheet_has_faults"
    en = "{count} faults were found and nothing was written; correct the rows that are named and import the file again."
    zh = "发现 {count} 处错误,未写入任何数据;请更正列出的行后重新导入。"


class FaultsOnWriting(Invalid):
    """Rows that passed the check were refused when they were written, because something had changed meanwhile."""

    code = "sheet_partly_written"
    en = "{written} rows were written and {count} faults arose meanwhile; correct the rows that are named and import the file again, what is written is then unchanged."
    zh = "已写入 {written} 行,期间出现 {count} 处错误;请更正列出的行后重新导入,已写入的行不会重复。"


class HeadingsMissing(Invalid):
    """No row of the first ones has the headings of the form."""

    code = "headings_missing"
    en = "No heading {heading} in the first rows; use the form's template."
    zh = "前几行中找不到表头“{heading_zh}”,请使用该表的模板。"

    def __init__(self, *fields: Any) -> None:
        """Any of these fields' headings would do."""
        en, zh = (" / ".join(x.metadata[f"x-label-{one}"] for x in fields) for one in ("en", "zh"))
        super().__init__(heading=en, heading_zh=zh)


class HeadingUnknown(Invalid):
    """A column has a heading that the form doesn't know."""

    code = "heading_unknown"
    en = 'The form has no column "{heading}"; correct or remove it.'
    zh = "该表没有“{heading}”列,请更正或删除。"


class HeadingTwice(Invalid):
    """Two columns mean the same field."""

    code = "heading_twice"
    en = 'The column "{heading}" means the same as {other}; keep one of them.'
    zh = "“{heading}”与“{other}”为同一列,请只保留一列。"


class FormulaInCell(Invalid):
    """A cell holds a formula; what it shows may change on the way."""

    code = "formula_in_cell"
    en = "The cell holds a formula; paste its value instead."
    zh = "单元格含有公式,请改为粘贴数值。"


class ErrorInCell(Invalid):
    """A cell shows an error such as #N/A."""

    code = "error_in_cell"
    en = "The cell shows the error {shown}; enter a value or leave it empty."
    zh = "单元格显示错误 {shown},请填写数值或留空。"


class CodeAsNumber(Invalid):
    """A code is stored as a number, which has lost its leading zeros."""

    code = "code_as_number"
    en = "{shown} is stored as a number, which keeps no leading zeros; format the column as text and enter it again."
    zh = "{shown} 存为数值,会丢失前导零;请将该列设为文本格式后重新录入。"


class CommaUnclear(Invalid):
    """A number of a file parted by semicolons has a comma that may be its decimal one."""

    code = "comma_unclear"
    en = "In a file parted by semicolons {shown} may be thousands or a fraction; write it without the comma, decimals with a point."
    zh = "以分号分隔的文件中,{shown} 的逗号可能是千位分隔符,也可能是小数点;请去掉逗号,小数用“.”。"


class CellKindWrong(Invalid):
    """A cell holds another kind of value than its column takes."""

    code = "cell_kind_wrong"
    en = "{shown} is not {kind}."
    zh = "{shown} 不是{kind_zh}。"


class ChoiceUnknown(Invalid):
    """A cell holds none of the column's choices."""

    code = "choice_unknown"
    en = "{shown} is none of: {choices}."
    zh = "{shown} 不在可选项中:{choices_zh}。"


class CellEmpty(Invalid):
    """A cell that must be filled is empty."""

    code = "cell_empty"
    en = "Must be filled."
    zh = "必填。"


class ArchivedUnsaid(Invalid):
    """A row names what is archived and doesn't say that it knows."""

    code = "archived_unsaid"
    en = "{key} is archived. Say so in a column Archived (yes: it stays so, no: it is taken up again), or remove the row."
    zh = "{key} 已归档。请在“已归档”列注明(“是”为保持归档,“否”为恢复),或删除该行。"


class KeyTwice(Invalid):
    """Two rows of a sheet name the same thing."""

    code = "key_twice"
    en = "{key} stands in row {row} already; keep one of the rows."
    zh = "{key} 已在第 {row} 行出现,请只保留一行。"


class HeadDiffers(Invalid):
    """Rows of one document disagree about what stands above its lines."""

    code = "head_differs"
    en = "The rows of {key} say different things here: {shown} and, in row {row}, {first}."
    zh = "{key} 的各行在此列不一致:此处为 {shown},第 {row} 行为 {first}。"


class RowTooWide(Invalid):
    """A row has a value where there is no heading."""

    code = "value_without_heading"
    en = "There is a value in a column without a heading; remove it or give the column its heading."
    zh = "该列没有表头却有内容,请删除或补上表头。"
