"""A form's empty sheet: its headings, its choices to pick from, and a second sheet that explains each column."""

from collections.abc import Iterable
from typing import IO, Any

import xlsxwriter
from marshmallow import fields, missing, validate

from chassis.web.fields import Exact

from .form import Form, labels
from .writing import Column, csv_pieces, head

PREPARED = 2000
"""Rows that offer the choices."""
_HEADINGS = {
    "zh": ("列", "是否必填", "填写内容", "可选项", "也可写作"),
    "en": ("Column", "Required", "What to enter", "Choices", "Also called"),
}
_TITLES = {"zh": "填写说明", "en": "Explanations"}


def template_columns(form: Form, language: str) -> list[Column]:
    """The form's columns with their headings."""
    titles = form.titles(language)
    return [Column(name, titles[name], each) for name, each in form.columns().items()]


def csv_template(form: Form, language: str) -> Iterable[bytes]:
    """The headings alone."""
    return csv_pieces(template_columns(form, language), (), language)


def write_template(file: IO[bytes], form: Form, language: str) -> None:
    """The workbook to fill."""
    columns = template_columns(form, language)
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet(getattr(form, language)[:31])
    head(book, sheet, columns)
    for place, column in enumerate(columns):
        choices = _choices(column.field, language)
        if choices and len(",".join(choices)) <= 255:
            offered = {"validate": "list", "source": choices, "ignore_blank": True}
            sheet.data_validation(1, place, PREPARED, place, offered)
    _explain(book, form, columns, language)
    book.close()


def _explain(book: Any, form: Form, columns: list[Column], language: str) -> None:
    sheet = book.add_worksheet(_TITLES[language])
    bold, wrapped = (
        book.add_format({"bold": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet.set_column(0, 4, 28, wrapped)
    sheet.write_row(0, 0, _HEADINGS[language], bold)
    for number, column in enumerate(columns, 1):
        told = (
            column.heading,
            _required(form, column, language),
            _kind(column.field, form.is_code(column.name), language),
            ", ".join(_choices(column.field, language)),
            ", ".join(_also(form, column)),
        )
        for place, text in enumerate(told):
            sheet.write_string(number, place, text)


def _also(form: Form, column: Column) -> list[str]:
    labels = [column.field.metadata[f"x-label-{each}"] for each in ("zh", "en")]
    others = [*labels, *form.aliases.get(column.name, ())]
    return [text for text in dict.fromkeys(others) if text != column.heading]


def _required(form: Form, column: Column, language: str) -> str:
    if form.names and column.name in form.naming:
        others = [labels(form.columns()[name]) for name in form.naming]
        said = " / ".join(text[language == "en"] for text in others)
        return f"{said} 至少填一项" if language == "zh" else f"One of {said}"
    if column.name == form.key or column.field.required:
        return "是" if language == "zh" else "Yes"
    default = column.field.load_default
    if default in (missing, None, ""):
        return "否" if language == "zh" else "No"
    choices = column.field.metadata.get("x-choices", {})
    text = choices[default][language] if default in choices else str(default)
    return f"否,默认 {text}" if language == "zh" else f"No; empty is {text}"


def _choices(field: Any, language: str) -> list[str]:
    return [label[language] for label in field.metadata.get("x-choices", {}).values()]


def _kind(field: Any, is_code: bool, language: str) -> str:
    chinese = language == "zh"
    if isinstance(field, Exact):
        return (
            f"数字,最多 {field.places} 位小数"
            if chinese
            else f"Number, at most {field.places} places"
        )
    if isinstance(field, fields.List):
        return "多个编号,以逗号分隔" if chinese else "Codes, separated by commas"
    if isinstance(field, fields.Integer):
        return "整数" if chinese else "Whole number"
    if isinstance(field, fields.Boolean):
        return "是或否" if chinese else "Yes or no"
    if isinstance(field, fields.Date):
        return "日期,如 2026-01-31" if chinese else "Date, such as 2026-01-31"
    if "x-choices" in field.metadata:
        return "选择一项" if chinese else "One of the choices"
    most = next((v.max for v in field.validators if isinstance(v, validate.Length)), None)
    text = f"文本,最多 {most} 个字符" if chinese else f"Text, at most {most} characters"
    kept = ",保留前导零" if chinese else "; leading zeros count"
    return text + (kept if is_code else "")
