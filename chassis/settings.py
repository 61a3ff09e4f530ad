"""Configuration: the environment, one prefix (SIFANG_), secrets also by SIFANG_<NAME>_FILE."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class SettingMissing(RuntimeError):
    """A process cannot start without this setting; the message names it and both ways to give it."""


@dataclass(frozen=True)
class Settings:
    """All settings of one process. `docs/settings.md` is generated from this class."""

    service: str
    database_url: str
    """`sqlite:///path` or `postgresql+psycopg://…` of the service's own database."""
    bus_url: str = ""
    """`sqlite:///path` of the embedded bus, or `amqp(s)://…`."""
    public_keys: str = '{"keys": []}'
    """JWKS with the gateway's public keys; two at a time while they are exchanged."""
    master_key: str = ""
    """32 bytes in base64, wraps the per-person keys."""
    bind: str = "127.0.0.1"
    port: int = 0
    metrics_port: int = 0
    """Answer /metrics on this port alone, which nobody publishes; 0 answers it on the ordinary one."""
    threads: int = 8
    workers: int = 1
    hint: str = ""
    """host:port where the service's worker listens for the after-commit datagram."""
    contracts_dir: str = str(ROOT / "contracts")
    log_level: str = "INFO"
    test_mode: bool = False

    @classmethod
    def load(cls, service: str, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings of `service`; raises SettingMissing before anything else happens."""
        values: dict[str, object] = {"service": service}
        for name, kind in cls.__annotations__.items():
            text = given(name, environ)
            if text is not None:
                values[name] = read(name, kind, text)
        if "database_url" not in values:
            raise SettingMissing(
                "set SIFANG_DATABASE_URL (or SIFANG_DATABASE_URL_FILE) to this service's database"
            )
        return cls(**values)  # type: ignore[arg-type]


def given(name: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """The text of SIFANG_<NAME>, or the content of the file SIFANG_<NAME>_FILE names, or None."""
    key = "SIFANG_" + name.upper()
    if key in environ:
        return environ[key]
    if key + "_FILE" in environ:
        return Path(environ[key + "_FILE"]).read_text().strip()
    return None


def read(name: str, kind: Any, text: str) -> Any:
    """A setting's text as its kind; raises SettingMissing for a number that is none."""
    if kind is bool:
        return text == "1"
    if kind is int:
        if not (text.isascii() and text.isdigit()):
            raise SettingMissing(f"SIFANG_{name.upper()} is {text!r}; it must be a whole number")
        return int(text)
    return text
