"""How state machines are played: the same plays each time, or FUZZ=n others by chance."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, assume, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize
from hypothesis.strategies._internal.featureflags import FeatureFlags

MORE, SHORTER = os.environ.get("FUZZ"), os.environ.get("SHRINK")
HAPPENED: Counter[str] = Counter()
ROUNDS = 3
"""So often each variant is played at most, before what did not happen counts as impossible."""


class Play(RuleBasedStateMachine):
    """A state machine that may do all it can in each play.

    Hypothesis leaves out about half of the rules of each play, which finds more in thousands of
    them; in a few, what needs four rules one after the other would hardly ever happen.
    """

    def __init__(self) -> None:
        super().__init__()
        if not MORE:
            self._rules_strategy.enabled_rules_strategy = st.just(FeatureFlags())

    @initialize(chance=st.integers(0, 2**20))
    def leave_simplest_play_out(self, chance):
        """Hypothesis begins with the play that does one thing over and over, and next does another
        first thing: by this rule it does not count the one, and is free in all that comes after."""
        assume(chance)


def event(name: str) -> None:
    """Note that something happened, for hypothesis' statistics and for what plays must reach."""
    HAPPENED[name] += 1
    hypothesis.event(name)


def play(machine: Any, variants: Sequence[dict[str, Any]], steps: int, must: set[str]) -> None:
    """Play a state machine once in each variant, which are attributes of it, and on until all that
    must happen has happened.

    Without FUZZ the plays are the same each time, so that what a change breaks is broken for
    everybody; with it each variant is played FUZZ times. A play that fails is shown as it was; with
    SHRINK=1, which takes minutes, as the shortest that fails.
    """
    HAPPENED.clear()
    for nth, variant in enumerate([*variants] * ROUNDS):
        if nth >= len(variants) and must <= HAPPENED.keys():
            break
        # hypothesis makes the plays of a machine from its name
        _play(type(f"{machine.__name__}{nth}", (machine,), variant), steps)
    assert must <= HAPPENED.keys(), f"never happened: {sorted(must - HAPPENED.keys())}"


def _play(machine: Any, steps: int) -> None:
    machine.TestCase.settings = settings(
        max_examples=int(MORE or 1),
        stateful_step_count=steps,
        derandomize=not MORE,
        phases=[Phase.generate, Phase.shrink] if SHORTER else [Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.TestCase().runTest()
