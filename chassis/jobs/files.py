"""The files of a job, in pieces in the service's own database: they are backed up and committed with it."""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from .tables import job_blobs

INPUT, OUTPUT = "input", "output"
PIECE = 256 * 1024
IN_MEMORY = 1024 * 1024


def store(session: Session, job_id: UUID, name: str, file: IO[bytes]) -> None:
    """Keep what the file holds from here on under this name, in place of what was there."""
    named = {"job_id": job_id, "name": name}
    ours = (job_blobs.c.job_id == job_id, job_blobs.c.name == name)
    session.execute(delete(job_blobs).where(*ours))
    place = 0
    while piece := file.read(PIECE):
        session.execute(insert(job_blobs).values(**named, place=place, content=piece))
        place += 1


def pieces(session: Session, job_id: UUID, name: str) -> Iterator[bytes]:
    """The file piece by piece; nothing when there is none."""
    place = 0
    while (piece := session.scalar(_piece(job_id, name, place))) is not None:
        yield piece
        place += 1


def opened(session: Session, job_id: UUID, name: str) -> IO[bytes]:
    """The file as one that can be read from anywhere; a large one lies on disk meanwhile."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- the caller closes it
    for piece in pieces(session, job_id, name):
        file.write(piece)
    file.seek(0)
    return file


def _piece(job_id: UUID, name: str, place: int):
    there = (job_blobs.c.job_id == job_id, job_blobs.c.name == name, job_blobs.c.place == place)
    return select(job_blobs.c.content).where(*there)
