"""Trace 追溯: sale ↔ lot ↔ supplier's receipt ↔ return ↔ case, from whichever end one begins."""

from collections.abc import Iterable
from typing import Any

from chassis.errors import NotFound

from .parts import Part, Question, Reader, found, items

MOST_LOTS = 10
MOST_DOCUMENTS = 25

_BEGINNINGS = {
    "order_id": ("sales", "/orders/{}"),
    "delivery_id": ("sales", "/deliveries/{}"),
    "return_id": ("sales", "/returns/{}"),
    "case_id": ("quality", "/cases/{}"),
}


def trace_view(reader: Reader, beginning: str, of: str) -> dict[str, Any]:
    """From one document or lot to its lots, and from these up to the receipt and down to the cases.

    Raises NotFound when the beginning doesn't exist or is outside the caller's scope.
    """
    first, lots = _beginning(reader, beginning, of)
    traced = _lots(reader, lots[:MOST_LOTS])
    orders, returns = _documents(traced)
    sales = _by_id(reader, orders, "sales", "/orders/{}")
    returned = _by_id(reader, returns, "sales", "/returns/{}")
    cut = len(lots) > MOST_LOTS or len(orders) > MOST_DOCUMENTS or len(returns) > MOST_DOCUMENTS
    view = {"from": {beginning: of}, "lots": traced, "sales": sales, "returns": returned}
    return (view | {"beginning": first} if first else view) | {"truncated": cut}


def _beginning(reader: Reader, beginning: str, of: str) -> tuple[Part | None, list[str]]:
    """The document one began with, and the lots it names; an order names them by its deliveries."""
    if beginning == "lot_id":
        return None, [of]
    service, path = _BEGINNINGS[beginning]
    asked = {"document": Question(service, path.format(of))}
    if beginning == "order_id":
        asked["deliveries"] = Question("sales", "/deliveries", (("order_id", of),))
    parts = reader.ask(asked)
    if parts["document"].get("reason") == "not_found":
        raise NotFound
    return parts["document"], unique(
        name for part in parts.values() for name in ids_in(found(part), "lot_id")
    )


def _lots(reader: Reader, lots: list[str]) -> list[dict[str, Any]]:
    """Each lot with its balanced line and the cases that name it."""
    traces = reader.ask({lot: Question("inventory", f"/lots/{lot}/trace") for lot in lots})
    if len(lots) == 1 and traces[lots[0]].get("reason") == "not_found":
        raise NotFound
    numbers = {lot: found(part).get("lot") for lot, part in traces.items()}
    cases = reader.ask(
        {
            lot: Question("quality", "/cases", (("lot", name),))
            for lot, name in numbers.items()
            if name
        }
    )
    return [
        {"lot_id": lot, "trace": traces[lot], "cases": _naming(cases.get(lot), lot)} for lot in lots
    ]


def _naming(cases: Part | None, lot: str) -> Part:
    """The cases that name this lot; another product's lot may bear the same number."""
    if cases is None or not cases["available"]:
        return cases or {"available": False, "reason": "lot_unknown"}
    return cases | {"data": [case for case in items(cases) if lot in ids_in(case, "lot_id")]}


def _documents(traced: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Ids of the orders and returns that the lots' lines and cases name."""
    told = [found(lot[name]) for lot in traced for name in ("trace", "cases")]
    orders = unique(name for part in told for name in ids_in(part, "order_id"))
    returns = unique(name for part in told for name in ids_in(part, "return_id"))
    return orders, returns


def _by_id(reader: Reader, ids: list[str], service: str, path: str) -> list[dict[str, Any]]:
    parts = reader.ask(
        {each: Question(service, path.format(each)) for each in ids[:MOST_DOCUMENTS]}
    )
    return [{"id": each, **part} for each, part in parts.items()]


def ids_in(told: Any, name: str) -> list[str]:
    """Every value under this name, at any depth, in the order it stands there."""
    if isinstance(told, list):
        return [each for item in told for each in ids_in(item, name)]
    if not isinstance(told, dict):
        return []
    own = [told[name]] if isinstance(told.get(name), str) else []
    return own + [each for value in told.values() for each in ids_in(value, name)]


def unique(names: Iterable[str]) -> list[str]:
    """Each once, in the order they came."""
    return list(dict.fromkeys(names))
