"""Pure rules of inspections: their states, who may judge what, what becomes of the pieces."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any
from uuid import UUID

from ..errors import (
    DefectsExceedSample,
    InspectionDisposalTooLarge,
    InspectionLotsDiffer,
    InspectionLotUnknown,
    InspectionState,
    InspectorIsBuyer,
    JudgeIsInspector,
    MeasurementLimitsCrossed,
    MeasurementOutside,
)
from ..stock.slots import NONE, RELEASE, SCRAP, TO_SUPPLIER

WAITING, INSPECTING, ACCEPTED = "waiting", "inspecting", "accepted"
REJECTED, CONCEDED, SETTLED = "rejected", "conceded", "settled"
START, ACCEPT, REJECT, CONCEDE = "start", "accept", "reject", "concede"
SORT, SEND_BACK, SCRAPPING, SETTLE = "sort", "send_back", "scrap", "settle"

STATUS = {
    WAITING: ("待检", "Waiting"),
    INSPECTING: ("检验中", "Being inspected"),
    ACCEPTED: ("合格", "Accepted"),
    REJECTED: ("不合格待处置", "Rejected"),
    CONCEDED: ("让步接收", "Accepted by concession"),
    SETTLED: ("不合格已处置", "Rejected and disposed"),
}
TRANSITIONS: dict[str, dict[str, str]] = {
    WAITING: {START: INSPECTING},
    INSPECTING: {ACCEPT: ACCEPTED, REJECT: REJECTED},
    REJECTED: {
        CONCEDE: CONCEDED,
        SORT: REJECTED,
        SEND_BACK: REJECTED,
        SCRAPPING: REJECTED,
        SETTLE: SETTLED,
    },
    ACCEPTED: {},
    CONCEDED: {},
    SETTLED: {},
}
NEXT = {
    WAITING: ("请先开始检验", "start it first"),
    INSPECTING: ("请先录入检验结果", "complete it with what was found"),
    ACCEPTED: ("已放行入库,无需再处理", "its pieces are in stock and nothing is left to do"),
    REJECTED: (
        "请挑选、让步接收、退供应商或报废",
        "have its pieces sorted, conceded, sent back or scrapped",
    ),
    CONCEDED: ("已让步入库,无需再处理", "its pieces are in stock and nothing is left to do"),
    SETTLED: ("已全部处置,无需再处理", "all of it is disposed of and nothing is left to do"),
}
LEAVES_BY = {
    ACCEPT: RELEASE,
    CONCEDE: RELEASE,
    SORT: RELEASE,
    SEND_BACK: TO_SUPPLIER,
    SCRAPPING: SCRAP,
}
COUNTED_AS = {RELEASE: "released", TO_SUPPLIER: "sent_back", SCRAP: "scrapped"}
DISPOSAL = {
    ACCEPT: ("合格入库", "Accepted"),
    CONCEDE: ("让步接收", "Accepted by concession"),
    SORT: ("挑选合格", "Sorted good"),
    SEND_BACK: ("退供应商", "Back to supplier"),
    SCRAPPING: ("报废", "Scrapped"),
}


def after(status: str, verb: str, number: str) -> str:
    """The status an inspection has after a verb; raises InspectionState."""
    if verb not in TRANSITIONS[status]:
        (zh, en), (next_zh, next_en) = STATUS[status], NEXT[status]
        raise InspectionState(
            number=number, status=en.lower(), status_zh=zh, next=next_en, next_zh=next_zh
        )
    return TRANSITIONS[status][verb]


def refuse_buyer(person: UUID, barred: Iterable[str], number: str) -> None:
    """Who bought the goods neither inspects them nor takes them by concession."""
    if str(person) in barred:
        raise InspectorIsBuyer(number=number)


def refuse_inspector(person: UUID, inspector: UUID | None, number: str) -> None:
    """What deviates from the inspector's result takes a second person."""
    if person == inspector:
        raise JudgeIsInspector(number=number)


def lot_size(quantity: Decimal) -> int:
    """The pieces of a lot; of what is weighed or measured a begun unit counts whole."""
    return int(quantity.to_integral_value(ROUND_CEILING))


def defects_in(found: Sequence[dict[str, Any]], size: int, aql: str) -> int:
    """Nonconforming pieces by all their defects; up to AQL 10 there are no more than were looked at,
    above it nonconformities are counted, of which a piece may have several."""
    defects = sum(each["quantity"] for each in found)
    if Decimal(aql) <= 10 and defects > size:
        raise DefectsExceedSample("/defects", size=size)
    return defects


def refuse_silent_measures(measured: Sequence[dict[str, Any]], defects: int) -> None:
    """A value outside its limits is a defect and is counted as one."""
    for place, each in enumerate(measured):
        low, high = each["lower"], each["upper"]
        if low is not None and high is not None and low > high:
            raise MeasurementLimitsCrossed(
                f"/measurements/{place}/lower", name=each["characteristic"]
            )
        outside = (low is not None and each["value"] < low) or (
            high is not None and each["value"] > high
        )
        if outside and not defects:
            raise MeasurementOutside(f"/measurements/{place}", name=each["characteristic"])


def share_out(
    told: dict[str, Any], pieces: Sequence[Any], left: Decimal
) -> Iterator[tuple[Any, Decimal]]:
    """Which pieces of which lots are meant: those named, else from the first lot on."""
    if told["quantity"] > left:
        raise InspectionDisposalTooLarge("/quantity", left=left)
    if told["lots"]:
        return iter(_named(told, pieces))
    return _from_first(told["quantity"], pieces)


def _named(told: dict[str, Any], pieces: Sequence[Any]) -> list[tuple[Any, Decimal]]:
    by_lot = {piece.lot_id: piece for piece in pieces}
    if sum((each["quantity"] for each in told["lots"]), NONE) != told["quantity"]:
        raise InspectionLotsDiffer("/lots")
    chosen = []
    for place, each in enumerate(told["lots"]):
        piece = by_lot.pop(each["lot_id"], None)
        if piece is None:
            raise InspectionLotUnknown(f"/lots/{place}/lot_id", lot=each["lot_id"])
        if each["quantity"] > piece.left:
            raise InspectionDisposalTooLarge(f"/lots/{place}/quantity", left=piece.left)
        chosen.append((piece, each["quantity"]))
    return chosen


def _from_first(quantity: Decimal, pieces: Sequence[Any]) -> Iterator[tuple[Any, Decimal]]:
    for piece in pieces:
        taken = min(quantity, piece.left)
        if taken > 0:
            quantity -= taken
            yield piece, taken
