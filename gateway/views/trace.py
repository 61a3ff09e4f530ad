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
    "document_id": ("inventory", "/documents/{}/trace"),
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
    """Each lot with its balanced line and the cases that name or hold it."""
    traces = reader.ask({lot: Question("inventory", f"/lots/{lot}/trace") for lot in lots})
    if len(lots) == 1 and traces[lots[0]].get("reason") == "not_found":
        raise NotFound
    known = {lot: found(part) for lot, part in traces.items() if part["available"]}
    cases = reader.ask({lot: _cases_naming(line) for lot, line in known.items()})
    _add_holding(reader, known, cases)
    nothing = {"available": False, "reason": "lot_unknown"}
    return [{"lot_id": lot, "trace": traces[lot], "cases": cases.get(lot, nothing)} for lot in lots]


def _cases_naming(line: dict[str, Any]) -> Question:
    """Cases know lots by number, and a number is unique within its product only."""
    query = (("lot", str(line.get("number"))), ("product_id", str(line.get("product_id"))))
    return Question("quality", "/cases", query)


def _add_holding(reader: Reader, lines: dict[str, dict[str, Any]], cases: dict[str, Part]) -> None:
    """Add the cases that hold a lot without its being one of their own."""
    for lot, part in cases.items():
        if part["available"]:
            listed = items(part)
            holding = unique(ids_in(lines[lot].get("holds"), "case_id"))
            others = [each for each in holding if each not in ids_in(listed, "id")]
            more = reader.ask({each: Question("quality", f"/cases/{each}") for each in others})
            part["data"] = listed + [found(each) for each in more.values() if each["available"]]


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
