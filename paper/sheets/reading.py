"""From rows to entries: headings found, cells read, rows of a document joined, every fault named.

An entry is what the API's form would be, and is held against the same schema.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from marshmallow import ValidationError, missing

from chassis.errors import Refusal
from chassis.web.fields import Schema
from chassis.web.wording import in_chinese

from . import commas, workbook
from .cells import Cell, reader_of
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
    by: str
    """The field that says it."""
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
        named = ((name, *form.beside) for name in form.naming)
        seen = (*named, *((name,) for name in form.unique), *flags)
        self._seen: dict[tuple[str, ...], dict[str, int]] = {names: {} for names in seen}
        self.faults: list[Fault] = []
        self.headings = self._find_headings()
        self.faults += self.headings.faults
        fields, here = self.headings.fields, self.headings.columns
        self._columns = [
            (name, column, reader_of(fields[name], form.is_code(name)))
            for name, column in here.items()
        ]
        self._may_be_empty = {name for name, each in fields.items() if each.allow_none}
        self._loader = _Loader(form.schema, {form.key, *(name.partition("/")[0] for name in here)})
        self._joins = any(name.startswith(f"{form.under}/") for name in here)
        self._of_lines = {form.under, *(name for name in here if "/" in name)}
        self._needs_lines = bool(form.lines) and form.schema().load_fields[form.under].required
        self.said: dict[str, dict[str, Any]] = {name: {} for name in form.unique if name in here}
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
            if meant.intersection(self._form.naming):
                return Headings(self._form, number, cells)
        fields = self._form.columns()
        raise HeadingsMissing(*(fields[name] for name in self._form.naming))

    def _drafts(self) -> Iterator[Draft]:
        """Rows joined by their key where the form is a document."""
        draft: Draft | None = None
        for row in self._rows:
            self.read += 1
            one = self._draft(row)
            if draft and self._belongs(draft, one):
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
        for name, column, read in self._columns:
            cell = cells.get(column)
            try:
                values[name] = read(cell) if cell else None
            except Refusal as refusal:
                faults.append(self.headings.fault_at(number, column, refusal))
        if not cells.keys() <= self.headings.texts.keys():
            faults += self._astray(number, cells)
        by = next((name for name in self._form.naming if values.get(name)), "")
        draft = Draft(values.get(by, ""), by, [number], {}, set(), faults=faults)
        self._fill(draft, values)
        return draft

    def _belongs(self, draft: Draft, one: Draft) -> bool:
        """Whether a row is a further line of the document above it: it names the same, or nothing. One
        that names nothing and yet says something of a head may be meant for another document."""
        if not self._joins or one.key not in ("", draft.key) or one.by not in ("", draft.by):
            return False
        if not one.key and any(read is not None for read in one.head.values()):
            return False
        return self._needs_lines or bool(draft.lines and one.lines)

    def _astray(self, number: int, cells: dict[int, Cell]) -> Iterator[Fault]:
        """Values in columns without a heading would be lost without a word."""
        for column in cells:
            if column not in self.headings.texts:
                yield self.headings.fault_at(number, column, RowTooWide())

    def _fill(self, draft: Draft, values: dict[str, Any]) -> None:
        """The cells of the head and those of the line; where lines may be none, an empty one is none."""
        line: dict[str, Any] = {}
        for name, read in values.items():
            above, _, own = name.rpartition("/")
            if read is not None or name in self._may_be_empty:
                (line if above else draft.head)[own] = read
                draft.given.add(above or own)
        if self._joins:
            draft.given |= self._of_lines
            if self._needs_lines or any(each is not None for each in line.values()):
                draft.lines.append(line)

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
            column = self.headings.key_column(self._form)
            empty = self.headings.fault_at(draft.rows[0], column, CellEmpty())
            draft.faults.append(empty)
        self._refuse_twice(draft)
        if draft.faults:
            return None
        body = draft.head | ({self._form.under: draft.lines} if self._joins else {})
        try:
            told = self._loader.load(body)
        except ValidationError as wrong:
            draft.faults += self._faults(draft, wrong.messages)
            return None
        for name, said in self.said.items():
            said[draft.key] = told.get(name)
        return Entry(draft.rows, draft.key, told, frozenset(draft.given))

    def _refuse_twice(self, draft: Draft) -> None:
        for names, seen in self._seen.items():
            texts = [draft.head.get(name) for name in names]
            if not texts[0] or (names[0] in self._form.naming and names[0] != draft.by):
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
        if len(path) > 2 and path[0] == self._form.under and path[1].isdigit():
            return rows[min(int(path[1]), len(rows) - 1)], f"{path[0]}/{path[2]}"
        return rows[0], path[0] if path else ""

    def fault_of(self, entry: Entry, refusal: Refusal) -> Fault:
        """What a command refused, named by the cell its pointer means."""
        path = [step for step in (refusal.pointer or "").split("/") if step]
        row, name = self.cell_of(entry.rows, path)
        return self.headings.fault(row, name, refusal)


class _Loader:
    """The form's schema; of each row only the fields that the sheet has are gone through."""

    def __init__(self, schema: type[Schema], names: set[str]) -> None:
        self._schema = schema(only=names)
        self._others = {
            name: each.load_default
            for name, each in schema().load_fields.items()
            if name not in names and each.load_default is not missing
        }

    def load(self, body: dict[str, Any]) -> dict[str, Any]:
        """What the schema makes of it; raises ValidationError."""
        told = self._schema.load(body)
        others = self._others.items()
        return {name: said() if callable(said) else said for name, said in others} | told


def _flat(messages: Any, path: tuple[str, ...] = ()) -> Iterable[tuple[list[str], str]]:
    if isinstance(messages, dict):
        for step, inner in messages.items():
            yield from _flat(inner, (*path, str(step)))
    else:
        for message in messages if isinstance(messages, list) else [messages]:
            yield list(path), str(message)
