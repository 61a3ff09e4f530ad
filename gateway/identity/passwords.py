"""Password hashes: argon2id, and never more of them at once than the machine can bear."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from chassis.errors import Refusal

SECONDS_WAITED = 20
WAITING_PER_TURN = 2


class TooBusy(Refusal):
    """As many password hashes as the machine bears are being computed already."""

    status = 503
    code = "sign_in_busy"
    en = "Too many people are signing in at this moment; try again in a few seconds."
    zh = "当前登录人数过多,请几秒后重试。"

    def details(self) -> dict[str, object]:
        return {"retry_after": 3}


class Passwords:
    """Hashes and checks passwords, `at_once` at a time.

    Some more may wait for their turn; who finds no room to wait, or waited long, hears TooBusy, so
    that a crowd at the door leaves threads for those who are inside.
    """

    def __init__(self, at_once: int) -> None:
        self._hasher = PasswordHasher()
        self._turns = BoundedSemaphore(at_once)
        self._room = BoundedSemaphore(at_once * (1 + WAITING_PER_TURN))
        self._nobody: str | None = None

    def hash(self, password: str) -> str:
        """The argon2id hash to store."""
        with self._turn():
            return self._hasher.hash(password)

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether the password is the stored one; takes as long for someone who doesn't exist."""
        hashed = stored or self._hash_of_nobody()
        with self._turn():
            try:
                return self._hasher.verify(hashed, password) and stored is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _hash_of_nobody(self) -> str:
        if self._nobody is None:
            self._nobody = self.hash(secrets.token_urlsafe())
        return self._nobody

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise TooBusy
        try:
            if not self._turns.acquire(timeout=SECONDS_WAITED):
                raise TooBusy
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._room.release()
