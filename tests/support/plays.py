"""How state machines are played: the same plays each time, or FUZZ=n others by chance."""

import os
from collections import Counter
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.strategies._internal.featureflags import FeatureFlags

MORE, SHORTER = os.environ.get("FUZZ"), os.environ.get("SHRINK")
HAPPENED: Counter[str] = Counter()


class Play(RuleBasedStateMachine):
    """A state machine that may do all it can in each play.

    Hypothesis leaves out about half of the rules of each play, which finds more in thousands of
    them; in a few, what needs four rules one after the other would hardly ever happen.
    """

    def __init__(self) -> None:
        super().__init__()
        if not MORE:
            self._rules_strategy.enabled_rules_strategy = st.just(FeatureFlags())


def event(name: str) -> None:
    """Note that something happened, for hypothesis' statistics and for what `play` returns."""
    HAPPENED[name] += 1
    hypothesis.event(name)


def play(machine: Any, plays: int, steps: int) -> Counter[str]:
    """Play a state machine; returns how often each noted thing happened.

    Without FUZZ the plays are the same each time, so that what a change breaks is broken for
    everybody. A play that fails is shown as it was; with SHRINK=1, which takes minutes, as the
    shortest that fails.
    """
    HAPPENED.clear()
    machine.TestCase.settings = settings(
        max_examples=int(MORE or plays),
        stateful_step_count=steps,
        derandomize=not MORE,
        phases=[Phase.generate, Phase.shrink] if SHORTER else [Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.TestCase().runTest()
    return Counter(HAPPENED)
