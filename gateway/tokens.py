"""The one-minute tokens by which services know whom the gateway let through, and the keys that sign them."""

import json
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal
from uuid import UUID

from joserfc import jwk, jwt

from chassis.clock import machine
from chassis.principal import Principal
from chassis.settings import SettingMissing
from chassis.web.auth import ALGORITHM, ISSUER

LIFETIME = 60
REUSED_UNTIL = 15
KEPT = 5_000


@dataclass(frozen=True)
class Caller:
    """A principal and what it is known by: a session or an API token, at one version of the user."""

    principal: Principal
    credential: UUID
    version: int
    kind: Literal["session", "api_token"] = "session"


def new_keys(old: str = '{"keys": []}') -> str:
    """A private JWKS whose first key is new and signs; the newest old one stays valid beside it."""
    key = jwk.OKPKey.generate_key("Ed25519", parameters={"use": "sig", "alg": ALGORITHM})
    made = key.as_dict(private=True) | {"kid": key.thumbprint()}
    return json.dumps({"keys": [made, *json.loads(old)["keys"][:1]]})


def public_keys(private: str) -> str:
    """The JWKS services verify with: the same keys without their private part."""
    keys = jwk.KeySet.import_key_set({"keys": _keys(private)})
    return json.dumps(keys.as_dict(private=False))


def _keys(private: str) -> list[dict[str, Any]]:
    keys = json.loads(private)["keys"]
    if not keys:
        raise SettingMissing(
            "set SIFANG_SIGNING_KEYS_FILE; `python -m gateway keys` makes a key set"
        )
    return keys


class Mint:
    """Makes service tokens, one per credential, user version and service until it is nearly over."""

    def __init__(self, private: str) -> None:
        keys = _keys(private)
        self._key = jwk.OKPKey.import_key(keys[0])
        self._header = {"alg": ALGORITHM, "kid": keys[0]["kid"]}
        self._made: OrderedDict[tuple[UUID, int, str], tuple[int, str]] = OrderedDict()
        self._lock = Lock()

    def token(self, caller: Caller, service: str) -> str:
        """A token of the caller for one service, with at least 15 seconds to live."""
        return self.dated_token(caller, service)[0]

    def dated_token(self, caller: Caller, service: str) -> tuple[str, int]:
        """The token and the second since 1970 at which it ends."""
        key = (caller.credential, caller.version, service)
        present = int(machine())
        ends, token = self._made.get(key, (0, ""))
        # after the machine's clock was set back an end too far ahead counts as over
        if not REUSED_UNTIL <= ends - present <= LIFETIME:
            ends, token = present + LIFETIME, self._sign(caller.principal, service, present)
            self._keep(key, (ends, token))
        return token, ends

    def _sign(self, principal: Principal, service: str, issued: int) -> str:
        claims = claims_of(principal, service) | {"iat": issued, "exp": issued + LIFETIME}
        return jwt.encode(self._header, claims, self._key, algorithms=[ALGORITHM])

    def _keep(self, key: tuple[UUID, int, str], made: tuple[int, str]) -> None:
        with self._lock:
            self._made[key] = made
            self._made.move_to_end(key)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)


def claims_of(principal: Principal, service: str) -> dict[str, Any]:
    """What a service may know of the caller: only its own permissions and scopes, nothing of the request."""
    prefix = service + "."
    return {
        "iss": ISSUER,
        "aud": service,
        "sub": str(principal.id),
        "name": principal.name,
        "dept": principal.department,
        "roles": list(principal.roles),
        "perms": sorted(name for name in principal.permissions if name.startswith(prefix)),
        "scopes": {
            noun: scope for noun, scope in principal.scopes.items() if noun.startswith(prefix)
        },
        "clr": principal.clearance,
    }
