"""What a new version of a published event contract breaks for those who read it as it was."""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
KEPT = ("type", "format", "pattern")


def broken(old: Schema, new: Schema, at: str = "") -> Iterator[str]:
    """One line per promise of the old contract that the new one doesn't keep. Fields may be
    added, though not demanded: older facts are read again when a copy is rebuilt."""
    was, null_before = _unwrapped(old)
    now, null_now = _unwrapped(new)
    if null_now and not null_before:
        yield f"{at or '/'} may be null now"
    for name in KEPT:
        if was.get(name) != now.get(name):
            yield f"{at or '/'} has another {name}: {was.get(name)} became {now.get(name)}"
    for word in set(now.get("enum", ())) - set(was.get("enum", now.get("enum", ()))):
        yield f"{at or '/'} may be {word} now"
    if "enum" in was and "enum" not in now:
        yield f"{at or '/'} may be anything now"
    yield from _broken_within(was, now, at)


def _broken_within(was: Schema, now: Schema, at: str) -> Iterator[str]:
    for name, told in was.get("properties", {}).items():
        if name not in now.get("properties", {}):
            yield f"{at}/{name} is gone"
        elif name in was["required"] and name not in now["required"]:
            yield f"{at}/{name} may be left out now"
        else:
            yield from broken(told, now["properties"][name], f"{at}/{name}")
    for name in set(now.get("required", ())) - set(was.get("properties", ())):
        yield f"{at}/{name} is missing in older facts: declare it added(…)"
    if "items" in was and "items" in now:
        yield from broken(was["items"], now["items"], f"{at}/*")


def _unwrapped(schema: Schema) -> tuple[Schema, bool]:
    """The schema without its `or null`, and whether it had one."""
    parts = [part for part in schema.get("anyOf", ()) if part != {"type": "null"}]
    return (parts[0], True) if len(parts) == 1 else (schema, False)
