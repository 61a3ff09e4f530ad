"""The job that brings a sheet in: all of it is read, then checked, then written chunk by chunk.

The check runs the very command in transactions that are rolled back, so that it names what the
business would refuse as well; with any fault nothing is written. A chunk's rows and the job's
position are one commit: killed anywhere, the job goes on behind the last chunk that counts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy.orm import Session

from chassis.errors import Refusal
from chassis.failpoints import failpoint
from chassis.jobs import files
from chassis.jobs.runner import MOST_FAULTS, Work

from .errors import FaultsFound, FaultsOnWriting
from .exporting import EXPORT, export_sheet
from .form import Entry, Form, Outcome
from .headings import Fault
from .kept import Kept
from .reading import Reader

CHECK, WRITE = "check", "write"
IMPORT = "import"


def sheet_jobs(forms: Iterable[Form]) -> dict[str, Callable[[Work], None]]:
    """What a service's worker does for the jobs of its forms."""
    named = {form.name: form for form in forms}
    return {
        IMPORT: lambda work: _Import(named[work.job.form], work).run(),
        EXPORT: lambda work: export_sheet(named[work.job.form], work),
    }


class _Import:
    def __init__(self, form: Form, work: Work) -> None:
        self._form, self._work = form, work
        self._position: int = work.job.position
        self._written: int = work.job.rows_written
        self._unchanged: int = work.job.rows_unchanged
        self._writes: bool = work.job.told["mode"] == WRITE

    def run(self) -> None:
        work = self._work
        with work.database.reading() as session:
            file = files.opened(session, work.job.id, files.INPUT)
        with file, Kept() as kept:
            reader = Reader(self._form, file, work.job.told["kind"])
            if work.job.phase != WRITE:  # else the process that had checked it died
                with work.step(phase=CHECK, rows_read=0, faults=0) as session:
                    work.forget_faults(session)
            self._read(reader, kept)
            if work.job.phase != WRITE:
                self._check(reader, kept)
            if self._writes and not work.faults:
                self._write(reader, kept)

    def _read(self, reader: Reader, kept: Kept) -> None:
        """Keep the entries in lots of about as many rows, documents whole."""
        entries = reader.entries()
        while chunk := list(islice(entries, self._form.chunk)):
            kept.keep(chunk)
            with self._work.step():  # ends it when the worker stops
                pass

    def _check(self, reader: Reader, kept: Kept) -> None:
        counted = {"written": 0, "unchanged": 0}
        gone_through = 0
        for entries in kept.chunks():
            for outcome, entry in self._tried(reader, entries):
                counted[outcome] += len(entry.rows)
            gone_through += sum(len(entry.rows) for entry in entries)
            self._note(reader, rows_read=gone_through, rows_unchanged=counted["unchanged"])
            failpoint("sheets.checked")
            if self._work.faults >= MOST_FAULTS:
                break
        unchanged = 0 if self._writes else counted["unchanged"]
        self._note(reader, rows_read=reader.read, rows_unchanged=unchanged)
        with self._work.step() as session:
            if self._work.faults:
                self._work.failed(session, FaultsFound(count=self._work.faults))
            elif not self._writes:
                self._work.done(session)

    def _note(self, reader: Reader, **progress: int) -> None:
        """Progress and what faults have come up, in a commit of their own."""
        found, reader.faults = reader.faults, []
        with self._work.step(**progress) as session:
            if found:
                self._work.blame(session, [fault.told() for fault in found])

    def _tried(self, reader: Reader, entries: list[Entry]) -> Iterator[tuple[Outcome, Entry]]:
        """What would become of the entries; halves are tried apart until those to blame are found."""
        if not entries:
            return
        try:
            with self._work.trial() as session:
                outcomes = self._outcomes(session, reader, entries)
            yield from zip(outcomes, entries, strict=True)
        except Refusal as refusal:
            if len(entries) == 1:
                reader.faults.append(_fault(reader, entries[0], refusal))
                return
            middle = len(entries) // 2
            yield from self._tried(reader, entries[:middle])
            yield from self._tried(reader, entries[middle:])

    def _outcomes(
        self, session: Session, reader: Reader, entries: Sequence[Entry]
    ) -> Sequence[Outcome]:
        if self._form.make_way:
            self._form.make_way(session, entries, reader.said)
        return self._form.write(session, entries)

    def _write(self, reader: Reader, kept: Kept) -> None:
        with self._work.step(phase=WRITE):
            pass
        for entries in kept.chunks():
            fresh = [entry for entry in entries if entry.rows[0] > self._position]
            self._commit(reader, fresh)
        with self._work.step() as session:
            if self._work.faults:
                refusal = FaultsOnWriting(written=self._written, count=self._work.faults)
                self._work.failed(session, refusal)
            else:
                self._work.done(session)

    def _commit(self, reader: Reader, entries: Sequence[Entry]) -> None:
        """Rows and position in one commit; refused meanwhile, the rest of them is still written."""
        if not entries:
            return
        try:
            self._commit_all(reader, entries)
        except Refusal as refusal:
            if len(entries) > 1:
                middle = len(entries) // 2
                self._commit(reader, entries[:middle])
                self._commit(reader, entries[middle:])
                return
            fault = _fault(reader, entries[0], refusal)
            with self._work.step(position=entries[0].rows[-1]) as session:
                self._work.blame(session, [fault.told()])

    def _commit_all(self, reader: Reader, entries: Sequence[Entry]) -> None:
        position = entries[-1].rows[-1]
        with self._work.step(position=position) as session:
            outcomes = self._outcomes(session, reader, entries)
            written = _rows_with("written", outcomes, entries)
            unchanged = _rows_with("unchanged", outcomes, entries)
            self._work.note(
                session,
                rows_written=self._written + written,
                rows_unchanged=self._unchanged + unchanged,
            )
        failpoint("sheets.written")
        self._position = position
        self._written += written
        self._unchanged += unchanged


def _fault(reader: Reader, entry: Entry, refusal: Refusal) -> Fault:
    """A refusal of a lone entry: its pointer begins with the entry's place."""
    pointer = refusal.pointer or ""
    first, _, rest = pointer.strip("/").partition("/")
    refusal.pointer = f"/{rest}" if first == "0" else pointer
    return reader.fault_of(entry, refusal)


def _rows_with(wanted: Outcome, outcomes: Sequence[Outcome], entries: Sequence[Entry]) -> int:
    told = zip(outcomes, entries, strict=True)
    return sum(len(entry.rows) for outcome, entry in told if outcome == wanted)
