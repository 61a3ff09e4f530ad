"""Opaque secrets that prove a session, an API token or the right to make the first administrator."""

import secrets
from hashlib import sha256

SESSION = "sfs_"
API_TOKEN = "sft_"


def new_secret(prefix: str = "") -> str:
    """256 random bits as text; the prefix tells what it is for, and secret scanners what to look for."""
    return prefix + secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """What is stored instead of the secret; no salt, because 256 random bits can't be guessed."""
    return sha256(secret.encode()).hexdigest()


def csrf_token(session_secret: str) -> str:
    """What a page of ours sends with a change: only who could read our answers knows it."""
    return sha256(b"csrf:" + session_secret.encode()).hexdigest()
