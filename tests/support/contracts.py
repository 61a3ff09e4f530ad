"""The committed contracts, as tests hold the code against them."""

import json
from pathlib import Path

CONTRACTS = Path(__file__).parents[2] / "contracts"


def declared() -> dict[str, list[tuple[str, str, str]]]:
    """By service, every declared route as (method, path, permission)."""
    told = json.loads((CONTRACTS / "permissions.json").read_text())
    return {
        service: [(route["method"], route["path"], route["permission"]) for route in each["routes"]]
        for service, each in told.items()
    }
