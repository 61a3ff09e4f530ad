"""Configuration of the gateway: the chassis' settings of every process and what only the gateway needs."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chassis.settings import SettingMissing, Settings, given, read

_ADDRESS = re.compile(r"https?://[^/?#\s]+")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class GatewaySettings:
    """All settings of the gateway; the environment names are the field names with SIFANG_ before."""

    chassis: Settings
    services: dict[str, str] = field(default_factory=dict)
    """`sales=http://127.0.0.1:8103,…`: where each service listens."""
    signing_keys: str = '{"keys": []}'
    """Private JWKS; the first key signs, all of them are published."""
    session_hours: int = 12
    """A session ends at the latest this long after signing in."""
    session_idle_minutes: int = 120
    """A session nobody used for this long has ended."""
    secure_cookie: bool = True
    """Send the session cookie over TLS only; 0 for a trial on plain http."""
    hashes_at_once: int = 2
    """How many password hashes (about 0.1 s of a core each) may be computed at the same time."""
    sign_ins_per_minute: int = 120
    """Attempts to sign in from one address (a whole office may share it); more are answered 429."""
    proxy_hops: int = 0
    """How many reverse proxies in front are trusted to say who the client is."""
    service_timeout: int = 15
    """Seconds to wait for a service's answer."""
    service_connections: int = 0
    """Requests that may be at one service at once; 0 is three quarters of the threads, so that a
    service that hangs leaves some for the others."""
    body_limit: int = 2 * MEGABYTE
    """Bytes of the largest request body, but for files."""
    upload_limit: int = 32 * MEGABYTE
    """Bytes of the largest file, on the routes that take one."""

    @classmethod
    def load(cls, environ: Mapping[str, str] = os.environ) -> "GatewaySettings":
        """Read everything; raises SettingMissing with one line that says what to set."""
        values: dict[str, Any] = {"chassis": Settings.load("gateway", environ)}
        for name, kind in cls.__annotations__.items():
            text = given(name, environ)
            if name != "chassis" and text is not None:
                values[name] = addresses(text) if name == "services" else read(name, kind, text)
        return cls(**values)


def addresses(text: str) -> dict[str, str]:
    """`sales=http://a:1, quality=http://b:2` as a dict; raises SettingMissing on anything else."""
    found = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, equals, address = part.partition("=")
        if not equals or not _ADDRESS.fullmatch(address.strip()):
            raise SettingMissing(f"SIFANG_SERVICES: {part!r} must read name=http://host:port")
        found[name.strip()] = address.strip()
    return found
