"""Sheets as they go out: the columns a reader may see, each value as its field is shown."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import zip_longest
from typing import IO, Any

import xlsxwriter
from marshmallow import fields

from chassis import clock
from chassis.data.plain import plain_one
from chassis.principal import Principal
from chassis.web.fields import Exact
from chassis.web.shape import Shape

from .commas import marked

BOM = "\ufeff".encode()
WIDEST = 40
OWN = ("id", "version")
"""How the API finds a thing; people know it by its code or number."""
_FLAGS = {True: ("是", "Yes"), False: ("否", "No")}
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: where its value is (a line's under `lines`), its heading and its field."""

    name: str
    heading: str
    field: Any
    lines: str = ""


def columns_of(shape: Shape, reader: Principal, language: str) -> list[Column]:
    """The columns of a list as a sheet, those of each kind of lines behind; what lies within lines is
    left out."""
    seen = shape.visible(reader)
    columns = _flat(shape.fields, seen, language)
    for name in [name for name in shape.children if name in seen]:
        lines = shape.children[name].shape
        above = {column.heading for column in columns}
        word = shape.fields[name].metadata[f"x-label-{language}"]
        for column in _flat(lines.fields, lines.visible(reader), language):
            text = f"{word}: {column.heading}" if column.heading in above else column.heading
            columns.append(Column(column.name, text, column.field, lines=name))
    return columns


def rows_of(things: Iterable[Record], columns: Sequence[Column]) -> Iterator[list[Any]]:
    """One row per thing, or per line of it with the thing's own values repeated; where it has lines of
    several kinds, the first of each kind stand in its first row, the second in its second."""
    kinds = list(dict.fromkeys(column.lines for column in columns if column.lines))
    for thing in things:
        beside = zip_longest(*(thing[kind] or [{}] for kind in kinds), fillvalue={})
        for lines in beside if kinds else [()]:
            told = {"": thing, **dict(zip(kinds, lines, strict=True))}
            yield [told[column.lines].get(column.name) for column in columns]


def csv_pieces(
    columns: Sequence[Column], rows: Iterable[Sequence[Any]], language: str
) -> Iterator[bytes]:
    """A csv file in UTF-8 with its mark, which spreadsheet programs need to see Chinese."""
    yield BOM
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([marked(column.heading) for column in columns])
    for number, row in enumerate(rows):
        writer.writerow(
            [_text(column, value, language) for column, value in zip(columns, row, strict=True)]
        )
        if number % 200 == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def write_xlsx(
    file: IO[bytes], columns: Sequence[Column], rows: Iterable[Sequence[Any]], language: str
) -> None:
    """A workbook of one sheet, a row in memory at a time."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    head(book, sheet, columns)
    formats = [book.add_format({"num_format": _format(column)}) for column in columns]
    for number, row in enumerate(rows, 1):
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write(sheet, (number, place), shown(column, value, language), formats[place])
    book.close()


def head(book: Any, sheet: Any, columns: Sequence[Column]) -> None:
    """The row of headings, bold and staying; text columns are text before anybody types into them."""
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    for place, column in enumerate(columns):
        width = min(WIDEST, max(10, 2 * len(column.heading)))
        sheet.set_column(place, place, width, book.add_format({"num_format": _format(column)}))
        sheet.write_string(0, place, column.heading, bold)
    sheet.freeze_panes(1, 1)


def shown(column: Column, value: Any, language: str) -> Any:
    """A value as its field is shown: choices by label, times in the company's zone."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _FLAGS[value][language == "en"]
    choices = column.field.metadata.get("x-choices")
    if choices and value in choices:
        return choices[value][language]
    if isinstance(value, datetime):
        return value.astimezone(clock.zone()).replace(tzinfo=None, microsecond=0)
    if isinstance(value, list):
        return ", ".join(str(plain_one(each)) for each in value)
    return value


def _flat(known: Mapping[str, Any], seen: Sequence[str], language: str) -> list[Column]:
    return [
        Column(name, field.metadata[f"x-label-{language}"], field)
        for name, field in known.items()
        if name in seen and name not in OWN and not _nests(field)
    ]


def _nests(field: Any) -> bool:
    inner = field.inner if isinstance(field, fields.List) else field
    return isinstance(inner, fields.Nested) or type(inner) is fields.Raw


def _text(column: Column, value: Any, language: str) -> str:
    value = shown(column, value, language)
    if value is None:
        return ""
    if isinstance(value, str):
        return marked(value)
    return value.isoformat(" ") if isinstance(value, datetime) else str(plain_one(value))


def _write(sheet: Any, at: tuple[int, int], value: Any, form: Any) -> None:
    """By kind, so that no text is ever taken for a formula, a link or a number."""
    if value is None:
        return
    if isinstance(value, Decimal | int):
        sheet.write_number(*at, value, form)
    elif isinstance(value, date):  # and datetime, which descends from it
        sheet.write_datetime(*at, value, form)
    else:
        sheet.write_string(*at, str(plain_one(value)), form)


def _format(column: Column) -> str:
    field = column.field
    if isinstance(field, Exact):
        return "0." + "0" * field.places if field.places == 2 else "0." + "#" * field.places
    if isinstance(field, fields.Date):
        return "yyyy-mm-dd"
    if isinstance(field, fields.DateTime):
        return "yyyy-mm-dd hh:mm:ss"
    return "General" if isinstance(field, fields.Integer) else "@"


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
