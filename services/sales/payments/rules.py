"""The rules of payments and refunds: their states, and what a bill must say."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ..errors import BillIncomplete, BillOfOtherMethod, MaturesBeforeReceipt, PaymentReversed

TRANSITIONS: dict[str, dict[str, str]] = {"received": {"reverse": "reversed"}, "reversed": {}}
"""state → verb → next state; a payment that bounced or was a mistake is reversed, never edited."""

BILL = ("bill_kind", "bill_number", "drawer", "acceptor", "matures_on")
_NEEDED = ("bill_kind", "bill_number", "drawer", "matures_on")


def next_status(number: str, status: str, verb: str) -> str:
    """The payment's state after the verb; refuses what the state doesn't allow."""
    after = TRANSITIONS[status].get(verb)
    if after is None:
        raise PaymentReversed(number=number)
    return after


def check_bill(told: Mapping[str, Any]) -> None:
    """A bill names number, drawer and maturity, not before it was received; other money names none."""
    if told["method"] != "bill":
        for name in BILL:
            if told[name] is not None:
                raise BillOfOtherMethod(f"/{name}")
        return
    for name in _NEEDED:
        if told[name] is None:
            raise BillIncomplete(f"/{name}")
    if told["matures_on"] < told["received_on"]:
        raise MaturesBeforeReceipt("/matures_on", day=told["matures_on"])


def lock_keys(told: Mapping[str, Any]) -> list[str]:
    """Named locks under which the same reference is recorded only once."""
    names = ("bank_reference", "bill_number")
    return [f"{name}/{told[name]}" for name in names if told[name]]


def days_to(matures_on: date, today: date) -> int:
    """Days until a bill matures; below zero when it has."""
    return (matures_on - today).days


def is_second(asked_by: UUID, decider: UUID) -> bool:
    """Whether two different people had a hand in it."""
    return asked_by != decider
