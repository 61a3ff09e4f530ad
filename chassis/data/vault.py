"""Values above internal, encrypted under a key per person: erase the key and the person is erased.

Each person's key is itself wrapped by the installation's master key (SIFANG_MASTER_KEY), so a
stolen database or back-up shows nothing, and an erased person stays erased in old back-ups too.
"""

import base64
import json
import os
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from chassis import clock
from chassis.principal import is_private
from chassis.settings import SettingMissing

from .bulk import insert_new
from .database import on_trial
from .plain import to_json
from .tables import person_key

_MARK = "sealed:"
ERASED = "[erased]"


def conceal(
    session: Session, person: UUID, values: dict[str, Any], classes: dict[str, str]
) -> dict[str, Any]:
    """The values with those of class confidential or secret sealed under the person's key."""
    return {
        name: seal(session, person, value) if is_private(classes.get(name, "internal")) else value
        for name, value in values.items()
    }


def seal(session: Session, person: UUID, value: Any) -> str | None:
    """The value as text only the person's key opens; None stays None."""
    if value is None:
        return None
    nonce = os.urandom(12)
    box = AESGCM(_key(session, person)).encrypt(nonce, to_json(value), person.bytes)
    return _MARK + base64.b64encode(nonce + box).decode()


def open_sealed(session: Session, person: UUID, text: str | None) -> Any:
    """The value that `seal` made; ERASED when the person was erased."""
    if text is None or not text.startswith(_MARK):
        return text
    row = session.execute(select(person_key.c.wrapped).where(person_key.c.person == person)).first()
    if row is None or row.wrapped is None:
        return ERASED
    raw = base64.b64decode(text.removeprefix(_MARK))
    key = _unwrap(session, person, row.wrapped)
    return json.loads(AESGCM(key).decrypt(raw[:12], raw[12:], person.bytes))


def hold_keys(session: Session, persons: Sequence[UUID]) -> None:
    """Make or fetch many persons' keys in two statements, for what this transaction will seal."""
    if persons and not on_trial(session):
        insert_new(session, person_key, [_fresh(session, person) for person in persons])
        held = select(person_key).where(person_key.c.person.in_(persons))
        session.info["keys"] = {
            row.person: _unwrap(session, row.person, row.wrapped)
            for row in session.execute(held)
            if row.wrapped is not None
        }


def erase(session: Session, person: UUID) -> None:
    """Destroy the person's key, or let none be made; all sealed under it reads as ERASED from now on."""
    session.info.get("keys", {}).pop(person, None)
    gone = {"wrapped": None, "erased_at": clock.now()}
    erased = _insert(session).values(person=person, **gone)
    session.execute(erased.on_conflict_do_update(index_elements=["person"], set_=gone))


def _key(session: Session, person: UUID) -> bytes:
    """The person's key, made at first use; one statement settles who of two makers was first."""
    held = session.info.get("keys", {}).get(person)
    if held is not None:
        return held
    made = _insert(session).values(**_fresh(session, person))
    session.execute(made.on_conflict_do_nothing())
    stored = session.execute(
        select(person_key.c.wrapped).where(person_key.c.person == person)
    ).scalar_one()
    if stored is None:
        raise ValueError(f"person {person} was erased; nothing new can be stored under that key")
    return _unwrap(session, person, stored)


def _fresh(session: Session, person: UUID) -> dict[str, Any]:
    """A row with a new key for the person."""
    nonce, fresh = os.urandom(12), AESGCM.generate_key(256)
    wrapped = nonce + AESGCM(_master(session)).encrypt(nonce, fresh, person.bytes)
    return {"person": person, "wrapped": wrapped}


def _insert(session: Session) -> Any:
    return (pg_insert if session.info["database"].is_postgres else sqlite_insert)(person_key)


def _unwrap(session: Session, person: UUID, wrapped: bytes) -> bytes:
    return AESGCM(_master(session)).decrypt(wrapped[:12], wrapped[12:], person.bytes)


def _master(session: Session) -> bytes:
    key = session.info["database"].master_key
    if not key:
        raise SettingMissing(
            "set SIFANG_MASTER_KEY (or SIFANG_MASTER_KEY_FILE) to 32 random bytes in base64"
        )
    return base64.b64decode(key)
