"""`sifang secrets`: every password and key of a composition, random, each in a file of its own.

What is there stays as it is, so running it again after an upgrade adds only what is new. The files
are readable by the containers' users; the folder around them by its owner only.
"""

import json
import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

from chassis.transport.topology import read_subscriptions
from gateway.tokens import new_keys, public_keys

from .definitions import definitions
from .processes import APPS, ROOT, SERVICES

FOLDER = "deploy/secrets"


def main(arguments: Sequence[str]) -> int:
    if arguments:
        raise SystemExit("sifang secrets takes no arguments")
    made = make(ROOT / FOLDER)
    _name_folder(ROOT / ".env")
    print(f"{len(made)} new secrets in {FOLDER}/, named in .env; neither is for a repository")
    return 0


def make(folder: Path) -> list[str]:
    """Write what is missing into the folder; returns the names of the new files."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return [name for name, text in contents(folder).items() if _keep(folder / name, text)]


def contents(folder: Path) -> Mapping[str, str]:
    """File name to content: what is there already, else something new and random."""
    texts = _Texts(folder)
    texts.put("postgres_password", _password())
    for app in APPS:
        for kind, user in (("database", f"sifang_{app}"), ("owner", f"sifang_{app}_owner")):
            password = texts.put(f"{kind}_password_{app}", _password())
            url = f"postgresql+psycopg://{user}:{password}@postgres:5432/sifang_{app}"
            texts.put(f"{kind}_url_{app}", url)
        texts.put(f"master_key_{app}", b64encode(secrets.token_bytes(32)).decode())
    for service in SERVICES:
        texts.put(f"bus_url_{service}", f"amqp://{service}:{_password()}@rabbitmq:5672/%2F")
    private = texts.put("signing_keys.json", new_keys())
    texts.put("public_keys.json", public_keys(private))
    passwords = {service: _password_in(texts[f"bus_url_{service}"]) for service in SERVICES}
    subscriptions = read_subscriptions(str(ROOT / "contracts"))
    # the topology may have changed since: it is always written anew, with the same passwords
    texts["rabbitmq_definitions.json"] = json.dumps(
        definitions(subscriptions, "/", passwords), indent=1
    )
    return texts


class _Texts(dict[str, str]):
    """Contents by file name, where an existing file's content wins."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def put(self, name: str, text: str) -> str:
        file = self._folder / name
        self[name] = file.read_text() if file.exists() else text
        return self[name]


def _keep(file: Path, text: str) -> bool:
    """Write a file unless it already says this; True when it is new."""
    new = not file.exists()
    if new or file.read_text() != text:
        file.unlink(missing_ok=True)
        file.write_text(text)
        file.chmod(0o444)
    return new


def _name_folder(env: Path) -> None:
    """Tell docker compose where the secrets are; other lines of .env stay."""
    lines = env.read_text().splitlines() if env.exists() else []
    if not any(line.startswith("SIFANG_SECRETS=") for line in lines):
        env.write_text("\n".join([*lines, f"SIFANG_SECRETS=./{FOLDER}", ""]))
        env.chmod(0o600)


def _password() -> str:
    return secrets.token_urlsafe(24)


def _password_in(url: str) -> str:
    return url.split("//", 1)[1].split("@", 1)[0].split(":", 1)[1]
