"""Who may read which class of a file's fields, and how a person's name looks to all others."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chassis.principal import Principal


def mask_name(name: str) -> str:
    """张三丰 → 张*: what facts and lists show of an individual."""
    name = name.strip()
    return f"{name[0]}*" if name else ""


def readable(
    reader: Principal, values: Mapping[str, Any], classes: Mapping[str, str], owner: UUID | None
) -> dict[str, Any]:
    """The values whose class the reader may see; secret ones only as owner or supervisor."""
    secrets = reads_secrets(reader, owner)
    seen = {name for name, secrecy in classes.items() if secrecy != "secret" or secrets}
    return {
        name: value for name, value in values.items() if name in seen and reader.sees(classes[name])
    }


def reads_secrets(reader: Principal, owner: UUID | None) -> bool:
    """Secret fields are for the salesperson who owns the file and for the supervisor who examines.

    A clearance alone is not enough: a person with several roles has the highest one of them and
    may still see files that are not his.
    """
    mine = owner is not None and owner == reader.id
    return reader.sees("secret") and (mine or reader.may("customer.file.examine"))
