"""Who is calling: the gateway's EdDSA tokens, verified with public keys only."""

import json
from threading import Lock
from uuid import UUID

from flask import current_app, g, request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from chassis import clock
from chassis.errors import Refusal
from chassis.principal import Principal
from chassis.settings import SettingMissing

ISSUER = "sifang-gateway"
ALGORITHM = "Ed25519"
LEEWAY = 5
"""Seconds the gateway's clock may be ahead. None are added to a token's end: it is renewed long before."""
_CLAIMS = jwt.JWTClaimsRegistry(
    iss={"essential": True, "value": ISSUER},
    aud={"essential": True},
    sub={"essential": True},
    exp={"essential": True},
    leeway=LEEWAY,
)


class Unauthorized(Refusal):
    """The call carries no token, or one that is forged, expired or made for another service."""

    status = 401
    code = "unauthorized"
    en = "Sign in: the request carries no valid token for {service} ({why})."
    zh = "请先登录:请求没有适用于 {service} 的有效令牌({why})。"


class Verifier:
    """Checks tokens for one service; a verified token is remembered until it expires."""

    def __init__(self, service: str, public_keys: str) -> None:
        self.service = service
        if not json.loads(public_keys)["keys"]:
            raise SettingMissing(
                "set SIFANG_PUBLIC_KEYS_FILE; `python -m gateway public-keys` prints the gateway's"
            )
        self._keys = KeySet.import_key_set(json.loads(public_keys))
        self._known: dict[str, tuple[float, Principal]] = {}
        self._lock = Lock()

    def principal(self, token: str) -> Principal:
        """The principal a token speaks for; raises Unauthorized saying why not."""
        expiry, principal = self._known.get(token, (0.0, None))
        if principal and clock.machine() < expiry:
            return principal
        expiry, principal = self._verify(token)
        with self._lock:
            if len(self._known) > 5000:
                self._known.clear()
            self._known[token] = (expiry, principal)
        return principal

    def _verify(self, token: str) -> tuple[float, Principal]:
        try:
            claims = jwt.decode(token, self._keys, algorithms=[ALGORITHM]).claims
            _CLAIMS.validate(claims)
            principal = _principal_of(claims)
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise Unauthorized(service=self.service, why=type(problem).__name__) from problem
        if claims["aud"] != self.service:
            raise Unauthorized(service=self.service, why="made for another service")
        if claims["exp"] <= clock.machine():
            raise Unauthorized(service=self.service, why="expired")
        return float(claims["exp"]), principal


def authenticate() -> Principal:
    """The caller of this request, by its bearer token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    verifier: Verifier = current_app.extensions["sifang"].verifier
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized(service=verifier.service, why="no bearer token")
    return verifier.principal(token.strip())


def principal() -> Principal:
    """The caller of this request; only inside a route that declares a permission."""
    return g.principal


def _principal_of(claims: dict) -> Principal:
    return Principal(
        id=UUID(claims["sub"]),
        name=claims.get("name", ""),
        department=claims.get("dept", ""),
        roles=tuple(claims.get("roles", ())),
        permissions=frozenset(claims.get("perms", ())),
        scopes=claims.get("scopes", {}),
        clearance=claims.get("clr", "public"),
    )
