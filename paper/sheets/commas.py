"""A csv file read row by row, and the mark that keeps text which begins like a formula a text.

Programs evaluate a cell that begins with = + - @; such a text is written with an apostrophe before
it, and reading takes one apostrophe off what looks so marked: out and in again changes nothing.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from itertools import islice
from typing import IO

from .cells import Cell
from .errors import FileBroken, TooManyColumns, TooManyRows
from .gate import encoding_of
from .workbook import MOST_COLUMNS, Row

LINES, _MARKS = 10, ",;\t"
"""So many lines are looked through for what parts the columns."""
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_MARKED = re.compile(r"'+[=+\-@\t\r\n]")


def rows(file: IO[bytes], most: int) -> Iterator[Row]:
    """The filled rows; columns may be parted by comma, semicolon or tab."""
    encoding = encoding_of(file)
    file.seek(0)
    text = TextIOWrapper(file, encoding, newline="")
    try:
        yield from _rows(text, most)
    except csv.Error as problem:
        raise FileBroken("a quoted cell has no end", "有单元格的引号未闭合") from problem
    finally:
        with suppress(ValueError):  # the file may be closed by now
            text.detach()


def _rows(text: TextIOWrapper, most: int) -> Iterator[Row]:
    mark = _parted_by(text)
    filled = 0
    for number, values in enumerate(csv.reader(text, delimiter=mark), 1):
        cells = {
            column: Cell("text", unmarked(shown), comma_unclear=mark == ";")
            for column, shown in enumerate(values)
            if shown.strip()
        }
        if len(cells) > MOST_COLUMNS:
            raise TooManyColumns(row=number, most=MOST_COLUMNS)
        if cells:
            filled += 1
            if filled > most:
                raise TooManyRows(most=most)
            yield number, cells


def marked(text: str) -> str:
    """A text for a csv cell, which no program takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unmarked(text: str) -> str:
    """What `marked` was given."""
    return text[1:] if _MARKED.match(text) else text


def _parted_by(text: IO[str]) -> str:
    """The mark that parts the columns: the most frequent of the first line with any; titles may stand
    above the headings."""
    line = next((line for line in islice(text, LINES) if any(m in line for m in _MARKS)), "")
    text.seek(0)
    return max(_MARKS, key=line.count)
