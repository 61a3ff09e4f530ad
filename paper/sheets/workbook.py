"""A workbook read row by row, in bounded memory: an xlsx file's XML as a stream, nothing evaluated.

By hand, because what reads a whole sheet at once allocates by the corners the file names (two cells
can ask for gigabytes), and gives neither formulas nor number formats. See ADR 0023.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from posixpath import join, normpath
from typing import IO, Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from .cells import Cell, plain_number, shown_date
from .errors import EntitiesInFile, FileBroken, TooManyColumns, TooManyRows
from .parts import StyleReader, TextReader

Row = tuple[int, dict[int, Cell]]
"""Number of the row and its filled cells by column, both as in the sheet; columns from 0."""

PIECE = 64 * 1024
MOST_COLUMNS = 200
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Number formats that every office program has and that show dates or times."""
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DIGITS = "0123456789"
_DATE_CODE = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = datetime.fromisoformat("1899-12-30"), datetime.fromisoformat("1904-01-01")


def rows(file: IO[bytes], most: int) -> Iterator[Row]:
    """The filled rows of the first visible sheet; raises a refusal on what can't be read."""
    try:
        with ZipFile(file) as archive:
            yield from _Workbook(archive, most).rows()
    except (BadZipFile, ZlibError, EOFError, KeyError, NotImplementedError) as problem:
        raise FileBroken from problem
    except (expat.ExpatError, ValueError, IndexError, OverflowError) as problem:
        raise FileBroken("its contents are damaged", "内容已损坏") from problem


def column_letters(column: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


class _Workbook:
    def __init__(self, archive: ZipFile, most: int) -> None:
        self._archive, self._most = archive, most
        self._names = set(archive.namelist())
        self._sheets: list[tuple[str, bool]] = []
        self._epoch = _EPOCH
        self._parse("xl/workbook.xml", start=self._on_workbook)
        self._targets: dict[str, str] = {}
        self._parse("xl/_rels/workbook.xml.rels", start=self._on_relation)
        self._texts = self._shared_texts()
        self._dates, self._padded = self._formats()

    def rows(self) -> Iterator[Row]:
        shown = [name for name, hidden in self._sheets if not hidden]
        if not shown:
            raise FileBroken("it has no sheet to be seen", "没有可见的工作表")
        target = self._targets[shown[0]]
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        reader = _SheetReader(self, self._most)
        for _ in self._stream(path, reader.start, reader.end, reader.text):
            yield from reader.taken()

    def cell(self, kind: str, style: int, raw: str) -> Cell:
        """What a cell with this type and style shows."""
        if kind == "s":
            return Cell("text", self._texts[int(raw)])
        if kind in ("str", "inlineStr"):
            return Cell("text", raw)
        if kind == "b":
            return Cell("flag", "true" if raw == "1" else "false")
        if kind == "e":
            return Cell("error", raw[:20])
        if kind == "d":
            return Cell("date", raw)
        return self._number(style, raw)

    def _number(self, style: int, raw: str) -> Cell:
        if style in self._dates:
            return Cell("date", shown_date(self._moment(float(raw))))
        shown = plain_number(raw)
        width = self._padded.get(style, 0)
        return Cell("number", shown.zfill(width), padded=bool(width) and shown.isdigit())

    def _moment(self, days: float) -> datetime:
        """A serial day; the sheet's 29 February 1900 never was, so days before it are one off."""
        if self._epoch is _EPOCH and days < 60:
            days += 1
        return self._epoch + timedelta(seconds=round(days * 86400))

    def _on_workbook(self, name: str, told: dict[str, str]) -> None:
        if name == "workbookPr" and told.get("date1904") in ("1", "true"):
            self._epoch = _EPOCH_1904
        if name == "sheet":
            ref = next((told[key] for key in told if key.rpartition(":")[2] == "id"), "")
            self._sheets.append((ref, told.get("state", "visible") != "visible"))

    def _on_relation(self, name: str, told: dict[str, str]) -> None:
        if name == "Relationship" and told.get("TargetMode") != "External":
            self._targets[told["Id"]] = told["Target"]

    def _shared_texts(self) -> list[str]:
        reader = TextReader()
        if "xl/sharedStrings.xml" in self._names:
            self._parse("xl/sharedStrings.xml", reader.start, reader.end, reader.text)
        return reader.texts

    def _formats(self) -> tuple[set[int], dict[int, int]]:
        """Styles that show dates; styles that show whole numbers with leading zeros, and how many."""
        if "xl/styles.xml" not in self._names:
            return set(), {}
        reader = StyleReader()
        self._parse("xl/styles.xml", reader.start, reader.end)
        codes = [(style, reader.codes.get(number, "")) for style, number in enumerate(reader.used)]
        dates = {style for style, number in enumerate(reader.used) if number in _DATES}
        dates |= {style for style, code in codes if _DATE_CODE.search(_LITERAL.sub("", code))}
        return dates, {style: len(code) for style, code in codes if code and not code.strip("0")}

    def _parse(self, path: str, *handlers: Any, **named: Any) -> None:
        for _ in self._stream(path, *handlers, **named):
            pass

    def _stream(
        self,
        path: str,
        start: Callable[..., None],
        end: Callable[..., None] | None = None,
        text: Callable[..., None] | None = None,
    ) -> Iterator[None]:
        """Feed a part to the handlers, a piece at a time."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_entities
        parser.EntityDeclHandler = _refuse_entities
        parser.StartElementHandler = _from_the_root_on(parser, start, end)
        if text:
            parser.CharacterDataHandler = text
        with self._archive.open(path) as part:
            while piece := part.read(PIECE):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
            yield


class _SheetReader:
    """Gathers the cells of one row at a time."""

    def __init__(self, workbook: _Workbook, most: int) -> None:
        self._workbook, self._most = workbook, most
        self._done: list[Row] = []
        self._row = self._filled = 0
        self._cells: dict[int, Cell] = {}
        self._column = -1
        self._kind, self._style, self._raw = "n", 0, ""
        self._is_formula = self._reading = self._aside = False

    def taken(self) -> list[Row]:
        done, self._done = self._done, []
        return done

    def start(self, name: str, told: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(told)
        elif name == "row":
            self._row = int(told.get("r", self._row + 1))
            self._cells, self._column = {}, -1
        elif name == "f":
            self._is_formula = True
        elif name in ("v", "t"):
            self._reading = not self._aside
        elif name == "rPh":
            self._aside = True

    def _start_cell(self, told: dict[str, str]) -> None:
        at = told.get("r")
        self._column = _column_of(at.rstrip(_DIGITS)) if at else self._column + 1
        self._kind, self._style = told.get("t", "n"), int(told.get("s", 0))
        self._raw, self._is_formula = "", False

    def text(self, text: str) -> None:
        if self._reading:
            self._raw += text

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._reading = False
        elif name == "rPh":
            self._aside = False
        elif name == "c":
            self._end_cell()
        elif name == "row" and self._cells:
            self._filled += 1
            if self._filled > self._most:
                raise TooManyRows(most=self._most)
            self._done.append((self._row, self._cells))

    def _end_cell(self) -> None:
        if self._is_formula:
            self._cells[self._column] = Cell("formula", self._raw)
        elif self._raw != "":
            cell = self._workbook.cell(self._kind, self._style, self._raw)
            if cell.shown.strip():
                self._cells[self._column] = cell
        if len(self._cells) > MOST_COLUMNS:
            raise TooManyColumns(row=self._row, most=MOST_COLUMNS)


def _from_the_root_on(
    parser: Any, start: Callable[..., None], end: Callable[..., None] | None
) -> Callable[..., None]:
    """A handler of the root element that hands this and all others to theirs, by the names they
    have without the root's prefix (of `x:worksheet` and `x:c`, `c`); mostly there is none to take off."""

    def root(name: str, told: dict[str, str]) -> None:
        own = "".join(name.rpartition(":")[:2])
        parser.StartElementHandler, parser.EndElementHandler = start, end
        if own:
            parser.StartElementHandler = lambda name, told: start(name.removeprefix(own), told)
            parser.EndElementHandler = end and (lambda name: end(name.removeprefix(own)))
        parser.StartElementHandler(name, told)

    return root


def _refuse_entities(*_: Any) -> None:
    raise EntitiesInFile


@lru_cache(MOST_COLUMNS)
def _column_of(letters: str) -> int:
    column = 0
    for letter in letters:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter) - 64
    return column - 1
