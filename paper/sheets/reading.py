"""From rows to entries: headings found, cells read, rows of a document joined, every fault named.

An entry is what the API's form would be, and is held against the same schema.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from marshmallow import ValidationError

from chassis.errors import Refusal
from chassis.web.wording import in_chinese

from . import commas, workbook
from .cells import Cell, value
from .errors import (
    CellEmpty,
    HeadDiffers,
    HeadingsMissing,
    KeyTwice,
    RowTooWide,
)
from .form import Entry, Form, heading
from .gate import XLSX
from .headings import Fault, Headings
from .workbook import Row

LOOK_FOR_HEADINGS = 10
"""Rows among which the headings are looked for; a title may stand above them."""


@dataclass(slots=True)
class Draft:
    """Rows of one key before the schema has seen them."""

    key: str
    rows: list[int]
    head: dict[str, Any]
    given: set[str]
    lines: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Reader:
    """Reads one sheet of one form. Faults gather in `faults`; entries with any are left out."""

    def __init__(self, form: Form, file: IO[bytes], kind: str) -> None:
        self._form = form
        read = workbook.rows if kind == XLSX else commas.rows
        self._rows = read(file, form.most + LOOK_FOR_HEADINGS)
        flags = ((name, form.key) for name in form.once)
        named = ((form.key, *form.beside), *((name,) for name in form.unique), *flags)
        self._seen: dict[tuple[str, ...], dict[str, int]] = {names: {} for names in named}
        self.faults: list[Fault] = []
        self.headings = self._find_headings()
        self.faults += self.headings.faults
        self._schema = form.schema()
        self.read = 0

    def entries(self) -> Iterator[Entry]:
        """The things of the sheet in its order, each held against the schema."""
        if self.faults:
            return
        for draft in self._drafts():
            entry = self._checked(draft)
            if draft.faults:
                self.faults += draft.faults
            elif entry:
                yield entry

    def _find_headings(self) -> Headings:
        known = self._form.headings()
        for number, cells in self._rows:
            if number > LOOK_FOR_HEADINGS:
                break
            meant = {known.get(heading(cell.shown)) for cell in cells.values()}
            if self._form.key in meant:
                return Headings(self._form, number, cells)
        key = self._form.columns()[self._form.key]
        raise HeadingsMissing(heading=key.metadata["x-label-zh"])

    def _drafts(self) -> Iterator[Draft]:
        """Rows joined by their key where the form is a document."""
        draft: Draft | None = None
        for row in self._rows:
            self.read += 1
            one = self._draft(row)
            if draft and self._form.lines and one.key in ("", draft.key):
                self._join(draft, one)
                continue
            if draft:
                yield draft
            draft = one
        if draft:
            yield draft

    def _draft(self, row: Row) -> Draft:
        number, cells = row
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        for name, column in self.headings.columns.items():
            cell = cells.get(column)
            try:
                values[name] = self._value(name, cell) if cell else None
            except Refusal as refusal:
                faults.append(self.headings.fault(number, name, refusal))
        faults += self._astray(number, cells)
        key = values.get(self._form.key) or ""
        head, line = _parted(values)
        draft = Draft(key, [number], {}, set(), faults=faults)
        self._fill(draft, head, "")
        if self._form.lines:
            draft.lines.append(self._without_empty(line, "lines/"))
        return draft

    def _value(self, name: str, cell: Cell) -> Any:
        is_code = self._form.is_code(name)
        read = value(self.headings.fields[name], cell, is_code)
        return read.strip() if is_code and isinstance(read, str) else read

    def _astray(self, number: int, cells: dict[int, Cell]) -> Iterator[Fault]:
        """Values in columns without a heading would be lost without a word."""
        for column in cells:
            if column not in self.headings.texts:
                yield self.headings.fault_at(number, column, RowTooWide())

    def _fill(self, draft: Draft, values: dict[str, Any], prefix: str) -> None:
        for name, read in values.items():
            if read is not None or self.headings.fields[prefix + name].allow_none:
                draft.head[name] = read
                draft.given.add(name)

    def _without_empty(self, values: dict[str, Any], prefix: str) -> dict[str, Any]:
        return {
            name: read
            for name, read in values.items()
            if read is not None or self.headings.fields[prefix + name].allow_none
        }

    def _join(self, draft: Draft, one: Draft) -> None:
        """A further line of a document; what it says above the lines must be the same, or nothing."""
        for name, read in one.head.items():
            if name != self._form.key and read is not None and read != draft.head.get(name):
                differs = HeadDiffers(
                    key=draft.key, shown=read, row=draft.rows[0], first=draft.head.get(name)
                )
                draft.faults.append(self.headings.fault(one.rows[0], name, differs))
        draft.rows += one.rows
        draft.lines += one.lines
        draft.faults += one.faults

    def _checked(self, draft: Draft) -> Entry | None:
        if not draft.key and not draft.faults:
            empty = self.headings.fault(draft.rows[0], self._form.key, CellEmpty())
            draft.faults.append(empty)
        self._refuse_twice(draft)
        if draft.faults:
            return None
        body = draft.head | ({"lines": draft.lines} if self._form.lines else {})
        try:
            told = self._schema.load(body)
        except ValidationError as wrong:
            draft.faults += self._faults(draft, wrong.messages)
            return None
        return Entry(draft.rows, draft.key, told, frozenset(draft.given))

    def _refuse_twice(self, draft: Draft) -> None:
        for names, seen in self._seen.items():
            texts = [draft.head.get(name) for name in names]
            if not texts[0]:
                continue
            text = " / ".join(str(each) for each in texts if each and each is not True)
            first = seen.setdefault(text, draft.rows[0])
            if first != draft.rows[0]:
                twice = KeyTwice(key=text, row=first)
                draft.faults.append(self.headings.fault(draft.rows[0], names[0], twice))

    def _faults(self, draft: Draft, messages: Any) -> Iterator[Fault]:
        for path, message in _flat(messages):
            row, name = self.cell_of(draft.rows, path)
            column = self.headings.columns.get(name)
            text = self.headings.texts.get(column, "") if column is not None else name
            yield Fault(row, column, text, "invalid_fields", in_chinese(message), message)

    def cell_of(self, rows: list[int], path: list[str]) -> tuple[int, str]:
        """The row and the column's name that a pointer into an entry means."""
        if len(path) > 2 and path[0] == "lines" and path[1].isdigit():
            return rows[min(int(path[1]), len(rows) - 1)], f"lines/{path[2]}"
        return rows[0], path[0] if path else ""

    def fault_of(self, entry: Entry, refusal: Refusal) -> Fault:
        """What a command refused, named by the cell its pointer means."""
        path = [step for step in (refusal.pointer or "").split("/") if step]
        row, name = self.cell_of(entry.rows, path)
        return self.headings.fault(row, name, refusal)


def _parted(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The cells of the head and those of the line."""
    head = {name: read for name, read in values.items() if not name.startswith("lines/")}
    line = {
        name.removeprefix("lines/"): read
        for name, read in values.items()
        if name.startswith("lines/")
    }
    return head, line


def _flat(messages: Any, path: tuple[str, ...] = ()) -> Iterable[tuple[list[str], str]]:
    if isinstance(messages, dict):
        for step, inner in messages.items():
            yield from _flat(inner, (*path, str(step)))
    else:
        for message in messages if isinstance(messages, list) else [messages]:
            yield list(path), str(message)
