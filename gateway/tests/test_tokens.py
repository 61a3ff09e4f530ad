"""Service tokens: reused until nearly over, made anew when the user changes, verified across a key change."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from chassis import clock
from chassis.principal import Principal
from chassis.settings import SettingMissing
from chassis.web.auth import Unauthorized, Verifier
from gateway.tokens import Caller, Mint, new_keys, public_keys

SELLER = Principal(
    uuid4(), "Anna", "sales", ("salesperson",),
    frozenset({"sales.order.post", "inventory.stock.read"}), {"sales.order": "own"}, "secret",
)  # fmt: skip
KEYS = new_keys()
CALLER = Caller(SELLER, uuid4(), 1)


@pytest.fixture
def machine(monkeypatch):
    """The machine's clock, moved by hand."""
    seconds = [clock.machine()]
    monkeypatch.setattr("gateway.tokens.machine", lambda: seconds[0])
    return seconds


def test_a_service_learns_who_calls_and_only_its_own_permissions():
    keys = new_keys()
    known = Verifier("sales", public_keys(keys)).principal(Mint(keys).token(CALLER, "sales"))
    assert (known.id, known.name, known.department) == (SELLER.id, "Anna", "sales")
    assert known.permissions == {"sales.order.post"}
    assert (known.scope("sales.order"), known.clearance) == ("own", "secret")


def test_a_token_is_reused_until_fifteen_seconds_before_its_end(machine):
    mint = Mint(new_keys())
    first = mint.token(CALLER, "sales")
    machine[0] += 44
    assert mint.token(CALLER, "sales") == first
    machine[0] += 2
    assert mint.token(CALLER, "sales") != first


def test_a_changed_user_gets_another_token_at_once():
    mint, keys = Mint(KEYS), public_keys(KEYS)
    assert Verifier("sales", keys).principal(mint.token(CALLER, "sales")).permissions
    demoted = Caller(replace(SELLER, permissions=frozenset()), CALLER.credential, 2)
    assert not Verifier("sales", keys).principal(mint.token(demoted, "sales")).permissions


def test_each_service_gets_a_token_of_its_own():
    mint = Mint(KEYS)
    inventory = mint.token(CALLER, "inventory")
    assert Verifier("inventory", public_keys(KEYS)).principal(inventory).permissions == {
        "inventory.stock.read"
    }
    with pytest.raises(Unauthorized):
        Verifier("sales", public_keys(KEYS)).principal(inventory)


def test_a_clock_set_back_does_not_stretch_a_token(machine):
    mint = Mint(new_keys())
    first = mint.token(CALLER, "sales")
    machine[0] -= 3600
    assert mint.token(CALLER, "sales") != first


def test_during_a_key_change_old_and_new_tokens_are_good():
    old = new_keys()
    new = new_keys(old)
    assert len(json.loads(new)["keys"]) == 2
    verifier = Verifier("sales", public_keys(new))
    assert verifier.principal(Mint(old).token(CALLER, "sales")).id == SELLER.id
    assert verifier.principal(Mint(new).token(CALLER, "sales")).id == SELLER.id
    with pytest.raises(Unauthorized):
        Verifier("sales", public_keys(old)).principal(Mint(new).token(CALLER, "sales"))


def test_public_keys_hold_no_private_part():
    assert all("d" not in key for key in json.loads(public_keys(new_keys()))["keys"])


@pytest.mark.parametrize("use", [Mint, public_keys])
def test_without_a_key_the_gateway_says_what_to_do(use):
    with pytest.raises(SettingMissing, match="python -m gateway keys"):
        use('{"keys": []}')
