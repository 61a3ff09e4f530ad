"""How often one address may try to sign in; counted per process, the accounts' own back-off is in the database."""

from flask import Flask, Response
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address

from chassis.web.problems import language, problem

from .errors import SignInThrottled
from .running import running

SECONDS = 60

limiter = Limiter(get_remote_address, storage_uri="memory://")


def sign_ins() -> str:
    """The limit as Flask-Limiter reads it."""
    return f"{running().settings.sign_ins_per_minute} per minute"


def install(app: Flask) -> None:
    """Count from here on; who tries too often reads the same problem as for one account."""
    limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, _too_often)


def _too_often(_: RateLimitExceeded) -> Response:
    refusal = SignInThrottled(seconds=SECONDS)
    return problem(refusal.status, refusal.code, refusal.sentence(language()), retry_after=SECONDS)
