"""A shape: a schema compiled to the columns a reader may see, with labels, choices and classes.

Detail, list, search, sort and filter all take their columns from here; a forbidden column is not
selected at all, so it can't leak through any of them. What is shown above internal is noted as read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import fields
from sqlalchemy import Select, Text, Uuid, bindparam, cast, select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.data.journal import record_readings
from chassis.data.types import Exact
from chassis.errors import NotFound, Refusal
from chassis.principal import Principal, is_private

from . import listing
from .fields import Schema

Child = tuple[type[Schema], Any, Any] | tuple[type[Schema], Any, Any, Mapping[str, Any]]
"""(its schema, its model, its column that names the parent, and the `columns` and `joined` of its
own shape where its model alone has not all that it shows)"""

_EMPTY: tuple[Any, ...] = (None, "", [])
KINDS_OF_READERS = 500
"""Kept per shape; there are fewer sets of roles in use than that, or they are worked out again."""


class Shape:
    """What one kind of thing looks like to a reader.

    `columns` maps a field to a column or SQL expression where the model has no attribute of that
    name; `children` maps a field to the lines under it, loaded by one statement for a whole page;
    `joined` is the FROM clause when columns come from several tables; fields in `given` are
    filled by the query that uses the shape; `filters` maps a field to the clause its filter
    means, where that is not the column's own equality (one lot of several); `sort` is the field by
    which its list stands unless the reader asks otherwise, instead of the newest first.

    `thing` is the journal's word for it, the `order` of `order/<id>`: no shape with a field above
    internal is made without, because under it is noted who was shown what of it.
    """

    def __init__(
        self,
        schema: type[Schema],
        model: Any,
        children: Mapping[str, Child] | None = None,
        columns: Mapping[str, Any] | None = None,
        joined: Any = None,
        given: tuple[str, ...] = (),
        key: str = "id",
        filters: Mapping[str, Callable[[Any], Any]] | None = None,
        thing: str = "",
        sort: str | None = None,
    ) -> None:
        self.schema = schema
        self.thing = thing
        self.sort = sort
        self.filters = dict(filters or {})
        self.fields: dict[str, fields.Field[Any]] = schema().dump_fields
        self.joined = joined
        self.key = _column(model, key)
        self.key_name = key
        self.children = {name: _Lines(name, *child) for name, child in (children or {}).items()}
        named = dict(columns or {})
        self.columns: dict[str, Any] = {
            name: named[name] if name in named else _column(model, name)
            for name in self.fields
            if name not in self.children and name not in given
        }
        self.classes = {name: field.metadata["x-class"] for name, field in self.fields.items()}
        self.private = tuple(name for name in self.fields if self._is_private(name))
        """Fields whose values are noted when they are shown, lines with such a field among them."""
        if self.private and not thing:
            raise TypeError(f"{schema.__name__} shows {self.private}: name its `thing`")
        self._views: dict[tuple[frozenset[str], str], _View] = {}

    def visible(self, reader: Principal) -> tuple[str, ...]:
        """Names of the fields this reader may see, in the schema's order."""
        return self._view(reader).names

    def one(self, session: Session, *where: Any, missing: Refusal | None = None) -> dict[str, Any]:
        """The one thing that fits, with its children; raises `missing` (or NotFound) without one."""
        query = self.select(actor(session)).where(*where)
        return self._noted(session, self._one(session, query, {}, missing))

    def unnoted(
        self, session: Session, *where: Any, missing: Refusal | None = None
    ) -> dict[str, Any]:
        """As `one`, for a query that shows less of it by a rule of its own and notes what it shows."""
        query = self.select(actor(session)).where(*where)
        return _without_key(self._one(session, query, {}, missing))

    def known(self, session: Session, key: UUID) -> dict[str, Any]:
        """The one thing of this key, which the caller may see because it has just changed it."""
        query = self._view(actor(session)).by_key
        return self._noted(session, self._one(session, query, {"the_key": key}))

    def in_hand(
        self, session: Session, thing: Mapping[str, Any], **children: Sequence[Mapping[str, Any]]
    ) -> dict[str, Any]:
        """The same from rows that the command still has in hand: what `one` would read, unread.

        The rows name every visible field; a test holds such an answer against a reading.
        """
        shown = self._in_hand(actor(session), thing, children)
        self.note_read(session, {thing[self.key_name]: shown})
        return shown

    def _in_hand(
        self,
        reader: Principal,
        thing: Mapping[str, Any],
        children: Mapping[str, Sequence[Mapping[str, Any]]],
    ) -> dict[str, Any]:
        view = self._view(reader)
        shown = {name: thing[name] for name in view.names if name not in self.children}
        _round_exactly(shown, view.steps)
        for name in view.names:
            if name in self.children:
                lines = self.children[name].shape
                shown[name] = [lines._in_hand(reader, line, {}) for line in children[name]]
        return shown

    def all(self, session: Session, *where: Any, order: Any = None) -> list[dict[str, Any]]:
        """All that fit, with their children; for bounded sets only, `page` is for lists."""
        reader = actor(session)
        query = self.select(reader).where(*where).order_by(self.key if order is None else order)
        things = listing.dicts(session.execute(query))
        self.add_children(session, reader, things)
        self.note_read(session, {thing.pop("_key"): thing for thing in things})
        return things

    def page(
        self, session: Session, *where: Any, fill: Callable[[list[Any]], None] | None = None
    ) -> Any:
        """The page of a list that the request's parameters ask for, as a response; `fill` adds to
        its rows what no column has."""
        return listing.page(self, session, where, fill)

    def select(self, reader: Principal, spelt: bool = False) -> Select[Any]:
        """SELECT of the visible columns, and of the key under the name `_key`.

        `spelt` has PostgreSQL write ids and decimals as they go into JSON: of a page with its lines
        there are thousands, and making each in Python only to write it takes half the time.
        """
        view = self._view(reader)
        return view.spelt if spelt else view.select

    def add_children(
        self,
        session: Session,
        reader: Principal,
        things: list[dict[str, Any]],
        spelt: bool = False,
    ) -> None:
        """Put every thing's lines under it: one statement per kind of child, however many things."""
        seen = self.visible(reader)
        for name, lines in self.children.items():
            if name in seen:
                lines.put_under(session, reader, name, things, spelt)

    def note_read(self, session: Session, shown: Mapping[UUID, Mapping[str, Any]]) -> None:
        """Note which values above internal are shown of these things, by key; all in one statement.

        What the caller has just sent himself, in the form of this request, is nothing he reads.
        """
        reader = actor(session)
        if self._view(reader).private:
            sent = session.info["context"].request.get("form", {})
            found = ((key, self._private_in(reader, thing, sent)) for key, thing in shown.items())
            record_readings(
                session, {f"{self.thing}/{key}": names for key, names in found if names}
            )

    def _private_in(
        self, reader: Principal, thing: Mapping[str, Any], sent: Mapping[str, Any]
    ) -> set[str]:
        """Names of a thing's filled private fields; those of its lines are `lines/field`."""
        names = self._view(reader).private
        filled = {name for name in names if thing.get(name) not in _EMPTY}
        found = {name for name in filled if thing[name] != sent.get(name)} - self.children.keys()
        for name in filled & self.children.keys():
            lines = self.children[name].shape
            for line in thing[name]:
                found |= {f"{name}/{each}" for each in lines._private_in(reader, line, {})}
        return found

    def _is_private(self, name: str) -> bool:
        lines = self.children.get(name)
        return bool(lines.shape.private) if lines else is_private(self.classes[name])

    def _noted(self, session: Session, thing: dict[str, Any]) -> dict[str, Any]:
        self.note_read(session, {thing.pop("_key"): thing})
        return thing

    def _one(
        self, session: Session, query: Any, named: dict[str, Any], missing: Refusal | None = None
    ) -> dict[str, Any]:
        things = listing.dicts(session.execute(query, named))
        if not things:
            raise missing or NotFound()
        self.add_children(session, actor(session), things[:1])
        return things[0]

    def _view(self, reader: Principal) -> "_View":
        """What readers of these permissions and this clearance see; there are as many as role sets."""
        kind = (reader.permissions, reader.clearance)
        if kind not in self._views:
            if len(self._views) >= KINDS_OF_READERS:
                self._views.clear()
            self._views[kind] = self._view_of(reader)
        return self._views[kind]

    def _view_of(self, reader: Principal) -> "_View":
        names = tuple(name for name, field in self.fields.items() if _may_see(reader, field))
        columns = {name: self.columns[name] for name in names if name in self.columns}
        query = self._select_of(columns)
        spelt = self._select_of({name: _spelt(column) for name, column in columns.items()})
        steps = {n: column.type.step for n, column in columns.items() if _is_exact(column)}
        private = tuple(name for name in self.private if name in names)
        by_key = query.where(self.key == bindparam("the_key"))
        return _View(names, private, query, spelt, by_key, steps)

    def _select_of(self, columns: Mapping[str, Any]) -> Select[Any]:
        named = (column.label(name) for name, column in columns.items())
        query = select(self.key.label("_key"), *named)
        return query if self.joined is None else query.select_from(self.joined)


@dataclass(frozen=True, slots=True)
class _View:
    """What one kind of reader sees of a shape, with its statements, built once."""

    names: tuple[str, ...]
    private: tuple[str, ...]
    select: Select[Any]
    spelt: Select[Any]
    by_key: Select[Any]
    steps: dict[str, Decimal]
    """The last place of each exact column."""


class _Lines:
    """The lines under a thing, in the order they were written."""

    def __init__(
        self,
        name: str,
        schema: type[Schema],
        model: Any,
        parent: Any,
        how: Mapping[str, Any] | None = None,
    ) -> None:
        self.shape = Shape(schema, model, thing=name, **(how or {}))
        self.parent = parent
        self._queries: dict[tuple[tuple[str, ...], bool], Select[Any]] = {}

    def put_under(
        self,
        session: Session,
        reader: Principal,
        name: str,
        things: list[dict[str, Any]],
        spelt: bool,
    ) -> None:
        by_key: dict[Any, list[dict[str, Any]]] = {thing["_key"]: [] for thing in things}
        for thing in things:
            thing[name] = by_key[thing["_key"]]
        if by_key:
            found = session.execute(self._query(reader, spelt), {"the_parents": list(by_key)})
            for line in listing.dicts(found):
                by_key[line.pop("_parent")].append(_without_key(line))

    def _query(self, reader: Principal, spelt: bool) -> Select[Any]:
        kind = (self.shape.visible(reader), spelt)
        if kind not in self._queries:
            parents: Any = bindparam("the_parents", expanding=True)
            query = self.shape.select(reader, spelt).add_columns(self.parent.label("_parent"))
            query = query.where(self.parent.in_(parents)).order_by(self.shape.key)
            self._queries[kind] = query
        return self._queries[kind]


def _round_exactly(row: dict[str, Any], steps: dict[str, Decimal]) -> None:
    """Give decimals the places they have in the table."""
    for name, step in steps.items():
        if row[name] is not None:
            row[name] = row[name].quantize(step)


def _is_exact(column: Any) -> bool:
    return isinstance(column.type, Exact)


def _spelt(column: Any) -> Any:
    """The column as PostgreSQL writes it, where that is how JSON carries it."""
    return cast(column, Text) if isinstance(column.type, Exact | Uuid) else column


def _column(model: Any, name: str) -> Any:
    return model.c[name] if hasattr(model, "c") else getattr(model, name)


def seen_fields(reader: Principal, schema: type[Schema]) -> tuple[str, ...]:
    """Names of a schema's fields that this reader may see, in its order, where no shape shows it."""
    shown = schema().dump_fields
    return tuple(name for name, field in shown.items() if _may_see(reader, field))


def _may_see(reader: Principal, field: fields.Field[Any]) -> bool:
    needs, opens = field.metadata.get("needs"), field.metadata.get("opens")
    cleared = reader.sees(field.metadata["x-class"]) or bool(opens and reader.may(opens))
    return cleared and (not needs or reader.may(needs))


def _without_key(thing: dict[str, Any]) -> dict[str, Any]:
    del thing["_key"]
    return thing
