"""A signing key of the tests' own, and tokens as the gateway would mint them."""

import json
from functools import cache
from uuid import NAMESPACE_URL, UUID, uuid5

from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from chassis import clock
from gateway.policy import ROLES

ISSUER = "sifang-gateway"


@cache
def signing_key() -> OKPKey:
    return OKPKey.generate_key(
        "Ed25519", parameters={"kid": "test", "use": "sig", "alg": "Ed25519"}
    )


def public_keys() -> str:
    """The JWKS a service is given."""
    return json.dumps(KeySet([signing_key()]).as_dict(private=False))


def user_id(name: str) -> UUID:
    """The id of the test user of this name; the same in every test."""
    return uuid5(NAMESPACE_URL, f"sifang-test-user:{name}")


def claims_of(
    service: str, role: str, user: str | None = None, **changed: object
) -> dict[str, object]:
    """What a token for `role` says; without `user` each role is one person of its own."""
    told = ROLES[role]
    now = int(clock.machine())
    claims: dict[str, object] = {
        "iss": ISSUER,
        "aud": service,
        "sub": str(user_id(user or role)),
        "iat": now,
        "exp": now + 600,
        "name": user or role,
        "dept": told.department,
        "roles": [role],
        "perms": sorted(told.permissions),
        "scopes": dict(told.scopes),
        "clr": told.clearance,
    }
    return claims | changed


def mint(claims: dict[str, object], key: OKPKey | None = None) -> str:
    return jwt.encode(
        {"alg": "Ed25519", "kid": "test"}, claims, key or signing_key(), algorithms=["Ed25519"]
    )
