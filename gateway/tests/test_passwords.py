"""Password hashes: never more at once than the machine bears, and no crowd that takes every thread."""

import threading

import pytest

from gateway.identity.passwords import Passwords, TooBusy


@pytest.fixture
def slow(monkeypatch):
    """Passwords with one turn, whose hashes wait until they are let go."""
    passwords, go, running, most = Passwords(1), threading.Event(), [0], [0]

    def hash(password):
        running[0] += 1
        most[0] = max(most[0], running[0])
        go.wait(5)
        running[0] -= 1
        return password

    monkeypatch.setattr(passwords, "_hasher", type("Slow", (), {"hash": staticmethod(hash)}))
    return passwords, go, most


def test_one_at_a_time_two_waiting_and_the_next_hears_busy_at_once(slow):
    passwords, go, most = slow
    answers = []
    crowd = [threading.Thread(target=lambda: answers.append(passwords.hash("x"))) for _ in range(3)]
    for one in crowd:
        one.start()
    while passwords._room._value:
        threading.Event().wait(0.01)
    with pytest.raises(TooBusy):
        passwords.hash("x")
    go.set()
    for one in crowd:
        one.join()
    assert (answers, most[0]) == (["x"] * 3, 1)
    assert passwords.hash("y") == "y"


def test_nobodys_password_never_fits():
    passwords = Passwords(1)
    assert not passwords.fits(None, "anything")
    assert not passwords.fits("not a hash", "anything")
    assert passwords.fits(passwords.hash("right"), "right")
