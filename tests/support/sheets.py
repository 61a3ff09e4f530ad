"""Sheets in tests: sent by somebody, worked off at once, read back."""

import csv
import threading
from io import BytesIO, StringIO
from typing import Any

from chassis.jobs.runner import Runner
from paper.sheets import workbook


class SheetDesk:
    """Short words for what people do with sheets, and for the worker that reads them."""

    def __init__(self, door: Any) -> None:
        self.door = door
        self.runner = Runner(door.service, door.database, threading.Event())

    def bring(
        self, form: str, content: bytes, mode: str = "write", role: str = "buyer"
    ) -> dict[str, Any]:
        """The job of a file, ended."""
        asked = self.door.as_(role).send_file(f"/sheets/{form}/imports?mode={mode}", content)
        assert asked.status_code == 202, asked.json
        assert asked.json["state"] == "queued"
        while self.runner.work_off():
            pass
        return self.job(asked.json["id"], role)

    def job(self, job_id: str, role: str = "buyer") -> dict[str, Any]:
        answer = self.door.as_(role).get(f"/jobs/{job_id}")
        assert answer.status_code == 200, answer.json
        return answer.json

    def names(self, path: str) -> list[str]:
        listed = self.door.as_("buyer").get(path, sort="code", limit=200)
        return [each["code"] for each in listed.json["items"]]


def text(*rows: list[str]) -> bytes:
    """A csv file."""
    made = StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


def places(job: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column and code of each fault."""
    return [(each["row"], each["column"], each["code"]) for each in job["first_faults"]]


def told(job: dict[str, Any]) -> tuple[str, int, int, int]:
    return job["state"], job["rows_written"], job["rows_unchanged"], job["faults"]


def table(content: bytes, kind: str) -> list[list[str]]:
    """What a sheet shows."""
    if kind == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    found = [row for _, row in workbook.rows(BytesIO(content), 100_000)]
    width = max(column for row in found for column in row) + 1
    return [[row[c].shown if c in row else "" for c in range(width)] for row in found]
