"""The keys of a system on this machine: made once, kept in its folder, readable by its owner only."""

import secrets
from base64 import b64encode
from pathlib import Path

from gateway.tokens import new_keys, public_keys


def make_keys(folder: Path) -> None:
    """Signing keys of the gateway, public keys of the services and the master key, once."""
    if (folder / "signing.json").exists():
        return
    private = new_keys()
    contents = {
        "public.json": public_keys(private),
        "master.key": b64encode(secrets.token_bytes(32)).decode(),
        "signing.json": private,
    }
    for name, text in contents.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(text)
