"""Contracts: what a fact of one type says, declared by its producer and held by both sides.

The producer's data must fit exactly (a misspelt or extra field is refused). The published schema in
contracts/events/<type>.json is open, so that consumers tolerate fields added within a version.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema_rs

from chassis.data.plain import plain

from .fact import TYPE, Fact

Schema = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A part of a contract; a plain dict of fields stands for an object that has all of them."""

    schema: Schema
    is_added: bool = False


ID = Piece({"type": "string", "format": "uuid"})
TEXT = Piece({"type": "string"})
DECIMAL = Piece({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
WHOLE = Piece({"type": "integer"})
BOOL = Piece({"type": "boolean"})
DAY = Piece({"type": "string", "format": "date"})
INSTANT = Piece({"type": "string", "format": "date-time"})

Shape = Piece | Mapping[str, Any]


def optional(part: Shape) -> Piece:
    """The field is always there; its value may be null."""
    return Piece({"anyOf": [_schema(part), {"type": "null"}]})


def added(part: Piece) -> Piece:
    """The field came after the first facts of its version: stated always, missing in older ones,
    which a rebuild reads again. A reader asks for it with `.get`."""
    return replace(part, is_added=True)


def many(part: Shape) -> Piece:
    """A list, possibly empty."""
    return Piece({"type": "array", "items": _schema(part)})


def one_of(*words: str) -> Piece:
    """One of these words; a new word needs a new version."""
    return Piece({"enum": list(words)})


class ContractBroken(ValueError):
    """A fact does not say what its contract promises."""


class ContractMissing(LookupError):
    """Nobody declared, or published, a contract for this type."""


declared: dict[str, "Contract"] = {}
"""Every contract that an imported `events` module declared, by type."""


@dataclass(frozen=True)
class Contract:
    """One event type: builds its facts and publishes its schema."""

    type: str
    subject: str
    data: Mapping[str, Any]
    example: Mapping[str, Any]
    doc: str
    _check: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_check", _compile(_closed(_schema(self.data))))

    def fact(self, id: UUID, sequence: int, data: Mapping[str, Any]) -> Fact:
        """The fact that aggregate `id` is, at `sequence`, as `data` says; checked when emitted."""
        source = self.type.partition(".")[0]
        return Fact(self.type, f"{self.subject}/{id}", sequence, plain(dict(data)), source=source)

    def check(self, data: Mapping[str, Any]) -> None:
        """Raise ContractBroken unless the data fits exactly."""
        _hold(self._check, self.type, data)

    def published(self) -> Schema:
        """The content of contracts/events/<type>.json."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:sifang:event:{self.type}",
            "title": self.type,
            "description": self.doc,
            "x-subject": self.subject,
            **_schema(self.data),
            "examples": [plain(dict(self.example))],
        }


def declare(
    type: str, subject: str, data: Mapping[str, Any], example: Mapping[str, Any], doc: str
) -> Contract:
    """Make the contract of `type` known; the example is held against it at once."""
    if not TYPE.fullmatch(type):
        raise ValueError(f"{type} is not <service>.<noun>.<past verb>.v<n>")
    contract = Contract(type, subject, data, example, doc)
    contract.check(plain(dict(example)))
    if declared.setdefault(type, contract) != contract:
        raise ValueError(f"{type} is declared twice, differently")
    return contract


@dataclass(frozen=True)
class Published:
    """The committed contracts, as a consumer holds incoming facts against them."""

    directory: str

    @cached_property
    def _compiled(self) -> dict[str, Any]:
        return {}

    def check(self, fact: Fact) -> None:
        """Raise ContractBroken, or ContractMissing while nobody published the type."""
        if fact.type not in self._compiled:
            self._compiled[fact.type] = _compile(self.schema(fact.type))
        _hold(self._compiled[fact.type], fact.type, fact.data)

    def require(self, types: Iterable[str]) -> None:
        """Raise ContractMissing unless every one of these types is published."""
        for type in types:
            self.schema(type)

    def schema(self, type: str) -> Schema:
        """The schema of one type, read from its file."""
        try:
            return json.loads((Path(self.directory) / "events" / f"{type}.json").read_text())
        except FileNotFoundError as error:
            raise ContractMissing(f"contracts/events/{type}.json is not there") from error


def _schema(part: Shape) -> Schema:
    if isinstance(part, Piece):
        return part.schema
    properties = {name: _schema(piece) for name, piece in part.items()}
    always = [name for name, piece in part.items() if not getattr(piece, "is_added", False)]
    return {"type": "object", "properties": properties, "required": always}


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "object":
        closed = {name: _closed(part) for name, part in schema["properties"].items()}
        whole = {"required": list(closed), "additionalProperties": False}
        return {**schema, "properties": closed, **whole}
    return {name: _closed(part) for name, part in schema.items()}


def _compile(schema: Schema) -> Any:
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def _hold(validator: Any, type: str, data: Mapping[str, Any]) -> None:
    if not validator.is_valid(data):
        error = next(validator.iter_errors(data))
        place = "/" + "/".join(str(step) for step in error.instance_path)
        raise ContractBroken(f"{type}: {error.message[:300]} at {place}")
