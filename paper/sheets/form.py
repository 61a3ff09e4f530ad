"""A form as sheets know it: a schema, the field that names the thing, the command, the old headings."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from marshmallow import fields as ma
from sqlalchemy.orm import Session

from chassis.errors import Refusal
from chassis.web.fields import Schema
from chassis.web.shape import Shape

from .cells import normal
from .errors import ArchivedUnsaid

Outcome = Literal["written", "unchanged"]


@dataclass(slots=True)
class Entry:
    """One thing of a sheet: a row, or the rows of one document.

    `told` is what the schema made of it; `given` names the fields that the sheet says something
    of: an empty cell empties what may be empty, a column that isn't there leaves all as it is. A
    line's columns are among them as `<under>/<name>`.
    """

    rows: list[int]
    key: str
    told: dict[str, Any]
    given: frozenset[str]


Write = Callable[[Session, Sequence[Entry]], Sequence[Outcome]]
"""Writes entries, one outcome each; a refusal's pointer starts with the entry's place: `/3/code`."""
Said = Mapping[str, Mapping[str, Any]]
"""What the whole sheet says of each unique field, by the key of who says it."""


@dataclass(frozen=True)
class Form:
    """A kind of sheet that can be brought in, and under which permission.

    `schema` is a row, or the head of a document whose lines `lines` is (then rows with the same key
    are one document, under the schema's field `under`); `codes` are fields besides the key whose leading
    zeros count; `unique` fields may stand in one row only; `beside` are fields that
    name a row together with the key; `names` are fields that name it where its key is empty, the
    first that is filled; `once` are flags that only one row of a key may set; `aliases` are headings
    used before, also of what goes out and says nothing to an import;
    `make_way` is called before `write`, in its transaction, with what the whole sheet says of the
    unique fields: what one row gives up another may take, wherever they stand;
    `shape` is the list whose export can be brought in again, `reads` its permission and `within` the
    clauses of its scope.
    """

    name: str
    needs: str
    zh: str
    en: str
    schema: type[Schema]
    key: str
    write: Write
    lines: type[Schema] | None = None
    under: str = "lines"
    codes: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shape: Shape | None = None
    reads: str = ""
    beside: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    make_way: Callable[[Session, Sequence[Entry], Said], None] | None = None
    within: Callable[[Session], Sequence[Any]] = lambda session: ()
    chunk: int = 500
    """Rows of one commit: few enough that nobody notices the wait for its locks."""
    most: int = 50_000

    @property
    def naming(self) -> tuple[str, ...]:
        """The fields by any of which a row may say which thing it is about, the key first."""
        return (self.key, *self.names)

    def columns(self) -> dict[str, ma.Field[Any]]:
        """The fields that are columns, head before lines, by name; a line's is `<under>/<name>`."""
        head = {
            name: each
            for name, each in self.schema().load_fields.items()
            if not isinstance(each, ma.List | ma.Nested)
        }
        key = {self.key: head.pop(self.key)}
        lines = self.lines().load_fields if self.lines else {}
        return key | head | {f"{self.under}/{name}": each for name, each in lines.items()}

    def headings(self) -> dict[str, str]:
        """Every way to write a heading, as people compare them, and the column it means."""
        columns = self.columns()
        known: dict[str, str] = {}
        for name in columns:  # what a head's and a line's field are both called is the head's
            for text in self._said(name):
                known.setdefault(heading(text), name)
        for name in columns:
            known.setdefault(heading(name.rpartition("/")[2]), name)
        return known

    def _said(self, name: str) -> list[str]:
        """A column's labels, as it comes in and as it goes out, and the headings used before; a line's
        also behind the word for lines."""
        asked, shown = [labels(self.columns()[name])], self._shown(name)
        return [
            *(text for each in [*asked, *shown] for text in each),
            *self.aliases.get(name, ()),
            *self._behind(name),
        ]

    def _shown(self, name: str) -> list[tuple[str, str]]:
        """The labels under which the list shows what comes in as this column."""
        if not self.shape:
            return []
        above, _, own = name.rpartition("/")
        if above and above not in self.shape.children:
            return []
        fields = self.shape.children[above].shape.fields if above else self.shape.fields
        return [labels(fields[own])] if own in fields else []

    def _behind(self, name: str) -> list[str]:
        """A line's labels behind the word for lines."""
        above = name.rpartition("/")[0]
        words = labels(self.schema().load_fields[above]) if above else ()
        return [
            f"{w}: {text}"
            for w, text in zip(words, labels(self.columns()[name]), strict=bool(words))
        ]

    def titles(self, language: str) -> dict[str, str]:
        """The heading of each column in a language, by its name; no two are the same."""
        place = ("zh", "en").index(language)
        titles: dict[str, str] = {}
        for name, each in self.columns().items():
            text = labels(each)[place]
            titles[name] = self._behind(name)[place] if text in titles.values() else text
        return titles

    def passed_over(self) -> set[str]:
        """Headings of an export's columns that say nothing to an import, such as when it was registered."""
        if not self.shape:
            return set()
        told = {text for each in self.shape.fields.values() for text in labels(each)}
        told |= {text for texts in self.aliases.values() for text in texts}
        for name, lines in self.shape.children.items():
            words = labels(self.shape.fields[name])
            for each in lines.shape.fields.values():
                told |= {
                    text
                    for word, own in zip(words, labels(each), strict=True)
                    for text in (own, word + own)
                }
        return {heading(text) for text in (*told, *self.shape.fields)} - set(self.headings())

    def is_code(self, name: str) -> bool:
        return name in self.naming or name in self.codes


def labels(each: Any) -> tuple[str, str]:
    """A field's labels in both languages."""
    return each.metadata["x-label-zh"], each.metadata["x-label-en"]


def heading(text: str) -> str:
    """A heading as people compare them: no spaces, marks of a required field or colons."""
    return re.sub(r"[\s*::_]+", "", normal(text))


@dataclass(frozen=True, slots=True)
class Known:
    """A thing that is there already: its id, its version, and what is said of it."""

    id: UUID
    version: int
    state: Mapping[str, Any]


Difference = tuple[UUID, int, dict[str, Any]]
"""Id and version of what is there, and what a sheet says otherwise of it."""


def upsert(
    session: Session,
    entries: Sequence[Entry],
    known: Mapping[str, Known],
    register: Callable[[Session, list[dict[str, Any]]], Any],
    change: Callable[[Session, list[Difference]], Any],
) -> list[Outcome]:
    """Change what is said differently and register what isn't there, each all at once; leave the rest."""
    fresh: dict[int, dict[str, Any]] = {}
    changed: dict[int, Difference] = {}
    for place, entry in enumerate(entries):
        there = known.get(entry.key)
        if there and there.state.get("archived") and "archived" not in entry.given:
            raise ArchivedUnsaid(f"/{place}/archived", key=entry.key)
        if there is None:
            fresh[place] = entry.told
        elif different := _differences(entry, there):
            changed[place] = (there.id, there.version, different)
    if changed:
        with blaming(*changed):
            change(session, list(changed.values()))
    if fresh:
        with blaming(*fresh):
            register(session, list(fresh.values()))
    written = fresh.keys() | changed.keys()
    return ["written" if place in written else "unchanged" for place in range(len(entries))]


class blaming:
    """Points a refusal to the entry it is about; a command for many points to its place among them."""

    def __init__(self, *places: int) -> None:
        self._places = places

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, problem: Any, trace: Any) -> None:
        if isinstance(problem, Refusal):
            pointer = problem.pointer or ""
            first, _, rest = pointer.strip("/").partition("/")
            if len(self._places) > 1 and first.isdigit():
                problem.pointer = f"/{self._places[int(first)]}/{rest}"
            elif len(self._places) == 1:
                problem.pointer = f"/{self._places[0]}{pointer}"


def _differences(entry: Entry, there: Known) -> dict[str, Any]:
    return {
        name: entry.told[name]
        for name in entry.given
        if name in there.state and entry.told.get(name) != there.state[name]
    }
