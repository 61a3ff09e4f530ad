"""How often one address may try to sign in; counted per process, the accounts' own back-off is in the database."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from .errors import SignInThrottled

SECONDS = 60


class SignIns:
    """The attempts of the last minute by address."""

    def __init__(self, per_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(per_minute)
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def count(self, address: str) -> None:
        """Count one attempt; raises SignInThrottled when there were too many."""
        if not self._window.hit(self._limit, address):
            raise SignInThrottled(seconds=SECONDS)
