"""Entries that passed the check, kept until they are written: a sheet is read and held against its
schema once. They lie on disk, so that memory doesn't grow with the sheet."""

import pickle
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from .form import Entry

IN_MEMORY = 4 * 1024 * 1024


class Kept:
    """A file of this process alone, which nobody else can write; gone with the block."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- closed when the block ends

    def __enter__(self) -> "Kept":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def keep(self, entries: list[Entry]) -> None:
        """Add a chunk."""
        pickle.dump(entries, self._file, pickle.HIGHEST_PROTOCOL)

    def chunks(self) -> Iterator[list[Entry]]:
        """The chunks in the order they were kept."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)
            except EOFError:
                return
