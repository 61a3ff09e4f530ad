"""The HTTP door: one decorator per verb that declares permission, form in, shape out and labels.

    @orders.post("/<uuid:order_id>/post", needs="sales.order.post", gives=ORDERS, keyed=True,
                 zh="过账", en="Post an order")

A route without a declared permission can't be made: `needs` has no default, and an open route
says `needs=OPEN`.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import marshmallow as ma
from flask import current_app, g, request
from flask_smorest import Blueprint
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from chassis.data.database import use
from chassis.errors import Forbidden
from chassis.principal import Context, is_private

from . import listing
from .forms import Forms
from .idempotency import claimer
from .listing import REASON, ParameterWrong
from .shape import Shape

OPEN = "open"
View = Callable[..., Any]


class Door(Blueprint):
    """A blueprint whose routes are declared by `get`, `post`, `put`, `patch` and `delete`.

    `zh` and `en` say in a line what lies behind it: the description of its tag in the document.
    """

    ARGUMENTS_PARSER = Forms()

    def __init__(self, *args: Any, zh: str, en: str, **kwargs: Any) -> None:
        super().__init__(*args, description=f"{zh} / {en}", **kwargs)
        self.shown: list[tuple[str, type[ma.Schema]]] = []
        """What its routes show, and the permission each needs."""

    def get(self, rule: str, **told: Any) -> Callable[[View], View]:
        return self._declare("GET", rule, **told)

    def post(self, rule: str, **told: Any) -> Callable[[View], View]:
        return self._declare("POST", rule, **told)

    def put(self, rule: str, **told: Any) -> Callable[[View], View]:
        return self._declare("PUT", rule, **told)

    def patch(self, rule: str, **told: Any) -> Callable[[View], View]:
        return self._declare("PATCH", rule, **told)

    def delete(self, rule: str, **told: Any) -> Callable[[View], View]:
        return self._declare("DELETE", rule, **told)

    def _declare(
        self,
        method: str,
        rule: str,
        *,
        needs: str,
        zh: str,
        en: str,
        takes: type[ma.Schema] | None = None,
        query: type[ma.Schema] | None = None,
        gives: Shape | type[ma.Schema] | None = None,
        lists: Shape | None = None,
        keyed: bool = False,
        status: int = 200,
        upload: int = 0,
        files: bool = False,
        name: str | None = None,
    ) -> Callable[[View], View]:
        """`takes` is the body's schema, `query` the parameters' (passed as first arguments, in
        that order); `gives` or `lists` documents the answer; `keyed` requires an
        Idempotency-Key, because goods or money move. `upload` takes a file of so many bytes as the
        body, `files` gives one; `name` tells routes apart that one function of a loop makes.
        A GET that shows something above internal may be told the `reason`, as every list may."""
        answer = _documented(gives, lists)
        told_why = method == "GET" and (lists is not None or _shows_private(answer))
        if told_why and query and REASON not in query().fields:
            raise TypeError(
                f"{rule} shows fields above internal: let {query.__name__} ask a reason"
            )

        def declare(function: View) -> View:
            view: View = _keeping_the_form(function) if takes else function
            if query:
                view = self.arguments(query(), location="query", unknown=ma.RAISE)(view)
            elif not lists:
                view = _without_parameters(view, but=(REASON,) if told_why else ())
            if takes:
                # an instance, because a class would be made into one for every request
                view = _with_a_body(self.arguments(takes(), location="json")(view))
            self.shown += [(needs, answer)] if answer else []
            view = self.response(status, answer)(view)
            asked = listing.parameters(lists) if lists else []
            asked += [dict(listing.REASONED)] if told_why and not lists and not query else []
            view = self.doc(**_described(method, needs, zh, en, asked, keyed))(view)
            view = self.doc(**_carried(status, upload, files))(view)
            view = _guarded(view, needs, keyed, upload, told_why)
            view.declared = {"needs": needs, "keyed": keyed}  # type: ignore[attr-defined]
            view.declared |= {"upload": upload} if upload else {}  # type: ignore[attr-defined]
            self.route(rule, methods=[method], **({"endpoint": name} if name else {}))(view)
            return view

        return declare


def _guarded(view: View, needs: str, keyed: bool, upload: int, told_why: bool) -> View:
    """Who calls, may they, and in which context: settled before the body is even read."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        app = current_app.extensions["sifang"]
        context = Context(correlation=g.request_id, request={"verb": needs})
        if needs != OPEN:
            g.principal = context.principal = app.authenticate()
            if not g.principal.may(needs):
                raise Forbidden(permission=needs)
            if upload:
                request.max_content_length = upload
            if request.method == "POST":
                context.request["on_begin"] = claimer(required=keyed)
            if told_why:
                context.request[REASON] = listing.reason()
        g.context = context
        with use(app.database, context):
            return view(*args, **kwargs)

    return guarded


def _keeping_the_form(view: View) -> View:
    """Let it be known what the caller sent: to be shown that again is no reading."""

    @wraps(view)
    def kept(form: Any, *args: Any, **kwargs: Any) -> Any:
        g.context.request["form"] = form
        return view(form, *args, **kwargs)

    return kept


def _without_parameters(view: View, but: tuple[str, ...]) -> View:
    """Refuse any other query parameter on a route that declares none."""

    @wraps(view)
    def strict(*args: Any, **kwargs: Any) -> Any:
        for name in request.args.keys() - set(but):
            raise ParameterWrong(name=name[:40], why="unknown here / 此处不支持")
        return view(*args, **kwargs)

    return strict


def _with_a_body(view: View) -> View:
    """Refuse a call without JSON; its form would be taken for one left empty."""

    @wraps(view)
    def strict(*args: Any, **kwargs: Any) -> Any:
        if not request.is_json:
            raise UnsupportedMediaType
        if not request.get_data():
            raise BadRequest("no body / 没有内容")
        return view(*args, **kwargs)

    return strict


def _documented(gives: Shape | type[ma.Schema] | None, lists: Shape | None) -> Any:
    if lists:
        return _page_schema(lists.schema)
    return gives.schema if isinstance(gives, Shape) else gives


def _shows_private(answer: type[ma.Schema] | None) -> bool:
    return answer is not None and any(map(_is_private, answer().dump_fields.values()))


def _is_private(field: Any) -> bool:
    inner = field.inner if isinstance(field, ma.fields.List) else field
    if isinstance(inner, ma.fields.Nested):
        return any(map(_is_private, inner.schema.dump_fields.values()))
    return is_private(field.metadata.get("x-class", "public"))


@cache
def _page_schema(item: type[ma.Schema]) -> type[ma.Schema]:
    name = item.__name__.removesuffix("Out") + "Page"
    members = {
        "items": ma.fields.List(ma.fields.Nested(item)),
        "next": ma.fields.String(allow_none=True),
    }
    return ma.Schema.from_dict(members, name=name)  # type: ignore[arg-type]


def _described(
    method: str, needs: str, zh: str, en: str, parameters: list[dict[str, Any]], keyed: bool
) -> dict[str, Any]:
    if method == "POST" and needs != OPEN:
        parameters.append(
            _header("Idempotency-Key", keyed, {"type": "string", "minLength": 1, "maxLength": 200})
        )
    if method in ("PATCH", "PUT"):
        parameters.append(_header("If-Match", False, {"type": "string"}))
    told = {
        "summary": en,
        "x-label-zh": zh,
        "x-label-en": en,
        "x-permission": needs,
        "parameters": parameters,
    }
    return told | {"security": [] if needs == OPEN else [{"token": []}]}


def _carried(status: int, upload: int, files: bool) -> dict[str, Any]:
    """How files are documented: a body of any type, an answer as one of the sheets."""
    told: dict[str, Any] = {}
    binary = {"schema": {"type": "string", "format": "binary"}}
    if upload:
        kinds = dict.fromkeys((*listing.SHEETS.values(), "application/octet-stream"), binary)
        told["requestBody"] = {"required": True, "content": kinds}
    if files:
        kinds = dict.fromkeys(listing.SHEETS.values(), binary)
        told["responses"] = {str(status): {"content": kinds}}
    return told


def _header(name: str, required: bool, schema: dict[str, Any]) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": required, "schema": schema}
