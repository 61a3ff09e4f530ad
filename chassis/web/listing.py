"""Lists: keyset pages, sorts, filters and search, each from the shape's allow-list."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, current_app, request
from marshmallow import ValidationError, fields
from sqlalchemy import Result, Select, literal, or_, tuple_
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from chassis.data.database import actor
from chassis.data.plain import plain_one, to_json
from chassis.errors import Invalid
from chassis.principal import Principal

from .fields import Exact, Text, text as text_field

DEFAULT, MOST = 50, 200
SHEETS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
REASON = "reason"
REASONED = {
    "in": "query",
    "name": REASON,
    "schema": {"type": "string", "maxLength": 200},
    "required": False,
}
EXPORTED_BY = {"format", REASON}
PAGING = {"limit", "cursor"}
ONCE = ("limit", "cursor", "sort", REASON)
"""Of these there can be one; filters are joined."""
Fill = Callable[[list[dict[str, Any]]], None]
"""Adds to a page's rows what no column has."""
OPERATORS = {"ge": "__ge__", "le": "__le__"}
_FORMS: dict[type[fields.Field[Any]], dict[str, Any]] = {
    Exact: {"type": "string", "format": "decimal"},
    fields.UUID: {"type": "string", "format": "uuid"},
    fields.Boolean: {"type": "boolean"},
    fields.Integer: {"type": "integer"},
    fields.AwareDateTime: {"type": "string", "format": "date-time"},
    fields.Date: {"type": "string", "format": "date"},
    fields.String: {"type": "string"},
}
"""How a filter's value is written, by the kind of the field."""
_REASON = text_field("原因", "Reason")
_ORDERED = (Exact, fields.Integer, fields.AwareDateTime, fields.Date)
_JSON: dict[type[fields.Field[Any]], Callable[[str], Any]] = {
    fields.Boolean: lambda text: {"true": True, "false": False}.get(text, text),
    fields.Integer: int,
}


class ParameterWrong(Invalid):
    """A query parameter is unknown, hidden from the reader or malformed."""

    code = "parameter_wrong"
    en = "Parameter {name}: {why}."
    zh = "参数 {name}:{why}。"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(pointer=f"/{name}", name=name, why=why)

    def sentence(self, language: str) -> str:
        """`why` says it twice, in English and after the slash in Chinese."""
        english, _, chinese = str(self.names["why"]).partition(" / ")
        why = chinese if language == "zh" else english
        return getattr(self, language).format(name=self.names["name"], why=why)


def page(
    shape: Any,
    session: Session,
    where: tuple[Any, ...],
    fill: Fill | None = None,
) -> Response:
    """One page as JSON `{"items": […], "next": cursor|null}` with a `Link: rel="next"`.

    Parameters: `limit` (1–200), `cursor`, `sort` (a field, `-` before it for descending), `q`
    (search), `<field>`, `<field>.ge`, `<field>.le`. Anything else is refused, and so is a field
    the reader may not see. With `format` all that fits is answered as a sheet instead.
    """
    if "format" in request.args:
        whole = Whole(shape, actor(session), where, fill=fill)
        return current_app.extensions["sifang"].exporter(whole)
    reader = actor(session)
    allowed = set(shape.visible(reader))
    spelt = session.info["database"].is_postgres
    query = _narrowed(shape, allowed, shape.select(reader, spelt).where(*where), request.args)
    limit = _limit(request.args.get("limit"))
    sort = _sort(shape, allowed, request.args.get("sort"))
    query = _after(shape, sort, query, request.args.get("cursor"))
    rows = dicts(session.execute(query.limit(limit + 1)))
    more, rows = len(rows) > limit, rows[:limit]
    cursor = _cursor(sort, rows[-1]) if more else None
    shape.add_children(session, reader, rows, spelt)
    for row in rows:
        row.pop("_sort", None)
    shown = {row.pop("_key"): row for row in rows}
    if fill:
        fill(rows)
    shape.note_read(session, shown)
    return _response(rows, cursor)


class Whole:
    """All that a list's filters let through, as this reader sees it, a page at a time.

    `told` are the list's parameters; wrong ones are refused when this is made.
    """

    def __init__(
        self, shape: Any, reader: Principal, where: Any, told: Any = None, fill: Fill | None = None
    ) -> None:
        told = request.args if told is None else told
        narrowing = MultiDict(pair for pair in told.items(multi=True) if pair[0] not in EXPORTED_BY)
        for name in PAGING & set(narrowing):
            raise ParameterWrong(name=name, why="a sheet holds all rows / 表格包含全部行")
        allowed = set(shape.visible(reader))
        self.shape, self.reader = shape, reader
        self.fill = fill
        self._sort = _sort(shape, allowed, told.get("sort"))
        self._query = _narrowed(shape, allowed, shape.select(reader).where(*where), narrowing)

    def pages(self, session: Session, size: int = 1000) -> Iterator[list[dict[str, Any]]]:
        """Rows with their lines, in the list's order."""
        query = _ordered(self.shape, self._sort, self._query)
        last: list[Any] | None = None
        while True:
            there = (
                query if last is None else query.where(_beyond_row(self.shape, self._sort, last))
            )
            rows = dicts(session.execute(there.limit(size)))
            if not rows:
                return
            last = [rows[-1].get("_sort"), rows[-1]["_key"]]
            self.shape.add_children(session, self.reader, rows)
            if self.fill:
                self.fill(rows)
            yield rows
            if len(rows) < size:
                return


def dicts(result: Result[Any]) -> list[dict[str, Any]]:
    """All rows, much faster than through their mappings."""
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def reason() -> str:
    """Why the caller reads, in his words; nothing when he says nothing."""
    try:
        return _REASON.deserialize(request.args.get(REASON, ""))
    except ValidationError as problem:
        raise ParameterWrong(
            name=REASON, why="at most 200 readable characters / 最多 200 个可读字符"
        ) from problem


def no_sheets(whole: Whole) -> Response:
    """The exporter of an app that has none."""
    raise ParameterWrong(name="format", why="lists here are JSON only / 此处列表仅支持 JSON")


def parameters(shape: Any) -> list[dict[str, Any]]:
    """The query parameters of a list, for its OpenAPI operation."""
    sorts = [n for n, f in shape.fields.items() if f.metadata.get("sort")]
    named = [
        ("limit", {"type": "integer", "minimum": 1, "maximum": MOST}),
        ("cursor", {"type": "string"}),
    ]
    if sorts:
        default = {"default": shape.sort} if shape.sort else {}
        wishes = {"type": "string", "enum": [s + n for n in sorts for s in ("", "-")]}
        named.append(("sort", wishes | default))
    if any(f.metadata.get("search") for f in shape.fields.values()):
        named.append(("q", {"type": "string", "maxLength": 100}))
    for name, field in shape.fields.items():
        if field.metadata.get("filter"):
            named += _filters(name, field)
    named.append(("format", {"type": "string", "enum": list(SHEETS)}))
    return [
        *(
            {"in": "query", "name": name, "schema": schema, "required": False}
            for name, schema in named
        ),
        dict(REASONED),
    ]


def _filters(name: str, field: Any) -> list[tuple[str, dict[str, Any]]]:
    """A filter's parameters: what equals a value, and for what has an order what is beyond it."""
    choices = field.metadata.get("x-choices")
    schema = {"type": "string", "enum": list(choices)} if choices else _FORMS[_kind(field)]
    schema = schema | {"pattern": field.signed} if isinstance(field, Exact) else schema
    schema = schema | {label: field.metadata[label] for label in ("x-label-zh", "x-label-en")}
    ends = ("", ".ge", ".le") if _kind(field) in _ORDERED else ("",)
    return [(name + end, schema) for end in ends]


def _kind(field: Any) -> Any:
    return next(kind for kind in _FORMS if isinstance(field, kind))


def _narrowed(shape: Any, allowed: set[str], query: Select[Any], told: Any) -> Select[Any]:
    for name in ONCE:
        if len(told.getlist(name)) > 1:
            raise ParameterWrong(name=name, why="say it once / 只能出现一次")
    for name, text in told.items(multi=True):
        query = _narrow(shape, allowed, query, name, text)
    return query


def _narrow(shape: Any, allowed: set[str], query: Select[Any], name: str, text: str) -> Select[Any]:
    if name in ONCE:
        return query
    if name == "q":
        return query.where(_search(shape, allowed, text))
    field, dot, operator = name.partition(".")
    known = shape.fields.get(field)
    if field not in allowed or known is None or not known.metadata.get("filter"):
        raise ParameterWrong(name=name, why="not a filter of this list / 不是本列表的筛选项")
    if dot and (operator not in OPERATORS or _kind(known) not in _ORDERED):
        raise ParameterWrong(
            name=name, why="use .ge or .le of numbers and times / 数值与时间才支持 .ge 与 .le"
        )
    value = _value(known, name, text)
    if field in shape.filters and not operator:
        return query.where(shape.filters[field](value))
    column = shape.columns[field]
    return query.where(getattr(column, OPERATORS.get(operator, "__eq__"))(value))


def _search(shape: Any, allowed: set[str], text: str) -> Any:
    names = [n for n, f in shape.fields.items() if n in allowed and f.metadata.get("search")]
    if not names or not 0 < len(text) <= 100 or "\x00" in text:
        raise ParameterWrong(name="q", why="this list can't be searched so / 无法按此搜索")
    return or_(*(shape.columns[n].icontains(text, autoescape=True) for n in names))


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        raise ParameterWrong(
            name="limit", why=f"a whole number from 1 to {MOST} / 须为 1 至 {MOST} 的整数"
        )
    return int(text)


def _sort(shape: Any, allowed: set[str], text: str | None) -> tuple[Any, Any, bool]:
    """(field or None, column, descending); without a wish the shape's own order, or the newest first."""
    text = shape.sort if text is None else text
    if text is None:
        return None, shape.key, True
    name = text.removeprefix("-")
    field = shape.fields.get(name)
    if name not in allowed or field is None or not field.metadata.get("sort"):
        raise ParameterWrong(name="sort", why=f"can't sort by {name[:40]} / 不能按此字段排序")
    return field, shape.columns[name], text.startswith("-")


def _after(
    shape: Any, sort: tuple[Any, Any, bool], query: Select[Any], cursor: str | None
) -> Select[Any]:
    """In the sort's order, from beyond the cursor on; empty values come last, or first when descending."""
    query = _ordered(shape, sort, query)
    if cursor is not None:
        query = query.where(_beyond(_keys(shape, sort), _values(sort, shape, cursor), sort[2]))
    return query


def _keys(shape: Any, sort: tuple[Any, Any, bool]) -> list[Any]:
    field, column, _ = sort
    keys = [shape.key] if field is None else [column, shape.key]
    return [column.is_(None), *keys] if field is not None and field.allow_none else keys


def _ordered(shape: Any, sort: tuple[Any, Any, bool], query: Select[Any]) -> Select[Any]:
    field, column, descending = sort
    if field is not None:
        query = query.add_columns(column.label("_sort"))
    keys = _keys(shape, sort)
    return query.order_by(*(key.desc() if descending else key.asc() for key in keys))


def _beyond_row(shape: Any, sort: tuple[Any, Any, bool], last: list[Any]) -> Any:
    """What comes after a row whose sort value and key these are."""
    field = sort[0]
    value, key = last
    emptiness = [value is None] if field is not None and field.allow_none else []
    first = [] if field is None else [value]
    return _beyond(_keys(shape, sort), [*emptiness, *first, key], sort[2])


def _beyond(keys: list[Any], values: list[Any], descending: bool) -> Any:
    """What comes after these values; an empty one takes no part, because nothing compares with it."""
    pairs = [pair for pair in zip(keys, values, strict=True) if pair[1] is not None]
    there = tuple_(*(key for key, _ in pairs))
    here = tuple_(*(literal(value, key.type) for key, value in pairs))
    return there < here if descending else there > here


def _cursor(sort: tuple[Any, Any, bool], row: dict[str, Any]) -> str:
    values = [row["_key"]] if sort[0] is None else [row["_sort"], row["_key"]]
    return (
        base64.urlsafe_b64encode(json.dumps([plain_one(v) for v in values]).encode())
        .decode()
        .rstrip("=")
    )


def _values(sort: tuple[Any, Any, bool], shape: Any, cursor: str) -> list[Any]:
    """What the sort's keys were in the last row seen; None where that was empty."""
    field = sort[0]
    try:
        texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        *first, key = texts
        if len(first) != (field is not None):
            raise ValueError("made for another sort")
        parsed = [_seen(field, value) for value in first]
        emptiness = [parsed[0] is None] if field is not None and field.allow_none else []
        return [*emptiness, *parsed, UUID(key)]
    except (ValueError, TypeError, AttributeError, ValidationError) as problem:
        raise ParameterWrong(
            name="cursor", why="not a cursor of this list / 不是本列表的游标"
        ) from problem


def _value(field: Any, name: str, text: str) -> Any:
    try:
        return _read(field, _JSON.get(_kind(field), str)(text))
    except (ValidationError, ValueError) as problem:
        choices = ", ".join(field.metadata.get("x-choices", ()))
        why = f"must be one of {choices} / 只能是 {choices} 之一" if choices else _MALFORMED
        raise ParameterWrong(name=name, why=why) from problem


_MALFORMED = "malformed value / 值的格式有误"


def _read(field: Any, value: Any) -> Any:
    """A value of the list itself, so within the column's bounds but not those of a form."""
    if isinstance(field, Exact) and value is not None:
        return field.read(value)
    return field.deserialize(value)


def _seen(field: Any, value: Any) -> Any:
    """A row's value as it stood there: a text written before outer blanks were taken off has them."""
    read = _read(field, value)
    return value if isinstance(field, Text) else read


def _response(rows: list[dict[str, Any]], cursor: str | None) -> Response:
    body = to_json({"items": rows, "next": cursor})
    response = Response(body, content_type="application/json")
    if cursor:
        told = [pair for pair in request.args.items(multi=True) if pair[0] != "cursor"]
        there = urlencode([*told, ("cursor", cursor)])
        response.headers["Link"] = f'<{request.path}?{there}>; rel="next"'
    return response
