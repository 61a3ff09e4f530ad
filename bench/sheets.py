"""Sheets: 50,000 products brought in through the gateway while the system runs, and taken out again."""

import json
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import urllib3
import xlsxwriter

from bench.site import Site
from operations.scenario.acts import api
from operations.scenario.client import POOL

HEADINGS = (
    "商品编号",
    "名称",
    "型号",
    "条码",
    "单位",
    "类别",
    "追溯方式",
    "税率",
    "销售价",
    "最低储备",
)
KIB_PER_MB = 1024


def measure(site: Site, count: int) -> dict[str, float]:
    """Seconds and rows a second of an import (checked and written) and of an export; the worker's peak."""
    kind = {"code": "K-1", "name": "标准件"}
    site.company["inventory_manager"].post(api("inventory", "/categories"), kind)
    token = site.company["buyer"].token
    sheet = _sheet(count)
    before = _peak_mb(site)
    began = time.monotonic()
    job = _ask(site, token, "POST", "/sheets/products/imports?mode=write", sheet)
    job = _ended(site, token, json.loads(job.data)["id"])
    seconds = time.monotonic() - began
    if (job["state"], job["rows_written"]) != ("done", count):
        raise RuntimeError(f"the import ended otherwise: {job}")
    began = time.monotonic()
    shown = _ask(site, token, "GET", "/products?format=csv")
    taken = time.monotonic() - began
    if shown.data.count(b"\r\n") < count:
        raise RuntimeError("the export does not hold all products")
    return {
        "rows": count,
        "seconds": round(seconds, 1),
        "rows_per_second": round(count / seconds, 1),
        "export_seconds": round(taken, 1),
        "worker_mb_before": before,
        "worker_mb_peak": _peak_mb(site),
    }


def _sheet(count: int) -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    for number in range(1, count + 1):
        code = f"B{number:06d}"
        row = (
            code,
            f"商品 {number}",
            "M-1",
            f"C{number:08d}",
            "件",
            "标准件",
            "批次",
            0.13,
            18.5,
            20,
        )
        sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def _ended(site: Site, token: str, job_id: str) -> dict[str, Any]:
    while True:
        job = json.loads(_ask(site, token, "GET", f"/jobs/{job_id}").data)
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.5)


def _ask(site: Site, token: str, method: str, path: str, body: bytes | None = None) -> Any:
    told = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
    at = f"{site.system.address}/api/v1/inventory{path}"
    answer = POOL.request(method, at, body=body, headers=told, timeout=urllib3.Timeout(read=120))
    if answer.status >= 300:
        raise RuntimeError(f"{method} {path}: {answer.status} {answer.data[:300]!r}")
    return answer


def _peak_mb(site: Site) -> float:
    """The largest resident size that inventory's worker has had; what it shares counts too."""
    status = Path(f"/proc/{site.system.pids()['inventory-worker']}/status").read_text()
    peak = next(row for row in status.splitlines() if row.startswith("VmHWM"))
    return round(int(peak.split()[1]) / KIB_PER_MB, 1)
