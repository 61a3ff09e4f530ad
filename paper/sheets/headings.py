"""The row of headings: which column means which field; and what is wrong in a cell, named by it."""

import re
from dataclasses import dataclass
from typing import Any

from chassis.errors import Refusal

from .cells import Cell
from .errors import HeadingsMissing, HeadingTwice, HeadingUnknown
from .form import Form, heading
from .workbook import column_letters


@dataclass(slots=True)
class Fault:
    """What is wrong in one cell, said in both languages."""

    row: int
    column: int | None
    heading: str
    code: str
    zh: str
    en: str

    def told(self) -> dict[str, Any]:
        column = "" if self.column is None else column_letters(self.column)
        return {
            "row": self.row,
            "column": column,
            "heading": self.heading[:200],
            "code": self.code,
            "zh": self.zh,
            "en": self.en,
        }


class Headings:
    """Which column of a sheet means which field of the form."""

    def __init__(self, form: Form, row: int, cells: dict[int, Cell]) -> None:
        self.row = row
        self.fields = form.columns()
        self.texts = {column: cell.shown.strip() for column, cell in cells.items()}
        self.columns: dict[str, int] = {}
        self.passed: set[int] = set()
        self.faults: list[Fault] = []
        known, passed = form.headings(), form.passed_over()
        for column, text in self.texts.items():
            self._place(column, text, known, passed)
        for name, each in self.fields.items():
            if each.required and name not in self.columns and self._is_asked(form, name):
                missing = HeadingsMissing(each)
                self.faults.append(self.fault(row, None, missing))

    def fault(self, row: int, name: str | None, refusal: Refusal) -> Fault:
        """A refusal about a field, or about no certain one, as a fault of its cell."""
        return self.fault_at(row, self._column(name or ""), refusal)

    def key_column(self, form: Form) -> int | None:
        """The first column that may name a row's thing."""
        return next((self.columns[name] for name in form.naming if name in self.columns), None)

    def _is_asked(self, form: Form, name: str) -> bool:
        """Whether the column has to be there: lines may be left out where a document may have none."""
        above = name.rpartition("/")[0]
        if not above or form.schema().load_fields[above].required:
            return True
        return any(each.startswith(f"{above}/") for each in self.columns)

    def _column(self, name: str) -> int | None:
        """A thing that the API names by its id has its code in a sheet."""
        return self.columns.get(name, self.columns.get(re.sub(r"_id$", "_code", name)))

    def fault_at(self, row: int, column: int | None, refusal: Refusal) -> Fault:
        text = self.texts.get(column, "") if column is not None else ""
        said = (refusal.sentence("zh"), refusal.sentence("en"))
        return Fault(row, column, text, refusal.code, *said)

    def _place(self, column: int, text: str, known: dict[str, str], passed: set[str]) -> None:
        name = known.get(heading(text))
        if name is None:
            if heading(text) in passed:
                self.passed.add(column)
            else:
                self.faults.append(self.fault_at(self.row, column, HeadingUnknown(heading=text)))
        elif name in self.columns:
            other = self.texts[self.columns[name]]
            twice = HeadingTwice(
                heading=text, other=f"{other} ({column_letters(self.columns[name])})"
            )
            self.faults.append(self.fault_at(self.row, column, twice))
        else:
            self.columns[name] = column
