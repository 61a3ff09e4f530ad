"""The rules of payments and refunds: their states, and what a bill must say."""

from collections.abc import Mapping
from typing import Any

from ..errors import (
    BillAfterMaturity,
    BillHonoured,
    BillIncomplete,
    BillNotMature,
    BillOfOtherMethod,
    BillStateRefused,
    BillStepIncomplete,
    MaturesBeforeReceipt,
    PaymentNoBill,
    PaymentReversed,
)
from ..writing import written

TRANSITIONS: dict[str, dict[str, str]] = {
    "received": {"reverse": "reversed", "mark": "received"},
    "reversed": {},
}
"""state → verb → next state; a payment that bounced or was a mistake is reversed, never edited."""

BILL_STATES: dict[str, set[str]] = {
    "held": {"endorsed", "discounted", "honoured"},
    "endorsed": {"honoured", "held"},
    "discounted": {"honoured", "held"},
    "honoured": {"held"},
}
"""state of a bill → what may become of it; to `held` a mistake is taken back."""

BILL = ("bill_kind", "bill_number", "drawer", "acceptor", "matures_on")
_NEEDED = ("bill_kind", "bill_number", "drawer", "matures_on")
_WORDS = ("bank_reference", "payer", "bill_number", "drawer", "acceptor")


def next_status(number: str, status: str, verb: str) -> str:
    """The payment's state after the verb; refuses what the state doesn't allow."""
    after = TRANSITIONS[status].get(verb)
    if after is None:
        raise PaymentReversed(number=number)
    return after


def tidied(told: Mapping[str, Any]) -> dict[str, Any]:
    """A payment as it is kept: a reference is the same with blanks around it, and a blank one is none."""
    return {**told, **{name: written(told[name]) for name in _WORDS}}


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


def next_bill_state(number: str, state: str | None, wanted: str) -> str:
    """The bill's state after the step; refuses what can't become of it, and what is no bill."""
    if state is None:
        raise PaymentNoBill(number=number)
    if wanted not in BILL_STATES.get(state, ()):
        raise BillStateRefused(number=number)
    return wanted


def check_step(bill: Any, told: Mapping[str, Any]) -> None:
    """A bill is honoured when it has matured, and goes on while it has not; each step says its words."""
    state, day = told["state"], told["on"]
    missing = {"held": "reason", "endorsed": "to", "discounted": "to"}.get(state)
    if missing and not (told[missing] or "").strip():
        raise BillStepIncomplete(f"/{missing}")
    if state == "honoured" and day < bill.matures_on:
        raise BillNotMature("/on", number=bill.number, matures_on=bill.matures_on)
    if state in ("endorsed", "discounted") and not bill.received_on <= day < bill.matures_on:
        raise BillAfterMaturity(
            "/on", number=bill.number, received_on=bill.received_on, matures_on=bill.matures_on
        )


def bill_reversed(number: str, state: str | None, kind: str) -> str | None:
    """The bill's state once its payment is reversed: it says why, for the bill is held no longer.

    One that was honoured has to be taken back first; money that is no bill has none and isn't dishonoured.
    """
    if state == "honoured":
        raise BillHonoured(number=number)
    if state is None and kind == "dishonoured":
        raise PaymentNoBill("/kind", number=number)
    return kind if state else None


def lock_keys(told: Mapping[str, Any]) -> list[str]:
    """Named locks under which the same reference is recorded only once."""
    names = ("bank_reference", "bill_number")
    return [f"{name}/{told[name]}" for name in names if told[name]]
