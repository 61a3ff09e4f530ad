"""Workbooks as tests make them, sound and unsound."""

import zipfile
from io import BytesIO
from typing import Any

import xlsxwriter

from paper.sheets import workbook
from paper.sheets.cells import Cell


def xlsx(rows: list[list[Any]], formats: dict[int, str] | None = None, **options: Any) -> bytes:
    """A workbook with these rows; a value may be a `Formula`; `formats` are columns' number formats."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet()
    styles = {c: book.add_format({"num_format": code}) for c, code in (formats or {}).items()}
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, Formula):
                sheet.write_formula(number, column, value, value=3)
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write(number, column, value, styles.get(column))
    book.close()
    return file.getvalue()


class Formula(str):
    """A formula in a cell."""


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part more, or another one in its place."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return made.getvalue()


def cells(content: bytes) -> list[dict[int, Cell]]:
    return [row for _, row in workbook.rows(BytesIO(content), 100)]
